using System.ComponentModel.DataAnnotations;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Domain.Submissions;

/// <summary>Where a vendor's description stands.</summary>
public enum DescriptionState
{
    /// <summary>The city asked; the vendor has not begun.</summary>
    Asked,
    Draft,
    Submitted,

    /// <summary>Sent back with reasons; the vendor writes again.</summary>
    Returned,
    Accepted,
    Withdrawn,
}

public class DescriptionRequestDetails
{
    /// <summary>What the service is called.</summary>
    [Required, MaxLength(Limits.Name)]
    public string Name { get; set; } = "";

    [Required]
    public Guid? VendorId { get; set; }

    [Required, MaxLength(Limits.Text)]
    public string Message { get; set; } = "";

    /// <summary>One to a line; each is answered by itself.</summary>
    [MaxLength(Limits.LongText)]
    public string? Questions { get; set; }

    [Required]
    public DateOnly? DueOn { get; set; }

    /// <summary>The vendor may begin with the assessment's description as it is; nothing else of it is shown.</summary>
    public bool ShareCurrent { get; set; }

    public const int MostQuestions = 50;

    public IReadOnlyList<string> QuestionLines => [.. (Questions ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
}

public sealed class ReturnDetails
{
    [Required, MaxLength(Limits.Text)]
    public string Reason { get; set; } = "";
}

public sealed class HandInDetails
{
    [Required, MaxLength(Limits.Text)]
    public string Statement { get; set; } = "";
}

/// <summary>
/// What the city asked a vendor to describe, and what became of it. The description itself is the dossier of
/// <see cref="OwnerId"/>; it is open for writing in the states <see cref="IsWritten"/> names and closed in all others.
/// </summary>
public sealed class DescriptionRequest : IAssessmentRow
{
    public required Guid Id { get; init; }

    /// <summary>The submission: an <see cref="Assessment"/> of kind <see cref="AssessmentKind.Submission"/>.</summary>
    public required Guid OwnerId { get; init; }

    /// <summary>The city's assessment it is for; for a new service the one that acceptance opens.</summary>
    public Guid? TargetId { get; set; }

    [MaxLength(Limits.Name)]
    public required string Name { get; init; }

    [MaxLength(Limits.Text)]
    public required string Message { get; init; }

    public required DateOnly DueOn { get; init; }

    /// <summary>The vendor was given the assessment's description to begin with.</summary>
    public bool Shared { get; init; }

    [MaxLength(Limits.Name)]
    public required string AskedBy { get; init; }

    public required DateTimeOffset AskedAt { get; init; }

    public DescriptionState State { get; private set; }

    /// <summary>Why it was returned or withdrawn.</summary>
    [MaxLength(Limits.Text)]
    public string? Reason { get; private set; }

    public uint Version { get; private set; }
    public DateTimeOffset ChangedAt { get; set; }
    public Guid ChangedById { get; set; }

    public bool IsWritten => State is DescriptionState.Draft or DescriptionState.Returned;

    /// <summary>Officers see a description once it is handed in, never while it is written.</summary>
    public bool IsHandedIn => State is DescriptionState.Submitted or DescriptionState.Accepted;

    public bool IsOpen => State is not (DescriptionState.Accepted or DescriptionState.Withdrawn);

    /// <returns>False, here and below, where the state does not allow it; nothing is changed then.</returns>
    public bool Start() => Move(State == DescriptionState.Asked, DescriptionState.Draft, null);

    public bool Submit() => Move(IsWritten, DescriptionState.Submitted, null);

    public bool Return(string reason) => Move(State == DescriptionState.Submitted, DescriptionState.Returned, reason);

    public bool Accept() => Move(State == DescriptionState.Submitted, DescriptionState.Accepted, null);

    public bool Withdraw(string reason) => Move(IsOpen, DescriptionState.Withdrawn, reason);

    private bool Move(bool allowed, DescriptionState to, string? reason)
    {
        if (allowed)
            (State, Reason) = (to, reason);
        return allowed;
    }
}

public enum RemarkKind { Question, ToCorrect }

public class RemarkDetails
{
    [Required]
    public RemarkKind? Kind { get; set; }

    [Required, MaxLength(Limits.Text)]
    public string Text { get; set; } = "";
}

public class AnswerDetails
{
    [MaxLength(Limits.Text)]
    public string? Answer { get; set; }
}

/// <summary>A question of the city, or what it wants corrected, at an item of the description; the vendor answers it.</summary>
public sealed class DescriptionRemark : AnswerDetails, IAssessmentRow
{
    public required Guid Id { get; init; }
    public required Guid OwnerId { get; init; }
    public required RemarkKind Kind { get; init; }

    [MaxLength(Limits.Text)]
    public required string Text { get; init; }

    public required Step Step { get; init; }

    /// <summary>The row it is about; none where it is about the step, or about a row that is missing.</summary>
    public Guid? RowId { get; init; }

    /// <summary>How the row was called.</summary>
    [MaxLength(Limits.Name)]
    public required string About { get; init; }

    [MaxLength(Limits.Name)]
    public required string AskedBy { get; init; }

    public required DateTimeOffset AskedAt { get; init; }
    public uint Version { get; private set; }
    public DateTimeOffset ChangedAt { get; set; }
    public Guid ChangedById { get; set; }
}

/// <summary>What is asked to invite a person of a vendor.</summary>
public class VendorPersonDetails
{
    [Required, MaxLength(Limits.Name)]
    public string Name { get; set; } = "";

    [Required, MaxLength(Limits.Name), EmailAddress]
    public string Email { get; set; } = "";

    [Required]
    public Guid? OrganisationId { get; set; }
}
