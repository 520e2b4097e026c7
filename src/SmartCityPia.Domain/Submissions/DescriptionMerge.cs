using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Domain.Submissions;

/// <summary>A chosen change that can't be accepted, and why.</summary>
public sealed record MergeRefusal(RowChange Change, FieldError Error);

/// <summary>
/// Applies chosen changes to the city's description, field by field: what the vendor did not change stays as the officer has it. Changes that a chosen one depends on are included: the dataset of an added field, the
/// source of an added flow, and rows that can't stay without a removed one. If the result breaks a validation rule, nothing is applied.
/// </summary>
public sealed class DescriptionMerge
{
    private readonly DescriptionDiff _diff;
    private readonly HashSet<RowChange> _taken = [];
    private readonly Dictionary<Guid, RowChange> _byProposed;
    private readonly Dictionary<Guid, RowChange> _byCurrent;
    private ILookup<Guid, IRow>? _namedBy;

    private readonly IReadOnlySet<string> _settled;

    /// <param name="chosen">The changes, by key. Of a changed row its fields are taken, but for those in conflict.</param>
    /// <param name="settled">Fields in conflict for which the officer takes the vendor's text, by <see cref="DescriptionDiff.KeyOf(RowChange, string)"/>.</param>
    public DescriptionMerge(DescriptionDiff diff, IReadOnlySet<Guid> chosen, IReadOnlySet<string>? settled = null)
    {
        (_diff, _settled) = (diff, settled ?? new HashSet<string>());
        _byProposed = _diff.Changes.Where(c => c.Change != ChangeKind.Removed).ToDictionary(DescriptionDiff.KeyOf);
        _byCurrent = _diff.Changes.Where(c => c.Change != ChangeKind.Added).ToDictionary(c => _diff.CurrentOf(c)!.Id);
        foreach (var change in _diff.Changes.Where(c => chosen.Contains(DescriptionDiff.KeyOf(c)) || c.Fields.Any(f => _settled.Contains(DescriptionDiff.KeyOf(c, f.Field)))))
        {
            // With nothing but conflicts that are not settled there is nothing to take.
            if (change.Change != ChangeKind.Changed || FieldsTaken(change).Any())
                Include(change);
        }
        Taken = [.. _diff.Changes.Where(_taken.Contains)];
        Dependencies = [.. Taken.Where(c => !chosen.Contains(DescriptionDiff.KeyOf(c)) && !c.Fields.Any(f => _settled.Contains(DescriptionDiff.KeyOf(c, f.Field))))];
        Written = [.. Taken.Where(c => _diff.ProposedOf(c) is not null and not ServiceDescription).Select(Merged)];
        Removed = [.. Taken.Where(c => c.Change == ChangeKind.Removed).Select(c => _diff.CurrentOf(c)!)];
        var gone = Removed.Concat(Written).Select(r => r.Id).ToHashSet();
        Result = (_diff.Current with
        {
            Organisations = [.. _diff.Current.Organisations.Concat(_diff.Proposed.Organisations).DistinctBy(o => o.Id)],
        }).With([.. DescriptionRows.Of(_diff.Current).Where(r => !gone.Contains(r.Id)), .. Written]);
        Refusals = [.. FindRefusals()];
    }

    public IReadOnlyList<RowChange> Taken { get; }

    public IReadOnlyList<RowChange> Dependencies { get; }

    /// <summary>Added and changed rows as they will be saved, without the service's own row.</summary>
    public IReadOnlyList<IRow> Written { get; }

    public IReadOnlyList<IRow> Removed { get; }

    /// <summary>The new state of the service's own row; null if it doesn't change.</summary>
    public ServiceDescription? Service => Taken.FirstOrDefault(c => _diff.ProposedOf(c) is ServiceDescription) is { } change
        ? Put(DescriptionRows.Copy(_diff.Current.Service), change) : null;

    /// <summary>All that can be accepted without undoing the officer and without breaking a rule. The rest stays open.</summary>
    public static DescriptionMerge OfAll(DescriptionDiff diff)
    {
        var chosen = diff.Changes.Where(c => !diff.IsAllInConflict(c)).Select(DescriptionDiff.KeyOf).ToHashSet();
        while (true)
        {
            var merge = new DescriptionMerge(diff, chosen);
            if (merge.Refusals.Count == 0)
                return merge;
            // A change that was taken along is refused together with what needs it.
            var refused = merge.Refusals.Select(r => DescriptionDiff.KeyOf(r.Change)).Where(chosen.Contains).ToHashSet();
            if (refused.Count > 0)
                chosen.ExceptWith(refused);
            else
                chosen.Clear();
        }
    }

    /// <summary>What both have after this: the next comparison begins there.</summary>
    public Dossier Agreed()
    {
        var service = DescriptionRows.Copy(_diff.Agreed?.Service ?? new ServiceDescription { Id = _diff.Proposed.Service.Id, OwnerId = _diff.Proposed.Service.Id, Revision = 1 });
        var rows = (_diff.Agreed is null ? [] : DescriptionRows.Of(_diff.Agreed)).ToDictionary(r => r.Id);
        foreach (var change in Taken)
        {
            var (key, proposed) = (DescriptionDiff.KeyOf(change), _diff.ProposedOf(change));
            if (proposed is null)
                rows.Remove(key);
            else if (change.Change == ChangeKind.Added)
                rows[key] = proposed;
            else
                SetTaken(proposed is ServiceDescription ? service : rows[key] = DescriptionRows.Copy(rows.GetValueOrDefault(key) ?? Empty(proposed), key, proposed.OwnerId, id => id), change, proposed, id => id);
        }
        return _diff.DescriptionOnly(service, rows.Values, _diff.Agreed?.Organisations);
    }

    public Dossier Result { get; }

    public IReadOnlyList<MergeRefusal> Refusals { get; }

    /// <summary>The id of the row in the city's description.</summary>
    private Guid IdOf(Guid proposed) => _diff.CurrentIdOf(proposed) is var id && id != proposed
        ? id : DerivedId.Copy(proposed, _diff.Current.Service.Id);

    private IRow Merged(RowChange change) => change.Change == ChangeKind.Added
        ? DescriptionRows.Copy(_diff.ProposedOf(change)!, IdOf(KeyOf(change)), _diff.Current.Service.Id, IdOf)
        : Put(DescriptionRows.Copy(_diff.CurrentOf(change)!, _diff.CurrentOf(change)!.Id, _diff.Current.Service.Id, id => id), change);

    private static Guid KeyOf(RowChange change) => DescriptionDiff.KeyOf(change);

    private TRow Put<TRow>(TRow row, RowChange change) where TRow : IRow
    {
        SetTaken(row, change, _diff.ProposedOf(change)!, IdOf);
        return row;
    }

    private void SetTaken(IRow row, RowChange change, IRow proposed, Func<Guid, Guid> map)
    {
        var taken = FieldsTaken(change).ToHashSet(StringComparer.Ordinal);
        foreach (var field in DescriptionRows.Fields(row).Where(f => taken.Contains(f.Name)))
            field.SetValue(row, DescriptionRows.Value(proposed, field, map));
    }

    private IEnumerable<string> FieldsTaken(RowChange change) =>
        change.Fields.Select(f => f.Field).Where(f => !_diff.IsConflict(change, f) || _settled.Contains(DescriptionDiff.KeyOf(change, f)));

    private static IRow Empty(IRow like) => RowKinds.Of(like) is var kind ? kind.New(like.Id, like.OwnerId, kind.Parent is { } parent ? parent.IdOf(like) : Guid.Empty) : like;

    private void Include(RowChange change)
    {
        if (!_taken.Add(change))
            return;
        if (_diff.ProposedOf(change) is { } proposed)
        {
            foreach (var named in DescriptionRows.Named(proposed))
                IncludeAdded(named);
            if (proposed is DataFlow flow)
            {
                var origin = _diff.Proposed.OriginOf(flow);
                foreach (var item in (origin is { } dataset ? _diff.Proposed.ItemsOf(dataset) : [])
                    .Where(i => flow.Fields.Contains(i.TypeId, StringComparer.Ordinal)))
                    IncludeAdded(item.Id);
            }
            return;
        }
        var removed = _diff.CurrentOf(change)!;
        _namedBy ??= DescriptionRows.Of(_diff.Current).SelectMany(r => DescriptionRows.Named(r).Distinct().Select(id => (Id: id, Row: r)))
            .ToLookup(x => x.Id, x => x.Row);
        foreach (var row in _namedBy[removed.Id])
            IncludeChangeOf(row);
        if (removed is DataItem lost)
        {
            foreach (var flow in _diff.Current.Flows.Where(f => f.Fields.Contains(lost.TypeId, StringComparer.Ordinal)
                && _diff.Current.OriginOf(f) == lost.DatasetId))
                IncludeChangeOf(flow);
        }
    }

    private void IncludeAdded(Guid proposed)
    {
        if (_byProposed.TryGetValue(proposed, out var change) && change.Change == ChangeKind.Added)
            Include(change);
    }

    private void IncludeChangeOf(IRow current)
    {
        if (_byCurrent.TryGetValue(current.Id, out var change))
            Include(change);
    }

    private IEnumerable<MergeRefusal> FindRefusals()
    {
        foreach (var change in Taken.Where(c => c.Change == ChangeKind.Removed))
        {
            var id = _diff.CurrentOf(change)!.Id;
            // Don't remove a row on which the city has recorded a choice, a risk, an action or evidence, or which another row still names.
            if (_diff.CurrentOf(change) is Measure { RiskIds.Count: > 0 } || _diff.Current.Actions.Any(a => a.MeasureId == id)
                || _diff.Current.Choices.Any(c => c.GroupId == id) || _diff.Current.Evidence.Any(e => e.SubjectId == id)
                || DescriptionRows.Of(Result).Any(r => DescriptionRows.Named(r).Contains(id))
                || (_diff.CurrentOf(change) is DataItem item && Result.Flows.Any(f => f.Fields.Contains(item.TypeId, StringComparer.Ordinal) && Result.OriginOf(f) == item.DatasetId)))
                yield return new(change, new("", "StillUsed"));
        }
        var current = DescriptionRows.Of(_diff.Current).ToDictionary(r => r.Id);
        foreach (var row in Written)
        {
            var change = Taken.First(c => c.AfterId is { } p && (IdOf(p) == row.Id || _diff.CurrentOf(c)?.Id == row.Id));
            var present = DescriptionRows.Named(row).All(id => DescriptionRows.Of(Result).Any(r => r.Id == id));
            if (!present)
                yield return new(change, new("", "NotOffered"));
            else if (RowKinds.Of(row).Check(Result, row, current.GetValueOrDefault(row.Id) ?? row).FirstOrDefault() is { } error)
                yield return new(change, error);
        }
    }
}
