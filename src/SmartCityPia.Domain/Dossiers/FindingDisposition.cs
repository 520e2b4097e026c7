using System.ComponentModel.DataAnnotations;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Domain.Dossiers;

public enum Disposition { Accepted, Mitigated, Disputed, NotApplicable }

public class FindingDispositionDetails : IChecked<FindingDisposition>
{
    [Required]
    public Disposition? Disposition { get; set; }

    /// <summary>The catalogue controls that answer the finding when it is mitigated.</summary>
    [MaxLength(Limits.Choices)]
    public List<string> Controls { get; set; } = [];

    [MaxLength(Limits.Text)]
    public string? Reason { get; set; }

    public IEnumerable<FieldError> Check(Dossier dossier, FindingDisposition row)
    {
        if (Disposition is Dossiers.Disposition.Mitigated && Controls.Count == 0)
            yield return new(nameof(Controls), "MitigatedBy");
        if (Disposition is Dossiers.Disposition.Accepted or Dossiers.Disposition.Disputed or Dossiers.Disposition.NotApplicable
            && string.IsNullOrWhiteSpace(Reason))
            yield return new(nameof(Reason), "ReasonWhy");
        foreach (var unknown in Controls.Where(id => !dossier.Catalogue.Controls.Contains(id)))
            yield return new(nameof(Controls), "UnknownControl", unknown);
    }
}

/// <summary>What the city decided about one finding of the analysis; at most one per finding.</summary>
public sealed class FindingDisposition : FindingDispositionDetails, IAssessmentRow
{
    public const string FindingIsUnique = "ux_finding_dispositions_finding";
    public const int FindingKeyMaxLength = 200;

    public required Guid Id { get; init; }
    public required Guid OwnerId { get; init; }

    /// <summary>Who, about which holding, knows what: <see cref="Finding.Key"/>.</summary>
    [MaxLength(FindingKeyMaxLength)]
    public required string FindingKey { get; init; }

    /// <summary>The proof decided on; another proof of the same conclusion has to be looked at again.</summary>
    [MaxLength(64)]
    public required string ProofHash { get; set; }
    public uint Version { get; private set; }
    public DateTimeOffset ChangedAt { get; set; }
    public Guid ChangedById { get; set; }
}
