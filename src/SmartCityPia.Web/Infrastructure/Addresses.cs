using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Notices;
using SmartCityPia.Domain.Reviews;

namespace SmartCityPia.Web.Infrastructure;

/// <summary>The pages of what is stored as a kind and an id. Those of steps and rows are meant inside an assessment.</summary>
public static class Addresses
{
    public static string Of(Step step) => step.ToString().ToLowerInvariant();

    /// <summary>A finding's key as part of an address: a bar would have to be escaped there, a dot does not.</summary>
    public static string Part(string findingKey) => findingKey.Replace('|', '.');

    public static string Finding(string findingKey) => $"findings/{Part(findingKey)}";

    public static string Of(CommentPlace place) => place.Row is { } row ? Of(row) : Of(place.Step);

    /// <summary>A row's page, which is called like its list in the dossier unless said otherwise.</summary>
    public static string Of(RowPointer row) => row.Kind switch
    {
        nameof(ServiceDescription) => "service",
        nameof(ScreeningAnswer) => "screening",
        nameof(DataItem) => $"data/{row.Key}/items/{row.Id}",
        nameof(FindingDisposition) => Finding(row.Key!),
        nameof(PrincipleAnswer) => $"principles/{row.Key}",
        nameof(Choice) => $"choice/{row.Key}",
        nameof(Incident) => $"incidents/{row.Id}",
        _ when RowKinds.Find(row.Kind) is { } kind => $"{kind.List.ToLowerInvariant()}/{row.Id}",
        _ => throw new ArgumentOutOfRangeException(nameof(row), row.Kind, "No page is known for this kind of row."),
    };

    /// <summary>Where a notice leads, without the city's address.</summary>
    public static string Of(Notice notice) => notice.Kind switch
    {
        NoticeKind.Submitted or NoticeKind.ChangesRequested or NoticeKind.OpinionAsked or NoticeKind.OpinionGiven
            or NoticeKind.Approved or NoticeKind.ApprovedWithConditions or NoticeKind.Rejected or NoticeKind.Withdrawn
            or NoticeKind.Judged or NoticeKind.DueAgain => $"/assessments/{notice.Reference}/review",
        NoticeKind.ConditionDue or NoticeKind.ConditionOverdue or NoticeKind.ConditionMet => $"/assessments/{notice.Reference}/review#conditions",
        NoticeKind.IncidentRecorded => $"/assessments/{notice.Reference}/incidents/{notice.SubjectId}",
        NoticeKind.Commented or NoticeKind.Mentioned or NoticeKind.ThreadResolved => $"/assessments/{notice.Reference}/comments/{notice.SubjectId}",
        NoticeKind.Delegated or NoticeKind.DelegationEnded => "/reviews",
        NoticeKind.EvidenceAsked or NoticeKind.EvidenceReminded or NoticeKind.EvidenceAnswered or NoticeKind.EvidenceRefused
            or NoticeKind.EvidenceWithdrawn or NoticeKind.EvidenceDue or NoticeKind.EvidenceLate => $"/evidence-requests/{notice.SubjectId}",
        NoticeKind.DescriptionAsked or NoticeKind.DescriptionSubmitted or NoticeKind.DescriptionReturned or NoticeKind.DescriptionAccepted
            or NoticeKind.DescriptionWithdrawn or NoticeKind.DescriptionDue or NoticeKind.DescriptionLate => $"/descriptions/{notice.Reference}/",
        NoticeKind.MailWaits => "/notices/settings",
        NoticeKind.Invited => "/",
        _ => throw new ArgumentOutOfRangeException(nameof(notice), notice.Kind, "No page is known for this kind of notice."),
    };
}
