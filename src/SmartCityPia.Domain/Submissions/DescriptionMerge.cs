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
    private readonly DescriptionDiff diff;
    private readonly HashSet<RowChange> taken = [];
    private readonly Dictionary<Guid, RowChange> byProposed;
    private readonly Dictionary<Guid, RowChange> byCurrent;
    private ILookup<Guid, IRow>? namedBy;

    public DescriptionMerge(DescriptionDiff diff, IReadOnlySet<Guid> chosen)
    {
        this.diff = diff;
        byProposed = diff.Changes.Where(c => c.Change != ChangeKind.Removed).ToDictionary(DescriptionDiff.KeyOf);
        byCurrent = diff.Changes.Where(c => c.Change != ChangeKind.Added).ToDictionary(c => diff.CurrentOf(c)!.Id);
        foreach (var change in diff.Changes.Where(c => chosen.Contains(DescriptionDiff.KeyOf(c))))
            Take(change);
        Taken = [.. diff.Changes.Where(taken.Contains)];
        TakenAlong = [.. Taken.Where(c => !chosen.Contains(DescriptionDiff.KeyOf(c)))];
        Written = [.. Taken.Select(diff.ProposedOf).Where(r => r is not null and not ServiceDescription).Select(r => Made(r!))];
        Removed = [.. Taken.Where(c => c.Change == ChangeKind.Removed).Select(c => diff.CurrentOf(c)!)];
        var gone = Removed.Concat(Written).Select(r => r.Id).ToHashSet();
        Result = (diff.Current with
        {
            Organisations = [.. diff.Current.Organisations.Concat(diff.Proposed.Organisations).DistinctBy(o => o.Id)],
        }).With([.. DescriptionRows.Of(diff.Current).Where(r => !gone.Contains(r.Id)), .. Written]);
        Refusals = [.. Refuse()];
    }

    public IReadOnlyList<RowChange> Taken { get; }

    public IReadOnlyList<RowChange> TakenAlong { get; }

    /// <summary>Added and changed rows as they will be saved, without the service's own row.</summary>
    public IReadOnlyList<IRow> Written { get; }

    public IReadOnlyList<IRow> Removed { get; }

    /// <summary>The new state of the service's own row; null if it doesn't change.</summary>
    public ServiceDescription? Service => Taken.Select(diff.ProposedOf).OfType<ServiceDescription>().FirstOrDefault();

    public Dossier Result { get; }

    public IReadOnlyList<MergeRefusal> Refusals { get; }

    /// <summary>The id of the row in the city's description.</summary>
    private Guid IdOf(Guid proposed) => diff.Map(proposed) is var id && id != proposed ? id : DerivedId.Copy(proposed, diff.Current.Service.Id);

    private IRow Made(IRow proposed) => DescriptionRows.Copy(proposed, IdOf(proposed.Id), diff.Current.Service.Id, IdOf);

    private void Take(RowChange change)
    {
        if (!taken.Add(change))
            return;
        if (diff.ProposedOf(change) is { } proposed)
        {
            foreach (var named in DescriptionRows.Named(proposed))
                TakeAdded(named);
            if (proposed is DataFlow flow)
            {
                var origin = diff.Proposed.OriginOf(flow);
                foreach (var item in (origin is { } dataset ? diff.Proposed.ItemsOf(dataset) : []).Where(i => flow.Fields.Contains(i.TypeId, StringComparer.Ordinal)))
                    TakeAdded(item.Id);
            }
            return;
        }
        var removed = diff.CurrentOf(change)!;
        namedBy ??= DescriptionRows.Of(diff.Current).SelectMany(r => DescriptionRows.Named(r).Distinct().Select(id => (Id: id, Row: r))).ToLookup(x => x.Id, x => x.Row);
        foreach (var row in namedBy[removed.Id])
            TakeOf(row);
        if (removed is DataItem lost)
        {
            foreach (var flow in diff.Current.Flows.Where(f => f.Fields.Contains(lost.TypeId, StringComparer.Ordinal) && diff.Current.OriginOf(f) == lost.DatasetId))
                TakeOf(flow);
        }
    }

    private void TakeAdded(Guid proposed)
    {
        if (byProposed.TryGetValue(proposed, out var change) && change.Change == ChangeKind.Added)
            Take(change);
    }

    private void TakeOf(IRow current)
    {
        if (byCurrent.TryGetValue(current.Id, out var change))
            Take(change);
    }

    private IEnumerable<MergeRefusal> Refuse()
    {
        foreach (var change in Taken.Where(c => c.Change == ChangeKind.Removed))
        {
            var id = diff.CurrentOf(change)!.Id;
            // Don't remove a row on which the city has recorded a choice or evidence, or which another row still names.
            if (diff.Current.Choices.Any(c => c.GroupId == id) || diff.Current.Evidence.Any(e => e.SubjectId == id) || DescriptionRows.Of(Result).Any(r => DescriptionRows.Named(r).Contains(id)))
                yield return new(change, new("", "StillUsed"));
        }
        var current = DescriptionRows.Of(diff.Current).ToDictionary(r => r.Id);
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
