using System.Net;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Domain.Evidence;
using SmartCityPia.TestSupport;
using Xunit;

namespace SmartCityPia.WebTests.Features.Evidence;

public sealed class RequestTests(WebApp app) : IClassFixture<WebApp>
{
    [Fact]
    public async Task Ask_ThenAnswered_FilesTheEvidenceAndShowsTheVendorNothingElse()
    {
        var assessment = await Build.Prefilled(app);
        using var auditor = await app.SignedIn(TestCity.Auditor);
        using var vendor = await app.SignedIn(TestCity.Vendor);
        var form = await auditor.Get($"/assessments/{assessment.Reference}/evidence/ask");
        HtmlAssert.ErrorAt(await auditor.Submit(form, ("Input.What", "The log")), "Input.OrganisationId");
        HtmlAssert.ErrorAt(await auditor.Submit(form, ("Input.What", "The log"), ("Input.OrganisationId", TestCity.Operator.ToString()), ("Input.DueOn", "2020-01-01")), "Input.DueOn");
        HtmlAssert.Redirects(await auditor.Submit(form, ("Input.What", "The log of March"), ("Input.OrganisationId", TestCity.Operator.ToString())));
        var id = await app.Db(db => db.EvidenceRequests.Where(r => r.What == "The log of March").Select(r => r.Id).SingleAsync());

        HtmlAssert.Says(await vendor.Get("/evidence-requests"), "The log of March");
        var page = HtmlAssert.Ok(await vendor.Get($"/evidence-requests/{id}"));
        var name = await app.Db(db => db.ServiceDescriptions.Where(d => d.Id == assessment.DescriptionId).Select(d => d.Name).SingleAsync());
        Assert.DoesNotContain(name, page.Source, StringComparison.Ordinal);
        Assert.DoesNotContain(assessment.Reference, page.Source, StringComparison.Ordinal);
        HtmlAssert.ErrorAt(await vendor.SendFile(page, "#row-form", null, values: ("Text", "kept")), "File");
        HtmlAssert.Redirects(await vendor.SendFile(page, "#row-form", Upload.Pdf(), "log.pdf", ("Text", "All of it")));

        var after = await vendor.Get($"/evidence-requests/{id}");
        HtmlAssert.Says(after, "Received");
        HtmlAssert.Ok(await vendor.Get(after.One("table a").GetAttribute("href")!));
        HtmlAssert.Says(await auditor.Get($"/assessments/{assessment.Reference}/evidence"), "log.pdf");
        var stored = await app.Db(db => db.EvidenceRequests.SingleAsync(r => r.Id == id));
        Assert.Equal((EvidenceRequestState.Received, "All of it", TestCity.Vendor.Name), (stored.State, stored.Answer, stored.ClosedBy));
    }

    [Fact]
    public async Task Silence_AfterTheDeadline_ShowsAsLateAndStaysOnTheRecord()
    {
        var assessment = await Build.Assessment(app);
        var request = await Build.Request(app, assessment, TestCity.Operator);
        using var officer = await app.SignedIn(TestCity.Officer);
        using var vendor = await app.SignedIn(TestCity.Vendor);
        HtmlAssert.Says(await officer.Get($"/evidence-requests/{request.Id}"), "Requested");

        await app.Db(db => db.EvidenceRequests.Where(r => r.Id == request.Id).ExecuteUpdateAsync(s => s.SetProperty(r => r.DueOn, new DateOnly(2026, 2, 20))));
        var late = HtmlAssert.Says(HtmlAssert.Says(await officer.Get($"/evidence-requests/{request.Id}"), "Late"), "since 21 Feb 2026");
        HtmlAssert.Redirects(await officer.Submit(late, "form[action$='handler=Remind']", null));
        HtmlAssert.Says(await vendor.Get($"/evidence-requests/{request.Id}"), "Reminded");
        HtmlAssert.Redirects(await vendor.SendFile(await vendor.Get($"/evidence-requests/{request.Id}"), "#row-form", Upload.Pdf()));

        HtmlAssert.Says(await officer.Get($"/evidence-requests/{request.Id}"), "days after the deadline");
    }

    [Fact]
    public async Task RefuseAndWithdraw_NeedAReasonAndCloseIt()
    {
        var assessment = await Build.Assessment(app);
        var (refused, withdrawn) = (await Build.Request(app, assessment, TestCity.Operator), await Build.Request(app, assessment, TestCity.Operator));
        using var officer = await app.SignedIn(TestCity.Officer);
        using var vendor = await app.SignedIn(TestCity.Vendor);
        var (asked, own, answer) = (await vendor.Get($"/evidence-requests/{refused.Id}"), await officer.Get($"/evidence-requests/{withdrawn.Id}"), await vendor.Get($"/evidence-requests/{withdrawn.Id}"));

        HtmlAssert.ErrorAt(await vendor.Submit(asked, "form[action$='handler=Refuse']", null, ("Reason", "")), "Reason");
        HtmlAssert.Redirects(await vendor.Submit(asked, "form[action$='handler=Refuse']", null, ("Reason", "A trade secret")));
        HtmlAssert.Redirects(await officer.Submit(own, "form[action$='handler=Withdraw']", null, ("Reason", "Found it")));

        HtmlAssert.Says(await officer.Get($"/evidence-requests/{refused.Id}"), "A trade secret");
        HtmlAssert.Status(HttpStatusCode.Conflict, await vendor.Submit(asked, "form[action$='handler=Refuse']", null, ("Reason", "Again")));
        HtmlAssert.Status(HttpStatusCode.Conflict, await vendor.SendFile(answer, "#row-form", Upload.Pdf()));
        Assert.False(await app.Db(db => db.EvidenceItems.AnyAsync(i => i.RequestId == withdrawn.Id)));
    }

    [Fact]
    public async Task Others_SeeNothingOfIt()
    {
        var assessment = await Build.Full(app);
        var request = await Build.Request(app, assessment, TestCity.Transport, TestCity.Reviewer);
        using var vendor = await app.SignedIn(TestCity.Vendor);
        using var officer = await app.SignedIn(TestCity.Officer);
        using var transport = await app.SignedIn(TestCity.TransportOfficer);
        var form = HtmlAssert.Ok(await transport.Get($"/evidence-requests/{request.Id}"));
        HtmlAssert.SaysNot(form, assessment.Reference);

        HtmlAssert.Status(HttpStatusCode.NotFound, await vendor.Get($"/evidence-requests/{request.Id}"));
        HtmlAssert.SaysNot(await vendor.Get("/evidence-requests"), request.What + " " + TestCity.Reviewer.Name);
        var token = ("__RequestVerificationToken", await vendor.Token());
        HtmlAssert.Status(HttpStatusCode.NotFound, await vendor.SendFile(form, "#row-form", Upload.Pdf(), values: token));
        // A reader who wasn't asked can't answer; a person who didn't ask can't withdraw.
        var officers = ("__RequestVerificationToken", await officer.Token());
        HtmlAssert.Status(HttpStatusCode.Forbidden, await officer.SendFile(form, "#row-form", Upload.Pdf(), values: officers));
        HtmlAssert.Status(HttpStatusCode.Forbidden, await officer.SendWithToken($"/evidence-requests/{request.Id}?handler=Withdraw", ("Reason", "Mine")));
        HtmlAssert.Status(HttpStatusCode.Forbidden, await officer.SendWithToken($"/evidence-requests/{request.Id}?handler=Remind"));
        // A file of another request, or of none, is not found in this one.
        var file = Build.FileOf(Build.RequestOf(assessment.Id));
        HtmlAssert.Ok(await vendor.Get($"/evidence-requests/{Build.RequestOf(assessment.Id)}/files/{file}"));
        HtmlAssert.Status(HttpStatusCode.NotFound, await transport.Get($"/evidence-requests/{request.Id}/files/{file}"));
    }
}
