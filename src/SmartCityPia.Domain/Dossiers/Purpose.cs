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

    /// <summary>Conclusions about people that are the purpose itself: for the controller and its processors they are no findings.</summary>
    [MaxLength(Limits.Choices)]
    public List<string> Intended { get; set; } = [];

    public IEnumerable<FieldError> Check(Dossier dossier, Purpose row)
    {
        foreach (var unknown in Intended.Where(id => !dossier.Catalogue.Types.Contains(id)))
            yield return new(nameof(Intended), "UnknownType", unknown);
        if (Intended.Count > 0 && LegalBasis is null)
            yield return new(nameof(LegalBasis), "IntendedNeedsBasis");
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
