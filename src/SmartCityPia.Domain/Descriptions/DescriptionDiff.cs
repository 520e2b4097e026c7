using System.Collections;
using System.Reflection;
using SmartCityPia.Domain.Assessments;
using SmartCityPia.Domain.Services;

namespace SmartCityPia.Domain.Descriptions;

public enum RowChangeKind { Added, Changed, Removed }

/// <param name="Current">The row as the city has it; null where it is added.</param>
/// <param name="Proposed">The row as the vendor describes it; null where it is removed.</param>
/// <param name="Fields">What differs; all that is filled where the row is added or removed.</param>
public sealed record RowChange(IRow? Current, IRow? Proposed, IReadOnlyList<PropertyInfo> Fields)
{
    public RowChangeKind Kind => Current is null ? RowChangeKind.Added : Proposed is null ? RowChangeKind.Removed : RowChangeKind.Changed;

    public IRow Row => (Proposed ?? Current)!;

    /// <summary>What the change is chosen by.</summary>
    public Guid Key => Row.Id;
}

/// <summary>
/// What a vendor's description changes in the city's. Rows belong together where one was copied from the other, else
/// where they have the same name (stakeholders: the same organisation; fields: the same type in the same dataset).
/// </summary>
public sealed class DescriptionDiff
{
    private readonly Dictionary<Guid, Guid> currentOf = [];

    public DescriptionDiff(Dossier current, Dossier proposed)
    {
        (Current, Proposed) = (current, proposed);
        currentOf[proposed.Service.Id] = current.Service.Id;
        Match(current.Purposes, proposed.Purposes, p => p.Name);
        Match(current.Groups, proposed.Groups, g => g.Name);
        Match(current.Stakeholders, proposed.Stakeholders, s => s.OrganisationId?.ToString() ?? "");
        Match(current.Datasets, proposed.Datasets, d => d.Name);
        Match(current.Items, proposed.Items, i => $"{Map(i.DatasetId)}/{i.TypeId}");
        Match(current.Flows, proposed.Flows, f => f.Name);
        Changes = [.. Compare()];
    }

    public Dossier Current { get; }

    public Dossier Proposed { get; }

    public IReadOnlyList<RowChange> Changes { get; }

    /// <summary>How a row of the vendor's is called in the city's description; itself where it is not there.</summary>
    public Guid Map(Guid proposed) => currentOf.GetValueOrDefault(proposed, proposed);

    private void Match<TRow>(IReadOnlyList<TRow> current, IReadOnlyList<TRow> proposed, Func<TRow, string> name) where TRow : class, IRow
    {
        var free = current.ToList();
        // Copies first: a row that was renamed is still the same.
        foreach (var byName in new[] { false, true })
        {
            foreach (var row in proposed.Where(p => !currentOf.ContainsKey(p.Id)))
            {
                var found = free.Find(c => byName ? string.Equals(name(c), name(row), StringComparison.OrdinalIgnoreCase)
                    : row.Id == DerivedId.Copy(c.Id, Proposed.Service.Id) || c.Id == DerivedId.Copy(row.Id, Current.Service.Id));
                if (found is null)
                    continue;
                currentOf[row.Id] = found.Id;
                free.Remove(found);
            }
        }
    }

    private IEnumerable<RowChange> Compare()
    {
        var current = DescriptionRows.Of(Current).Prepend(Current.Service).ToDictionary(r => r.Id);
        foreach (var row in DescriptionRows.Of(Proposed).Prepend(Proposed.Service))
        {
            if (!currentOf.TryGetValue(row.Id, out var id))
                yield return new(null, row, Filled(row));
            else if (DescriptionRows.Fields(row).Where(f => !Same(f.GetValue(current[id]), DescriptionRows.Value(row, f, Map))).ToList() is { Count: > 0 } fields)
                yield return new(current[id], row, fields);
        }
        var kept = currentOf.Values.ToHashSet();
        foreach (var row in current.Values.Where(r => !kept.Contains(r.Id)))
            yield return new(row, null, Filled(row));
    }

    private static List<PropertyInfo> Filled(IRow row) =>
        [.. DescriptionRows.Fields(row).Where(f => f.GetValue(row) is { } value and not "" and not false and not ICollection { Count: 0 })];

    private static bool Same(object? one, object? other) => one is List<string> a && other is List<string> b ? a.SequenceEqual(b, StringComparer.Ordinal)
        : Equals(one is "" ? null : one, other is "" ? null : other);
}
