using Microsoft.EntityFrameworkCore;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Reviews;
using SmartCityPia.TestSupport;
using Xunit;

namespace SmartCityPia.WebTests.Features.Dossiers;

/// <summary>Where an assessment stands is said with the same word in the list, on its overview and beside its steps, and lists filter and sort by it.</summary>
public sealed class StandingTests(WebApp app) : IClassFixture<WebApp>
{
    private static readonly AssessmentState[] Reached =
        [AssessmentState.Draft, AssessmentState.InReview, AssessmentState.WaitingForDpo, AssessmentState.ChangesRequested, AssessmentState.Approved, AssessmentState.ApprovedWithConditions, AssessmentState.Rejected];

    [Fact]
    public async Task EachState_IsSaidEverywhere_AndFound()
    {
        using var officer = await app.SignedIn(TestCity.Officer);
        foreach (var state in Reached)
        {
            var assessment = await In(state);
            var word = Words.Of(state);

            foreach (var path in new[] { "", "/data", "/review", "/versions" })
                Assert.Equal(word, HtmlAssert.Ok(await officer.Get($"/assessments/{assessment.Reference}{path}")).Find(".steps-reference .status")!.TextContent);
            var found = HtmlAssert.Ok(await officer.Get($"/assessments?status={state}"));
            Assert.All(found.Texts("tbody .status"), said => Assert.Equal(word, said));
            Assert.Contains(assessment.Reference, found.Texts("tbody td[data-label=Reference]"));
            foreach (var other in Reached.Where(o => o != state))
                Assert.DoesNotContain(assessment.Reference, HtmlAssert.Ok(await officer.Get($"/assessments?status={other}")).Texts("tbody td[data-label=Reference]"));
        }

        var sorted = HtmlAssert.Ok(await officer.Get("/assessments?sort=State")).Texts("tbody .status");
        Assert.Equal(sorted.OrderBy(w => Array.FindIndex(Enum.GetValues<AssessmentState>(), s => Words.Of(s) == w)), sorted);
    }

    [Fact]
    public async Task SentBack_EveryPageSaysSo_WithThePointsToMend()
    {
        var assessment = await In(AssessmentState.ChangesRequested);
        await Build.Comment(app, assessment, Step.Flows, null, "Where does it go?");
        using var officer = await app.SignedIn(TestCity.Officer);

        foreach (var path in new[] { "", "/data", "/risks", "/check" })
        {
            var notice = HtmlAssert.Ok(await officer.Get($"/assessments/{assessment.Reference}{path}")).Find(".sent-back")!;
            Assert.Contains("Look at the risks again.", notice.TextContent, StringComparison.Ordinal);
            var links = notice.QuerySelectorAll("li a").Select(a => a.GetAttribute("href")).ToList();
            Assert.Contains($"/assessments/{assessment.Reference}/risks", links);
            Assert.Contains(links, l => l!.Contains("/comments/", StringComparison.Ordinal));
        }
        // Handed in again, it is in review and nothing is sent back.
        await Build.Submit(app, assessment);
        Assert.Null(HtmlAssert.Ok(await officer.Get($"/assessments/{assessment.Reference}/data")).Find(".sent-back"));
    }

    [Fact]
    public async Task List_RiskAndDay_FilterAndSort()
    {
        var (high, low, none) = (await Build.Assessment(app, "Risky one"), await Build.Assessment(app, "Calm one"), await Build.Assessment(app, "Unrated one"));
        await Build.Add(app, Risk(high, Level.Maximum, Level.Maximum), Risk(high, Level.Negligible, Level.Negligible), Risk(low, Level.Negligible, Level.Limited));
        var today = DateOnly.FromDateTime(app.Clock.GetUtcNow().Date);
        await Build.Add(app, Action(high, today.AddDays(-2)), Action(low, today.AddDays(80)), Action(low, today.AddDays(20)));
        using var officer = await app.SignedIn(TestCity.Officer);

        Assert.Equal(["Risky one"], await Names("?q=one&risk=High"));
        Assert.Equal(["Calm one"], await Names("?q=one&risk=Low"));
        Assert.Equal(["Risky one", "Calm one", "Unrated one"], await Names("?q=one&sort=Risk"));
        Assert.Equal(["Risky one", "Calm one", "Unrated one"], await Names("?q=one&sort=Due"));
        Assert.Equal(["Risky one"], await Names("?q=one&due=Overdue"));
        Assert.Equal(["Risky one", "Calm one"], await Names("?q=one&due=Month&sort=Due"));
        // Another rating is seen at once: nothing of it is kept.
        await Build.Add(app, Risk(none, Level.Maximum, Level.Significant));
        Assert.Equal(["Risky one", "Unrated one"], (await Names("?q=one&risk=High&sort=Risk")).Order(StringComparer.Ordinal));

        async Task<IReadOnlyList<string>> Names(string query) => HtmlAssert.Ok(await officer.Get("/assessments" + query)).Texts("tbody th");
    }

    private static Risk Risk(Assessment assessment, Level severity, Level likelihood) => new() { Id = Guid.CreateVersion7(), OwnerId = assessment.Id, Title = "Told", ResidualSeverity = severity, ResidualLikelihood = likelihood };

    private static ActionItem Action(Assessment assessment, DateOnly due) => new() { Id = Guid.CreateVersion7(), OwnerId = assessment.Id, What = "Do it", DueOn = due };

    private async Task<Assessment> In(AssessmentState state)
    {
        var assessment = await Build.Ready(app);
        if (state == AssessmentState.Draft)
            return assessment;
        await Build.Submit(app, assessment);
        if (state == AssessmentState.WaitingForDpo)
            await Act((c, by) => c.Review.AskOpinion(by, "Is it fair?"));
        if (state == AssessmentState.ChangesRequested)
        {
            await app.Db(async db =>
            {
                var review = await db.Reviews.SingleAsync(r => r.OwnerId == assessment.Id);
                var verdict = new StepVerdict { Id = Guid.CreateVersion7(), OwnerId = assessment.Id, ReviewId = review.Id, Step = Step.Risks };
                verdict.Give(review, new(Build.Actor(app, TestCity.Reviewer), ReviewRole.Reviewer, HasAuthored: false), new() { Verdict = Verdict.ToCorrect, Text = "One is missing." });
                db.Add(verdict);
                return await Data.Saving.AuditedSave.SaveAsync(db, Build.Actor(app, TestCity.Reviewer), default);
            });
            await Act((c, by) => c.Review.RequestChanges(c.Assessment, by, "Look at the risks again."));
        }
        var decision = state switch { AssessmentState.Approved => Decision.Approve, AssessmentState.ApprovedWithConditions => Decision.ApproveWithConditions, AssessmentState.Rejected => (Decision?)Decision.Reject, _ => null };
        if (decision is { } what)
            await Act((c, by) => c.Review.Decide(by, new()
            {
                Decision = what,
                Reason = "As read.",
                Statement = "I have read it.",
                Conditions = what == Decision.ApproveWithConditions ? [new() { Text = "Tell people.", Responsible = "Works", DueOn = DateOnly.FromDateTime(app.Clock.GetUtcNow().Date).AddDays(9) }] : [],
            }, [], DateOnly.FromDateTime(app.Clock.GetUtcNow().Date)));
        return assessment;

        Task<bool> Act(Action<Web.Features.Reviews.ReviewContext, ReviewActor> what) => Build.Act(app, assessment, ReviewRole.Reviewer, TestCity.Reviewer, context => what(context, context.By));
    }
}
