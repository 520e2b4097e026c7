using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Reviews;
using SmartCityPia.UnitTests.Reports;

namespace SmartCityPia.UnitTests.Reviews;

/// <summary>A version with a review that has an opinion, a verdict and some end, minute by minute from <see cref="Now"/>.</summary>
internal sealed class ReviewStory
{
    public static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private readonly Actor author = Person("Ada Author", 0);

    private ReviewStory(Dossier dossier)
    {
        Dossier = dossier;
        Assessment = new()
        {
            Id = dossier.Head.AssessmentId,
            Reference = "PIA-2026-014",
            ServiceId = Guid.Empty,
            DescriptionId = dossier.Service.Id,
            AgencyId = Guid.Empty,
            OwnerId = author.AccountId,
            CreatedAt = Now,
        };
        Version = Assessment.Submit(dossier, "So it is.", author.AccountId, author.Name, Now);
        Review = Review.Begin(Version, dossier, new(author, ReviewRole.Author, true));
    }

    public Dossier Dossier { get; }

    public Assessment Assessment { get; }

    public AssessmentVersion Version { get; }

    public Review Review { get; }

    public DecisionRecord? Record { get; private init; }

    private Review? Later { get; set; }

    public static ReviewStory Of(ReviewState outcome, Dossier? dossier = null, int conditions = 2, string? onBehalfOf = null, Opinion? opinion = Opinion.WithReservations, PriorConsultation consultation = PriorConsultation.NotConsulted)
    {
        var story = new ReviewStory(dossier ?? RichDossier.Prefilled());
        if (outcome == ReviewState.InReview)
            return story;
        var (review, reviewer) = (story.Review, new ReviewActor(Person("Rita Reviewer", 3), ReviewRole.Reviewer, false, OnBehalfOf: onBehalfOf));
        if (opinion is not null)
            review.AskOpinion(new(Person("Rita Reviewer", 1), ReviewRole.Reviewer, false), "May we?");
        if (outcome == ReviewState.DpoOpinion)
            return story;
        if (opinion is { } given)
            review.GiveOpinion(new(Person("Otto Officer", 2), ReviewRole.DataProtectionOfficer, false), given, "Drop the fingerprint.", "I give this opinion.");
        var verdict = new StepVerdict { Id = Guid.CreateVersion7(), OwnerId = story.Assessment.Id, ReviewId = review.Id, Step = Step.Data };
        verdict.Give(review, reviewer, new() { Verdict = Verdict.ToImprove, Text = "Say who." });
        switch (outcome)
        {
            case ReviewState.ChangesRequested:
                review.RequestChanges(story.Assessment, reviewer, "Shorter.");
                break;
            case ReviewState.Withdrawn:
                review.Withdraw(story.Assessment, new(story.author with { At = Now.AddMinutes(4) }, ReviewRole.Author, true), "A flow is missing.");
                break;
            default:
                if (review.HighResidualRisks > 0)
                    review.Consult(reviewer, consultation == PriorConsultation.NotConsulted ? new() { Consulted = consultation, ConsultationReason = "It is lower in fact." }
                        : new() { Consulted = consultation, ConsultationReason = "It stays high.", ConsultedOn = new(2026, 2, 1), ConsultationReference = "DPA-1", AdviceOn = new(2026, 2, 20), Advice = "Go on, with care." }, DateOnly.FromDateTime(Now.DateTime));
                review.Decide(reviewer, new()
                {
                    Decision = outcome == ReviewState.Approved ? Decision.Approve : outcome == ReviewState.Rejected ? Decision.Reject : Decision.ApproveWithConditions,
                    Reason = "It can be met.",
                    Statement = "I decide.",
                    ReviewAgainOn = outcome == ReviewState.Approved ? new(2027, 3, 2) : null,
                    Conditions = outcome != ReviewState.ApprovedWithConditions ? [] : [.. new ConditionDetails[]
                    {
                        new() { Text = "Put up signs", Responsible = "Operator", DueOn = new(2026, 4, 1) },
                        new() { Text = "Report", Responsible = "Authority", DueOn = new(2026, 6, 1) },
                    }.Take(conditions)],
                }, [], DateOnly.FromDateTime(Now.DateTime));
                break;
        }
        return new(story) { Record = DecisionRecord.Freeze(DecisionRecord.Of(review, story.Assessment.Reference, [verdict]), review.Id) };
    }

    private ReviewStory(ReviewStory story) => (Dossier, Assessment, Version, Review, author) = (story.Dossier, story.Assessment, story.Version, story.Review, story.author);

    /// <summary>A second version is approved.</summary>
    public void Supersede(int minute)
    {
        Assessment.StartNewDraft();
        var version = Assessment.Submit(Dossier, "Better.", author.AccountId, author.Name, Now.AddMinutes(minute - 1));
        Later = Review.Begin(version, Dossier, new(author with { At = Now.AddMinutes(minute - 1) }, ReviewRole.Author, true));
        Later.Decide(new(Person("Rita Reviewer", minute), ReviewRole.Reviewer, false), new() { Decision = Decision.Approve, Statement = "I decide." }, [Review], DateOnly.FromDateTime(Now.AddMinutes(minute).DateTime));
    }

    public VersionStanding Standing(DateTimeOffset at, params ConditionClosure[] closures) =>
        VersionStanding.Of(Version, Assessment.Reference, Later is null ? [Review] : [Review, Later], Record, closures, at)!;

    public static Actor Person(string name, int minute) => new(Guid.CreateVersion7(), name, Now.AddMinutes(minute), "test") { SignedWith = SignedWith.Passkey };
}
