using System.ComponentModel.DataAnnotations;
using SmartCityPia.Analysis.City;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Domain.Dossiers;

public class DataItemDetails : IChecked<DataItem>
{
    /// <summary>The catalogue's attribute type.</summary>
    [Required, MaxLength(10)]
    public string TypeId { get; set; } = "";

    [MaxLength(Limits.Name)]
    public string? LocalName { get; set; }

    [MaxLength(Limits.Name)]
    public string? SpaceResolution { get; set; }

    [MaxLength(Limits.Name)]
    public string? TimeResolution { get; set; }

    /// <summary>How fine in space; 0 for finer than a metre. Null is not known and counts as exact.</summary>
    [Range(0, FacetLimits.Most)]
    public int? Metres { get; set; }

    /// <summary>How fine in time; 0 for finer than a second. Null is not known and counts as exact.</summary>
    [Range(0, FacetLimits.Most)]
    public int? Seconds { get; set; }

    /// <summary>Where an identifier means the same person, or an event's area: two holdings join on it only within one domain.</summary>
    [MaxLength(Limits.Name)]
    public string? IdentifierDomain { get; set; }

    /// <summary>Of a code: how many days it stays the same for one person; 0 for less than one. Null is not known and counts as for ever.</summary>
    [Range(0, FacetLimits.Most)]
    public int? Days { get; set; }

    /// <summary>The form in which values are kept. Null is not known and counts as plain.</summary>
    public CityForm? Form { get; set; }

    /// <summary>The fewest people that a value speaks about. Null is not known and counts as one.</summary>
    [Range(1, FacetLimits.Most)]
    public int? Group { get; set; }

    /// <summary>Kinds of places that are included, or <see cref="FacetLimits.NoPlaces"/>; empty where nobody has said.</summary>
    [MaxLength(Limits.Choices)]
    public List<string> Covers { get; set; } = [];

    [Required]
    public DataLevel? Level { get; set; } = DataLevel.Individual;

    [MaxLength(Limits.Text)]
    public string? Note { get; set; }

    public IEnumerable<FieldError> Check(Dossier dossier, DataItem row)
    {
        if (!dossier.Catalogue.Types.Contains(TypeId))
            yield return new(nameof(TypeId), "UnknownType", TypeId);
        if (dossier.Items.Any(other => other.Id != row.Id && other.DatasetId == row.DatasetId && other.TypeId == TypeId))
            yield return new(nameof(TypeId), "TypeOnce");
        foreach (var place in Covers.Where(place => place != FacetLimits.NoPlaces && !dossier.Catalogue.Places.Contains(place)))
            yield return new(nameof(Covers), "UnknownPlace", place);
        if (Covers.Contains(FacetLimits.NoPlaces) && Covers.Count > 1)
            yield return new(nameof(Covers), "NoneAndSome");
        if (row.TypeId.Length > 0 && row.TypeId != TypeId
            && dossier.Flows.FirstOrDefault(flow => flow.Fields.Contains(row.TypeId, StringComparer.Ordinal) && dossier.OriginOf(flow) == row.DatasetId) is { } flow)
            yield return new(nameof(TypeId), "TypeIsPassedOn", flow.Name);
    }
}

/// <summary>One kind of data in a dataset: a field, with how fine it is and whom its identifier means.</summary>
public sealed class DataItem : DataItemDetails, IDescriptionRow
{
    public const string TypeIsUnique = "ux_data_items_type";

    public required Guid Id { get; init; }
    public required Guid OwnerId { get; init; }
    public required Guid DatasetId { get; init; }
    public uint Version { get; private set; }
    public DateTimeOffset ChangedAt { get; set; }
    public Guid ChangedById { get; set; }
}
