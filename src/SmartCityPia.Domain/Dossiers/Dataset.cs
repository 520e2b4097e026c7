using System.ComponentModel.DataAnnotations;
using SmartCityPia.Analysis.City;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Domain.Dossiers;

public class DatasetDetails : IChecked<Dataset>
{
    [Required, MaxLength(Limits.Name)]
    public string Name { get; set; } = "";

    /// <summary>The organisation that holds it; none only for a public dataset.</summary>
    public Guid? HolderId { get; set; }

    /// <summary>Anyone can get it: open data, a public register, a page on the web.</summary>
    public bool Public { get; set; }

    [MaxLength(Limits.Line)]
    public string? People { get; set; }

    /// <summary>The groups of people among them. None is not said: it may be any.</summary>
    [MaxLength(Limits.Choices)]
    public List<Guid> GroupIds { get; set; } = [];

    /// <summary>How many people there are rows about. Null is not known.</summary>
    [Range(0, FacetLimits.Most)]
    public int? PeopleCount { get; set; }

    /// <summary>For how many in a hundred of those people such rows exist. Null is not known and counts as all.</summary>
    [Range(0, 100)]
    public int? Reach { get; set; }

    [MaxLength(Limits.Line)]
    public string? Retention { get; set; }

    /// <summary>How long rows are kept, in days; 0 for less than one. Null is not known and counts as for ever.</summary>
    [Range(0, FacetLimits.Most)]
    public int? Days { get; set; }

    /// <summary>How many events of one person it typically holds. Null is not known and counts as any number.</summary>
    [Range(0, FacetLimits.Most)]
    public int? Events { get; set; }

    /// <summary>How rows can be had. Null is not known and counts as in bulk.</summary>
    public CityAccess? Access { get; set; }

    [MaxLength(Limits.Line)]
    public string? Storage { get; set; }

    /// <summary>How rows are deleted when their time is over.</summary>
    [MaxLength(Limits.Line)]
    public string? Deletion { get; set; }

    /// <summary>What shows that they were.</summary>
    [MaxLength(Limits.Line)]
    public string? DeletionProof { get; set; }

    public IEnumerable<FieldError> Check(Dossier dossier, Dataset row)
    {
        if (HolderId is null && !Public)
            yield return new(nameof(HolderId), "HolderOrPublic");
        if (HolderId is { } holder && dossier.Organisations.All(o => o.Id != holder))
            yield return new(nameof(HolderId), "NotOffered");
        if (dossier.Datasets.Any(other => other.Id != row.Id && TextKey.AreSame(other.Name, Name)))
            yield return new(nameof(Name), "NameOnce");
        if (GroupIds.Exists(id => dossier.Groups.All(g => g.Id != id)))
            yield return new(nameof(GroupIds), "UnknownGroup");
    }
}

/// <summary>A set of data about people, at its holder.</summary>
public sealed class Dataset : DatasetDetails, IDescriptionRow
{
    public required Guid Id { get; init; }
    public required Guid OwnerId { get; init; }
    public uint Version { get; private set; }
    public DateTimeOffset ChangedAt { get; set; }
    public Guid ChangedById { get; set; }
}
