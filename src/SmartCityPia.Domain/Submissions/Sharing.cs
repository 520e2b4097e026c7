using System.ComponentModel.DataAnnotations;
using System.Reflection;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Domain.Submissions;

/// <summary>What of an assessment's description a request shows to the vendor: rows, and of their kinds the fields. Nothing else leaves.</summary>
public sealed class Sharing
{
    /// <summary>Longer texts that say what the service does. Other long texts may say what the city thinks, and are shown only where somebody chose so.</summary>
    private static readonly string[] UsuallyShown = [nameof(ServiceDetails.Summary), nameof(ServiceDetails.Place), nameof(PurposeDetails.Description) + "@" + nameof(Purpose), nameof(PeopleGroupDetails.HowInformed)];

    [MaxLength(4000)]
    public List<Guid> Rows { get; set; } = [];

    /// <summary>By <see cref="KeyOf"/>. A row is never shown without its name and what it is between.</summary>
    [MaxLength(200)]
    public List<string> Fields { get; set; } = [];

    /// <summary>The service's own row and the kinds of rows that vendors describe.</summary>
    public static IEnumerable<RowKind> Kinds => RowKinds.All.Where(k => k.Row == typeof(ServiceDescription) || k.IsDescription);

    public static string KeyOf(RowKind kind, PropertyInfo field) => $"{kind.Name}.{field.Name}";

    /// <summary>The fields that can be left out.</summary>
    public static IEnumerable<PropertyInfo> Optional(RowKind kind) => DescriptionRows.FieldsOf(kind).Where(f => !IsAlways(kind, f));

    /// <summary>All rows, and all fields but the longer texts in which the city may have written what it thinks.</summary>
    public static Sharing Usual(Dossier dossier) => new()
    {
        Rows = [.. DescriptionRows.Of(dossier).Select(r => r.Id)],
        Fields = [.. Kinds.SelectMany(k => Optional(k).Where(f => IsUsual(k, f)).Select(f => KeyOf(k, f)))],
    };

    /// <summary>The description as the vendor will see it.</summary>
    /// <param name="description">The vendor's description; its rows have ids derived from it.</param>
    public Dossier Of(Dossier dossier, Guid description)
    {
        var (chosen, fields) = (Rows.ToHashSet(), Fields.ToHashSet(StringComparer.Ordinal));
        var rows = DescriptionRows.Of(dossier).Where(r => chosen.Contains(r.Id)).ToDictionary(r => r.Id);
        while (rows.Values.FirstOrDefault(r => !CanStand(dossier, r, rows)) is { } alone)
            rows.Remove(alone.Id);
        var service = new ServiceDescription { Id = description, OwnerId = description, Revision = 1 };
        Fill(service, dossier.Service, id => id);
        var copies = rows.Values.Select(row =>
        {
            var kind = RowKinds.Of(row);
            var copy = kind.New(Copied(row.Id), description, kind.Parent is { } parent ? Copied(parent.IdOf(row)) : Guid.Empty);
            Fill(copy, row, Copied);
            if (copy is DataFlow flow && row is DataFlow original)
                flow.Fields = Passed(dossier, original, rows);
            return copy;
        }).ToList();
        var shared = new Dossier { Head = dossier.Head, Catalogue = dossier.Catalogue, Service = service }.With(copies);
        var named = shared.Stakeholders.Select(s => s.OrganisationId).Concat(shared.Datasets.Select(d => d.HolderId)).Concat(shared.Flows.Select(f => f.RecipientId))
            .Concat(shared.Measures.Select(m => m.ResponsibleId)).OfType<Guid>().ToHashSet();
        return shared with { Organisations = [.. dossier.Organisations.Where(o => named.Contains(o.Id))] };

        Guid Copied(Guid id) => DerivedId.Copy(id, description);

        void Fill(IRow copy, IRow row, Func<Guid, Guid> map)
        {
            var kind = RowKinds.Of(row);
            foreach (var field in DescriptionRows.Fields(row).Where(f => IsAlways(kind, f) || fields.Contains(KeyOf(kind, f))))
            {
                var value = field.GetValue(row);
                field.SetValue(copy, kind.LinkOf(field) is null ? DescriptionRows.Value(row, field, map) : value switch
                {
                    Guid id => rows.ContainsKey(id) ? map(id) : null,
                    List<Guid> ids => ids.Where(rows.ContainsKey).Select(map).ToList(),
                    _ => value,
                });
            }
        }
    }

    /// <summary>A row goes along only with what it lies in or begins at, and a flow with something that it passes on.</summary>
    private static bool CanStand(Dossier dossier, IRow row, Dictionary<Guid, IRow> rows) => row switch
    {
        DataItem item => rows.ContainsKey(item.DatasetId),
        DataFlow flow => (flow.SourceDatasetId ?? flow.SourceFlowId) is { } source && rows.ContainsKey(source) && (flow.Fields.Count == 0 || Passed(dossier, flow, rows).Count > 0),
        Measure measure => (measure.DatasetId ?? measure.FlowId) is { } place && rows.ContainsKey(place),
        _ => true,
    };

    private static List<string> Passed(Dossier dossier, DataFlow flow, Dictionary<Guid, IRow> rows)
    {
        var shown = (dossier.OriginOf(flow) is { } origin ? dossier.ItemsOf(origin) : []).Where(i => rows.ContainsKey(i.Id)).Select(i => i.TypeId).ToHashSet(StringComparer.Ordinal);
        return [.. flow.Fields.Where(shown.Contains)];
    }

    private static bool IsAlways(RowKind kind, PropertyInfo field) =>
        field.Name == kind.NameField || field.GetCustomAttribute<RequiredAttribute>() is not null || field.PropertyType is { IsEnum: true }
        || (kind.Row == typeof(Dataset) && field.Name is nameof(Dataset.HolderId) or nameof(Dataset.Public))
        || (kind.Row == typeof(DataFlow) && field.Name is nameof(DataFlow.SourceDatasetId) or nameof(DataFlow.SourceFlowId) or nameof(DataFlow.Fields))
        || (kind.Row == typeof(Measure) && field.Name is nameof(Measure.DatasetId) or nameof(Measure.FlowId) or nameof(Measure.ControlId));

    private static bool IsUsual(RowKind kind, PropertyInfo field) =>
        field.GetCustomAttribute<MaxLengthAttribute>() is not { Length: >= Limits.Text } || field.PropertyType != typeof(string)
        || UsuallyShown.Contains(field.Name, StringComparer.Ordinal) || UsuallyShown.Contains($"{field.Name}@{kind.Name}", StringComparer.Ordinal);
}
