using System.Collections.Concurrent;
using SmartCityPia.Analysis.City;

namespace SmartCityPia.Analysis.Inference;

/// <summary>How much a flow, or an organisation, reveals.</summary>
/// <param name="Id">Id of the flow or organisation.</param>
/// <param name="Vanishing">
/// How many findings of single organisations disappear if it goes, with every copy made from what goes: those in the
/// holdings that go, and those elsewhere that rest on them.
/// </param>
/// <param name="AtOthers">Those of them that are not the organisation's own, or not in the holdings that go.</param>
public sealed record Blame(string Id, int Vanishing, int AtOthers);

public static class ModelBlame
{
    /// <summary>Flows by what they reveal, most first, then by id.</summary>
    /// <param name="progress">Told how many of how many organisations are done.</param>
    public static IReadOnlyList<Blame> RankFlows(this CityModel model, double threshold = CityModel.DefaultThreshold, IProgress<(int Done, int Of)>? progress = null, CancellationToken cancel = default)
    {
        var flows = Enumerable.Range(0, model.Holdings.Length).Where(h => model.SourceOf(h) >= 0).ToArray();

        // Per organisation: the flows that put something there, with the places that go with them.
        var vanishing = new int[model.Holdings.Length];
        var elsewhere = new int[model.Holdings.Length];
        model.EachOrganisation(
            threshold,
            (closure, organisation) =>
            {
                var going = new Dictionary<int, List<(int, HoldingContent?)>>();
                foreach (var h in model.HeldBy[organisation])
                {
                    for (var above = h; model.SourceOf(above) >= 0; above = model.SourceOf(above))
                    {
                        if (!going.TryGetValue(above, out var places))
                            going.Add(above, places = []);
                        places.Add((Array.BinarySearch(closure.Holdings, h), null));
                    }
                }

                foreach (var (flow, places) in going)
                {
                    var (all, others) = Vanishing(closure, places);
                    Interlocked.Add(ref vanishing[flow], all);
                    Interlocked.Add(ref elsewhere[flow], others);
                }
            },
            progress,
            cancel);
        return Ranked(flows.Select(f => new Blame(model.Holdings[f].Id, vanishing[f], elsewhere[f])));
    }

    /// <summary>Organisations by what they reveal, their own findings included, most first, then by id.</summary>
    /// <param name="progress">Told how many of how many organisations are done.</param>
    public static IReadOnlyList<Blame> RankOrganisations(this CityModel model, double threshold = CityModel.DefaultThreshold, IProgress<(int Done, int Of)>? progress = null, CancellationToken cancel = default)
    {
        var vanishing = new int[model.Organisations.Count];
        var elsewhere = new int[model.Organisations.Count];
        model.EachOrganisation(
            threshold,
            (closure, organisation) =>
            {
                var own = closure.Facts().Count(f => closure.IsFinding(f.Place, f.Type));
                Interlocked.Add(ref vanishing[organisation], own);
                var going = new Dictionary<int, List<(int, HoldingContent?)>>();
                foreach (var h in model.HeldBy[organisation])
                {
                    var holders = new HashSet<int>();
                    for (var above = model.SourceOf(h); above >= 0; above = model.SourceOf(above))
                        holders.Add(model.Holdings[above].Holder);
                    foreach (var holder in holders.Where(o => o >= 0 && o != organisation))
                    {
                        if (!going.TryGetValue(holder, out var places))
                            going.Add(holder, places = []);
                        places.Add((Array.BinarySearch(closure.Holdings, h), null));
                    }
                }

                foreach (var (holder, places) in going)
                {
                    var (all, _) = Vanishing(closure, places);
                    Interlocked.Add(ref vanishing[holder], all);
                    Interlocked.Add(ref elsewhere[holder], all);
                }
            },
            progress,
            cancel);
        return Ranked(Enumerable.Range(0, vanishing.Length).Select(o => new Blame(model.Organisations[o], vanishing[o], elsewhere[o])));
    }

    private static Blame[] Ranked(IEnumerable<Blame> blames) =>
        [.. blames.OrderByDescending(b => b.Vanishing).ThenBy(b => b.Id, StringComparer.Ordinal)];

    private static (int All, int Others) Vanishing(Closure closure, List<(int Place, HoldingContent? Content)> going)
    {
        closure.Begin();
        var places = new HashSet<int>(going.Select(g => g.Place));
        var fieldsOf = going.ToDictionary(g => g.Place, g => closure.Content(g.Place));
        closure.Replace(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(going));
        var inside = closure.CountVanished((place, type) => places.Contains(place) && !fieldsOf[place].Has(type));
        var outside = closure.CountVanished((place, type) => !places.Contains(place) && closure.IsFinding(place, type));
        closure.Undo();
        return (inside + outside, outside);
    }

    private static void EachOrganisation(this CityModel model, double threshold, Action<Closure, int> look, IProgress<(int Done, int Of)>? progress, CancellationToken cancel)
    {
        var limit = Costs.Limit(threshold);
        var done = 0;
        Parallel.ForEach(
            Partitioner.Create(model.BySize(), loadBalance: true),
            new ParallelOptions { CancellationToken = cancel },
            () => new Workspace(),
            (organisation, _, work) =>
            {
                look(Closure.Solve(model, model.HoldingsOf([organisation]), Estimate.Best, limit, work, cancel), organisation);
                work.Clear();
                progress?.Report((Interlocked.Increment(ref done), model.HeldBy.Length));
                return work;
            },
            _ => { });
    }
}
