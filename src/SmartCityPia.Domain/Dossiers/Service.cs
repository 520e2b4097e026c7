using System.ComponentModel.DataAnnotations;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Domain.Dossiers;

/// <summary>A service of the city through all its descriptions and assessments.</summary>
public sealed class Service
{
    public required Guid Id { get; init; }

    /// <summary>The agency that answers for it.</summary>
    public required Guid AgencyId { get; init; }

    /// <summary>The catalogue archetype it began as, if any.</summary>
    [MaxLength(10)]
    public string? ArchetypeId { get; init; }
}

public class ServiceDetails
{
    [Required, MaxLength(Limits.Name)]
    public string Name { get; set; } = "";

    [MaxLength(Limits.LongText)]
    public string? Summary { get; set; }

    public IctLayer? Layer { get; set; }

    [MaxLength(Limits.Text)]
    public string? Place { get; set; }

    [Range(0, 2_000_000_000)]
    public int? PeopleCount { get; set; }

    [MaxLength(Limits.Line)]
    public string? Area { get; set; }

    [MaxLength(Limits.Line)]
    public string? Duration { get; set; }

    [MaxLength(Limits.LongText)]
    public string? Alternatives { get; set; }
}

/// <summary>
/// One description of a service: its purposes, people, datasets and flows. An officer writes it,
/// or a vendor submits it and an officer accepts it.
/// </summary>
public sealed class ServiceDescription : ServiceDetails, IRow
{
    public required Guid Id { get; init; }

    /// <summary>The <see cref="Service"/>.</summary>
    public required Guid OwnerId { get; init; }

    /// <summary>Rises when a vendor's description is accepted.</summary>
    public required int Revision { get; set; }

    public uint Version { get; private set; }

    public DateTimeOffset ChangedAt { get; set; }

    public Guid ChangedById { get; set; }
}
