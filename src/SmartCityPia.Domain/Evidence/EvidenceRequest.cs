using System.ComponentModel.DataAnnotations;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Domain.Evidence;

/// <summary>Status of a request. <see cref="Late"/> is computed from the due day and never stored.</summary>
public enum EvidenceRequestState { Requested, Late, Refused, Received, Withdrawn }

public class EvidenceRequestDetails : IChecked<EvidenceRequest>
{
    [Required, MaxLength(Limits.Text)]
    public string What { get; set; } = "";

    /// <summary>Any person of this organisation may answer.</summary>
    public Guid? OrganisationId { get; set; }

    /// <summary>Only this person may answer.</summary>
    public Guid? AccountId { get; set; }

    [Required]
    public DateOnly? DueOn { get; set; }

    public Guid? SubjectId { get; set; }

    public IEnumerable<FieldError> Check(Dossier dossier, EvidenceRequest row)
    {
        if (OrganisationId is null == AccountId is null)
            yield return new(nameof(OrganisationId), "AskOne");
        if (EvidenceSubject.Find(dossier, SubjectId) is null)
            yield return new(nameof(SubjectId), "UnknownSubject");
    }
}

/// <summary>A request for evidence, addressed to a person or an organisation, with a due day. An unanswered request stays open.</summary>
public sealed class EvidenceRequest : EvidenceRequestDetails, IAssessmentRow
{
    public required Guid Id { get; init; }
    public required Guid OwnerId { get; init; }
    public SubjectKind SubjectKind { get; set; }
    public required Guid AskedById { get; init; }

    [MaxLength(Limits.Name)]
    public required string AskedBy { get; init; }
    public required DateTimeOffset AskedAt { get; init; }

    public EvidenceRequestState State { get; private set; }

    /// <summary>When the request was answered, refused or withdrawn; the two fields below say by whom and with which text.</summary>
    public DateTimeOffset? ClosedAt { get; private set; }

    [MaxLength(Limits.Name)]
    public string? ClosedBy { get; private set; }

    [MaxLength(Limits.Text)]
    public string? Answer { get; private set; }

    public int Reminders { get; private set; }
    public DateTimeOffset? RemindedAt { get; private set; }

    public uint Version { get; private set; }
    public DateTimeOffset ChangedAt { get; set; }
    public Guid ChangedById { get; set; }

    public bool IsOpen => State == EvidenceRequestState.Requested;

    public EvidenceRequestState StateOn(DateOnly today) => IsOpen && DueOn < today ? EvidenceRequestState.Late : State;

    /// <summary>Days from the due day to the closing day, or to today while the request is open; 0 if it was closed in time.</summary>
    public int DaysLate(DateOnly today, TimeZoneInfo zone) => DueOn is not { } due ? 0
        : Math.Max(0, (ClosedAt is { } closed ? DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(closed, zone).DateTime)
            : today).DayNumber - due.DayNumber);

    public bool MayAnswer(Guid accountId, Guid organisationId) =>
        AccountId is { } person ? person == accountId : OrganisationId == organisationId;

    public void Remind(DateTimeOffset now) => (Reminders, RemindedAt) = (Reminders + 1, now);

    /// <summary>Records the first files. Files that arrive later change neither state nor date.</summary>
    public void Receive(string? answer, string by, DateTimeOffset now)
    {
        if (IsOpen)
            Close(EvidenceRequestState.Received, answer, by, now);
    }

    public void Refuse(string reason, string by, DateTimeOffset now) => Close(EvidenceRequestState.Refused, reason, by, now);

    public void Withdraw(string reason, string by, DateTimeOffset now) => Close(EvidenceRequestState.Withdrawn, reason, by, now);

    private void Close(EvidenceRequestState state, string? text, string by, DateTimeOffset now)
    {
        if (!IsOpen)
            throw new InvalidOperationException("The request is closed already.");
        (State, Answer, ClosedBy, ClosedAt) = (state, text, by, now);
    }
}
