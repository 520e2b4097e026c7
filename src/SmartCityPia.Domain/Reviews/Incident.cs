using System.ComponentModel.DataAnnotations;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Domain.Reviews;

/// <summary>Whether the supervisory authority has been notified (GDPR, Article 33).</summary>
public enum IncidentReport { Reported, NotRequired, StillToDecide }

public class IncidentDetails
{
    /// <summary>Days within which the authority must be notified (72 hours). Later notifications need a reason.</summary>
    public const int DaysToReport = 3;

    [Required, MaxLength(Limits.Text)]
    public string What { get; set; } = "";

    [Required]
    public DateOnly? NoticedOn { get; set; }

    public DateOnly? HappenedOn { get; set; }

    /// <summary>The affected datasets and flows.</summary>
    [MaxLength(Limits.Choices)]
    public List<Guid> RowIds { get; set; } = [];

    [Required]
    public Level? Severity { get; set; }

    [Required]
    public IncidentReport? Report { get; set; }

    public DateOnly? ReportedOn { get; set; }

    [MaxLength(Limits.Text)]
    public string? ReportReason { get; set; }

    [Required, MaxLength(Limits.Name)]
    public string? Responsible { get; set; }

    /// <param name="before">The rows named by the stored incident. They are accepted even if they have since been removed from the
    /// description.</param>
    public IEnumerable<FieldError> Check(Dossier dossier, IReadOnlyList<Guid> before, DateOnly today)
    {
        if (NoticedOn > today)
            yield return new(nameof(NoticedOn), "DayToCome");
        if (HappenedOn > NoticedOn)
            yield return new(nameof(HappenedOn), "HappenedBeforeNoticed");
        if (RowIds.Exists(id => !before.Contains(id) && !Rows(dossier).Any(r => r.Id == id)))
            yield return new(nameof(RowIds), "NotOffered");
        if (Report == IncidentReport.Reported && ReportedOn is null)
            yield return new(nameof(ReportedOn), "ReportedWhen");
        if (Report != IncidentReport.Reported && ReportedOn is not null)
            yield return new(nameof(ReportedOn), "ReportedUnasked");
        if (ReportedOn > today)
            yield return new(nameof(ReportedOn), "DayToCome");
        if (ReportedOn < NoticedOn)
            yield return new(nameof(ReportedOn), "ReportedBeforeNoticed");
        if (string.IsNullOrWhiteSpace(ReportReason)
            && (Report == IncidentReport.NotRequired || ReportedOn > NoticedOn?.AddDays(DaysToReport)))
            yield return new(nameof(ReportReason), Report == IncidentReport.NotRequired ? "NotReportedWhy" : "ReportedLateWhy");
    }

    /// <summary>The rows that can be selected as affected.</summary>
    public static IEnumerable<(Guid Id, string Name)> Rows(Dossier dossier) =>
        dossier.Datasets.Select(d => (d.Id, d.Name)).Concat(dossier.Flows.Select(f => (f.Id, f.Name)));
}

/// <summary>A privacy incident of a service. It is never removed, and recording it does not make a person an author.</summary>
public sealed class Incident : IncidentDetails, IReviewRecord, IVersioned
{
    public required Guid Id { get; init; }

    public required Guid OwnerId { get; init; }

    public required DateTimeOffset RecordedAt { get; init; }

    public required Guid RecordedById { get; init; }

    [MaxLength(Limits.Name)]
    public required string RecordedBy { get; init; }

    public uint Version { get; private set; }

    public DateTimeOffset ChangedAt { get; set; }

    public Guid ChangedById { get; set; }
}
