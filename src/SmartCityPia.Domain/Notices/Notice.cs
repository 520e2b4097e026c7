using System.ComponentModel.DataAnnotations;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Domain.Notices;

/// <summary>What happened. Its term is the sentence: {0} is who did it, {1} the assessment's reference.</summary>
public enum NoticeKind
{
    Submitted, ChangesRequested, OpinionAsked, OpinionGiven, Approved, ApprovedWithConditions, Rejected, Withdrawn, Judged, IncidentRecorded, DueAgain, Delegated, DelegationEnded,
    Commented, Mentioned, ThreadResolved,
    EvidenceAsked, EvidenceReminded, EvidenceAnswered, EvidenceRefused, EvidenceWithdrawn,
    DescriptionAsked, DescriptionSubmitted, DescriptionReturned, DescriptionAccepted, DescriptionWithdrawn,
    ConditionDue, ConditionOverdue, ConditionMet, EvidenceDue, EvidenceLate, DescriptionDue, DescriptionLate,
    Invited, MailWaits,
}

/// <summary>
/// Tells one person that something happened, on their list and, where they want it, by mail. It is written in the
/// transaction of what it tells, and it is the outbox: while <see cref="MailDue"/> stands without <see cref="MailedAt"/>, a mail is owed.
/// </summary>
public sealed class Notice
{
    /// <summary>Kinds that a clock brings about: a person is told once about each subject.</summary>
    public static readonly IReadOnlyList<NoticeKind> OncePerSubject = [NoticeKind.DueAgain, NoticeKind.ConditionDue, NoticeKind.ConditionOverdue, NoticeKind.EvidenceDue, NoticeKind.EvidenceLate, NoticeKind.DescriptionDue, NoticeKind.DescriptionLate, NoticeKind.MailWaits];

    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    public required Guid Id { get; init; }

    public required Guid PersonId { get; init; }

    public required DateTimeOffset At { get; init; }

    public required NoticeKind Kind { get; init; }

    /// <summary>Who did it; none where the clock did.</summary>
    [MaxLength(Limits.Name)]
    public string? By { get; init; }

    /// <summary>The assessment's; none where the person may not know it.</summary>
    [MaxLength(Dossiers.Assessment.ReferenceMaxLength)]
    public string? Reference { get; init; }

    /// <summary>What it is about: a review, a thread, a request, a condition. The kind says which; the Web makes the address of its page.</summary>
    public required Guid SubjectId { get; init; }

    public DateTimeOffset? ReadAt { get; set; }

    /// <summary>From when on it can be mailed; null where no mail is wanted.</summary>
    public DateTimeOffset? MailDue { get; set; }

    /// <summary>It goes out together with the person's others.</summary>
    public bool Digest { get; init; }

    public DateTimeOffset? MailedAt { get; set; }

    /// <summary>How often the mail server could not be reached or refused it.</summary>
    public int Attempts { get; private set; }

    /// <summary>Puts the mail off: a minute, two, four … and then an hour each time, for ever.</summary>
    public void PutOff(DateTimeOffset now)
    {
        Attempts++;
        var wait = TimeSpan.FromMinutes(Math.Pow(2, Math.Min(Attempts - 1, 10)));
        MailDue = now + (wait < LongestWait ? wait : LongestWait);
    }
}
