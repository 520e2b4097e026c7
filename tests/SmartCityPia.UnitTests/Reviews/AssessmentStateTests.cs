using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Reviews;
using Xunit;

namespace SmartCityPia.UnitTests.Reviews;

public sealed class AssessmentStateTests
{
    private static readonly DateOnly Today = new(2026, 11, 29);

    [Theory]
    [InlineData(false, null, AssessmentState.Draft)]
    [InlineData(false, ReviewState.ChangesRequested, AssessmentState.ChangesRequested)]
    [InlineData(false, ReviewState.Withdrawn, AssessmentState.Draft)]
    // A new draft of what was decided: the decision is a mark beside it.
    [InlineData(false, ReviewState.Approved, AssessmentState.Draft)]
    [InlineData(false, ReviewState.Rejected, AssessmentState.Draft)]
    [InlineData(true, ReviewState.InReview, AssessmentState.InReview)]
    [InlineData(true, ReviewState.DpoOpinion, AssessmentState.WaitingForDpo)]
    [InlineData(true, ReviewState.Approved, AssessmentState.Approved)]
    [InlineData(true, ReviewState.ApprovedWithConditions, AssessmentState.ApprovedWithConditions)]
    [InlineData(true, ReviewState.Rejected, AssessmentState.Rejected)]
    public void Of_StatusAndReview_IsOneState(bool submitted, ReviewState? newest, AssessmentState expected)
    {
        var assessment = Assessment();
        if (submitted)
            assessment.Close();
        Assert.Equal(expected, AssessmentStates.Of(assessment, newest));
        assessment.Withdraw("Given up.", DateTimeOffset.UnixEpoch);
        Assert.Equal(AssessmentState.Withdrawn, AssessmentStates.Of(assessment, newest));
    }

    [Fact]
    public void MarksOf_EachInItsCase()
    {
        Assert.Empty(AssessmentStates.MarksOf(AssessmentState.Approved, 1, Today.AddDays(1), Today, false, Today));
        Assert.Equal([AssessmentMark.ApprovalInForce], AssessmentStates.MarksOf(AssessmentState.Draft, 1, Today.AddDays(1), null, false, Today));
        Assert.Equal([AssessmentMark.DueAgain], AssessmentStates.MarksOf(AssessmentState.Approved, 1, Today, null, false, Today));
        Assert.Equal([AssessmentMark.Ended, AssessmentMark.Archived], AssessmentStates.MarksOf(AssessmentState.Rejected, null, null, Today.AddDays(-1), true, Today));
    }

    [Fact]
    public void OfVersion_IsNamedLikeTheAssessment()
    {
        foreach (var review in Enum.GetValues<ReviewState>())
        {
            if (AssessmentStates.OfVersion(review) is { } state)
                Assert.Equal(Words.Of(state), Words.Of(review));
        }
    }

    private static Assessment Assessment() => new()
    {
        Id = Guid.CreateVersion7(),
        Reference = "PIA-2026-001",
        ServiceId = Guid.CreateVersion7(),
        DescriptionId = Guid.CreateVersion7(),
        AgencyId = Guid.CreateVersion7(),
        OwnerId = Guid.CreateVersion7(),
        CreatedAt = DateTimeOffset.UnixEpoch,
    };
}
