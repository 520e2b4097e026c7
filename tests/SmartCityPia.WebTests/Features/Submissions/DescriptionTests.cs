using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Data.Dossiers;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Notices;
using SmartCityPia.Domain.Organisations;
using SmartCityPia.Domain.Submissions;
using SmartCityPia.Domain.Trail;
using SmartCityPia.TestSupport;
using SmartCityPia.Web.Features.Accounts;
using SmartCityPia.WebTests.Features.Evidence;
using Xunit;

namespace SmartCityPia.WebTests.Features.Submissions;

public sealed class DescriptionTests(WebApp app) : IClassFixture<WebApp>
{
    private static readonly string[] Steps = ["", "service", "stakeholders", "data", "flows", "flows.csv", "findings", "evidence", "evidence/new", "start", "check", "description.json"];

    private static readonly string[] CityPages = ["", "/screening", "/service", "/stakeholders", "/data", "/flows", "/findings", "/principles", "/risks", "/measures", "/check", "/review", "/comments", "/versions", "/evidence", "/evidence/ask", "/history", "/description.json"];

    [Fact]
    public async Task Loop_AskedDescribedReturnedCorrectedAccepted()
    {
        var assessment = await Build.Prefilled(app);
        using var officer = await app.SignedIn(TestCity.Officer);
        using var vendor = await app.SignedIn(TestCity.Vendor);
        var form = HtmlAssert.Ok(await officer.Get($"/descriptions/new?assessment={assessment.Reference}"));
        HtmlAssert.ErrorAt(await officer.Submit(form, ("Input.Message", "Please")), "Input.VendorId");
        HtmlAssert.Redirects(await officer.Submit(form, ("Input.VendorId", TestCity.Operator.ToString()), ("Input.Message", "Please describe the Wi-Fi."), ("Input.Questions", "Which logs?\nWho reads them?"), ("Input.ShareCurrent", "true")));
        var submission = await app.Db(db => db.Assessments.Where(a => a.Kind == AssessmentKind.Submission).OrderByDescending(a => a.Id).FirstAsync());
        var at = $"/descriptions/{submission.Reference}/";
        HtmlAssert.Status(HttpStatusCode.NotFound, await officer.Get(at + "service"));

        HtmlAssert.Says(await vendor.Get("/"), submission.Reference);
        HtmlAssert.Says(await vendor.Get(at), "Please describe the Wi-Fi.");
        HtmlAssert.Redirects(await vendor.Submit(await vendor.Get(at + "start"), ("Input.With", "shared")), at + "service");
        HtmlAssert.Redirects(await vendor.Submit(await vendor.Get(at + "service"), ("Input.Summary", "Written by the vendor"), ("Input.Layer", "Engineering"), ("Input.Place", "Stations"), ("Input.PeopleCount", "20"), ("Input.Area", "Four"), ("Input.Duration", "Three years"), ("Input.Alternatives", "By hand")));
        HtmlAssert.Status(HttpStatusCode.BadRequest, await vendor.Submit(await vendor.Get(at + "check"), ("Input.Statement", "All true")));
        foreach (var remark in await app.Db(db => db.DescriptionRemarks.Where(r => r.OwnerId == submission.Id).Select(r => r.Id).ToListAsync()))
            HtmlAssert.Redirects(await vendor.Submit(await vendor.Get($"{at}remarks/{remark}"), ("Input.Answer", "Seven days")));
        HtmlAssert.Redirects(await vendor.Submit(await vendor.Get(at + "check"), ("Input.Statement", "All true")), at);
        HtmlAssert.Status(HttpStatusCode.Forbidden, await vendor.SendWithToken(at + "purposes", ("Input.Name", "Late"), ("NewId", Guid.CreateVersion7().ToString())));

        HtmlAssert.Says(await officer.Get(at + "service"), "Written by the vendor");
        var compare = HtmlAssert.Says(await officer.Get(at + "compare"), "Written by the vendor");
        HtmlAssert.Redirects(await officer.Submit(await officer.Get($"{at}remark?row={submission.DescriptionId}"), ("Input.Kind", "ToCorrect"), ("Input.Text", "Say it longer")));
        HtmlAssert.ErrorAt(await officer.Submit(compare, "#return-form", null), "Input.Reason");
        HtmlAssert.Redirects(await officer.Submit(compare, "#return-form", null, ("Input.Reason", "Too short")), at);
        HtmlAssert.Status(HttpStatusCode.NotFound, await officer.Get(at + "service"));
        HtmlAssert.Status(HttpStatusCode.Conflict, await officer.Submit(compare, "#accept", null, ("Chosen", submission.DescriptionId.ToString())));

        HtmlAssert.Says(HtmlAssert.Says(await vendor.Get(at + "service"), "Too short"), "Say it longer");
        HtmlAssert.Redirects(await vendor.Submit(await vendor.Get(at + "service"), ("Input.Summary", "Written at length by the vendor")));
        var open = await app.Db(db => db.DescriptionRemarks.Where(r => r.OwnerId == submission.Id && r.Answer == null).Select(r => r.Id).SingleAsync());
        HtmlAssert.Redirects(await vendor.Submit(await vendor.Get($"{at}remarks/{open}"), ("Input.Answer", "Done")));
        HtmlAssert.Redirects(await vendor.Submit(await vendor.Get(at + "check"), ("Input.Statement", "All true")), at);

        HtmlAssert.Redirects(await officer.Submit(await officer.Get(at + "compare"), "#accept", null, ("Chosen", submission.DescriptionId.ToString())), at);
        var description = await app.Db(db => db.ServiceDescriptions.SingleAsync(d => d.Id == assessment.DescriptionId));
        Assert.Equal(("Written at length by the vendor", 2), (description.Summary, description.Revision));
        HtmlAssert.Says(await vendor.Get(at), "Accepted");
    }

    [Fact]
    public async Task Vendor_OnPagesOfTheCity_IsNotServed()
    {
        var assessment = await Build.Full(app);
        using var vendor = await app.SignedIn(TestCity.Vendor);
        foreach (var page in CityPages)
        {
            var answer = await vendor.Get($"/assessments/{assessment.Reference}{page}");
            Assert.True(answer.Status is HttpStatusCode.NotFound or HttpStatusCode.Forbidden, $"{page}: {answer.Status}");
        }
        foreach (var page in new[] { "/assessments", "/reviews", "/organisations", "/accounts", "/history", "/descriptions", "/descriptions/new", "/descriptions/people" })
            HtmlAssert.Status(HttpStatusCode.Forbidden, await vendor.Get(page));
    }

    [Fact]
    public async Task Submission_OfAnotherVendorOrAgency_IsNotFound()
    {
        var other = await app.Db(async db =>
        {
            var organisation = new Organisation { Id = Guid.CreateVersion7(), Name = "Another vendor", Kind = OrganisationKind.Supplier };
            db.Add(organisation);
            await db.SaveAsync(TestCity.Actor, CancellationToken.None);
            return organisation.Id;
        });
        var assessment = await Build.Prefilled(app);
        var foreign = await Build.Asked(app, assessment, vendor: other);
        var own = await Build.Described(app, assessment);
        using var vendor = await app.SignedIn(TestCity.Vendor);
        using var officer = await app.SignedIn(TestCity.TransportOfficer);
        using var reviewer = await app.SignedIn(TestCity.Reviewer);
        foreach (var step in Steps)
        {
            HtmlAssert.Status(HttpStatusCode.NotFound, await vendor.Get($"/descriptions/{foreign.Reference}/{step}"));
            // Addresses of assessments don't find descriptions, not even one's own.
            var twisted = await vendor.Get($"/assessments/{own.Reference}/{step}");
            Assert.True(twisted.Status is HttpStatusCode.NotFound or HttpStatusCode.Forbidden, $"{step}: {twisted.Status}");
            Assert.True((await officer.Get($"/descriptions/{own.Reference}/{step}")).Status is HttpStatusCode.NotFound or HttpStatusCode.Forbidden, step);
            Assert.True((await reviewer.Get($"/descriptions/{own.Reference}/{step}")).Status is HttpStatusCode.NotFound or HttpStatusCode.Forbidden, step);
        }
        foreach (var step in new[] { "compare", "withdraw", "remark" })
            HtmlAssert.Status(HttpStatusCode.NotFound, await officer.Get($"/descriptions/{own.Reference}/{step}"));
        foreach (var step in new[] { "screening", "risks", "principles", "measures", "review", "comments", "versions", "history", "tensions" })
            HtmlAssert.Status(HttpStatusCode.NotFound, await vendor.Get($"/descriptions/{own.Reference}/{step}"));
        HtmlAssert.SaysNot(await officer.Get("/assessments"), own.Reference);
    }

    [Fact]
    public async Task Accept_PartOfIt_TakesAlongWhatItRestsOnAndNothingElse()
    {
        var assessment = await Build.Prefilled(app);
        var (purpose, dataset, item) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        var submission = await Build.Described(app, assessment, (db, description) =>
        {
            db.Add(new Purpose { Id = purpose, OwnerId = description, Name = "Advertising", LegalBasis = LegalBasis.Consent });
            db.Add(new Dataset { Id = dataset, OwnerId = description, Name = "Controller log", HolderId = TestCity.Operator, Retention = "7 days", Storage = "On site", People = "Passengers" });
            db.Add(new DataItem { Id = item, OwnerId = description, DatasetId = dataset, TypeId = SmartCityPia.Domain.Catalogue.PiaCatalogue.Current.Types[0].Id });
            db.Add(new Stakeholder { Id = Guid.CreateVersion7(), OwnerId = description, OrganisationId = TestCity.Operator, Role = StakeholderRole.Processor, Expectations = "Work", Fears = "None" });
            return Task.CompletedTask;
        });
        using var officer = await app.SignedIn(TestCity.Officer);
        var compare = HtmlAssert.Says(await officer.Get($"/descriptions/{submission.Reference}/compare"), "Controller log");

        var done = HtmlAssert.Redirects(await officer.Submit(compare, "#accept", null, ("Chosen", item.ToString())));

        var now = (await app.With<DossierReader, Dossier?>(r => r.Read(assessment.Id, CancellationToken.None)))!;
        var added = Assert.Single(now.Datasets, d => d.Name == "Controller log");
        Assert.Single(now.Items, i => i.DatasetId == added.Id);
        Assert.DoesNotContain(now.Purposes, p => p.Name == "Advertising");
        Assert.NotEqual("It counts.", now.Service.Summary);
        // What was not chosen stays open.
        var rest = HtmlAssert.SaysNot(HtmlAssert.Says(await officer.Follow(done), "Advertising"), "Controller log");
        Assert.Equal(DescriptionState.Submitted, await State(submission));
        HtmlAssert.Redirects(await officer.Press(rest, rest.Button("Finish, and leave the rest")));
        Assert.Equal(DescriptionState.Accepted, await State(submission));
        Assert.DoesNotContain((await app.With<DossierReader, Dossier?>(r => r.Read(assessment.Id, CancellationToken.None)))!.Purposes, p => p.Name == "Advertising");
    }

    [Fact]
    public async Task Compare_OfficerChangedItMeanwhile_IsAConflictAndStaysUntilItIsSettled()
    {
        var assessment = await Build.Prefilled(app);
        var (set, group) = await app.Db(async db => (await db.Datasets.Where(d => d.OwnerId == assessment.DescriptionId).OrderBy(d => d.Id).FirstAsync(), await db.PeopleGroups.Where(g => g.OwnerId == assessment.DescriptionId).OrderBy(g => g.Id).FirstAsync()));
        var submission = await Build.Described(app, assessment, async (db, description) =>
        {
            var copy = await db.Datasets.SingleAsync(d => d.OwnerId == description && d.Name == set.Name);
            (copy.Retention, copy.Storage) = ("A year, says the vendor", "In the vendor's cloud");
        });
        using var officer = await app.SignedIn(TestCity.Officer);
        HtmlAssert.Redirects(await officer.Post($"/assessments/{assessment.Reference}/datasets/{set.Id}", ("Input.Retention", "A week, says the city")));
        HtmlAssert.Redirects(await officer.Post($"/assessments/{assessment.Reference}/groups/{group.Id}", ("Input.HowInformed", "By signs of the city")));
        var at = $"/descriptions/{submission.Reference}/compare";

        var compare = HtmlAssert.SaysNot(HtmlAssert.Says(HtmlAssert.Says(await officer.Get(at), "Both changed it"), "Seven days."), "By signs of the city");
        HtmlAssert.Redirects(await officer.Press(compare, compare.Button("Accept all")));

        Assert.Equal(("A week, says the city", "In the vendor's cloud"), await Stored());
        Assert.Equal(DescriptionState.Submitted, await State(submission));
        compare = await officer.Get(at);
        HtmlAssert.Redirects(await officer.Submit(compare, "#accept", null, ("Settled", compare.One("input[name=Settled]").GetAttribute("value"))));
        Assert.Equal(("A year, says the vendor", "In the vendor's cloud"), await Stored());
        Assert.Equal(DescriptionState.Accepted, await State(submission));

        Task<(string?, string?)> Stored() => app.Db(async db => await db.Datasets.Where(d => d.Id == set.Id).Select(d => new ValueTuple<string?, string?>(d.Retention, d.Storage)).SingleAsync());
    }

    [Fact]
    public async Task Request_IsChangedExtendedAndReminded_AndTheVendorIsTold()
    {
        var submission = await Build.Asked(app, await Build.Prefilled(app));
        using var officer = await app.SignedIn(TestCity.Officer);
        using var vendor = await app.SignedIn(TestCity.Vendor);
        var at = $"/descriptions/{submission.Reference}";
        var form = HtmlAssert.Ok(await officer.Get(at + "/edit"));
        HtmlAssert.ErrorAt(await officer.Submit(form, ("Input.DueOn", "2020-01-01")), "Input.DueOn");

        HtmlAssert.Redirects(await officer.Submit(form, ("Input.Message", "Please add the new hall."), ("Input.DueOn", "2031-05-06"), ("Input.MoreQuestions", "Who cleans?\nWho repairs?")));
        HtmlAssert.Status(HttpStatusCode.Conflict, await officer.Submit(form, ("Input.Message", "From an old page.")));
        HtmlAssert.Redirects(await officer.Submit(await officer.Get(at), "#remind", null));

        var seen = HtmlAssert.Says(HtmlAssert.Says(await vendor.Get(at), "Please add the new hall."), "Who repairs?");
        HtmlAssert.Says(seen, "6 May 2031");
        HtmlAssert.Status(HttpStatusCode.Forbidden, await vendor.Get(at + "/edit"));
        var request = await app.Db(db => db.DescriptionRequests.Where(r => r.OwnerId == submission.Id).Select(r => r.Id).SingleAsync());
        Assert.Equal([NoticeKind.DescriptionAsked, NoticeKind.DescriptionChanged, NoticeKind.DescriptionReminded],
            await app.Db(db => db.Notices.Where(n => n.SubjectId == request && n.PersonId == TestCity.Vendor.Id).OrderBy(n => n.Id).Select(n => n.Kind).ToListAsync()));
    }

    [Fact]
    public async Task Confidential_MarkedByTheVendor_StandsBesideTheFieldForTheOfficer()
    {
        var assessment = await Build.Prefilled(app);
        var set = Guid.Empty;
        var submission = await Build.Described(app, assessment, async (db, description) =>
        {
            var copy = await db.Datasets.Where(d => d.OwnerId == description).OrderBy(d => d.Id).FirstAsync();
            (set, copy.Storage) = (copy.Id, "In a bunker");
        });
        await Build.Returned(app, submission);
        using var vendor = await app.SignedIn(TestCity.Vendor);
        using var officer = await app.SignedIn(TestCity.Officer);
        var at = $"/descriptions/{submission.Reference}";
        var form = HtmlAssert.Ok(await vendor.Get($"{at}/confidential/{set}"));
        HtmlAssert.ErrorAt(await vendor.Submit(form, ("Input.Field", "Storage")), "Input.Reason");
        HtmlAssert.ErrorAt(await vendor.Submit(form, ("Input.Field", "OwnerId"), ("Input.Reason", "No such field")), "Input.Field");
        HtmlAssert.Status(HttpStatusCode.NotFound, await vendor.Get($"{at}/confidential/{Guid.CreateVersion7()}"));
        HtmlAssert.Status(HttpStatusCode.Forbidden, await officer.Get($"{at}/confidential/{set}"));

        HtmlAssert.Redirects(await vendor.Submit(form, ("Input.Field", "Storage"), ("Input.Reason", "Part of our security plan")));
        HtmlAssert.Redirects(await vendor.Submit(await vendor.Get($"{at}/confidential/{set}"), ("Input.Field", "Storage"), ("Input.Reason", "Part of our security plan, and of the state's")));

        HtmlAssert.Says(await vendor.Get($"{at}/datasets/{set}"), "and of the state's");
        HtmlAssert.Says(await officer.Get(at + "/compare"), "Part of our security plan, and of the state's");
        HtmlAssert.Redirects(await vendor.Submit(await vendor.Get($"{at}/confidential/{set}"), "form[id^='mark-']", null));
        HtmlAssert.SaysNot(await officer.Get(at + "/compare"), "Part of our security plan");
    }

    private Task<DescriptionState> State(Assessment submission) => app.Db(db => db.DescriptionRequests.Where(r => r.OwnerId == submission.Id).Select(r => r.State).SingleAsync());

    [Fact]
    public async Task AcceptAndReturn_AtTheSameTime_OneOfThemHappens()
    {
        var assessment = await Build.Prefilled(app);
        var submission = await Build.Described(app, assessment);
        using var one = await app.SignedIn(TestCity.Officer);
        using var two = await app.SignedIn(TestCity.Colleague);
        var (first, second) = (await one.Get($"/descriptions/{submission.Reference}/compare"), await two.Get($"/descriptions/{submission.Reference}/compare"));

        var answers = await Task.WhenAll(one.Submit(first, "#accept", null, ("Chosen", submission.DescriptionId.ToString())), two.Submit(second, "#return-form", null, ("Input.Reason", "No")));

        Assert.Single(answers, a => a.Status == HttpStatusCode.Redirect);
        Assert.Single(answers, a => a.Status == HttpStatusCode.Conflict);
        var request = await app.Db(db => db.DescriptionRequests.SingleAsync(r => r.OwnerId == submission.Id));
        var revision = await app.Db(db => db.ServiceDescriptions.Where(d => d.Id == assessment.DescriptionId).Select(d => d.Revision).SingleAsync());
        Assert.Equal(request.State == DescriptionState.Accepted ? 2 : 1, revision);
    }

    [Fact]
    public async Task Import_BrokenFile_ListsEveryErrorAndSavesNothing()
    {
        var submission = await Build.Asked(app, null);
        using var vendor = await app.SignedIn(TestCity.Vendor);
        var form = await vendor.Get($"/descriptions/{submission.Reference}/start");

        var answer = await vendor.SendFile(form, "#file-form", Encoding.UTF8.GetBytes("""{"format":1,"service":{"name":7},"purposes":[{"id":"p"}],"flows":[{"id":"f","name":"x","recipient":"Nobody"}]}"""), "d.json");

        HtmlAssert.Status(HttpStatusCode.BadRequest, answer);
        foreach (var path in new[] { "$.service.name", "$.purposes[0].name", "$.flows[0].recipient" })
            HtmlAssert.Says(answer, path);
        Assert.Equal(0, await app.Db(db => db.Purposes.CountAsync(p => p.OwnerId == submission.DescriptionId)));
        Assert.Equal(DescriptionState.Asked, await app.Db(db => db.DescriptionRequests.Where(r => r.OwnerId == submission.Id).Select(r => r.State).SingleAsync()));
    }

    [Fact]
    public async Task ExportImport_RoundTrip_GivesTheSameFile()
    {
        var assessment = await Build.Prefilled(app);
        var submission = await Build.Asked(app, null);
        using var officer = await app.SignedIn(TestCity.Officer);
        using var vendor = await app.SignedIn(TestCity.Vendor);
        var exported = await officer.Http.GetByteArrayAsync($"/assessments/{assessment.Reference}/description.json");

        HtmlAssert.Redirects(await vendor.SendFile(await vendor.Get($"/descriptions/{submission.Reference}/start"), "#file-form", exported, "d.json"));

        Assert.Equal(Encoding.UTF8.GetString(exported), Encoding.UTF8.GetString(await vendor.Http.GetByteArrayAsync($"/descriptions/{submission.Reference}/description.json")));
        Assert.Equal([assessment.Id, submission.Id], await app.Db(db => db.AuditEvents.Where(e => e.Verb == AuditVerbs.Exported).OrderBy(e => e.Id).Select(e => e.SubjectId).ToListAsync()));
    }

    [Fact]
    public async Task Invitation_RevokedLink_IsVoid()
    {
        await Build.Described(app, await Build.Prefilled(app));
        using var officer = await app.SignedIn(TestCity.Officer);
        using var stranger = app.Anonymous();
        var invited = await officer.Follow(HtmlAssert.Redirects(await officer.Submit(await officer.Get("/descriptions/people"), "#row-form", null, ("Input.Name", "Vera"), ("Input.Email", "vera@vendor.example"), ("Input.OrganisationId", TestCity.Operator.ToString()))));
        // No mail goes out here: an administrator hands the link over, the officer never sees it.
        Assert.Null(invited.Find("code"));
        var id = await app.Db(db => db.Users.Where(u => u.Email == "vera@vendor.example").Select(u => u.Id).SingleAsync());
        var link = await app.With<OneTimeLinks, string>(links => links.Make(id, LinkKind.Invitation, CancellationToken.None));
        HtmlAssert.Ok(await stranger.Get(link));

        HtmlAssert.Redirects(await officer.Submit(invited, "form[action$='handler=Revoke']", null));

        HtmlAssert.Status(HttpStatusCode.BadRequest, await stranger.Get(link));
        Assert.Single(await Owed());

        HtmlAssert.Redirects(await officer.Submit(await officer.Get("/descriptions/people"), "form[action$='handler=Link']", null));

        Assert.Equal(2, (await Owed()).Count);

        Task<List<Guid>> Owed() => app.Db(db => db.Notices.Where(n => n.Kind == NoticeKind.PersonToConfirm && n.SubjectId == id).Select(n => n.Id).ToListAsync());
    }

    [Fact]
    public async Task Evidence_OfAVendor_AttachesToItsOwnDescription()
    {
        var submission = await Build.Described(app, await Build.Prefilled(app));
        await Build.Returned(app, submission);
        using var vendor = await app.SignedIn(TestCity.Vendor);
        var at = $"/descriptions/{submission.Reference}/evidence";

        HtmlAssert.Redirects(await vendor.SendFile(await vendor.Get(at + "/new"), "#row-form", Upload.Pdf(), "proof.pdf", ("Input.Title", "Proof")));

        var item = await app.Db(db => db.EvidenceItems.SingleAsync(e => e.OwnerId == submission.Id));
        HtmlAssert.Ok(await vendor.Get($"{at}/{item.Id}"));
        HtmlAssert.Ok(await vendor.Get($"{at}/{item.Id}/files/1"));
        using var officer = await app.SignedIn(TestCity.Officer);
        HtmlAssert.Status(HttpStatusCode.NotFound, await officer.Get($"{at}/{item.Id}/files/1"));
    }
}
