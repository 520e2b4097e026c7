using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using AngleSharp.Html.Dom;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.TestSupport;
using Xunit;

namespace SmartCityPia.WebTests;

/// <summary>
/// Awkward values in every parameter of every endpoint: route, query, form, header, cookie and file, over the wire. None is a fault,
/// and none is first noticed by the database.
/// </summary>
public sealed class AwkwardInputTests : IAsyncLifetime
{
    private const int AtOnce = 2;

    /// <summary>As they stand in an address or a form, so that what is no text can be sent too.</summary>
    private static readonly string[] Values =
    [
        "a%00b", "%ED%A0%80", "%FF%FE", "%zz", "%20", "%0D%0A", "%C2%85", "%E2%80%8B", "%EF%BF%BE", "/%C3%A9", "%F0%9F%98%80", "%2F%2Fevil.example",
        "-1", "2147483647", "2147483648", "99999999999999999999999999", "1e400", "NaN", "0001-01-01", "9999-12-31", "2026-02-30", "-infinity", "%5B%5B%7B", "%25_%5C%27", new string('x', 3000),
    ];

    /// <summary>For one field of a form whose others are as they should be.</summary>
    private static readonly string[] Single = ["a%00b", "%ED%A0%80", "%20", "%E2%80%8B", "9999-12-31", "0001-01-01", "2147483648", "99999999999999999999999999", new string('x', 100_000)];

    private readonly PiaApp app = new();
    private readonly ConcurrentBag<string> faults = [];
    private readonly Dictionary<Person, CookieContainer> cookies = [];
    private IReadOnlyList<SamplePage> pages = [];
    private HttpClient http = null!;
    private Uri root = null!;
    private int asked;

    public async ValueTask InitializeAsync()
    {
        root = await app.StartForBrowserAsync();
        pages = await SamplePages.All(app, await Build.Full(app));
        // One client for all: whose request it is, its cookies say.
        http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, MaxConnectionsPerServer = 32, RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8 });
        foreach (var person in TestCity.People.Concat(pages.Select(p => p.Who).OfType<Person>()).Distinct())
        {
            using var client = await app.SignedIn(person);
            await client.Get("/account/sign-in");
            cookies[person] = client.Cookies;
        }
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await app.DisposeAsync();
    }

    [Fact]
    public async Task Address_AwkwardValue_IsNoFault()
    {
        var loader = app.Services.GetRequiredService<PageLoader>();
        await Parallel.ForEachAsync(pages.Where(p => p.Endpoint is not null), Parallely, async (page, _) =>
        {
            var compiled = await loader.LoadAsync(page.Endpoint!.Metadata.GetRequiredMetadata<PageActionDescriptor>(), page.Endpoint.Metadata);
            var names = Names(compiled).Append("unknown").Distinct(StringComparer.Ordinal).ToList();
            var join = page.Address.Contains('?', StringComparison.Ordinal) ? "&" : "?";
            string[] handlers = ["", .. compiled.HandlerMethods.Where(h => h is { Name: not null, HttpMethod: "GET" or "Get" }).Select(h => $"handler={h.Name}&")];
            for (var i = 0; i < Values.Length; i++)
            {
                // A fifth of the values in one parameter alone, every other page another fifth.
                foreach (var name in names.Where((_, j) => (i + j + page.Address.Length) % 5 == 0))
                    await Ask(page, HttpMethod.Get, $"{page.Address}{join}{handlers[i % handlers.Length]}{name}={Values[i]}");
                // Together, and in the shapes that stand for a list and for its items.
                await Ask(page, HttpMethod.Get, page.Address + join + handlers[i % handlers.Length] + string.Join('&', names.Select((name, j) => (i % 3) switch
                {
                    0 => $"{name}={Values[(i + j) % Values.Length]}&{name}={Values[i]}",
                    1 => $"{name}%5B0%5D={Values[(i + j) % Values.Length]}&{name}%5Bk%5D={Values[i]}",
                    _ => $"{name}.x={Values[(i + j) % Values.Length]}",
                })));
            }
            var parts = page.Address.Split('?')[0].Split('/');
            var pattern = page.Endpoint.RoutePattern.PathSegments;
            for (var at = 1; at < parts.Length; at++)
            {
                if (at - 1 < pattern.Count && !pattern[at - 1].Parts.Any(p => p.IsParameter))
                    continue;
                foreach (var value in Values)
                    await Ask(page, HttpMethod.Get, string.Join('/', parts.Select((p, i) => i == at ? value : p)));
            }
            foreach (var method in new[] { "HEAD", "OPTIONS", "PUT", "DELETE", "PATCH", "TRACE", "PROPFIND", "POST" })
                await Ask(page, new(method), page.Address);
        });
        Report(4000);
    }

    [Fact]
    public async Task Form_AwkwardValue_IsNoFault()
    {
        // What ends sessions, accounts or rows comes last.
        foreach (var page in pages.Where(p => p.Endpoint is not null && p.Address != "/account/sign-out").OrderBy(p => p.Address.StartsWith("/account", StringComparison.Ordinal)))
        {
            var shown = await Read(page);
            foreach (var form in shown.Document.QuerySelectorAll("main form[method=post]").OfType<IHtmlFormElement>().OrderByDescending(f => f.Elements.Length).ToList())
            {
                var action = form.GetAttribute("action") is { Length: > 0 } given ? given : page.Address;
                var fields = HtmlPage.Fields(form).Select(f => (f.Key, Value: Uri.EscapeDataString(f.Value))).ToList();
                var open = Enumerable.Range(0, fields.Count).Where(i => !fields[i].Key.StartsWith("__", StringComparison.Ordinal)).ToList();
                // Values in all fields at once, each time another one in each.
                for (var round = 0; round < Values.Length; round += 2)
                    await Ask(page, HttpMethod.Post, action, string.Join('&', fields.Select((f, i) => $"{f.Key}={(open.Contains(i) ? Values[(round + i) % Values.Length] : f.Value)}")));
                for (var round = 0; round < open.Count; round++)
                {
                    for (var pick = 0; pick < 2; pick++)
                        await Ask(page, HttpMethod.Post, action, string.Join('&', fields.Select((f, i) => $"{f.Key}={(i == open[round] ? Single[((round * 2) + pick) % Single.Length] : f.Value)}")));
                }
                foreach (var shape in new[] { "%5B0%5D", "%5Bk%5D", ".x" })
                    await Ask(page, HttpMethod.Post, action, string.Join('&', fields.Select(f => $"{f.Key}{(f.Key.StartsWith("__", StringComparison.Ordinal) ? "" : shape)}={f.Value}")));
            }
        }
        Report(1500);
    }

    [Fact]
    public async Task HeaderAndCookie_AwkwardValue_IsNoFault()
    {
        string[] names =
        [
            "User-Agent", "Accept", "Accept-Language", "Accept-Encoding", "If-None-Match", "If-Match", "If-Modified-Since", "If-Range", "Range", "Origin", "Referer", "Sec-Fetch-Site",
            "X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host", "X-Forwarded-Prefix", "Forwarded", "Cache-Control", "Prefer", "Traceparent", "X-Request-Id", "Authorization", "X-HTTP-Method-Override", "RequestVerificationToken",
        ];
        string[] cookieNames = ["pia", "pia-form", "pia-device", ".AspNetCore.Mvc.CookieTempDataProvider", ".AspNetCore.Culture", "unknown"];
        string[] values = [.. Values.Select(v => v.Length > 1000 ? v[..1000] : Uri.UnescapeDataString(v)).Where(v => v.All(c => c is not ('\0' or '\r' or '\n'))), "en;q=abc", "\"x", "bytes=0-0,5-1", "bytes=99999999999999999999-", "de-DE-x-" + new string('a', 200), "Thu, 99 Foo 2026", "::1%eth0, 999.1.1.1", "*", "W/\"", ",,,;;;="];
        await Parallel.ForEachAsync(pages.Where(p => p.Endpoint is not null && p.Address != "/account/sign-out").Select((page, i) => (page, i)), Parallely, async (next, _) =>
        {
            // Every value in every header, over all pages; a session that was ended by a cookie is asked for again.
            for (var round = 0; round < 2; round++)
            {
                var headers = names.Select((name, j) => (name, values[((next.i * 4) + round + j) % values.Length])).ToArray();
                await Ask(next.page, HttpMethod.Get, next.page.Address, null, headers);
                foreach (var (name, value) in headers.Skip((next.i + round) % 12 * 2).Take(2))
                    await Ask(next.page, HttpMethod.Get, next.page.Address, null, (name, value));
                await Ask(next.page, HttpMethod.Get, next.page.Address, null, ("Cookie", string.Join("; ", cookieNames.Select((name, j) => $"{name}={values[((next.i * 4) + round + j) % values.Length]}"))));
            }
        });
        Report(800);
    }

    [Fact]
    public async Task DescriptionFile_AwkwardValueAtEveryPlace_IsNoFault()
    {
        var page = pages.First(p => p.Endpoint?.RoutePattern.RawText?.EndsWith("descriptions/{reference}/start", StringComparison.Ordinal) == true);
        var export = await Read(page with { Address = page.Address.Replace("/start", "/description.json", StringComparison.Ordinal) });
        var token = (await Read(page)).One("#file-form input[name=__RequestVerificationToken]").GetAttribute("value")!;
        var places = new Dictionary<string, string>(StringComparer.Ordinal);
        Walk(JsonNode.Parse(export.Source)!, places);
        Assert.True(places.Count > 40, export.Source);
        string[] values = ["null", "1e400", "-1", "99999999999999999999", "true", "[]", "{}", "[[null]]", "\"\"", "\" \"", "\"a\\u0000b\"", "\"\\ud800\"", "\"\\uFFFE\"", "\"9999-12-31\"", "\"" + new string('x', 50_000) + "\"", new string('[', 500) + new string(']', 500)];
        var round = 0;
        foreach (var path in places.Values)
        {
            // A quarter of the values at each place, the others at the next.
            for (var i = round++ % 4; i < values.Length; i += 4)
            {
                var changed = JsonNode.Parse(export.Source)!;
                const string Mark = "\u2603here\u2603";
                Replace(changed, path, Mark);
                await Upload(page, page.Address + "?handler=File", "File", token, changed.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }).Replace($"\"{Mark}\"", values[i], StringComparison.Ordinal));
            }
        }
        Report(150);
    }

    [Theory]
    [InlineData("/verify", "File"), InlineData("/history/check", "anchor")]
    public async Task File_AwkwardContentAndName_IsNoFault(string address, string field)
    {
        var page = new SamplePage(address, TestCity.Auditor);
        var token = (await Read(page)).One("main form[enctype] input[name=__RequestVerificationToken]").GetAttribute("value")!;
        foreach (var content in new[]
        {
            "", " ", "{", "null", "[]", "[1]", "\"x\"", "{\"head\":null}", "{\"head\":{\"assessmentId\":1}}", "{\"head\":{\"assessmentId\":\"\\ud800\"},\"versionNumber\":1e999}", "\uFEFF{}", "{\"a\":1,\"a\":2}", "{\"\\ud800\":1}",
            "{\"sequence\":99999999999999999999,\"hash\":\"x\",\"at\":\"x\"}", $"{{\"sequence\":1,\"hash\":\"{new string('0', 64)}\",\"at\":\"0001-01-01T00:00:00+14:00\"}}", new string('[', 3000), new string('[', 1500) + new string(']', 1500),
            "%PDF-1.7", "%PDF-1.7 <dc:identifier>/// </dc:identifier><xmp:CreateDate>9999-99-99T00:00:00+99:99<", "\0\0\0",
        })
        {
            foreach (var name in new[] { "a.json", "\u202Egpj.exe", "..%2F\u0000.pdf", " ", new string('n', 500) + ".pdf", "\uFFFE.json" })
                await Upload(page, address, field, token, content, name);
        }
        Report(100);
    }

    private static ParallelOptions Parallely => new() { MaxDegreeOfParallelism = AtOnce };

    /// <summary>What a page takes from the query, and a few that pages take by hand.</summary>
    private static IEnumerable<string> Names(CompiledPageActionDescriptor page)
    {
        foreach (var parameter in page.BoundProperties.Concat(page.HandlerMethods.SelectMany(h => h.Parameters)))
        {
            var name = parameter.BindingInfo?.BinderModelName ?? parameter.Name;
            if (parameter.ParameterType == typeof(CancellationToken) || parameter.ParameterType == typeof(IFormFile))
                continue;
            yield return name;
            if (IsSimple(parameter))
                continue;
            foreach (var inner in parameter.ParameterType.GetProperties())
            {
                yield return inner.Name;
                yield return $"{name}.{inner.Name}";
            }
        }
        foreach (var name in new[] { "handler", "p", "organisation", "version" })
            yield return name;
    }

    private static bool IsSimple(ParameterDescriptor parameter) =>
        parameter.BindingInfo?.BindingSource == BindingSource.Path || parameter.ParameterType.Namespace?.StartsWith("System", StringComparison.Ordinal) == true || parameter.ParameterType.IsEnum;

    private async Task<HtmlPage> Read(SamplePage page)
    {
        using var answer = await http.SendAsync(Request(page, HttpMethod.Get, page.Address));
        return await HtmlPage.Read(answer);
    }

    private HttpRequestMessage Request(SamplePage page, HttpMethod method, string address)
    {
        // As it is, without the client's own idea of an address.
        var request = new HttpRequestMessage(method, new Uri(root.GetLeftPart(UriPartial.Authority) + address, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        if (page.Who is { } who)
            request.Headers.TryAddWithoutValidation("Cookie", cookies[who].GetCookieHeader(root));
        return request;
    }

    private async Task Ask(SamplePage page, HttpMethod method, string address, string? form = null, params (string Name, string Value)[] headers)
    {
        using var request = Request(page, method, address);
        if (form is not null)
            request.Content = new StringContent(form, Encoding.ASCII, "application/x-www-form-urlencoded");
        foreach (var (name, value) in headers)
        {
            if (name != "Cookie" || page.Who is null)
                request.Headers.Remove(name);
            request.Headers.TryAddWithoutValidation(name, value);
        }
        await Send(request, form);
    }

    private async Task Upload(SamplePage page, string address, string field, string token, string content, string name = "a.json")
    {
        using var request = Request(page, HttpMethod.Post, address);
        var file = new ByteArrayContent(Encoding.UTF8.GetBytes(content));
        file.Headers.TryAddWithoutValidation("Content-Disposition", $"form-data; name=\"{field}\"; filename=\"{name.Replace("\0", "%00", StringComparison.Ordinal)}\"");
        request.Content = new MultipartFormDataContent { { new StringContent(token), "__RequestVerificationToken" }, file };
        await Send(request, content.Length > 200 ? content[..200] : content);
    }

    private async Task Send(HttpRequestMessage request, string? what)
    {
        Interlocked.Increment(ref asked);
        try
        {
            using var answer = await http.SendAsync(request);
            if ((int)answer.StatusCode >= 500 && answer.StatusCode != HttpStatusCode.NotImplemented)
                faults.Add(string.Create(CultureInfo.InvariantCulture, $"{(int)answer.StatusCode} {request.Method} {Short(request.RequestUri!.OriginalString)} {Short(what)} {Short(string.Join(' ', request.Headers.Where(h => h.Key != "Cookie").Select(h => $"{h.Key}: {string.Join(',', h.Value)}")))}"));
        }
        catch (HttpRequestException e)
        {
            faults.Add($"{e.Message} {request.Method} {Short(request.RequestUri!.OriginalString)} {Short(what)}");
        }
    }

    private static string Short(string? text) => text is null ? "" : text.Length > 600 ? text[..600] : text;

    private void Report(int atLeast)
    {
        Assert.True(asked >= atLeast, string.Create(CultureInfo.InvariantCulture, $"Only {asked} requests were made."));
        // What is caught at last is logged as a fault: a check is missing before it.
        var caught = app.Log.All.Where(line => line.Contains("\"@l\":\"Error\"", StringComparison.Ordinal) && !line.Contains("AntiforgeryValidationException", StringComparison.Ordinal)).Select(line => Short(line[line.IndexOf("\"@x\"", StringComparison.Ordinal)..])).Distinct(StringComparer.Ordinal).ToList();
        Assert.True(faults.IsEmpty && caught.Count == 0, string.Create(CultureInfo.InvariantCulture, $"{faults.Count} of {asked}:\n{string.Join('\n', faults.Order(StringComparer.Ordinal).Take(40))}\n{string.Join('\n', caught.Take(20))}"));
    }

    private static void Walk(JsonNode node, Dictionary<string, string> places)
    {
        foreach (var child in node is JsonObject o ? o.Select(m => m.Value) : node is JsonArray a ? a : [])
        {
            if (child is null)
                continue;
            var path = child.GetPath();
            places.TryAdd(System.Text.RegularExpressions.Regex.Replace(path, @"\[\d+\]", "[]", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)), path);
            Walk(child, places);
        }
    }

    private static void Replace(JsonNode node, string path, string mark)
    {
        foreach (var (child, put) in node is JsonObject o ? o.Select(m => (m.Value, (Action)(() => o[m.Key] = mark))).ToList() : node is JsonArray a ? [.. a.Select((c, i) => (c, (Action)(() => a[i] = mark)))] : [])
        {
            if (child?.GetPath() == path)
                put();
            else if (child is not null && path.StartsWith(child.GetPath(), StringComparison.Ordinal))
                Replace(child, path, mark);
        }
    }
}
