using System.IO.Compression;
using System.Text;
using SmartCityPia.TestSupport;
using SmartCityPia.Web.Features.Records;
using SmartCityPia.Web.Infrastructure;
using Xunit;

namespace SmartCityPia.WebTests.Features;

public sealed class RecordTests(WebApp app) : IClassFixture<WebApp>
{
    [Fact]
    public async Task Record_OfAService_LeadsToWhatIsMissing()
    {
        var assessment = await Build.Full(app);
        using var officer = await app.SignedIn(TestCity.Officer);

        var page = HtmlAssert.Ok(await officer.Get($"/assessments/{assessment.Reference}/record"));

        var links = page.Document.QuerySelectorAll("main table a").Select(a => a.GetAttribute("href")!).ToList();
        Assert.Contains(links, l => l.EndsWith("#Input_Deletion", StringComparison.Ordinal));
        foreach (var link in links.Where(l => l.Contains("#Input_", StringComparison.Ordinal)).DistinctBy(l => l[l.IndexOf('#', StringComparison.Ordinal)..]))
            Assert.NotNull((await officer.Get(link.Split('#')[0])).Find("#" + link.Split('#')[1]));
    }

    [Fact]
    public async Task Record_AssessmentOfAnotherAgency_IsInNoList()
    {
        var own = await Build.Assessment(app, "Lamps of our own");
        var other = await Build.Assessment(app, "Lamps of others", agency: TestCity.Transport);
        using var officer = await app.SignedIn(TestCity.TransportOfficer);

        var page = HtmlAssert.Ok(await officer.Get(Addresses.Records));
        var book = await Text(officer);

        Assert.All([page.Text, book], text => Assert.Contains(other.Reference, text, StringComparison.Ordinal));
        Assert.All([page.Text, book], text => Assert.DoesNotContain(own.Reference, text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Files_Record_AreAWorkbookAndADocument()
    {
        await Build.Prefilled(app);
        using var officer = await app.SignedIn(TestCity.Officer);

        Assert.Contains("Metro Wi-Fi movement analytics", await Text(officer), StringComparison.Ordinal);
        Assert.StartsWith("%PDF", Encoding.ASCII.GetString(await Bytes(officer, FileModel.Report), 0, 4), StringComparison.Ordinal);
        HtmlAssert.Status(System.Net.HttpStatusCode.NotFound, await officer.Get(Addresses.RecordFile("record.txt")));
    }

    private static Task<byte[]> Bytes(PiaClient client, string file) => client.Http.GetByteArrayAsync(new Uri(Addresses.RecordFile(file), UriKind.Relative));

    private static async Task<string> Text(PiaClient client)
    {
        using var zip = new ZipArchive(new MemoryStream(await Bytes(client, FileModel.Workbook)));
        using var reader = new StreamReader(zip.GetEntry("xl/worksheets/sheet1.xml")!.Open());
        return await reader.ReadToEndAsync();
    }
}
