using System.ComponentModel.DataAnnotations;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Domain.Notices;

/// <summary>
/// The kinds of notices. The term of a kind is its sentence: {0} is the person who acted, {1} the assessment's reference.
/// </summary>
public enum NoticeKind
{
    Submitted, ChangesRequested, OpinionAsked, OpinionGiven, Approved, ApprovedWithConditions, Rejected, Withdrawn, Judged,
    IncidentRecorded, DueAgain, Delegated, DelegationEnded,
    Commented, Mentioned, ThreadResolved,
    EvidenceAsked, EvidenceReminded, EvidenceAnswered, EvidenceRefused, EvidenceWithdrawn,
    DescriptionAsked, DescriptionSubmitted, DescriptionReturned, DescriptionAccepted, DescriptionReminded, DescriptionChanged, DescriptionWithdrawn,
    ConditionDue, ConditionOverdue, ConditionMet, EvidenceDue, EvidenceLate, DescriptionDue, DescriptionLate,
    Invited, MailWaits,
    PasswordForgotten, AddressToConfirm, PersonToConfirm, HandedOver, FactorReset, FactorChanged, AccessReviewDue,
    LeftWithWork, RoleChanged, AskedIn, PartEnded, Released, ReleaseWithdrawn, SignInLinked, QuestionAsked, QuestionDue, QuestionLate,
}

/// <summary>
/// Tells one person that something happened: in their list and, if they chose so, by mail. It is saved in the transaction of the event it
/// reports. It is also the mail outbox: a mail is due while <see cref="MailDue"/> is set and <see cref="MailedAt"/> isn't.
/// </summary>
public sealed class Notice
{
    /// <summary>Kinds created by the daily job. A person gets one such notice per subject.</summary>
    public static readonly IReadOnlyList<NoticeKind> OncePerSubject = [NoticeKind.DueAgain, NoticeKind.ConditionDue, NoticeKind.ConditionOverdue, NoticeKind.EvidenceDue, NoticeKind.EvidenceLate, NoticeKind.DescriptionDue, NoticeKind.DescriptionLate, NoticeKind.MailWaits, NoticeKind.AccessReviewDue, NoticeKind.QuestionDue, NoticeKind.QuestionLate];

    public required Guid Id { get; init; }

    public required Guid PersonId { get; init; }

    public required DateTimeOffset At { get; init; }

    public required NoticeKind Kind { get; init; }

    /// <summary>The person who acted; null for notices of the daily job.</summary>
    [MaxLength(Limits.Name)]
    public string? By { get; init; }

    /// <summary>The assessment's reference; null if the recipient may not know it.</summary>
    [MaxLength(Dossiers.Assessment.ReferenceMaxLength)]
    public string? Reference { get; init; }

    /// <summary>
    /// The id of the review, thread, request or condition. <see cref="Kind"/> says which; Web builds the address from both.
    /// </summary>
    public required Guid SubjectId { get; init; }

    public DateTimeOffset? ReadAt { get; set; }

    /// <summary>The earliest time of the mail; null if the recipient wants none.</summary>
    public DateTimeOffset? MailDue { get; set; }

    /// <summary>True if the mail is part of the daily digest.</summary>
    public bool Digest { get; init; }

    public DateTimeOffset? MailedAt { get; set; }

    /// <summary>How often sending has failed.</summary>
    public int Attempts { get; private set; }

    public void PutOff(DateTimeOffset now) => MailDue = Retries.Next(++Attempts, now);
}
