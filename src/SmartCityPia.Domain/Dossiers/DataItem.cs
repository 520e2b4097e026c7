using System.ComponentModel.DataAnnotations;
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

    /// <summary>Where an identifier means the same person: two holdings join on it only within one domain.</summary>
    [MaxLength(Limits.Name)]
    public string? IdentifierDomain { get; set; }

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
