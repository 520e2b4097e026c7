using System.Net;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Trail;
using SmartCityPia.TestSupport;
using SmartCityPia.Web.Infrastructure;
using Xunit;

namespace SmartCityPia.WebTests.Features.Dossiers;

/// <summary>Several rows of a list at once: each is checked for itself.</summary>
public sealed class SelectedTests(WebApp app) : IClassFixture<WebApp>
{
    [Fact]
    public async Task Archive_OfSome_SaysWhichWereRefusedAndWhy()
    {
        var (draft, reviewed, elsewhere) = (await Build.Assessment(app, "Draft one"), await Build.Assessment(app, "In review one"), await Build.Assessment(app, "Elsewhere one", agency: TestCity.Hall));
        await Build.Submit(app, reviewed);
        var officer = await app.SignedIn(TestCity.Officer);
        var list = HtmlAssert.Ok(await officer.Get("/assessments"));
        Assert.Contains(draft.Reference, list.ValuesOf("chosen").Concat(list.Document.QuerySelectorAll("input[form=selected]").Select(i => i.GetAttribute("value")!)));

        var confirm = HtmlAssert.Ok(await officer.SendWithToken(Addresses.SelectedAssessments, ("act", "Archive"), ("chosen", draft.Reference), ("chosen", reviewed.Reference), ("chosen", "PIA-1999-001")));
        Assert.Contains("2 assessments will be archived", confirm.Text, StringComparison.Ordinal);
        var done = HtmlAssert.Ok(await officer.Submit(confirm, "form[action$='handler=Do']", null));

        Assert.Contains("Done: 1. Refused: 1.", done.Text, StringComparison.Ordinal);
        Assert.Contains("It is in review.", done.Text, StringComparison.Ordinal);
        var archived = await Task.WhenAll(new[] { draft, reviewed, elsewhere }.Select(a => app.Db(db => db.Assessments.Where(x => x.Id == a.Id).Select(x => x.ArchivedAt != null).SingleAsync())));
        Assert.Equal([true, false, false], archived);
    }

    [Fact]
    public async Task HandOver_OnlyToWhomSeesEach()
    {
        var (hall, transport) = (await Build.Assessment(app, agency: TestCity.Hall), await Build.Assessment(app, agency: TestCity.Transport));
        var officer = await app.SignedIn(TestCity.Officer);
        var confirm = HtmlAssert.Ok(await officer.SendWithToken(Addresses.SelectedAssessments, ("act", "HandOver"), ("chosen", hall.Reference), ("chosen", transport.Reference)));

        HtmlAssert.Status(HttpStatusCode.BadRequest, await officer.Submit(confirm, "form[action$='handler=Do']", null));
        var done = HtmlAssert.Ok(await officer.Submit(confirm, "form[action$='handler=Do']", null, ("OfficerId", TestCity.TransportOfficer.Id.ToString())));

        Assert.Contains("Done: 1. Refused: 1.", done.Text, StringComparison.Ordinal);
        Assert.Equal(TestCity.TransportOfficer.Id, await app.Db(db => db.Assessments.Where(a => a.Id == transport.Id).Select(a => a.OwnerId).SingleAsync()));
        Assert.Equal(TestCity.Officer.Id, await app.Db(db => db.Assessments.Where(a => a.Id == hall.Id).Select(a => a.OwnerId).SingleAsync()));
    }

    [Fact]
    public async Task Export_IsOfWhatOneSees_AndOnTheTrail()
    {
        var (hall, transport) = (await Build.Assessment(app, "=Hall service", agency: TestCity.Hall), await Build.Assessment(app, "Transport service", agency: TestCity.Transport));
        var officer = await app.SignedIn(TestCity.TransportOfficer);

        var file = await officer.SendWithToken(Addresses.SelectedAssessments + "?handler=Do", ("act", "Export"), ("chosen", hall.Reference), ("chosen", transport.Reference));

        Assert.Equal("text/csv", file.ContentHeaders.ContentType!.MediaType);
        Assert.Contains(transport.Reference, file.Source, StringComparison.Ordinal);
        Assert.DoesNotContain(hall.Reference, file.Source, StringComparison.Ordinal);
        Assert.Equal(1, await app.Db(db => db.AuditEvents.CountAsync(e => e.Verb == AuditVerbs.Exported && e.SubjectId == transport.Id)));
        var reviewer = await app.SignedIn(TestCity.Reviewer);
        HtmlAssert.Status(HttpStatusCode.Forbidden, await reviewer.SendWithToken(Addresses.SelectedAssessments + "?handler=Do", ("act", "Archive"), ("chosen", transport.Reference)));
        Assert.Contains(hall.Reference, (await reviewer.SendWithToken(Addresses.SelectedAssessments + "?handler=Do", ("act", "Export"), ("chosen", hall.Reference))).Source, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Archive_IsAskedForEach_WhereOnlyThePartOpensItItIsRefused()
    {
        var (own, foreign) = (await Build.Assessment(app, "My own", agency: TestCity.Transport), await Build.Assessment(app, "Asked into", agency: TestCity.Hall));
        await Build.AskIn(app, foreign, TestCity.TransportOfficer, ParticipantRole.Editor);
        var officer = await app.SignedIn(TestCity.TransportOfficer);

        var done = HtmlAssert.Ok(await officer.SendWithToken(Addresses.SelectedAssessments + "?handler=Do", ("act", "Archive"), ("chosen", own.Reference), ("chosen", foreign.Reference)));

        HtmlAssert.Says(done, "Done: 1. Refused: 1.");
        HtmlAssert.Says(done, "You may not do this in that assessment.");
        Assert.Equal([own.Id], await app.Db(db => db.Assessments.Where(a => a.ArchivedAt != null && (a.Id == own.Id || a.Id == foreign.Id)).Select(a => a.Id).ToListAsync()));
    }

    [Fact]
    public async Task Actions_Chosen_AreChangedTogether_TheOthersStay()
    {
        var assessment = await Build.Assessment(app);
        var ids = Build.Ids(app);
        ActionItem[] actions = [.. new[] { "One", "Two", "Three" }.Select(what => new ActionItem { Id = ids(), OwnerId = assessment.Id, What = what, Responsible = "Nobody", Note = "Keep me." })];
        await Build.Add(app, [.. actions]);
        var officer = await app.SignedIn(TestCity.Officer);
        var address = $"/assessments/{assessment.Reference}/measures?handler=Actions";

        HtmlAssert.Status(HttpStatusCode.BadRequest, await officer.SendWithToken(address, ("responsible", "Somebody")));
        var page = HtmlAssert.Ok(await officer.Follow(HtmlAssert.Redirects(await officer.SendWithToken(address, ("chosen", actions[0].Id.ToString()), ("chosen", actions[1].Id.ToString()), ("responsible", "Head of data"), ("dueOn", "2026-12-01"), ("done", "true")))));

        Assert.Contains("Actions changed: 2 of 2.", page.One(".saved").TextContent, StringComparison.Ordinal);
        foreach (var action in actions[..2])
        {
            var stored = (await Build.Stored<ActionItem>(app, action.Id))!;
            Assert.Equal(("Head of data", new DateOnly(2026, 12, 1), DateOnly.FromDateTime(app.Clock.GetUtcNow().Date), "Keep me."), (stored.Responsible, stored.DueOn!.Value, stored.DoneOn!.Value, stored.Note));
        }
        Assert.Equal("Nobody", (await Build.Stored<ActionItem>(app, actions[2].Id))!.Responsible);
        HtmlAssert.Redirects(await officer.SendWithToken(address, ("chosen", actions[0].Id.ToString()), ("done", "false")));
        Assert.Null((await Build.Stored<ActionItem>(app, actions[0].Id))!.DoneOn);
    }

    [Fact]
    public async Task Notices_Chosen_AreRead_NobodyElses()
    {
        var assessment = await Build.Assessment(app);
        await Build.Comment(app, assessment, Step.Service, null, "First?", mentioned: TestCity.Colleague.Id);
        await Build.Comment(app, assessment, Step.Service, null, "Second?", mentioned: TestCity.Colleague.Id);
        await Build.Comment(app, assessment, Step.Service, null, "Mine?", by: TestCity.Colleague, mentioned: TestCity.Officer.Id);
        var mine = await app.Db(db => db.Notices.Where(n => n.PersonId == TestCity.Colleague.Id && n.ReadAt == null).OrderByDescending(n => n.Id).Select(n => n.Id).ToListAsync());
        var foreign = await app.Db(db => db.Notices.Where(n => n.PersonId == TestCity.Officer.Id && n.ReadAt == null).Select(n => n.Id).FirstAsync());
        var colleague = await app.SignedIn(TestCity.Colleague);

        HtmlAssert.Redirects(await colleague.SendWithToken("/notices?handler=Chosen", ("chosen", mine[0].ToString()), ("chosen", foreign.ToString())));

        Assert.Equal(mine[1..], await app.Db(db => db.Notices.Where(n => n.PersonId == TestCity.Colleague.Id && n.ReadAt == null).OrderByDescending(n => n.Id).Select(n => n.Id).ToListAsync()));
        Assert.Null(await app.Db(db => db.Notices.Where(n => n.Id == foreign).Select(n => n.ReadAt).SingleAsync()));
    }
}
