using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using SmartCityPia.Domain.City;
using SmartCityPia.Domain.Organisations;
using SmartCityPia.Domain.Trail;

namespace SmartCityPia.Data.Organisations;

/// <summary>Where an organisation stands: in every column that refers to one. The model says which these are.</summary>
public static class OrganisationUses
{
    /// <param name="Kind">The entity, as on the trail.</param>
    /// <param name="Field">Its property.</param>
    /// <param name="IsList">Whether the column holds several organisations.</param>
    public sealed record Place(string Kind, string Field, string Table, string Column, bool IsList);

    /// <param name="Count">Rows that name the organisation there; never 0.</param>
    public sealed record Use(Place Place, int Count);

    public static IReadOnlyList<Place> Places(IModel model) =>
    [
        .. model.FindEntityType(typeof(Organisation))!.GetReferencingForeignKeys().OrderBy(key => key.DeclaringEntityType.ShortName(), StringComparer.Ordinal)
            .Select(key => In(key.Properties[0], false)),
        // A database has no foreign keys from lists.
        In(model.FindEntityType(typeof(Coalition))!.FindProperty(nameof(Coalition.Members))!, true),
        In(model.FindEntityType(typeof(AuditorGrant))!.FindProperty(nameof(AuditorGrant.Agencies))!, true),
    ];

    public static async Task<IReadOnlyList<Use>> UsesOf(this PiaDbContext db, Guid organisation, CancellationToken cancellationToken)
    {
        var places = Places(db.Model);
        var sql = string.Join(" UNION ALL ", places.Select((p, i) =>
            FormattableString.Invariant($"SELECT {i} AS place, count(*)::int AS count FROM \"{p.Table}\" WHERE {Names(p, "{0}")}")));
        var counts = await db.Database.SqlQueryRaw<Counted>(sql, organisation).ToListAsync(cancellationToken);
        // What was merged into it before is no use of it.
        return [.. counts.Where(c => c.Count > 0 && places[c.Place].Kind != nameof(MergedOrganisation)).OrderBy(c => c.Place).Select(c => new Use(places[c.Place], c.Count))];
    }

    /// <summary>Puts another organisation in its place, everywhere. Nothing is left that refers to it.</summary>
    /// <remarks>Rows that may name each organisation once have to be joined before.</remarks>
    public static async Task Replace(this PiaDbContext db, Guid organisation, Guid by, CancellationToken cancellationToken)
    {
        foreach (var place in Places(db.Model))
        {
            var (table, column) = (place.Table, place.Column);
            var put = place.IsList ? $"ARRAY(SELECT DISTINCT unnest(array_replace({column}, {{0}}, {{1}})))" : "{1}";
            var sql = $"UPDATE \"{table}\" SET {column} = {put} WHERE {Names(place, "{0}")}";
            await db.Database.ExecuteSqlRawAsync(sql, [organisation, by], cancellationToken);
        }
    }

    private sealed record Counted(int Place, int Count);

    private static string Names(Place place, string organisation) => place.IsList ? $"{place.Column} @> ARRAY[{organisation}]" : $"{place.Column} = {organisation}";

    private static Place In(IReadOnlyProperty property, bool isList)
    {
        var type = (IEntityType)property.DeclaringType;
        return new(type.ShortName(), property.Name, type.GetTableName()!, property.GetColumnName(), isList);
    }
}
