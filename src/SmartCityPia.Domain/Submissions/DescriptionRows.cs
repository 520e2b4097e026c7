using System.Reflection;
using SmartCityPia.Domain.Dossiers;

namespace SmartCityPia.Domain.Submissions;

/// <summary>The rows of a description whatever their kind: what is compared, copied and accepted.</summary>
public static class DescriptionRows
{
    /// <summary>What is typed, in the order it is shown.</summary>
    public static IReadOnlyList<PropertyInfo> Fields(IRow row) => RowKinds.Of(row).Fields;

    /// <summary>In an order in which each row comes after those it names, flows excepted.</summary>
    public static IEnumerable<IRow> Of(Dossier d) => RowKinds.OfDescriptions.SelectMany(kind => kind.RowsOf(d));

    /// <summary>The same row with other ids: its own, and those of the rows it names.</summary>
    public static IRow Copy(IRow row, Guid id, Guid description, Func<Guid, Guid> map)
    {
        var kind = RowKinds.Of(row);
        var copy = kind.New(id, description, kind.Parent is { } parent ? map(parent.IdOf(row)) : Guid.Empty);
        foreach (var field in kind.Fields)
            field.SetValue(copy, Value(row, field, map));
        return copy;
    }

    /// <summary>A field's value, with the rows it names as they are called elsewhere.</summary>
    public static object? Value(IRow row, PropertyInfo field, Func<Guid, Guid> map) => field.GetValue(row) switch
    {
        Guid id when RowKinds.Of(row).LinkOf(field) is not null => map(id),
        List<string> list => new List<string>(list),
        var value => value,
    };

    /// <summary>The rows of its own description that a row names.</summary>
    public static IEnumerable<Guid> Named(IRow row)
    {
        var kind = RowKinds.Of(row);
        return kind.Parent is { } parent ? kind.Linked(row).Prepend(parent.IdOf(row)) : kind.Linked(row);
    }

    /// <summary>A dossier that holds these rows in place of its own.</summary>
    public static Dossier With(this Dossier dossier, IEnumerable<IRow> rows)
    {
        var all = rows.ToList();
        return RowKinds.OfDescriptions.Aggregate(dossier, (filled, kind) => kind.Fill(filled, all));
    }
}
