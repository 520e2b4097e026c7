using System.Reflection;
using SmartCityPia.Domain.Dossiers;

namespace SmartCityPia.Domain.Submissions;

/// <summary>Operations on description rows of any kind: list, copy, replace.</summary>
public static class DescriptionRows
{
    /// <summary>The fields of the form, in display order, without those only the city fills.</summary>
    public static IReadOnlyList<PropertyInfo> Fields(IRow row) => FieldsOf(RowKinds.Of(row));

    internal static IReadOnlyList<PropertyInfo> FieldsOf(RowKind kind) => kind.OfCity.Count == 0 ? kind.Fields : [.. kind.Fields.Where(f => !kind.OfCity.Contains(f.Name, StringComparer.Ordinal))];

    /// <summary>All rows; a row comes after those it refers to, except for flows.</summary>
    public static IEnumerable<IRow> Of(Dossier d) => RowKinds.OfDescriptions.SelectMany(kind => Of(d, kind));

    public static IEnumerable<IRow> Of(Dossier d, RowKind kind) => kind.RowsOf(d).Where(kind.IsDescribed);

    /// <summary>A copy of the service's own row.</summary>
    public static ServiceDescription Copy(ServiceDescription service)
    {
        var copy = new ServiceDescription { Id = service.Id, OwnerId = service.OwnerId, Revision = service.Revision };
        foreach (var field in Fields(service))
            field.SetValue(copy, field.GetValue(service));
        return copy;
    }

    /// <summary>A copy of the row under a new id. <paramref name="map"/> translates the ids it refers to.</summary>
    public static IRow Copy(IRow row, Guid id, Guid description, Func<Guid, Guid> map)
    {
        var kind = RowKinds.Of(row);
        var copy = kind.New(id, description, kind.Parent is { } parent ? map(parent.IdOf(row)) : Guid.Empty);
        foreach (var field in FieldsOf(kind))
            field.SetValue(copy, Value(row, field, map));
        return copy;
    }

    /// <summary>A field's value, with row ids translated by <paramref name="map"/>.</summary>
    public static object? Value(IRow row, PropertyInfo field, Func<Guid, Guid> map) => field.GetValue(row) switch
    {
        Guid id when RowKinds.Of(row).LinkOf(field) is not null => map(id),
        List<string> list => new List<string>(list),
        List<Guid> ids => ids.ConvertAll(id => map(id)),
        var value => value,
    };

    /// <summary>The ids of the rows in the same description that a row refers to.</summary>
    public static IEnumerable<Guid> Named(IRow row)
    {
        var kind = RowKinds.Of(row);
        var linked = FieldsOf(kind).Where(f => kind.LinkOf(f) is not null).SelectMany(f => RowKind.IdsIn(f.GetValue(row)));
        return kind.Parent is { } parent ? linked.Prepend(parent.IdOf(row)) : linked;
    }

    /// <summary>A dossier that holds these rows in place of its own; what is no part of a description stays.</summary>
    public static Dossier With(this Dossier dossier, IEnumerable<IRow> rows)
    {
        var all = rows.ToList();
        return RowKinds.OfDescriptions.Aggregate(dossier, (filled, kind) => kind.Fill(filled, [.. kind.RowsOf(dossier).Where(r => !kind.IsDescribed(r)), .. all]));
    }
}
