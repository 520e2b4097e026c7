using NpgsqlTypes;

namespace SmartCityPia.Data.Search;

/// <summary>What the search finds of one row. Triggers keep it (Migrations/Initial.Find.sql); it is only read here.</summary>
public sealed class SearchEntry
{
    /// <summary>The name of the row's class.</summary>
    public required string Kind { get; init; }

    public required Guid RowId { get; init; }

    /// <summary>The assessment or the description; null for what belongs to the city.</summary>
    public Guid? OwnerId { get; init; }

    /// <summary>What its address needs besides the id.</summary>
    public string? Key { get; init; }

    public required string Title { get; init; }

    public required string Body { get; init; }

    public required NpgsqlTsVector Vector { get; init; }

    /// <summary>The question that words make, each with the catalogue ids of its meaning behind bars; made by the database.</summary>
    public static NpgsqlTsQuery Query(string[] words) => throw new NotSupportedException("Only the database makes queries.");
}
