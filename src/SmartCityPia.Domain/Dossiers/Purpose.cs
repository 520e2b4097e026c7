using System.ComponentModel.DataAnnotations;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Domain.Dossiers;

public class PurposeDetails : IChecked<Purpose>
{
    [Required, MaxLength(Limits.Name)]
    public string Name { get; set; } = "";

    [MaxLength(Limits.Text)]
    public string? Description { get; set; }

    public LegalBasis? LegalBasis { get; set; }

    [MaxLength(Limits.Line)]
    public string? LegalReference { get; set; }

    [MaxLength(Limits.Text)]
    public string? Necessity { get; set; }

    /// <summary>Why the gain outweighs what it costs people.</summary>
    [MaxLength(Limits.Text)]
    public string? Proportionality { get; set; }

    /// <summary>Milder ways, and why they do not do.</summary>
    [MaxLength(Limits.Text)]
    public string? Weighed { get; set; }

    /// <summary>No task of the public authority: only then can it rest on legitimate interests.</summary>
    public bool OutsideTasks { get; set; }

    /// <summary>What allows it special categories, held or drawn.</summary>
    public SpecialCondition? SpecialCondition { get; set; }

    public OffenceGround? OffenceGround { get; set; }

    /// <summary>The law of the two, or why the data is not made use of.</summary>
    [MaxLength(Limits.Text)]
    public string? SpecialReference { get; set; }

    public FurtherUse? FurtherUse { get; set; }

    [MaxLength(Limits.Text)]
    public string? Compatibility { get; set; }

    /// <summary>Conclusions about people that are the purpose itself: for the controller and its processors they are no findings.</summary>
    [MaxLength(Limits.Choices)]
    public List<string> Intended { get; set; } = [];

    public IEnumerable<FieldError> Check(Dossier dossier, Purpose row)
    {
        foreach (var unknown in Intended.Where(id => !dossier.Catalogue.Types.Contains(id)))
            yield return new(nameof(Intended), "UnknownType", unknown);
        if (Intended.Count > 0 && LegalBasis is null)
            yield return new(nameof(LegalBasis), "IntendedNeedsBasis");
        // What a kind of service or a file brings along may be stored; nobody can choose it.
        if (dossier.IsRefused(LegalBasis, OutsideTasks) && (this is not Purpose || row.LegalBasis != LegalBasis))
            yield return new(nameof(LegalBasis), "BasisOfPrivateBodies");
        if (OutsideTasks && string.IsNullOrWhiteSpace(LegalReference))
            yield return new(nameof(LegalReference), "OutsideTasksWhy");
        if ((SpecialCondition == Foundation.SpecialCondition.NotDrawn || OffenceGround == Foundation.OffenceGround.NotDrawn) && string.IsNullOrWhiteSpace(SpecialReference))
            yield return new(nameof(SpecialReference), "NotDrawnWhy");
        if (FurtherUse is Foundation.FurtherUse.Compatible && string.IsNullOrWhiteSpace(Compatibility))
            yield return new(nameof(Compatibility), "CompatibleWhy");
    }
}

public sealed class Purpose : PurposeDetails, IDescriptionRow
{
    public required Guid Id { get; init; }
    public required Guid OwnerId { get; init; }
    public uint Version { get; private set; }
    public DateTimeOffset ChangedAt { get; set; }
    public Guid ChangedById { get; set; }
}
