using System.Reflection;
using SmartCityPia.Domain.Dossiers;

namespace SmartCityPia.Domain.Submissions;

/// <summary>Operations on description rows of any kind: list, copy, replace.</summary>
public static class DescriptionRows
{
    /// <summary>The fields of the form, in display order.</summary>
    public static IReadOnlyList<PropertyInfo> Fields(IRow row) => RowKinds.Of(row).Fields;

    /// <summary>All rows; a row comes after those it refers to, except for flows.</summary>
    public static IEnumerable<IRow> Of(Dossier d) => RowKinds.OfDescriptions.SelectMany(kind => kind.RowsOf(d));

    /// <summary>A copy of the row under a new id. <paramref name="map"/> translates the ids it refers to.</summary>
    public static IRow Copy(IRow row, Guid id, Guid description, Func<Guid, Guid> map)
    {
        var kind = RowKinds.Of(row);
        var copy = kind.New(id, description, kind.Parent is { } parent ? map(parent.IdOf(row)) : Guid.Empty);
        foreach (var field in kind.Fields)
            field.SetValue(copy, Value(row, field, map));
        return copy;
    }

    /// <summary>A field's value, with row ids translated by <paramref name="map"/>.</summary>
    public static object? Value(IRow row, PropertyInfo field, Func<Guid, Guid> map) => field.GetValue(row) switch
    {
        Guid id when RowKinds.Of(row).LinkOf(field) is not null => map(id),
        List<string> list => new List<string>(list),
        var value => value,
    };

    /// <summary>The ids of the rows in the same description that a row refers to.</summary>
    public static IEnumerable<Guid> Named(IRow row)
    {
        var kind = RowKinds.Of(row);
        return kind.Parent is { } parent ? kind.Linked(row).Prepend(parent.IdOf(row)) : kind.Linked(row);
    }

    /// <summary>A copy of the dossier with these rows in place of its own.</summary>
    public static Dossier With(this Dossier dossier, IEnumerable<IRow> rows)
    {
        var all = rows.ToList();
        return RowKinds.OfDescriptions.Aggregate(dossier, (filled, kind) => kind.Fill(filled, all));
    }
}
