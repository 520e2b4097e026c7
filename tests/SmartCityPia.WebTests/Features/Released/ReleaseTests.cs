using System.Net;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Notices;
using SmartCityPia.TestSupport;
using Xunit;

namespace SmartCityPia.WebTests.Features.Released;

/// <summary>A reader reads exactly the versions that are released to them, and never a draft.</summary>
public sealed class ReleaseTests(WebApp app) : IClassFixture<WebApp>
{
    [Fact]
    public async Task Version_ReleasedToOne_IsReadUntilItsDayAndNothingElseIs()
    {
        var (own, other) = (await Build.Full(app), await Build.Full(app));
        var mayor = await Build.Person(app, "Mara Mayor", Roles.Reader, TestCity.Hall);
        var council = await Build.Person(app, "Cleo Council", Roles.Reader, TestCity.Transport);
        using var officer = await app.SignedIn(TestCity.Officer);
        using var reader = await app.SignedIn(mayor);
        using var stranger = await app.SignedIn(council);
        HtmlAssert.Says(HtmlAssert.Ok(await reader.Get("/released")), "Nothing is released to you");

        var at = $"/assessments/{own.Reference}/releases";
        var until = DateOnly.FromDateTime(app.Clock.GetUtcNow().UtcDateTime).AddDays(7);
        foreach (var (field, value) in new[] { ("Number", "2"), ("Number", "0"), ("Number", "x"), ("To", TestCity.Vendor.Id.ToString()), ("To", TestCity.Operator.ToString()), ("To", ""), ("LastDay", "2020-01-01"), ("LastDay", "") })
        {
            var wrong = await officer.Submit(await officer.Get(at), "#release-version", null, [.. new[] { ("Number", "1"), ("To", mayor.Id.ToString()), ("LastDay", until.ToString("yyyy-MM-dd", null)) }.Where(v => v.Item1 != field).Select(v => (v.Item1, (string?)v.Item2)), (field, value)]);
            HtmlAssert.Status(HttpStatusCode.BadRequest, wrong);
        }
        HtmlAssert.Redirects(await officer.Submit(await officer.Get(at), "#release-version", null, ("Number", "1"), ("To", mayor.Id.ToString()), ("LastDay", until.ToString("yyyy-MM-dd", null))), at);
        Assert.Equal([mayor.Id], await app.Db(db => db.Notices.Where(n => n.Kind == NoticeKind.Released && n.Reference == own.Reference).Select(n => n.PersonId).ToListAsync()));

        var list = HtmlAssert.Ok(await reader.Get("/released"));
        var link = list.One("tbody a").GetAttribute("href")!;
        HtmlAssert.Says(HtmlAssert.Ok(await reader.Get(link)), own.Reference);
        var pdf = HtmlAssert.Ok(await reader.Get(link + "/report.pdf"));
        Assert.Equal("application/pdf", pdf.ContentHeaders.ContentType!.MediaType);
        Assert.True(await app.Db(db => db.AuditEvents.AnyAsync(e => e.Verb == "Opened" && e.AccountId == mayor.Id && e.OwnerId == own.Id)));
        Assert.True(await app.Db(db => db.AuditEvents.AnyAsync(e => e.Verb == "Downloaded" && e.AccountId == mayor.Id && e.OwnerId == own.Id)));
        // A reader after the draft, after another assessment, after what is another's.
        foreach (var address in new[] { "", "/check", "/risks", "/versions", "/versions/1", "/versions/1/report.pdf", "/versions/1/dossier.json", "/versions/compare?from=1&to=0", "/history", "/comments", "/evidence", "/description.json", "/people", "/releases", "/review", "/flows.csv" })
        {
            HtmlAssert.Status(HttpStatusCode.Forbidden, await reader.Get($"/assessments/{own.Reference}{address}"));
            HtmlAssert.Status(HttpStatusCode.Forbidden, await reader.Get($"/assessments/{other.Reference}{address}"));
        }
        foreach (var address in new[] { "/assessments", "/city", "/city/city.json", "/reviews", "/history", "/organisations", "/accounts", "/descriptions", "/audit-notes" })
            HtmlAssert.Status(HttpStatusCode.Forbidden, await reader.Get(address));
        HtmlAssert.Status(HttpStatusCode.NotFound, await stranger.Get(link));
        HtmlAssert.Status(HttpStatusCode.NotFound, await stranger.Get(link + "/report.pdf"));
        HtmlAssert.Status(HttpStatusCode.Forbidden, await officer.Get(link));

        // To everybody of a body.
        HtmlAssert.Redirects(await officer.Submit(await officer.Get(at), "#release-version", null, ("Number", "1"), ("To", TestCity.Transport.ToString()), ("LastDay", until.ToString("yyyy-MM-dd", null))), at);
        var theirs = HtmlAssert.Ok(await stranger.Get("/released")).One("tbody a").GetAttribute("href")!;
        HtmlAssert.Ok(await stranger.Get(theirs));
        HtmlAssert.Status(HttpStatusCode.NotFound, await reader.Get(theirs));
        // Withdrawn, by a release of this assessment alone.
        var id = Guid.Parse(theirs.Split('/')[^1]);
        HtmlAssert.Status(HttpStatusCode.NotFound, await officer.SendWithToken($"/assessments/{other.Reference}/releases?handler=Withdraw", ("release", id.ToString())));
        HtmlAssert.Redirects(await officer.SendWithToken(at + "?handler=Withdraw", ("release", id.ToString())), at);
        HtmlAssert.Status(HttpStatusCode.NotFound, await stranger.Get(theirs));
        Assert.Equal(["Added", "Added", "Withdrawn"], await app.Db(db => db.AuditEvents.Where(e => e.Subject == nameof(Release) && e.OwnerId == own.Id).OrderBy(e => e.Verb).Select(e => e.Verb).ToListAsync()));

        await app.Db(db => db.Releases.Where(r => r.OwnerId == own.Id).ExecuteUpdateAsync(r => r.SetProperty(x => x.LastDay, until.AddDays(-8))));
        HtmlAssert.Status(HttpStatusCode.NotFound, await reader.Get(link));
        HtmlAssert.Status(HttpStatusCode.NotFound, await reader.Get(link + "/report.pdf"));
    }

    [Fact]
    public async Task Release_MakesAReviewerNoAuthor()
    {
        var assessment = await Build.Ready(app);
        await Build.Submit(app, assessment);
        var reader = await Build.Person(app, "Rob Reader", Roles.Reader, TestCity.Hall);
        using var reviewer = await app.SignedIn(TestCity.Reviewer);
        var at = $"/assessments/{assessment.Reference}/releases";
        HtmlAssert.Redirects(await reviewer.Submit(await reviewer.Get(at), "#release-version", null, ("Number", "1"), ("To", reader.Id.ToString()), ("LastDay", "2099-01-01")), at);

        HtmlAssert.Ok(await reviewer.Get($"/assessments/{assessment.Reference}/review/decide"));
    }
}
