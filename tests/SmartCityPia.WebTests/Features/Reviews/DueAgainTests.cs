using System.Net;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Reviews;
using SmartCityPia.TestSupport;
using Xunit;

namespace SmartCityPia.WebTests.Features.Reviews;

/// <summary>An approval is due for review again, gives the reasons, and keeps the answers.</summary>
public sealed class DueAgainTests(WebApp app) : IClassFixture<WebApp>
{
    [Fact]
    public async Task Incident_Recorded_ComesUpOnTheOverviewTheReviewAndTheList()
    {
        var assessment = await Approved();
        using var officer = await app.SignedIn(TestCity.Officer);
        HtmlAssert.Says(HtmlAssert.Ok(await officer.Get(Url(assessment, "review"))), "Nothing has come up");

        HtmlAssert.Redirects(await officer.Post(Url(assessment, "incidents/new"),
            ("Input.What", "A list was mailed to the wrong address."), ("Input.NoticedOn", Today()), ("Input.Severity", "Limited"), ("Input.Report", "NotRequired"), ("Input.ReportReason", "It was encrypted."), ("Input.Responsible", "Hall")), Url(assessment, "incidents"));

        foreach (var path in new[] { "", "review", "incidents" })
            HtmlAssert.Says(HtmlAssert.Ok(await officer.Get(Url(assessment, path))), "A list was mailed to the wrong address.");
        HtmlAssert.Says(HtmlAssert.Ok(await officer.Get("/reviews?state=due")), assessment.Reference);
    }

    [Fact]
    public async Task Answer_WithReason_StaysOnTheRecordAndTheNextIncidentComesUp()
    {
        var assessment = await Approved();
        await Build.Incident(app, assessment);
        using var officer = await app.SignedIn(TestCity.Officer);
        var form = HtmlAssert.Ok(await officer.Get(Url(assessment, "review/reasons/Incident")));
        HtmlAssert.Status(HttpStatusCode.BadRequest, await officer.Submit(form, "#row-form", null, ("Input.Reason", "")));

        HtmlAssert.Redirects(await officer.Submit(form, "#row-form", null, ("Input.Reason", "The backup is gone, nothing was copied.")), Url(assessment, "review"));

        var review = HtmlAssert.Ok(await officer.Get(Url(assessment, "review")));
        HtmlAssert.Says(review, "The backup is gone, nothing was copied.");
        HtmlAssert.Says(review, "Nothing has come up");
        await Build.Incident(app, assessment, what: "It happened again.");
        var again = HtmlAssert.Ok(await officer.Get(Url(assessment, "")));
        HtmlAssert.Says(again, "It happened again.");
        Assert.DoesNotContain("A backup lay open.", again.Source, StringComparison.Ordinal);
        // The form loaded before covers other events.
        HtmlAssert.Status(HttpStatusCode.Conflict, await officer.Submit(form, "#row-form", null, ("Input.Reason", "Too late.")));
        Assert.Equal(1, await app.Db(db => db.TriggerAnswers.CountAsync(a => a.OwnerId == assessment.Id)));
    }

    [Fact]
    public async Task Answer_ByAReader_IsRefused()
    {
        var assessment = await Approved();
        await Build.Incident(app, assessment);
        using var auditor = await app.SignedIn(TestCity.Auditor);

        HtmlAssert.Status(HttpStatusCode.Forbidden, await auditor.SendWithToken(Url(assessment, "review/reasons/Incident"), ("Input.Reason", "No.")));
        HtmlAssert.Status(HttpStatusCode.Forbidden, await auditor.SendWithToken(Url(assessment, "incidents/new"), ("Input.What", "No.")));
    }

    [Fact]
    public async Task Description_FlowAddedInADraft_ComesUpByName()
    {
        var assessment = await Approved(prefilled: true);
        await app.Db(async db =>
        {
            (await db.Assessments.SingleAsync(a => a.Id == assessment.Id)).StartNewDraft();
            return await db.SaveAsync(Build.Actor(app), CancellationToken.None);
        });
        var (dataset, recipient) = await app.Db(async db => (await db.Datasets.FirstAsync(d => d.OwnerId == assessment.DescriptionId), TestCity.Operator));
        await Build.Add(app, new DataFlow { Id = Build.Ids(app)(), OwnerId = assessment.DescriptionId, Name = "To an advertiser", SourceDatasetId = dataset.Id, RecipientId = recipient });
        using var officer = await app.SignedIn(TestCity.Officer);

        HtmlAssert.Says(HtmlAssert.Ok(await officer.Get(Url(assessment, ""))), "To an advertiser");
        HtmlAssert.Says(HtmlAssert.Ok(await officer.Get("/reviews?state=due")), "To an advertiser");
    }

    [Fact]
    public async Task Incident_NotReportedWithoutReasonOrForeignRow_400AndKept()
    {
        var assessment = await Approved();
        using var officer = await app.SignedIn(TestCity.Officer);

        var page = HtmlAssert.Status(HttpStatusCode.BadRequest, await officer.Post(Url(assessment, "incidents/new"),
            ("Input.What", "Kept words."), ("Input.NoticedOn", Today()), ("Input.Severity", "Limited"), ("Input.Report", "NotRequired"), ("Input.Responsible", "Hall"), ("Input.RowIds", Guid.CreateVersion7().ToString())));

        Assert.Equal(["Kept words."], page.ValuesOf("Input.What"));
        Assert.NotNull(page.Find("#Input_ReportReason-error"));
        Assert.NotNull(page.Find("#Input_RowIds-error"));
        Assert.False(await app.Db(db => db.Incidents.AnyAsync(i => i.OwnerId == assessment.Id)));
    }

    [Fact]
    public async Task Incident_OfAnotherAssessment_404()
    {
        var (mine, other) = (await Approved(), await Approved());
        var id = Guid.CreateVersion7();
        await Build.Incident(app, other, id);
        using var officer = await app.SignedIn(TestCity.Officer);

        HtmlAssert.Status(HttpStatusCode.NotFound, await officer.Get(Url(mine, $"incidents/{id}")));
        HtmlAssert.Ok(await officer.Get(Url(other, $"incidents/{id}")));
    }

    [Fact]
    public async Task Incident_ChangedMeanwhile_409ShowsBoth()
    {
        var assessment = await Approved();
        var id = Guid.CreateVersion7();
        await Build.Incident(app, assessment, id);
        using var officer = await app.SignedIn(TestCity.Officer);
        var form = HtmlAssert.Ok(await officer.Get(Url(assessment, $"incidents/{id}")));
        await app.Db(async db =>
        {
            (await db.Incidents.SingleAsync(i => i.Id == id)).What = "Carl knows more.";
            return await db.SaveAsync(Build.Actor(app, TestCity.Colleague), CancellationToken.None);
        });

        var page = HtmlAssert.Status(HttpStatusCode.Conflict, await officer.Submit(form, "#row-form", null, ("Input.What", "My words.")));

        HtmlAssert.Says(page, "Carl knows more.");
        Assert.Equal(["My words."], page.ValuesOf("Input.What"));
    }

    private async Task<Assessment> Approved(bool prefilled = false)
    {
        var assessment = prefilled ? await Build.Prefilled(app) : await Build.Assessment(app);
        await Build.Submit(app, assessment);
        await Build.Act(app, assessment, ReviewRole.Reviewer, TestCity.Reviewer, scene => scene.Review.Decide(scene.By, new() { Decision = Decision.Approve, Statement = "So be it." }, scene.All, scene.Today));
        return assessment;
    }

    private string Today() => DateOnly.FromDateTime(app.Clock.GetLocalNow().DateTime).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private static string Url(Assessment assessment, string path) => $"/assessments/{assessment.Reference}/{path}";
}
