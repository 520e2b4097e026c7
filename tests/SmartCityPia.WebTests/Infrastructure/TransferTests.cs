using System.IO.Compression;
using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SmartCityPia.Data.Dossiers;
using SmartCityPia.TestSupport;
using SmartCityPia.Web.Frame;
using Xunit;

namespace SmartCityPia.WebTests.Infrastructure;

/// <summary>What goes over the wire: compressed pages, and nothing that the other side has.</summary>
public sealed class TransferTests(WebApp app) : IClassFixture<WebApp>
{
    [Theory]
    [InlineData("br")]
    [InlineData("gzip")]
    public async Task Page_ForABrowserThatTakesIt_IsCompressed(string encoding)
    {
        using var officer = await app.SignedIn(TestCity.Officer);
        var (answer, body) = await Get(officer, "/glossary", ("Accept-Encoding", encoding));

        Assert.Equal([encoding], answer.Content.Headers.ContentEncoding);
        Assert.Contains("Accept-Encoding", answer.Headers.Vary);
        Assert.True(body.Length < Unpack(body, encoding).Length * 2 / 3);
        Assert.Contains("<main", Unpack(body, encoding), StringComparison.Ordinal);
        Assert.Empty((await Get(officer, "/glossary")).Answer.Content.Headers.ContentEncoding);
    }

    /// <summary>A compressed answer may hold no secret that is spelled the same in the next one.</summary>
    [Fact]
    public async Task Page_AskedForTwice_HasAnotherToken()
    {
        using var officer = await app.SignedIn(TestCity.Officer);
        var tokens = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < 3; i++)
            tokens.Add(RunningApp.Hidden(Unpack((await Get(officer, "/glossary", ("Accept-Encoding", "br"))).Body, "br"), "__RequestVerificationToken"));
        Assert.Equal(3, tokens.Count);
        Assert.DoesNotContain("", tokens);
    }

    [Fact]
    public async Task FrozenDossier_Known_IsNotSentAgain()
    {
        var assessment = await Build.Prefilled(app);
        await Build.Submit(app, assessment);
        using var officer = await app.SignedIn(TestCity.Officer);
        await SentOnce(officer, $"/assessments/{assessment.Reference}/versions/1/dossier.json");
        Assert.Equal(2, await app.Db(db => db.AuditEvents.CountAsync(e => e.OwnerId == assessment.Id && e.Verb == "Downloaded")));
        Assert.Null((await Get(officer, $"/assessments/{assessment.Reference}/versions/1/report.pdf")).Answer.Headers.ETag);
    }

    [Fact]
    public async Task Evidence_Known_IsNotSentAgain()
    {
        var assessment = await Build.Prefilled(app);
        var item = await Build.Evidence(app, assessment);
        using var officer = await app.SignedIn(TestCity.Officer);
        await SentOnce(officer, $"/assessments/{assessment.Reference}/evidence/{item.Id}/files/1");
        Assert.Equal(2, await app.Db(db => db.AuditEvents.CountAsync(e => e.OwnerId == assessment.Id && e.Verb == "Downloaded")));
    }

    /// <summary>The test applications run without it: it would read beside the tests that count queries.</summary>
    [Fact]
    public async Task WarmUp_ApplicationStarted_KeepsTheDossierChangedLast()
    {
        await Build.Assessment(app);
        var last = await Build.Assessment(app);
        await Build.Touch(app, last, TestCity.Officer);
        await using var other = app.WithWebHostBuilder(builder => builder.ConfigureServices(services => services.AddSingleton<WarmUp>()));
        using var scope = other.Services.CreateScope();
        using var warmUp = other.Services.GetRequiredService<WarmUp>();

        await warmUp.StartAsync(CancellationToken.None);
        await warmUp.ExecuteTask!;

        var kept = Assert.Single(other.Services.GetRequiredService<DossierCache>().Kept);
        Assert.Equal(await WebApp.KeyOf(app, last.Id), kept.Key);
    }

    private static async Task SentOnce(PiaClient client, string address)
    {
        var (first, body) = await Get(client, address);
        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        Assert.NotEmpty(body);
        var (again, nothing) = await Get(client, address, ("If-None-Match", first.Headers.ETag!.ToString()));
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        Assert.Empty(nothing);
        Assert.Equal("no-store", again.Headers.CacheControl?.ToString());
    }

    private static async Task<(HttpResponseMessage Answer, byte[] Body)> Get(PiaClient client, string address, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        var answer = await client.Http.SendAsync(request);
        return (answer, await answer.Content.ReadAsByteArrayAsync());
    }

    private static string Unpack(byte[] body, string encoding)
    {
        using Stream packed = encoding == "br" ? new BrotliStream(new MemoryStream(body), CompressionMode.Decompress) : new GZipStream(new MemoryStream(body), CompressionMode.Decompress);
        using var reader = new StreamReader(packed);
        return reader.ReadToEnd();
    }
}
