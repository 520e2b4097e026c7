using System.Net;
using System.Text.Json;
using System.Xml.Linq;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using SmartCityPia.Data.Register;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Register;
using SmartCityPia.Domain.Reviews;
using SmartCityPia.Domain.Submissions;
using SmartCityPia.TestSupport;
using Xunit;
using static SmartCityPia.TestSupport.TestCity;

namespace SmartCityPia.WebTests.Features.Register;

/// <summary>The public register: an officer holds back, a reviewer publishes, everybody reads, and nobody reads more.</summary>
public sealed class RegisterTests(WebApp app) : IClassFixture<WebApp>
{
    private static readonly (string, string) Signed = ("Signature.Password", Password);

    [Fact]
    public async Task Entry_FromHoldingBackToWithdrawing_TellsWhatItShould()
    {
        var assessment = await Approved();
        using var officer = await app.SignedIn(Officer);
        using var reviewer = await app.SignedIn(Reviewer);
        using var citizen = app.Anonymous();
        var (group, dataset) = await app.Db(async db => (await db.PeopleGroups.Where(g => g.OwnerId == assessment.DescriptionId).OrderBy(g => g.Id).FirstAsync(), await db.Datasets.Where(d => d.OwnerId == assessment.DescriptionId).OrderBy(d => d.Id).FirstAsync()));

        var desk = HtmlAssert.Ok(await officer.Get(Url(assessment, "register")));
        HtmlAssert.Says(desk, "Nothing yet.");
        HtmlAssert.Redirects(await officer.Submit(desk, "#redact", null, ($"Choice[data.{dataset.Id:N}]", "TradeSecret")));
        HtmlAssert.Status(HttpStatusCode.Forbidden, await officer.SendWithToken(Url(assessment, "register/publish"), Signed));
        var publish = HtmlAssert.Ok(await reviewer.Get(Url(assessment, "register/publish")));
        HtmlAssert.ErrorAt(await reviewer.Submit(publish, ("Signature.Password", "wrong")), "Signature.Password");
        HtmlAssert.Redirects(await reviewer.Submit(publish, Signed));

        var slug = await Slug(assessment);
        var entry = HtmlAssert.Ok(await citizen.Get($"/register/en/{slug}"));
        HtmlAssert.Says(entry, group.Name);
        HtmlAssert.Says(entry, "Held back: Trade secret of a supplier");
        HtmlAssert.SaysNot(entry, dataset.Name + ":");
        // A flow names it all the same: the officer is told.
        HtmlAssert.Says(HtmlAssert.Ok(await officer.Get(Url(assessment, "register"))), "name them all the same");
        HtmlAssert.Says(entry, "Put up signs");
        HtmlAssert.Says(entry, "open");
        var json = HtmlAssert.Ok(await citizen.Get($"/register/en/{slug}/1/entry.json")).Source;
        Assert.DoesNotContain($"data.{dataset.Id:N}", json, StringComparison.Ordinal);
        var record = await app.Db(db => db.DecisionRecords.AsNoTracking().SingleAsync(d => d.OwnerId == assessment.Id));
        Assert.Equal(FrozenDecision.Read(record).PublicRoot, JsonDocument.Parse(json).RootElement.GetProperty("root").GetString());

        // A second entry takes its place; the first stays readable and says so.
        HtmlAssert.Redirects(await officer.Submit(HtmlAssert.Ok(await officer.Get(Url(assessment, "register"))), "#redact", null, ($"Choice[data.{dataset.Id:N}]", "Tell")));
        HtmlAssert.Redirects(await reviewer.Submit(HtmlAssert.Ok(await reviewer.Get(Url(assessment, "register/publish"))), Signed));
        await Forget();
        HtmlAssert.Says(HtmlAssert.Ok(await citizen.Get($"/register/en/{slug}")), dataset.Name + ":");
        HtmlAssert.Says(HtmlAssert.Ok(await citizen.Get($"/register/en/{slug}/1")), "This is an earlier entry");

        var withdraw = HtmlAssert.Ok(await reviewer.Get(Url(assessment, "register/withdraw")));
        HtmlAssert.ErrorAt(await reviewer.Submit(withdraw, Signed), "Input.Reason");
        HtmlAssert.Redirects(await reviewer.Submit(withdraw, ("Input.Reason", "It was not put into use."), Signed));
        await Forget();
        foreach (var address in new[] { $"/register/en/{slug}", $"/register/en/{slug}/1", $"/register/en/{slug}/2" })
        {
            var gone = HtmlAssert.Ok(await citizen.Get(address));
            HtmlAssert.Says(gone, "It was not put into use.");
            HtmlAssert.SaysNot(gone, group.Name);
        }
        HtmlAssert.Status(HttpStatusCode.NotFound, await citizen.Get($"/register/en/{slug}/2/entry.json"));
        Assert.DoesNotContain($"/register/en/{slug}\"", HtmlAssert.Ok(await citizen.Get("/register/en")).Source, StringComparison.Ordinal);
        Assert.Contains("It was not put into use.", (await citizen.Get("/register/en/feed.atom")).Source, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_SearchedAndFiltered_FindsByWhatIsToldAlone()
    {
        var (first, second) = (await Approved("Noise at the harbour"), await Approved("Benches that count"));
        var purposes = await app.Db(db => db.Purposes.Where(p => p.OwnerId == second.DescriptionId).Select(p => p.Id).ToListAsync());
        await Build.Publish(app, first);
        await app.Db(async db =>
        {
            db.AddRange(purposes.Select(p => new Redaction { Id = Guid.CreateVersion7(), OwnerId = second.Id, VersionNumber = 1, Key = $"purpose.{p:N}", Reason = RedactionReason.Security }));
            return await Data.Saving.AuditedSave.SaveAsync(db, Build.Actor(app), CancellationToken.None);
        });
        await Build.Publish(app, second);
        await Forget();
        using var citizen = app.Anonymous();

        HtmlAssert.Says(await citizen.Get("/register/en?q=harbour"), "Noise at the harbour");
        HtmlAssert.SaysNot(await citizen.Get("/register/en?q=harbour"), "Benches that count");
        HtmlAssert.Says(await citizen.Get("/register/en?q=zyxwv"), "No service fits");
        HtmlAssert.Says(await citizen.Get("/register/en?kind=S06"), "Benches that count");
        HtmlAssert.Says(await citizen.Get("/register/en?kind=S01"), "No service fits");
        // What is held back is no word that the search finds.
        Assert.DoesNotContain((await Slug(second)) + "\"", (await citizen.Get("/register/en?q=quokkas")).Source, StringComparison.Ordinal);
        Assert.Contains((await Slug(first)) + "\"", (await citizen.Get("/register/en?q=quokkas")).Source, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reader_IsNobody_NoCookieIsLookedAtOrSet()
    {
        var slug = await Build.Publish(app, await Approved());
        using var officer = await app.SignedIn(Officer);
        // With nothing kept of the session, whoever looked at the cookie would have to ask.
        await Forget();
        app.Services.GetRequiredService<Web.Infrastructure.Security.Sessions>().ForgetAll();
        Assert.Single(await app.Queries.During(async () => HtmlAssert.Ok(await officer.Get("/register/en"))));
        foreach (var address in new[] { "/register/en", $"/register/en/{slug}", "/register/en/about", "/register/en/feed.atom", "/register/en/catalogue.jsonld", "/register/sitemap.xml" })
        {
            using var response = await officer.Http.GetAsync(new Uri(address, UriKind.Relative));
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.False(response.Headers.Contains("Set-Cookie"), address);
            Assert.Equal("public, max-age=60", response.Headers.CacheControl!.ToString().Replace("max-age=60, public", "public, max-age=60", StringComparison.Ordinal));
            Assert.DoesNotContain(Officer.Name, await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Pages_ColdAndWarm_CostOneQueryAndNone()
    {
        var slug = await Build.Publish(app, await Approved());
        using var citizen = app.Anonymous();
        foreach (var address in new[] { "/register/en", $"/register/en/{slug}", "/register/en/feed.atom", "/register/en/catalogue.jsonld" })
        {
            await Forget();
            Assert.Single(await app.Queries.During(async () => HtmlAssert.Ok(await citizen.Get(address))));
            Assert.Empty(await app.Queries.During(async () => HtmlAssert.Ok(await citizen.Get(address))));
        }
    }

    /// <summary>Nobody empties the cache by hand here: the database tells of what is published.</summary>
    [Fact]
    public async Task Publish_WhileTheListIsKept_IsHeardAndShown()
    {
        var assessment = await Approved("Gulls counted by radar");
        using var citizen = app.Anonymous();
        HtmlAssert.SaysNot(HtmlAssert.Ok(await citizen.Get("/register/en?q=gulls")), "Gulls counted by radar");

        await Build.Publish(app, assessment);

        await Eventually.Holds(async () => (await citizen.Get("/register/en?q=gulls")).Source.Contains("Gulls counted by radar", StringComparison.Ordinal), TestContext.Current.CancellationToken);
    }

    /// <summary>The vendor's mark stands on its own row, of which the city's is a copy, or the other way round.</summary>
    [Fact]
    public async Task Publish_VendorsMarkUndecided_IsRefusedUntilAnOfficerDecides()
    {
        var assessment = await Approved();
        var dataset = await app.Db(db => db.Datasets.Where(d => d.OwnerId == assessment.DescriptionId).OrderBy(d => d.Id).FirstAsync());
        var described = await Build.Described(app, assessment);
        await app.Db(async db =>
        {
            db.Add(new ConfidentialField { Id = Guid.CreateVersion7(), OwnerId = described.Id, RowId = Domain.Foundation.DerivedId.Copy(dataset.Id, described.DescriptionId), Field = "Name", Reason = "Names our supplier." });
            return await Data.Saving.AuditedSave.SaveAsync(db, Build.Actor(app, Vendor), CancellationToken.None);
        });
        using var officer = await app.SignedIn(Officer);
        using var reviewer = await app.SignedIn(Reviewer);
        var publish = HtmlAssert.Ok(await reviewer.Get(Url(assessment, "register/publish")));
        HtmlAssert.ErrorInSummary(HtmlAssert.Status(HttpStatusCode.BadRequest, await reviewer.Submit(publish, Signed)), "confidential");

        var desk = HtmlAssert.Ok(await officer.Get(Url(assessment, "register")));
        HtmlAssert.Says(desk, "Names our supplier.");
        HtmlAssert.Redirects(await officer.Submit(desk, "#redact", null, ($"Choice[data.{dataset.Id:N}]", "Tell")));

        // What the reviewer had seen is not what would be published now.
        HtmlAssert.Status(HttpStatusCode.Conflict, await reviewer.Submit(publish, Signed));
        HtmlAssert.Redirects(await reviewer.Submit(HtmlAssert.Ok(await reviewer.Get(Url(assessment, "register/publish"))), Signed));
    }

    [Fact]
    public async Task Redact_HostileOrLate_IsRefusedAndNothingIsStored()
    {
        var assessment = await Approved();
        using var officer = await app.SignedIn(Officer);
        var desk = HtmlAssert.Ok(await officer.Get(Url(assessment, "register")));

        HtmlAssert.Status(HttpStatusCode.BadRequest, await officer.Submit(desk, "#redact", null, ("Choice[service.summary]", "7")));
        Assert.Empty(await app.Db(db => db.Redactions.Where(r => r.OwnerId == assessment.Id).ToListAsync()));
        // A field that says which service it is, and one that is not there, cannot be held back.
        HtmlAssert.Redirects(await officer.SendWithToken(Url(assessment, "register"), ("Seen", desk.ValuesOf("Seen").Single()), ("Choice[service.name]", "Security"), ("Choice[nothing.at.all]", "Security")));
        Assert.Empty(await app.Db(db => db.Redactions.Where(r => r.OwnerId == assessment.Id).ToListAsync()));
        HtmlAssert.Redirects(await officer.Submit(desk, "#redact", null, ("Choice[service.summary]", "Security")));
        var late = HtmlAssert.Status(HttpStatusCode.Conflict, await officer.Submit(desk, "#redact", null, ("Choice[service.summary]", "TradeSecret")));
        HtmlAssert.Value(late, "Choice[service.summary]", "TradeSecret");
        Assert.Equal(RedactionReason.Security, (await app.Db(db => db.Redactions.SingleAsync(r => r.OwnerId == assessment.Id))).Reason);
    }

    [Fact]
    public async Task Records_OnceWritten_ChangeForNobody()
    {
        await Build.Publish(app, await Approved());
        foreach (var table in new[] { "public_records", "publications", "publication_withdrawals" })
        {
            foreach (var sql in new[] { $"DELETE FROM {table}", $"TRUNCATE {table}" })
                Assert.Equal(PostgresErrorCodes.RestrictViolation, (await Assert.ThrowsAsync<PostgresException>(() => app.AsOwner(sql))).SqlState);
        }
        Assert.Equal(PostgresErrorCodes.RestrictViolation, (await Assert.ThrowsAsync<PostgresException>(() => app.AsOwner("UPDATE publications SET json = '{}'"))).SqlState);
    }

    [Fact]
    public async Task NothingApproved_NothingToPublish()
    {
        var assessment = await Build.Assessment(app);
        using var officer = await app.SignedIn(Officer);
        using var reviewer = await app.SignedIn(Reviewer);
        HtmlAssert.Says(HtmlAssert.Ok(await officer.Get(Url(assessment, "register"))), "No version is approved");
        HtmlAssert.Status(HttpStatusCode.NotFound, await officer.SendWithToken(Url(assessment, "register"), ("Choice[service.summary]", "Security")));
        HtmlAssert.Status(HttpStatusCode.NotFound, await reviewer.Get(Url(assessment, "register/publish")));
    }

    [Theory]
    [InlineData("/register/xx")]
    [InlineData("/register/en/no-such-service")]
    [InlineData("/register/en/no-such-service/1/entry.json")]
    [InlineData("/register/xx/feed.atom")]
    public async Task Unknown_IsNotThere(string address)
    {
        using var citizen = app.Anonymous();
        HtmlAssert.Status(HttpStatusCode.NotFound, await citizen.Get(address));
    }

    [Fact]
    public async Task Machines_GetWellFormedLists()
    {
        var slug = await Build.Publish(app, await Approved("Counters & <signs>"));
        await Forget();
        using var citizen = app.Anonymous();
        var feed = XDocument.Parse((await citizen.Get("/register/en/feed.atom")).Source);
        Assert.Contains(feed.Descendants("{http://www.w3.org/2005/Atom}title"), t => t.Value == "Counters & <signs>");
        Assert.Contains(XDocument.Parse((await citizen.Get("/register/sitemap.xml")).Source).Descendants(), e => e.Value.EndsWith($"/register/en/{slug}", StringComparison.Ordinal));
        var catalogue = JsonDocument.Parse((await citizen.Get("/register/en/catalogue.jsonld")).Source).RootElement;
        Assert.Contains(catalogue.GetProperty("dcat:dataset").EnumerateArray(), d => d.GetProperty("dct:title").GetProperty("@value").GetString() == "Counters & <signs>");
        Assert.Contains("Disallow: /\n", (await citizen.Get("/robots.txt")).Source, StringComparison.Ordinal);
    }

    /// <summary>Of each size, and as a document: with what is told, and nothing of what is held back.</summary>
    [Fact]
    public async Task Sign_EachSize_SaysWhatIsToldAndLeadsToTheEntry()
    {
        var assessment = await Approved("Lamps that listen");
        var purposes = await app.Db(db => db.Purposes.Where(p => p.OwnerId == assessment.DescriptionId).OrderBy(p => p.Id).ToListAsync());
        await app.Db(async db =>
        {
            db.Add(new Redaction { Id = Guid.CreateVersion7(), OwnerId = assessment.Id, VersionNumber = 1, Key = $"purpose.{purposes[0].Id:N}", Reason = RedactionReason.Security });
            return await Data.Saving.AuditedSave.SaveAsync(db, Build.Actor(app), CancellationToken.None);
        });
        var slug = await Build.Publish(app, assessment);
        using var citizen = app.Anonymous();

        foreach (var (size, height) in new[] { ("A4", "1122.52"), ("A5", "793.7"), ("Sticker", "377.95") })
        {
            var sign = XDocument.Parse(HtmlAssert.Ok(await citizen.Get($"/register/en/{slug}/sign.svg?size={size}")).Source).Root!;
            Assert.Equal(height, sign.Attribute("height")!.Value);
            // No style sheet comes with it.
            Assert.All(sign.Descendants().Where(e => e.Name.LocalName is "rect" or "text"), e => Assert.NotNull(e.Attribute("fill")));
            Assert.Contains("Lamps that listen", sign.Value, StringComparison.Ordinal);
            Assert.Contains($"/register/en/{slug}", sign.Value.ReplaceLineEndings(""), StringComparison.Ordinal);
            Assert.DoesNotContain(purposes[0].Name, sign.Value, StringComparison.Ordinal);
        }
        HtmlAssert.Status(HttpStatusCode.BadRequest, await citizen.Get($"/register/en/{slug}/sign.svg?size=7"));
        HtmlAssert.Status(HttpStatusCode.NotFound, await citizen.Get("/register/en/nothing/sign.pdf"));
        using var pdf = UglyToad.PdfPig.PdfDocument.Open(await citizen.Http.GetByteArrayAsync(new Uri($"/register/en/{slug}/sign.pdf", UriKind.Relative)));
        var text = string.Join(' ', pdf.GetPages().SelectMany(p => p.GetWords()).Select(w => w.Text));
        Assert.Equal(1, pdf.NumberOfPages);
        Assert.Contains("Lamps that listen", text, StringComparison.Ordinal);
        Assert.DoesNotContain(purposes[0].Name, text, StringComparison.Ordinal);
    }

    private async Task<Assessment> Approved(string? name = null)
    {
        var assessment = await Build.Prefilled(app);
        if (name is not null)
            await app.Db(db => db.ServiceDescriptions.Where(d => d.Id == assessment.DescriptionId).ExecuteUpdateAsync(s => s.SetProperty(d => d.Name, name)));
        await app.Db(db => db.Purposes.Where(p => p.OwnerId == assessment.DescriptionId).ExecuteUpdateAsync(s => s.SetProperty(p => p.Description, "To count quokkas.")));
        await Build.Submit(app, assessment);
        await Build.Act(app, assessment, ReviewRole.Reviewer, Reviewer, scene => scene.Review.Decide(scene.By, new()
        {
            Decision = Decision.ApproveWithConditions,
            Statement = "So be it.",
            Conditions = [new() { Text = "Put up signs", Responsible = "Operator", DueOn = scene.Today.AddDays(30) }],
        }, scene.All, scene.Today));
        return assessment;
    }

    private Task<string> Slug(Assessment assessment) => app.Db(db => db.Publications.Where(p => p.ServiceId == assessment.ServiceId).Select(p => p.Slug).FirstAsync());

    /// <summary>As the other instances do when they hear of it.</summary>
    private async Task Forget() => await app.Services.GetRequiredService<IOutputCacheStore>().EvictByTagAsync("register", CancellationToken.None);

    private static string Url(Assessment assessment, string path) => $"/assessments/{assessment.Reference}/{path}";
}
