using System.ComponentModel.DataAnnotations;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Domain.Reviews;

/// <summary>State of the review of a frozen version.</summary>
public enum ReviewState { InReview, DpoOpinion, ChangesRequested, Approved, ApprovedWithConditions, Rejected, Superseded, Withdrawn }

/// <summary>The data protection officer's opinion.</summary>
public enum Opinion { Favourable, WithReservations, Unfavourable }

public enum Decision { Approve, ApproveWithConditions, Reject }

/// <summary>
/// The review of one frozen version. Its methods are the transitions between the states. A refused transition throws <see
/// cref="ReviewRefusedException"/> and changes nothing; every other one adds a <see cref="ReviewEvent"/>.
/// </summary>
public sealed class Review : ConsultationDetails, IReviewRecord
{
    private readonly List<ReviewEvent> _events = [];
    private readonly List<ReviewCondition> _conditions = [];

    private Review()
    {
    }

    public Guid Id { get; private init; }

    /// <summary>The assessment's id.</summary>
    public Guid OwnerId { get; private init; }

    public int VersionNumber { get; private init; }

    [MaxLength(64)]
    public string Sha256 { get; private init; } = "";

    public ReviewState State { get; private set; }

    /// <summary>Number of risks in the highest zone after measures.</summary>
    public int HighResidualRisks { get; private init; }

    /// <summary>The day set by the decision for the next review; null if it set none.</summary>
    public DateOnly? ReviewAgainOn { get; private set; }

    public DateTimeOffset ChangedAt { get; set; }

    public Guid ChangedById { get; set; }

    public uint Version { get; private set; }

    /// <summary>Must be loaded before <see cref="Decide"/>, which looks here for those who gave an opinion.</summary>
    public IReadOnlyList<ReviewEvent> Events => _events;

    public IReadOnlyList<ReviewCondition> Conditions => _conditions;

    /// <summary>A reviewer or the data protection officer has to act.</summary>
    public bool IsOpen => IsWaiting(State);

    /// <summary>
    /// There is a high residual risk, and it is not recorded yet whether the supervisory authority is consulted (GDPR, Article 36).
    /// </summary>
    public bool ConsultationIsOpen => HighResidualRisks > 0 && Consulted is null;

    public static bool IsWaiting(ReviewState state) => state is ReviewState.InReview or ReviewState.DpoOpinion;

    /// <summary>Starts the review of a frozen version. The first event is the submitter's signature.</summary>
    public static Review Begin(AssessmentVersion version, Dossier frozen, ReviewActor by)
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

    /// <summary>Returns the assessment to its authors as a draft.</summary>
    public void RequestChanges(Assessment assessment, ReviewActor by, string reason)
    {
        by.MustBe(ReviewRole.Reviewer);
        MustWait();
        Move(ReviewState.ChangesRequested, by, Given(reason));
        assessment.StartNewDraft();
    }

    /// <summary>The author withdraws the submission. The assessment becomes a draft again.</summary>
    public void Withdraw(Assessment assessment, ReviewActor by, string reason)
    {
        by.MustBe(ReviewRole.Author);
        MustWait();
        Move(ReviewState.Withdrawn, by, Given(reason));
        assessment.StartNewDraft();
    }

    public void AskOpinion(ReviewActor by, string question)
    {
        by.MustBe(ReviewRole.Reviewer);
        MustBe(ReviewState.InReview);
        Move(ReviewState.DpoOpinion, by, Given(question));
    }

    /// <summary>Records the data protection officer's signed opinion and returns the review to the reviewer.</summary>
    public void GiveOpinion(ReviewActor by, Opinion opinion, string text, string statement)
    {
        by.MustBe(ReviewRole.DataProtectionOfficer);
        MustBe(ReviewState.DpoOpinion);
        var from = State;
        State = ReviewState.InReview;
        Tell(from, by, Given(text), statement, opinion);
    }

    /// <summary>Records the signed decision.</summary>
    /// <param name="earlier">The assessment's other reviews. A new approval supersedes an earlier one.</param>
    public void Decide(ReviewActor by, DecisionDetails decision, IEnumerable<Review> earlier, DateOnly today)
    {
        by.MustBe(ReviewRole.Reviewer);
        // A person who gave an opinion on this version may not decide it, neither in person nor through a deputy.
        if (_events.Where(e => e.Opinion is not null).SelectMany(e => new[] { e.AccountId, e.OnBehalfOfId }).OfType<Guid>()
            .Any(id => id == by.Actor.AccountId || id == by.OnBehalfOfId))
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
        Move(decision.Decision == Decision.Approve ? ReviewState.Approved : ReviewState.ApprovedWithConditions, by, decision.Reason,
            decision.Statement);
        if (decision.Decision == Decision.ApproveWithConditions)
            _conditions.AddRange(decision.Given.Select((c, i) => ReviewCondition.Of(this, c, by.Actor.At.AddTicks(i))));
        foreach (var review in earlier.Where(r => r.Id != Id && r.State is ReviewState.Approved or ReviewState.ApprovedWithConditions))
            review.Move(ReviewState.Superseded, by, null);
    }

    /// <summary>Records whether the supervisory authority is consulted and what it advised. Allowed after the decision too.</summary>
    public void Consult(ReviewActor by, ConsultationDetails details, DateOnly today)
    {
        by.MustBe(ReviewRole.Reviewer);
        if (HighResidualRisks == 0 || State is ReviewState.ChangesRequested or ReviewState.Withdrawn)
            throw ReviewRefusedException.WrongState(new("", "ReviewMovedOn"));
        if (details.Check(today).FirstOrDefault() is { } error)
            throw ReviewRefusedException.Invalid(error);
        (Consulted, ConsultedOn, ConsultationReference, ConsultationReason) =
            (details.Consulted, details.ConsultedOn, details.ConsultationReference, details.ConsultationReason);
        (AdviceOn, Advice) = (details.AdviceOn, details.Advice);
        Tell(State, by, details.Advice ?? details.ConsultationReason, null);
    }

    private static string Given(string? reason) => !string.IsNullOrWhiteSpace(reason) ? reason
        : throw ReviewRefusedException.Invalid(new(nameof(ReasonDetails.Reason), "ReasonMissing"));

    private void MustBe(ReviewState state)
    {
        if (State != state)
            throw ReviewRefusedException.WrongState(new("", "ReviewMovedOn"));
    }

    private void MustWait()
    {
        if (!IsOpen)
            throw ReviewRefusedException.WrongState(new("", "ReviewMovedOn"));
    }

    private void Move(ReviewState to, ReviewActor by, string? reason, string? statement = null)
    {
        var from = State;
        State = to;
        Tell(from, by, reason, statement);
    }

    private void Tell(ReviewState? from, ReviewActor by, string? reason, string? statement, Opinion? opinion = null) => _events.Add(new()
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
        SignedWith = statement is null ? null : by.Actor.SignedWith,
        Sha256 = statement is null ? null : Sha256,
    });
}
