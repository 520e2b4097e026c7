using System.Net;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data.City;
using SmartCityPia.Data.Dossiers;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.City;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Findings;
using SmartCityPia.Domain.Notices;
using SmartCityPia.Domain.Reviews;
using SmartCityPia.Domain.Trail;
using SmartCityPia.TestSupport;
using SmartCityPia.Web.Features.Dossiers;
using SmartCityPia.Web.Features.Notices;
using Xunit;

namespace SmartCityPia.WebTests.Features.Dossiers;

/// <summary>An assessment after it was begun: copied, withdrawn, archived, brought back, and the end of its service.</summary>
public sealed class LifeTests(WebApp app) : IClassFixture<WebApp>
{
    [Fact]
    public async Task CopyOfEverything_HasEachRow_UnderIdsOfItsOwn_AndNothingElse()
    {
        var original = await Build.Full(app);
        var before = await Read(original.Id);
        var finding = before.Findings.First(f => f.ActorId is not null);
        await Build.Add(app,
            new FindingDisposition { Id = Domain.Foundation.DerivedId.Of(original.Id, finding.Key), OwnerId = original.Id, FindingKey = finding.Key, ProofHash = finding.ProofHash, Disposition = Disposition.Accepted, Reason = "So be it." },
            new Risk { Id = Build.Ids(app)(), OwnerId = original.Id, Title = "Suggested", SuggestedBy = $"group|{before.Groups[0].Id:N}" });
        before = await Read(original.Id);

        var copy = await Copy(original, ("Input.Extent", "Everything"));
        var after = await Read(copy.Id);

        foreach (var kind in RowKinds.All.Where(k => k.Row != typeof(EvidenceItem) && k.Row != typeof(ServiceDescription)))
        {
            var (was, now) = (kind.RowsOf(before), kind.RowsOf(after));
            Assert.NotEmpty(was);
            Assert.Equal(was.Select(r => (kind.NameOf(before, r), before.Code(r.Id))), now.Select(r => (kind.NameOf(after, r), after.Code(r.Id))));
            Assert.Empty(was.Select(r => r.Id).Intersect(now.Select(r => r.Id)));
            // What names another row names its copy, at the same place.
            Assert.Equal(was.Select(r => string.Join(',', kind.Linked(r).Select(before.Code))), now.Select(r => string.Join(',', kind.Linked(r).Select(after.Code))));
            Assert.All(now, r => Assert.Equal(kind.IsDescription ? copy.DescriptionId : copy.Id, r.OwnerId));
        }
        Assert.Empty(after.Evidence);
        Assert.Equal($"group|{after.Groups[0].Id:N}", after.Risks[^1].SuggestedBy);
        // The decision was made on this proof, whatever its data is called now.
        var decision = Assert.Single(after.Dispositions);
        Assert.Equal(after.Findings.Single(f => f.Key == decision.FindingKey).ProofHash, decision.ProofHash);
        Assert.NotEqual(original.Reference, copy.Reference);
        Assert.Equal((AssessmentStatus.Draft, 0), (copy.Status, copy.Versions));
        Assert.Equal((0, 0, 0, 0), await app.Db(async db => (
            await db.CommentThreads.CountAsync(t => t.OwnerId == copy.Id), await db.Reviews.CountAsync(t => t.OwnerId == copy.Id),
            await db.Incidents.CountAsync(t => t.OwnerId == copy.Id), await db.EvidenceRequests.CountAsync(t => t.OwnerId == copy.Id))));
        Assert.Equal(original.Reference, await app.Db(db => db.AuditEvents.Where(e => e.OwnerId == copy.Id && e.Verb == AuditVerbs.Copied).Select(e => e.Reason).SingleAsync()));
    }

    [Fact]
    public async Task CopyWithEvidence_HasItsFiles_AndNoRequest()
    {
        var original = await Build.Full(app);
        var copy = await Copy(original, ("Input.Extent", "Everything"), ("Input.Evidence", "true"));

        var (was, now) = (await Read(original.Id), await Read(copy.Id));
        Assert.Equal(was.Evidence.Select(e => e.Title), now.Evidence.Select(e => e.Title));
        Assert.All(now.Evidence, e => Assert.Null(e.RequestId));
        Assert.Equal(was.Files.Select(f => f.Sha256), now.Files.Select(f => f.Sha256));
        using var officer = await app.SignedIn(TestCity.Officer);
        var file = await officer.Get($"/assessments/{copy.Reference}/evidence/{now.Evidence[0].Id}/files/1");
        Assert.Equal("Deleted after a day.", file.Source);
    }

    [Fact]
    public async Task CopyOfTheDescription_AssessesNothing()
    {
        var original = await Build.Full(app);
        var copy = await Copy(original, ("Input.Extent", "Description"), ("Input.Evidence", "true"));

        var (was, now) = (await Read(original.Id), await Read(copy.Id));
        Assert.Equal(was.Datasets.Select(d => d.Name), now.Datasets.Select(d => d.Name));
        Assert.Equal(was.Flows.Select(f => was.Code(f.SourceDatasetId ?? f.SourceFlowId!.Value)), now.Flows.Select(f => now.Code(f.SourceDatasetId ?? f.SourceFlowId!.Value)));
        Assert.Equal("Another one", now.Service.Name);
        foreach (var kind in RowKinds.All.Where(k => !k.IsDescription && k.Row != typeof(ServiceDescription)))
            Assert.Empty(kind.RowsOf(now));
    }

    [Fact]
    public async Task Copy_SentTwice_IsOne_AndOnlyForOwnAgencies()
    {
        var original = await Build.Prefilled(app, agency: TestCity.Transport);
        using var officer = await app.SignedIn(TestCity.TransportOfficer);
        var form = await officer.Get($"/assessments/{original.Reference}/copy");
        var id = form.ValuesOf("NewId").Single();
        string[] places = [];
        for (var i = 0; i < 2; i++)
        {
            var response = await officer.Post($"/assessments/{original.Reference}/copy", ("Input.Name", "Twice"), ("Input.AgencyId", TestCity.Transport.ToString()), ("Input.Extent", "Everything"), ("NewId", id));
            places = [.. places, response.Location!];
        }
        Assert.Single(places.Distinct());
        var elsewhere = await officer.Post($"/assessments/{original.Reference}/copy", ("Input.Name", "Elsewhere"), ("Input.AgencyId", TestCity.Hall.ToString()), ("Input.Extent", "Everything"), ("NewId", Guid.CreateVersion7().ToString()));
        Assert.Equal(HttpStatusCode.BadRequest, elsewhere.Status);
    }

    [Fact]
    public async Task Withdrawn_InReview_EndsTheReview_AndComesBackAsADraft()
    {
        var assessment = await Build.Assessment(app, "Given up");
        await Build.Submit(app, assessment);
        using var officer = await app.SignedIn(TestCity.Officer);

        var empty1 = await officer.Post($"/assessments/{assessment.Reference}/withdraw", ("Input.Reason", ""));
        Assert.Equal(HttpStatusCode.BadRequest, empty1.Status);
        var done2 = await officer.Post($"/assessments/{assessment.Reference}/withdraw", ("Input.Reason", "The council decided otherwise."));
        Assert.Equal(HttpStatusCode.Redirect, done2.Status);

        var stored = await Stored(assessment.Id);
        Assert.Equal((AssessmentState.Withdrawn, true), (AssessmentStates.Of(stored, ReviewState.Withdrawn), stored.IsReadOnly));
        Assert.Equal(ReviewState.Withdrawn, await app.Db(db => db.Reviews.Where(r => r.OwnerId == assessment.Id).Select(r => r.State).SingleAsync()));
        var page3 = await officer.Get($"/assessments/{assessment.Reference}");
        Assert.Contains("The council decided otherwise.", page3.Text, StringComparison.Ordinal);
        // Closed like one that was submitted.
        var refused4 = await officer.SendWithToken($"/assessments/{assessment.Reference}/purposes", ("Input.Name", "More"), ("NewId", Guid.CreateVersion7().ToString()));
        Assert.Equal(HttpStatusCode.Forbidden, refused4.Status);
        var list5 = await officer.Get("/assessments?status=Withdrawn");
        Assert.Contains(assessment.Reference, list5.Text, StringComparison.Ordinal);
        var list6 = await officer.Get("/assessments?status=Draft&q=given");
        Assert.DoesNotContain(assessment.Reference, list6.Text, StringComparison.Ordinal);
        var history7 = await officer.Get($"/assessments/{assessment.Reference}/history");
        Assert.Contains($"{TestCity.Officer.Name} withdrew the assessment", history7.Text, StringComparison.Ordinal);

        var back8 = await officer.Post($"/assessments/{assessment.Reference}/archive");
        Assert.Equal(HttpStatusCode.Redirect, back8.Status);
        Assert.Equal(AssessmentStatus.Draft, (await Stored(assessment.Id)).Status);
        Assert.False((await Stored(assessment.Id)).IsSetAside);
    }

    [Fact]
    public async Task Withdraw_OfAnApproval_IsRefused()
    {
        var assessment = await Build.Full(app);
        using var officer = await app.SignedIn(TestCity.Officer);
        var refused = await officer.SendWithToken($"/assessments/{assessment.Reference}/withdraw", ("Input.Reason", "No longer."));
        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Null((await Stored(assessment.Id)).WithdrawnAt);
    }

    [Fact]
    public async Task Archived_IsOutOfListsAndDeadlines_AndReadable()
    {
        var assessment = await Build.Full(app);
        using var officer = await app.SignedIn(TestCity.Officer);
        Assert.Contains("Change the codes daily", (await officer.Get("/")).Text, StringComparison.Ordinal);

        var done9 = await officer.Post($"/assessments/{assessment.Reference}/archive");
        Assert.Equal(HttpStatusCode.Redirect, done9.Status);

        foreach (var address in new[] { "/", "/assessments", "/assessments?status=Draft", "/reviews", "/reviews/conditions" })
        {
            var page = await officer.Get(address);
            Assert.DoesNotContain(page.Document.QuerySelectorAll("a"), a => a.GetAttribute("href")?.Contains(assessment.Reference, StringComparison.Ordinal) == true);
        }
        var list10 = await officer.Get("/assessments?status=Archived");
        Assert.Contains(assessment.Reference, list10.Text, StringComparison.Ordinal);
        foreach (var path in new[] { "", "/service", "/risks", "/versions/1" })
        {
            var page = await officer.Get($"/assessments/{assessment.Reference}{path}");
            Assert.Equal(HttpStatusCode.OK, page.Status);
        }
        using var colleague = await app.SignedIn(TestCity.Officer);
        var back11 = await colleague.Post($"/assessments/{assessment.Reference}/archive");
        Assert.Equal(HttpStatusCode.Redirect, back11.Status);
        Assert.Equal(AssessmentStatus.Draft, (await Stored(assessment.Id)).Status);
        Assert.False((await Stored(assessment.Id)).IsSetAside);
        Assert.Equal([AuditVerbs.Archived, AuditVerbs.BroughtBack], await app.Db(db => db.AuditEvents.Where(e => e.SubjectId == assessment.Id && (e.Verb == AuditVerbs.Archived || e.Verb == AuditVerbs.BroughtBack)).OrderBy(e => e.At).Select(e => e.Verb).ToListAsync()));
    }

    [Fact]
    public async Task Archive_InReview_IsRefused()
    {
        var assessment = await Build.Assessment(app);
        await Build.Submit(app, assessment);
        using var officer = await app.SignedIn(TestCity.Officer);
        var refused = await officer.Post($"/assessments/{assessment.Reference}/archive");
        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Null((await Stored(assessment.Id)).ArchivedAt);
    }

    [Fact]
    public async Task EndOfAService_IsWritten_Listed_AndLeavesTheCity()
    {
        var assessment = await Build.Prefilled(app);
        await Build.Add(app, new ActionItem { Id = Build.Ids(app)(), OwnerId = assessment.Id, What = "Take the cameras down" });
        await Build.Submit(app, assessment);
        await Build.Act(app, assessment, ReviewRole.Reviewer, TestCity.Reviewer, scene => scene.Review.Decide(scene.By, new() { Decision = Decision.Approve, Statement = "Yes." }, scene.All, scene.Today));
        var (address, today) = ($"/assessments/{assessment.Reference}/end", app.Clock.GetUtcNow().Date);
        using var officer = await app.SignedIn(TestCity.Officer);
        (string, string?)[] form = [("Input.EndsOn", $"{today.AddDays(-2):yyyy-MM-dd}"), ("Input.Data", "Deleted"), ("Input.Devices", "Scrapped."), ("Input.Responsible", "Operator")];

        var page12 = await officer.Get(address);
        Assert.Contains("Take the cameras down", page12.Text, StringComparison.Ordinal);
        var wrong13 = await officer.Post(address, [.. form, ("Input.CompletedOn", $"{today.AddDays(-3):yyyy-MM-dd}")]);
        Assert.Equal(HttpStatusCode.BadRequest, wrong13.Status);
        var nowhere14 = await officer.Post(address, [.. form.Where(f => f.Item1 != "Input.Data"), ("Input.Data", "HandedOver")]);
        Assert.Equal(HttpStatusCode.BadRequest, nowhere14.Status);
        var saved15 = await officer.Post(address, form);
        Assert.Equal(HttpStatusCode.Redirect, saved15.Status);
        var stale16 = await officer.Post(address, [.. form.Where(f => f.Item1 != "Input.Devices"), ("Input.Devices", "Sold."), ("Version", null)]);
        Assert.Equal(HttpStatusCode.Conflict, stale16.Status);
        var list17 = await officer.Get("/assessments?status=Ended");
        Assert.Contains(assessment.Reference, list17.Text, StringComparison.Ordinal);
        Assert.True(await InCity());

        var version = await app.Db(db => db.ServiceEnds.Where(e => e.OwnerId == assessment.Id).Select(e => e.Version).SingleAsync());
        var over18 = await officer.Post(address, [.. form, ("Input.CompletedOn", $"{today:yyyy-MM-dd}"), ("Version", $"{version}")]);
        Assert.Equal(HttpStatusCode.Redirect, over18.Status);
        Assert.False(await InCity());
        // Its author is nobody's author: who said when the service ends may still review it.
        using var auditor = await app.SignedIn(TestCity.Auditor);
        var read19 = await auditor.Get(address);
        Assert.Contains("Scrapped.", read19.Text, StringComparison.Ordinal);
        var history = await officer.Get($"/assessments/{assessment.Reference}/history");
        Assert.Contains("said when the service ends", history.Text, StringComparison.Ordinal);

        Task<bool> InCity() => app.With<CityReader, bool>(async reader => (await reader.Read(CancellationToken.None)).Parts.Any(p => p.AssessmentId == assessment.Id));
    }

    private async Task<Assessment> Copy(Assessment original, params (string, string?)[] fields)
    {
        using var officer = await app.SignedIn(TestCity.Officer);
        var response = await officer.Post($"/assessments/{original.Reference}/copy",
            [("Input.Name", "Another one"), ("Input.AgencyId", TestCity.Hall.ToString()), ("NewId", Guid.CreateVersion7(app.Clock.GetUtcNow()).ToString()), .. fields]);
        Assert.Equal(HttpStatusCode.Redirect, response.Status);
        var reference = response.Location!.Split('/')[^1];
        return await app.Db(db => db.Assessments.AsNoTracking().SingleAsync(a => a.Reference == reference));
    }

    private Task<Assessment> Stored(Guid id) => app.Db(db => db.Assessments.AsNoTracking().SingleAsync(a => a.Id == id));

    private async Task<Dossier> Read(Guid id) => (await app.With<DossierReader, Dossier?>(reader => reader.Read(id, CancellationToken.None)))!.WithFindings();
}

/// <summary>A class of its own, because time passes for everybody in the city.</summary>
public sealed class DeadlinesOfArchivedTests(WebApp app) : IClassFixture<WebApp>
{
    [Fact]
    public async Task Reminders_SpeakOfNothingThatIsArchived()
    {
        var (archived, kept) = (await Build.Full(app), await Build.Full(app));
        await app.With<SetAside, Outcome>(aside => aside.Handle(archived.Id, SettingAside.Archive, null, Build.Actor(app), CancellationToken.None));
        app.Clock.Advance(TimeSpan.FromDays(40));

        await app.With<RemindPeople, int>(remind => remind.Handle(CancellationToken.None));

        var told = await app.Db(db => db.Notices.Where(n => n.Kind == NoticeKind.ConditionOverdue || n.Kind == NoticeKind.EvidenceLate).Select(n => n.Reference).Distinct().ToListAsync());
        Assert.Contains(kept.Reference, told);
        Assert.DoesNotContain(archived.Reference, told);
    }
}
