using SmartCityPia.Domain.Catalogue;
using SmartCityPia.Domain.Plan;
using Xunit;

namespace SmartCityPia.UnitTests.Plan;

public sealed class CityPlanTests
{
    private static readonly PiaCatalogue Catalogue = PiaCatalogue.Current;
    private static readonly DateOnly Today = new(2026, 11, 28);

    [Fact]
    public void Catalogue_EachPart_HasPointsAndAmongThemKeyPoints() =>
        Assert.All(Enum.GetValues<PlanPart>(), part => Assert.Contains(Catalogue.Plan, q => q.Part == part && q.Key));

    [Theory]
    [InlineData(0, 0, null, null)]
    [InlineData(0, 4, null, PlanScore.Absent)]
    [InlineData(1, 4, null, PlanScore.Partly)]
    [InlineData(4, 4, null, PlanScore.Done)]
    [InlineData(4, 4, PlanScore.Partly, PlanScore.Partly)]
    [InlineData(0, 4, PlanScore.Partly, PlanScore.Absent)]
    public void Feed_SoManyOfSoMany_ProposesNoMoreThanItShows(int done, int all, PlanScore? most, PlanScore? proposed) =>
        Assert.Equal(proposed, new PlanFeed("RP2", done, all, most).Score);

    [Fact]
    public void Point_WithAndWithoutRecords_HasAStateAndAScore()
    {
        Assert.Equal((PlanPointState.Open, null), StateOf(null, null));
        Assert.Equal((PlanPointState.Proposed, PlanScore.Partly), StateOf(null, (1, 2)));
        Assert.Equal((PlanPointState.Confirmed, PlanScore.Partly), StateOf(Answer(null, said: PlanScore.Partly), (1, 2)));
        Assert.Equal((PlanPointState.Moved, PlanScore.Done), StateOf(Answer(null, said: PlanScore.Partly), (2, 2)));
        Assert.Equal((PlanPointState.Overruled, PlanScore.Planned), StateOf(Answer(PlanScore.Planned, said: PlanScore.Partly), (1, 2)));
        Assert.Equal((PlanPointState.Answered, PlanScore.Partly), StateOf(Answer(PlanScore.Partly), (1, 2)));
        Assert.Equal((PlanPointState.Answered, PlanScore.Planned), StateOf(Answer(PlanScore.Planned), null));
        // The records that it followed are gone.
        Assert.Equal((PlanPointState.Open, null), StateOf(Answer(null, said: PlanScore.Done), (0, 0)));
    }

    [Fact]
    public void Part_KeyPointBelowPartly_IsNotCovered()
    {
        var keys = Catalogue.Plan.Where(q => q is { Part: PlanPart.RiskProcess, Key: true }).Select(q => q.Id).ToList();
        var partly = keys.ConvertAll(id => Answer(PlanScore.Partly, id));
        Assert.True(PartOf(partly).IsCovered);
        partly[0].Score = PlanScore.Planned;
        Assert.False(PartOf(partly).IsCovered);
        partly[0].Score = PlanScore.NotApplicable;
        Assert.True(PartOf(partly).IsCovered);
        Assert.False(PartOf(partly[1..]).IsCovered);

        // Of 8 points one does not apply and two are partly done: 2 + 2 over 7.
        var part = PartOf(partly);
        Assert.Equal((8, 7, 2, 5), (part.Points.Count, part.Of, part.With(PlanScore.Partly), part.Unanswered));
        Assert.Equal(4d / 7, part.Maturity!.Value, 9);
        Assert.Equal(3, part.LookedAt);

        PlanPartState PartOf(IEnumerable<PlanAnswer> answers) => CityPlan.Of(Catalogue, answers, []).Parts.Single(p => p.Part == PlanPart.RiskProcess);
    }

    [Fact]
    public void NextSteps_KeyPointsThenOverdueThenTheLargestGap()
    {
        var answers = Catalogue.Plan.Select(q => Answer(PlanScore.Done, q.Id)).ToDictionary(a => a.QuestionId, StringComparer.Ordinal);
        answers["GB05"].Score = PlanScore.Absent;
        answers["SU01"].Score = PlanScore.Partly;
        (answers["GB07"].Score, answers["GB07"].DueOn) = (PlanScore.Partly, Today.AddDays(-1));
        (answers["CE8"].Score, answers["CE8"].DueOn) = (PlanScore.Planned, Today);
        answers["DM03"].Score = PlanScore.Planned;
        (answers["GB02"].Score, answers["GB02"].DueOn) = (PlanScore.NotApplicable, Today.AddDays(-9));

        var steps = CityPlan.Of(Catalogue, answers.Values, []).NextSteps(Today);

        Assert.Equal(["DM03", "GB07", "GB05", "CE8", "SU01"], steps.Select(s => s.Question.Id));
    }

    [Fact]
    public void OwnFeeds_CountWhatSomebodyLookedAt()
    {
        var arrangements = Catalogue.Plan.Count(q => q.Part is PlanPart.Governance or PlanPart.SupplyChain or PlanPart.DataManagement);
        var plan = CityPlan.Of(Catalogue, [Answer(PlanScore.Absent, "GB01"), Answer(null, "DM01", PlanScore.Partly), Answer(PlanScore.Done, "GP2")], [new("DM01", 1, 2), new("DM02", 1, 2)]);

        Assert.Equal((2, arrangements), (plan.Find("PL05")!.Feed!.Done, plan.Find("PL05")!.Feed!.All));
        Assert.Equal(1, plan.Find("PL06")!.Feed!.Done);
        Assert.Null(plan.Find("XX01"));
    }

    [Fact]
    public void Details_WhatNeedsAReasonOrEvidence_IsAskedForAtItsField()
    {
        var feed = new PlanFeed("RP2", 1, 2);
        Assert.Equal(["Score"], Errors(new(), null));
        Assert.Equal(["Score"], Errors(new(), new("RP2", 0, 0)));
        Assert.Empty(Errors(new(), feed));
        Assert.Equal(["Reason"], Errors(new() { Score = PlanScore.Planned }, feed));
        Assert.Equal(["Reason", "Evidence"], Errors(new() { Score = PlanScore.Done }, feed));
        Assert.Equal(["Evidence"], Errors(new() { Score = PlanScore.Done }, null));
        Assert.Empty(Errors(new() { Score = PlanScore.Done }, new("RP2", 2, 2)));
        Assert.Equal(["Reason"], Errors(new() { Score = PlanScore.NotApplicable }, null));
        Assert.Empty(Errors(new() { Score = PlanScore.Partly }, feed));

        static IEnumerable<string> Errors(PlanAnswerDetails details, PlanFeed? feed) => details.Check(feed).Select(e => e.Field);
    }

    private static PlanAnswer Answer(PlanScore? score, string id = "RP2", PlanScore? said = null)
    {
        var answer = PlanAnswer.To(id);
        (answer.Score, answer.Said) = (score, said);
        return answer;
    }

    private static (PlanPointState, PlanScore?) StateOf(PlanAnswer? answer, (int Done, int All)? feed)
    {
        var point = new PlanPoint(Catalogue.Plan["RP2"], answer, feed is var (done, all) ? new("RP2", done, all) : null);
        return (point.State, point.Score);
    }
}
