using System.Net;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.TestSupport;
using Xunit;

namespace SmartCityPia.WebTests.Features.Reviews.Comments;

public sealed class CommentTests(WebApp app) : IClassFixture<WebApp>
{
    [Fact]
    public async Task New_OnAFieldOfARow_IsShownOnTheRowTheStepAndTheList()
    {
        var assessment = await Build.Prefilled(app);
        var flow = await app.Db(db => db.DataFlows.FirstAsync(f => f.OwnerId == assessment.DescriptionId));
        using var reviewer = await app.SignedIn(TestCity.Reviewer);
        var row = HtmlAssert.Ok(await reviewer.Get(Url(assessment, $"flows/{flow.Id}")));
        HtmlAssert.Says(row, "No open comment threads");

        var posted = HtmlAssert.Redirects(await reviewer.Post(Url(assessment, $"comments/new?on=Flows&row={flow.Id}"),
            ("Input.Field", "Transfer"), ("Input.Text", "Which <b>safeguard</b>?"), ("Input.MentionedId", TestCity.Officer.Id.ToString())));

        var thread = HtmlAssert.Ok(await reviewer.Follow(posted));
        HtmlAssert.Says(thread, "Which <b>safeguard</b>?");
        HtmlAssert.Says(thread, "@" + TestCity.Officer.Name);
        HtmlAssert.Says(thread, flow.Name);
        using var officer = await app.SignedIn(TestCity.Officer);
        foreach (var path in new[] { $"flows/{flow.Id}", "flows", "comments", "comments?mine=true", $"comments?on=Flows&row={flow.Id}", "" })
            HtmlAssert.Says(HtmlAssert.Ok(await officer.Get(Url(assessment, path))), flow.Name);
        HtmlAssert.Says(HtmlAssert.Ok(await officer.Get(Url(assessment, $"flows/{flow.Id}"))), "1 open comment thread");
        HtmlAssert.Says(HtmlAssert.Ok(await officer.Get(Url(assessment, "risks"))), "No open comment threads");
    }

    [Fact]
    public async Task New_ForeignRowStepOrField_IsRefused()
    {
        var (own, foreign) = (await Build.Prefilled(app), await Build.Prefilled(app, "S02"));
        var flow = await app.Db(db => db.DataFlows.FirstAsync(f => f.OwnerId == foreign.DescriptionId));
        var mine = await app.Db(db => db.DataFlows.FirstAsync(f => f.OwnerId == own.DescriptionId));
        using var reviewer = await app.SignedIn(TestCity.Reviewer);

        HtmlAssert.Status(HttpStatusCode.NotFound, await reviewer.Get(Url(own, $"comments/new?on=Flows&row={flow.Id}")));
        HtmlAssert.Status(HttpStatusCode.NotFound, await reviewer.Get(Url(own, $"comments?on=Flows&row={flow.Id}")));
        HtmlAssert.Status(HttpStatusCode.NotFound, await reviewer.SendWithToken(Url(own, "comments/new"), ("on", "Flows"), ("row", flow.Id.ToString()), ("NewId", Guid.CreateVersion7().ToString()), ("Input.Text", "Foreign")));
        HtmlAssert.Status(HttpStatusCode.NotFound, await reviewer.Get(Url(own, $"comments/new?on=Risks&row={mine.Id}")));
        HtmlAssert.Status(HttpStatusCode.BadRequest, await reviewer.Post(Url(own, $"comments/new?on=Flows&row={mine.Id}"), ("Input.Field", "OwnerId"), ("Input.Text", "No such field")));
        HtmlAssert.Status(HttpStatusCode.BadRequest, await reviewer.Post(Url(own, $"comments/new?on=Flows&row={mine.Id}"), ("Input.MentionedId", TestCity.Vendor.Id.ToString()), ("Input.Text", "A vendor sees nothing")));

        var kept = HtmlAssert.Status(HttpStatusCode.BadRequest, await reviewer.Post(Url(own, $"comments/new?on=Flows&row={mine.Id}"), ("Input.Text", new string('x', Limits.Text + 1))));
        Assert.Equal(Limits.Text + 1, Assert.Single(kept.ValuesOf("Input.Text")).Length);
        Assert.False(await app.Db(db => db.CommentThreads.AnyAsync(t => t.OwnerId == own.Id)));
    }

    [Fact]
    public async Task New_SentTwice_BeginsOneThread()
    {
        var assessment = await Build.Prefilled(app);
        using var officer = await app.SignedIn(TestCity.Officer);
        var form = await officer.Get(Url(assessment, "comments/new?on=Data"));

        await Task.WhenAll(officer.Submit(form, ("Input.Text", "Once")), officer.Submit(form, ("Input.Text", "Once")));

        Assert.Equal(1, await app.Db(db => db.Comments.CountAsync(c => c.OwnerId == assessment.Id)));
    }

    [Fact]
    public async Task Thread_AnsweredResolvedReopened_AlsoWhileReadOnly()
    {
        var assessment = await Build.Prefilled(app);
        await Build.Submit(app, assessment);
        var id = await Build.Comment(app, assessment, Step.Data, null, "Which copy?");
        using var officer = await app.SignedIn(TestCity.Officer);
        var address = Url(assessment, $"comments/{id}");

        var page = await officer.Get(address);
        HtmlAssert.Redirects(await officer.Submit(page, "#row-form", null, ("Input.Text", "The raw one.")));
        HtmlAssert.Redirects(await officer.Press(page, page.Button("Resolve")));

        page = HtmlAssert.Ok(await officer.Get(address));
        Assert.Equal(["Which copy?", "The raw one."], page.Texts(".timeline .text"));
        HtmlAssert.Says(HtmlAssert.Ok(await officer.Get(Url(assessment, "data"))), "No open comment threads");
        HtmlAssert.Redirects(await officer.Press(page, page.Button("Reopen")));
        HtmlAssert.Says(HtmlAssert.Ok(await officer.Get(Url(assessment, "data"))), "1 open comment thread");
        HtmlAssert.Status(HttpStatusCode.BadRequest, await officer.Submit(page, "#row-form", null, ("Input.Text", "")));
        HtmlAssert.Status(HttpStatusCode.NotFound, await officer.Get(Url(await Build.Assessment(app), $"comments/{id}")));
    }

    [Fact]
    public async Task Auditor_ReadsAndWritesNothing_VendorSeesNothing()
    {
        var assessment = await Build.Prefilled(app);
        var id = await Build.Comment(app, assessment, Step.Data, null, "Which copy?");
        using var auditor = await app.SignedIn(TestCity.Auditor);
        using var vendor = await app.SignedIn(TestCity.Vendor);

        var page = HtmlAssert.Ok(await auditor.Get(Url(assessment, $"comments/{id}")));
        Assert.Null(page.Find("main form"));
        HtmlAssert.Status(HttpStatusCode.Forbidden, await auditor.Get(Url(assessment, "comments/new?on=Data")));
        foreach (var handler in new[] { "", "?handler=Resolve", "?handler=Reopen" })
            HtmlAssert.Status(HttpStatusCode.Forbidden, await auditor.SendWithToken(Url(assessment, $"comments/{id}{handler}"), ("NewId", Guid.CreateVersion7().ToString()), ("Input.Text", "I was here")));
        foreach (var path in new[] { "comments", $"comments/{id}", "comments/new" })
            HtmlAssert.Status(HttpStatusCode.Forbidden, await vendor.Get(Url(assessment, path)));
        Assert.Equal(1, await app.Db(db => db.Comments.CountAsync(c => c.OwnerId == assessment.Id)));
    }

    [Fact]
    public async Task Index_ManyThreads_IsPagedWithOpenOnesFirst()
    {
        var assessment = await Build.Assessment(app);
        for (var i = 0; i < 30; i++)
            await Build.Comment(app, assessment, Step.Data, null, $"Number {i}");
        using var officer = await app.SignedIn(TestCity.Officer);

        var page = HtmlAssert.Ok(await officer.Get(Url(assessment, "comments")));

        Assert.Equal(25, page.Texts("tbody tr").Count);
        Assert.NotNull(page.Find("a[rel=next]"));
        Assert.Equal(5, HtmlAssert.Ok(await officer.Get(Url(assessment, "comments?p=2"))).Texts("tbody tr").Count);
    }

    private static string Url(Assessment assessment, string path) => $"/assessments/{assessment.Reference}/{path}".TrimEnd('/');
}
