using System.ComponentModel.DataAnnotations;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Domain.Submissions;

/// <summary>State of a vendor's description.</summary>
public enum DescriptionState
{
    /// <summary>Requested by the city; the vendor has not started.</summary>
    Asked,
    Draft,
    Submitted,

    /// <summary>Returned with reasons; the vendor can edit again.</summary>
    Returned,
    Accepted,
    Withdrawn,
}

public class DescriptionRequestDetails
{
    /// <summary>The name of the service.</summary>
    [Required, MaxLength(Limits.Name)]
    public string Name { get; set; } = "";

    [Required]
    public Guid? VendorId { get; set; }

    [Required, MaxLength(Limits.Text)]
    public string Message { get; set; } = "";

    /// <summary>One question per line. Each is answered separately.</summary>
    [MaxLength(Limits.LongText)]
    public string? Questions { get; set; }

    [Required]
    public DateOnly? DueOn { get; set; }

    /// <summary>The vendor may start from the rows and fields of the assessment that the officer chose. Nothing else is shown.</summary>
    public bool ShareCurrent { get; set; }

    public const int MostQuestions = 50;

    public IReadOnlyList<string> QuestionLines => LinesOf(Questions);

    /// <summary>The questions of a text: one for each line that is not empty.</summary>
    public static IReadOnlyList<string> LinesOf(string? questions) => [.. (questions ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];

    /// <summary>Too many of them, or one is too long.</summary>
    public static bool AreTooMany(IReadOnlyList<string> questions) => questions.Count > MostQuestions || questions.Any(q => q.Length > Limits.Text);
}

/// <summary>What an officer changes of a request that was sent.</summary>
public class RequestChangeDetails
{
    [Required, MaxLength(Limits.Text)]
    public string Message { get; set; } = "";

    [Required]
    public DateOnly? DueOn { get; set; }

    /// <summary>Further questions, one per line.</summary>
    [MaxLength(Limits.LongText)]
    public string? MoreQuestions { get; set; }

    public IReadOnlyList<string> QuestionLines => DescriptionRequestDetails.LinesOf(MoreQuestions);
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
/// A request to a vendor to describe a service, and its state. The description itself is the dossier of <see cref="OwnerId"/>. The vendor
/// can edit it in the states of <see cref="IsWritten"/> and in no others.
/// </summary>
public sealed class DescriptionRequest : IAssessmentRow
{
    public required Guid Id { get; init; }

    /// <summary>The submission: an <see cref="Assessment"/> of kind <see cref="AssessmentKind.Submission"/>.</summary>
    public required Guid OwnerId { get; init; }

    /// <summary>The assessment it is for. For a new service it is set on acceptance, which creates the assessment.</summary>
    public Guid? TargetId { get; set; }

    [MaxLength(Limits.Name)]
    public required string Name { get; init; }

    [MaxLength(Limits.Text)]
    public required string Message { get; set; }

    public required DateOnly DueOn { get; set; }

    /// <summary>When the officer last reminded the vendor.</summary>
    public DateTimeOffset? RemindedAt { get; private set; }

    /// <summary>The vendor was given the assessment's description as a start.</summary>
    public bool Shared { get; init; }

    [MaxLength(Limits.Name)]
    public required string AskedBy { get; init; }

    public required DateTimeOffset AskedAt { get; init; }

    public DescriptionState State { get; private set; }

    /// <summary>Why the description was returned or withdrawn.</summary>
    [MaxLength(Limits.Text)]
    public string? Reason { get; private set; }

    public uint Version { get; private set; }
    public DateTimeOffset ChangedAt { get; set; }
    public Guid ChangedById { get; set; }

    public bool IsWritten => State is DescriptionState.Draft or DescriptionState.Returned;

    /// <summary>Officers can read it. They can't while the vendor edits.</summary>
    public bool IsSubmitted => State is DescriptionState.Submitted or DescriptionState.Accepted;

    public bool IsOpen => State is not (DescriptionState.Accepted or DescriptionState.Withdrawn);

    /// <returns>False if the present state doesn't allow it; nothing changes then. The same holds for the methods below.</returns>
    public bool Start() => Move(State == DescriptionState.Asked, DescriptionState.Draft, null);

    /// <summary>The officer asks for something else, or gives more time.</summary>
    public bool Change(string message, DateOnly dueOn)
    {
        if (IsOpen)
            (Message, DueOn) = (message, dueOn);
        return IsOpen;
    }

    /// <summary>The vendor is to be told again. Only while it is the vendor's turn.</summary>
    public bool Remind(DateTimeOffset at)
    {
        var waits = State is DescriptionState.Asked || IsWritten;
        if (waits)
            RemindedAt = at;
        return waits;
    }

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

/// <summary>What a request showed to the vendor, and what both agree on since: kept as it was, whatever becomes of the rows.</summary>
public sealed class SharedDescription
{
    /// <summary>The submission.</summary>
    public required Guid Id { get; init; }

    /// <summary>The dossier as it was shown; null where nothing was.</summary>
    public string? ShownJson { get; init; }

    /// <summary>With what was accepted since; null while nothing was.</summary>
    public string? AgreedJson { get; set; }
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

/// <summary>The city's question or correction about a part of the description, and the vendor's answer.</summary>
public sealed class DescriptionRemark : AnswerDetails, IAssessmentRow
{
    public required Guid Id { get; init; }
    public required Guid OwnerId { get; init; }
    public required RemarkKind Kind { get; init; }

    [MaxLength(Limits.Text)]
    public required string Text { get; init; }

    public required Step Step { get; init; }

    /// <summary>Null if it is about the step or about a missing row.</summary>
    public Guid? RowId { get; init; }

    /// <summary>The row's name when the remark was made.</summary>
    [MaxLength(Limits.Name)]
    public required string About { get; init; }

    [MaxLength(Limits.Name)]
    public required string AskedBy { get; init; }

    public required DateTimeOffset AskedAt { get; init; }
    public uint Version { get; private set; }
    public DateTimeOffset ChangedAt { get; set; }
    public Guid ChangedById { get; set; }
}

/// <summary>The form for inviting a person of a vendor.</summary>
public class VendorPersonDetails
{
    [Required, MaxLength(Limits.Name)]
    public string Name { get; set; } = "";

    [Required, MaxLength(Limits.Name), MailAddress]
    public string Email { get; set => field = MailAddresses.Trim(value); } = "";

    [Required]
    public Guid? OrganisationId { get; set; }
}
