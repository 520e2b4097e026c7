namespace SmartCityPia.Domain.Foundation;

/// <summary>A row edited by several people. Saving an outdated version is detected.</summary>
public interface IVersioned
{
    Guid Id { get; }

    /// <summary>PostgreSQL's xmin. It changes with every write.</summary>
    uint Version { get; }

    DateTimeOffset ChangedAt { get; set; }

    Guid ChangedById { get; set; }
}
