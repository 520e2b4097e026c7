namespace SmartCityPia.Domain.Foundation;

/// <summary>Something that several people edit: a save of a version that is no longer the newest is noticed.</summary>
public interface IVersioned
{
    Guid Id { get; }

    /// <summary>PostgreSQL's xmin: changes with every write, so that a stale edit is noticed.</summary>
    uint Version { get; }

    DateTimeOffset ChangedAt { get; set; }

    Guid ChangedById { get; set; }
}
