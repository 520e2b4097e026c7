using System.Reflection;
using SmartCityPia.Domain.Dossiers;

namespace SmartCityPia.Domain.Submissions;

/// <summary>The rows of a description whatever their kind: what is compared, copied and accepted.</summary>
public static class DescriptionRows
{
    /// <summary>What is typed, in the order it is shown.</summary>
    public static IReadOnlyList<PropertyInfo> Fields(IRow row) =>
        [.. DossierDiff.FieldsOf(row.GetType().BaseType!)];

    /// <summary>In an order in which each row comes after those it names, flows excepted.</summary>
    public static IEnumerable<IRow> Of(Dossier d) => [.. d.Purposes, .. d.Groups, .. d.Stakeholders, .. d.Datasets, .. d.Items, .. d.Flows];

    /// <summary>The same row with other ids: its own, and those of the rows it names.</summary>
    public static IRow Copy(IRow row, Guid id, Guid description, Func<Guid, Guid> map)
    {
        IRow copy = row switch
        {
            Purpose => new Purpose { Id = id, OwnerId = description },
            PeopleGroup => new PeopleGroup { Id = id, OwnerId = description },
            Stakeholder => new Stakeholder { Id = id, OwnerId = description },
            Dataset => new Dataset { Id = id, OwnerId = description },
            DataItem item => new DataItem { Id = id, OwnerId = description, DatasetId = map(item.DatasetId) },
            DataFlow => new DataFlow { Id = id, OwnerId = description },
            _ => throw new ArgumentOutOfRangeException(nameof(row)),
        };
        foreach (var field in Fields(row))
            field.SetValue(copy, Value(row, field, map));
        return copy;
    }

    /// <summary>A field's value, with the rows it names as they are called elsewhere.</summary>
    public static object? Value(IRow row, PropertyInfo field, Func<Guid, Guid> map) => field.GetValue(row) switch
    {
        Guid id when NamesRow(field) => map(id),
        List<string> list => new List<string>(list),
        var value => value,
    };

    /// <summary>The rows of its own description that a row names.</summary>
    public static IEnumerable<Guid> Named(IRow row)
    {
        if (row is DataItem item)
            yield return item.DatasetId;
        foreach (var field in Fields(row).Where(NamesRow))
        {
            if (field.GetValue(row) is Guid id)
                yield return id;
        }
    }

    public static bool NamesRow(PropertyInfo field) =>
        field.Name is nameof(DataFlow.SourceDatasetId) or nameof(DataFlow.SourceFlowId) or nameof(DataFlow.PurposeId);

    /// <summary>A dossier that holds these rows in place of its own.</summary>
    public static Dossier With(this Dossier dossier, IEnumerable<IRow> rows)
    {
        var all = rows.ToList();
        return dossier with
        {
            Purposes = [.. all.OfType<Purpose>()],
            Groups = [.. all.OfType<PeopleGroup>()],
            Stakeholders = [.. all.OfType<Stakeholder>()],
            Datasets = [.. all.OfType<Dataset>()],
            Items = [.. all.OfType<DataItem>()],
            Flows = [.. all.OfType<DataFlow>()],
        };
    }
}
