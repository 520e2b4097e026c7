using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.TestSupport;
using Xunit;

namespace SmartCityPia.WebTests.Features.Evidence;

/// <summary>With the real server: a broken connection, and a file too large to be held in memory.</summary>
[Collection(MeasuresMemory.Name)]
public sealed class OverTheWireTests
{
    private const int Large = 40 * 1024 * 1024;

    [Fact]
    public async Task Upload_CutOffThenLarge_LeavesNothingThenAllInBoundedMemory()
    {
        await using var app = new PiaApp();
        app.Settings["Evidence:MaxFileBytes"] = (Large * 2).ToString(CultureInfo.InvariantCulture);
        var server = await app.StartForBrowserAsync();
        var assessment = await Build.Assessment(app);
        using var officer = await app.SignedIn(TestCity.Officer);
        var form = await officer.Get($"/assessments/{assessment.Reference}/evidence/new");

        await CutOff(server, officer, form);
        HtmlAssert.Ok(await officer.Get($"/assessments/{assessment.Reference}/evidence"));
        Assert.False(await app.Db(db => db.EvidenceItems.AnyAsync(i => i.OwnerId == assessment.Id)));
        Assert.False(await app.Db(db => db.EvidenceChunks.AnyAsync()));

        var file = Upload.Pdf(Large);
        HtmlAssert.Redirects(await officer.SendFile(form, "#row-form", Upload.Pdf(500_000), "a.pdf", ("Input.Title", "Warm")));
        // Counts all allocations, including the test's own copies, so the bound is a few times the file size. Afterwards the live heap must
        // be back at its former size.
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var saved = HtmlAssert.Redirects(await officer.SendFile(form, "#row-form", file, "a.pdf", ("Input.Title", "Large"), ("NewId", Guid.CreateVersion7(app.Clock.GetUtcNow()).ToString())));
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, Large / 4);
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var link = (await officer.Follow(saved)).One("table a").GetAttribute("href")!;
        using var answer = await officer.Http.GetAsync(new Uri(link, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        await using var body = await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        var (total, most, block) = (0L, 0L, new byte[64 * 1024]);
        var start = GC.GetTotalMemory(forceFullCollection: true);
        for (int read; (read = await body.ReadAsync(block, TestContext.Current.CancellationToken)) > 0; total += read)
        {
            if (total % (8 * 1024 * 1024) < read)
                most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - start);
        }

        Assert.Equal(file.Length, total);
        Assert.InRange(most, long.MinValue, Large / 4);
        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - allocated, 0, Large * 3L);
    }

    private static async Task CutOff(Uri server, PiaClient officer, HtmlPage form)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(server.Host, server.Port);
        var stream = socket.GetStream();
        var fields = string.Concat(HtmlPage.Fields(form.Form("#row-form")).Where(f => f.Key is not ("File" or "Input.Title")).Append(new("Input.Title", "Cut off"))
            .Select(f => $"--b\r\nContent-Disposition: form-data; name=\"{f.Key}\"\r\n\r\n{f.Value}\r\n"));
        var cookies = string.Join("; ", officer.Cookies.GetAllCookies().Select(c => $"{c.Name}={c.Value}"));
        await stream.WriteAsync(Encoding.UTF8.GetBytes($"POST {form.Address.AbsolutePath} HTTP/1.1\r\nHost: {server.Authority}\r\nCookie: {cookies}\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: 900000\r\n\r\n{fields}--b\r\nContent-Disposition: form-data; name=\"File\"; filename=\"a.pdf\"\r\n\r\n%PDF-1.7\n{new string('x', 200_000)}\n%%EOF\n"));
        socket.Client.LingerState = new(enable: true, seconds: 0);
    }
}
