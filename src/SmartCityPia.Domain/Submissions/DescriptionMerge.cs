using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Domain.Submissions;

/// <summary>A chosen change that can't be accepted, and why.</summary>
public sealed record MergeRefusal(RowChange Change, FieldError Error);

/// <summary>
/// Applies chosen changes to the city's description. Changes that a chosen one depends on are included: the dataset of an added field, the
/// source of an added flow, and rows that can't stay without a removed one. If the result breaks a validation rule, nothing is applied.
/// </summary>
public sealed class DescriptionMerge
{
    private readonly DescriptionDiff _diff;
    private readonly HashSet<RowChange> _taken = [];
    private readonly Dictionary<Guid, RowChange> _byProposed;
    private readonly Dictionary<Guid, RowChange> _byCurrent;
    private ILookup<Guid, IRow>? _namedBy;

    public DescriptionMerge(DescriptionDiff diff, IReadOnlySet<Guid> chosen)
    {
        _diff = diff;
        _byProposed = _diff.Changes.Where(c => c.Change != ChangeKind.Removed).ToDictionary(DescriptionDiff.KeyOf);
        _byCurrent = _diff.Changes.Where(c => c.Change != ChangeKind.Added).ToDictionary(c => _diff.CurrentOf(c)!.Id);
        foreach (var change in _diff.Changes.Where(c => chosen.Contains(DescriptionDiff.KeyOf(c))))
            Include(change);
        Taken = [.. _diff.Changes.Where(_taken.Contains)];
        Dependencies = [.. Taken.Where(c => !chosen.Contains(DescriptionDiff.KeyOf(c)))];
        Written = [.. Taken.Select(_diff.ProposedOf).Where(r => r is not null and not ServiceDescription).Select(r => CopyOf(r!))];
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
    public ServiceDescription? Service => Taken.Select(_diff.ProposedOf).OfType<ServiceDescription>().FirstOrDefault();

    public Dossier Result { get; }

    public IReadOnlyList<MergeRefusal> Refusals { get; }

    /// <summary>The id of the row in the city's description.</summary>
    private Guid IdOf(Guid proposed) => _diff.CurrentIdOf(proposed) is var id && id != proposed
        ? id : DerivedId.Copy(proposed, _diff.Current.Service.Id);

    private IRow CopyOf(IRow proposed) => DescriptionRows.Copy(proposed, IdOf(proposed.Id), _diff.Current.Service.Id, IdOf);

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
                || DescriptionRows.Of(Result).Any(r => DescriptionRows.Named(r).Contains(id)))
                yield return new(change, new("", "StillUsed"));
        }
        var current = DescriptionRows.Of(_diff.Current).ToDictionary(r => r.Id);
        foreach (var row in Written)
        {
            var change = Taken.First(c => c.AfterId is { } p && IdOf(p) == row.Id);
            var present = DescriptionRows.Named(row).All(id => DescriptionRows.Of(Result).Any(r => r.Id == id));
            if (!present)
                yield return new(change, new("", "NotOffered"));
            else if (RowKinds.Of(row).Check(Result, row, current.GetValueOrDefault(row.Id) ?? row).FirstOrDefault() is { } error)
                yield return new(change, error);
        }
    }
}
