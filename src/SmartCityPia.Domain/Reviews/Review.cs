using System.ComponentModel.DataAnnotations;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Domain.Reviews;

/// <summary>Where the review of a frozen version stands. Before there is a version, the assessment is a draft.</summary>
public enum ReviewState { InReview, DpoOpinion, ChangesRequested, Approved, ApprovedWithConditions, Rejected, Superseded, Withdrawn }

/// <summary>What the data protection officer thinks of it.</summary>
public enum Opinion { Favourable, WithReservations, Unfavourable }

public enum Decision { Approve, ApproveWithConditions, Reject }

/// <summary>
/// The review of one frozen version: its states and who may lead from one to the next. Every act that is refused
/// throws <see cref="ReviewRefusedException"/> and changes nothing; every act that is done leaves a <see cref="ReviewEvent"/>.
/// </summary>
public sealed class Review : ConsultationDetails, IReviewRecord
{
    private readonly List<ReviewEvent> events = [];
    private readonly List<ReviewCondition> conditions = [];

    private Review()
    {
    }

    public Guid Id { get; private init; }

    /// <summary>The assessment.</summary>
    public Guid OwnerId { get; private init; }

    public int VersionNumber { get; private init; }

    [MaxLength(64)]
    public string Sha256 { get; private init; } = "";

    public ReviewState State { get; private set; }

    /// <summary>How many risks of the version stay in the highest zone after measures.</summary>
    public int HighResidualRisks { get; private init; }

    /// <summary>When the approval comes up again, where the decision named a day.</summary>
    public DateOnly? ReviewAgainOn { get; private set; }

    public DateTimeOffset ChangedAt { get; set; }

    public Guid ChangedById { get; set; }

    public uint Version { get; private set; }

    /// <summary>To be read with the review before it is decided: who gave an opinion stands in them.</summary>
    public IReadOnlyList<ReviewEvent> Events => events;

    public IReadOnlyList<ReviewCondition> Conditions => conditions;

    /// <summary>It waits for a reviewer or the data protection officer.</summary>
    public bool IsOpen => IsWaiting(State);

    /// <summary>Residual high risk, and nobody has said yet whether the supervisory authority is consulted (GDPR, Article 36).</summary>
    public bool ConsultationIsOpen => HighResidualRisks > 0 && Consulted is null;

    public static bool IsWaiting(ReviewState state) => state is ReviewState.InReview or ReviewState.DpoOpinion;

    /// <summary>Begins with the version's freezing; the signature is that of the person who submits.</summary>
    public static Review Begin(AssessmentVersion version, Dossier frozen, Reviewing by)
    {
        by.MustBe(ReviewRole.Author);
        var review = new Review
        {
            Id = Guid.CreateVersion7(by.Actor.At),
            OwnerId = version.AssessmentId,
            VersionNumber = version.Number,
            Sha256 = version.Sha256,
            HighResidualRisks = frozen.Risks.Count(r => frozen.ZoneOf(r.ResidualSeverity, r.ResidualLikelihood) == RiskZone.High),
        };
        review.Tell(null, by, null, version.Statement);
        return review;
    }

    /// <summary>Sends the assessment back: it becomes a draft again.</summary>
    public void RequestChanges(Assessment assessment, Reviewing by, string reason)
    {
        by.MustBe(ReviewRole.Reviewer);
        MustWait();
        Move(ReviewState.ChangesRequested, by, Given(reason));
        assessment.StartNewDraft();
    }

    /// <summary>The author takes the submission back: the assessment becomes a draft again.</summary>
    public void Withdraw(Assessment assessment, Reviewing by, string reason)
    {
        by.MustBe(ReviewRole.Author);
        MustWait();
        Move(ReviewState.Withdrawn, by, Given(reason));
        assessment.StartNewDraft();
    }

    public void AskOpinion(Reviewing by, string question)
    {
        by.MustBe(ReviewRole.Reviewer);
        MustBe(ReviewState.InReview);
        Move(ReviewState.DpoOpinion, by, Given(question));
    }

    /// <summary>The data protection officer's signed opinion; the review goes on.</summary>
    public void GiveOpinion(Reviewing by, Opinion opinion, string text, string statement)
    {
        by.MustBe(ReviewRole.DataProtectionOfficer);
        MustBe(ReviewState.DpoOpinion);
        var from = State;
        State = ReviewState.InReview;
        Tell(from, by, Given(text), statement, opinion);
    }

    /// <summary>The signed decision.</summary>
    /// <param name="earlier">The assessment's other reviews: an approval takes the place of an approved one.</param>
    public void Decide(Reviewing by, DecisionDetails decision, IEnumerable<Review> earlier, DateOnly today)
    {
        by.MustBe(ReviewRole.Reviewer);
        // Whoever gave an opinion on this version does not decide it, neither by a deputy nor after one gave it for them.
        if (events.Where(e => e.Opinion is not null).SelectMany(e => new[] { e.AccountId, e.OnBehalfOfId }).OfType<Guid>().Any(id => id == by.Actor.AccountId || id == by.OnBehalfOfId))
            throw ReviewRefusedException.Forbidden(new("", "OpinionGiverDecides"));
        MustBe(ReviewState.InReview);
        if (decision.Check(today).FirstOrDefault() is { } error)
            throw ReviewRefusedException.Invalid(error);
        if (decision.Decision == Decision.Reject)
        {
            Move(ReviewState.Rejected, by, decision.Reason, decision.Statement);
            return;
        }
        if (ConsultationIsOpen)
            throw ReviewRefusedException.Invalid(new(nameof(DecisionDetails.Decision), "ConsultationOpen"));
        ReviewAgainOn = decision.ReviewAgainOn;
        Move(decision.Decision == Decision.Approve ? ReviewState.Approved : ReviewState.ApprovedWithConditions, by, decision.Reason, decision.Statement);
        if (decision.Decision == Decision.ApproveWithConditions)
            conditions.AddRange(decision.Given.Select((c, i) => ReviewCondition.Of(this, c, by.Actor.At.AddTicks(i))));
        foreach (var review in earlier.Where(r => r.Id != Id && r.State is ReviewState.Approved or ReviewState.ApprovedWithConditions))
            review.Move(ReviewState.Superseded, by, null);
    }

    /// <summary>Whether the supervisory authority is consulted, and later what it advised; also after the decision.</summary>
    public void Consult(Reviewing by, ConsultationDetails details, DateOnly today)
    {
        by.MustBe(ReviewRole.Reviewer);
        if (HighResidualRisks == 0 || State is ReviewState.ChangesRequested or ReviewState.Withdrawn)
            throw ReviewRefusedException.TooLate(new("", "ReviewMovedOn"));
        if (details.Check(today).FirstOrDefault() is { } error)
            throw ReviewRefusedException.Invalid(error);
        (Consulted, ConsultedOn, ConsultationReference, ConsultationReason) = (details.Consulted, details.ConsultedOn, details.ConsultationReference, details.ConsultationReason);
        (AdviceOn, Advice) = (details.AdviceOn, details.Advice);
        Tell(State, by, details.Advice ?? details.ConsultationReason, null);
    }

    private static string Given(string? reason) => !string.IsNullOrWhiteSpace(reason) ? reason
        : throw ReviewRefusedException.Invalid(new(nameof(ReasonDetails.Reason), "ReasonMissing"));

    private void MustBe(ReviewState state)
    {
        if (State != state)
            throw ReviewRefusedException.TooLate(new("", "ReviewMovedOn"));
    }

    private void MustWait()
    {
        if (!IsOpen)
            throw ReviewRefusedException.TooLate(new("", "ReviewMovedOn"));
    }

    private void Move(ReviewState to, Reviewing by, string? reason, string? statement = null)
    {
        var from = State;
        State = to;
        Tell(from, by, reason, statement);
    }

    private void Tell(ReviewState? from, Reviewing by, string? reason, string? statement, Opinion? opinion = null) => events.Add(new()
    {
        Id = Guid.CreateVersion7(by.Actor.At),
        OwnerId = OwnerId,
        ReviewId = Id,
        FromState = from,
        ToState = State,
        At = by.Actor.At,
        AccountId = by.Actor.AccountId,
        AccountName = by.Actor.Name,
        Role = by.Role!.Value,
        OnBehalfOfId = by.OnBehalfOfId,
        OnBehalfOf = by.OnBehalfOf,
        Reason = reason,
        Opinion = opinion,
        Statement = statement,
        Sha256 = statement is null ? null : Sha256,
    });
}
