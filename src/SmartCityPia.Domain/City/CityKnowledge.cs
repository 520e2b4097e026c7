using System.Collections.Concurrent;
using SmartCityPia.Analysis;
using SmartCityPia.Analysis.Coalitions;
using SmartCityPia.Analysis.Inference;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Findings;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Domain.City;

/// <summary>How surely an actor can say something, wherever it can say it best.</summary>
/// <param name="Actor">One organisation, several together, or none for the outsider.</param>
/// <param name="Score">0 to 1.</param>
/// <param name="Given">It has it as a field somewhere and need not derive it.</param>
/// <param name="HoldingId">About whose people it is surest by inference; where it is only given, a holding that has the field.</param>
/// <param name="Places">In how many holdings it is derived.</param>
public sealed record Knowledge(IReadOnlyList<Guid> Actor, string TypeId, double Score, bool Given, Guid HoldingId, int Places)
{
    /// <summary>The same without what anyone with public data can tell as surely about the same people; null where nothing is left. Of the outsider, all of it.</summary>
    public Knowledge? Beyond { get; init; }

    /// <summary>Where the truth lies whatever the steps have to do with each other; both are the score where it is only given.</summary>
    public double Low { get; init; } = Score;

    /// <inheritdoc cref="Low"/>
    public double High { get; init; } = Score;

    /// <summary>In words. Somewhere in a city's proof there is a figure of ours, so it is told to the tenth.</summary>
    public Sureness Sure => new(Score, Low, High, Judged: true);
}

/// <summary>Something that several can tell and no fewer of them: harmless alone, harmful together.</summary>
/// <param name="HoldingId">About whose people it is surest.</param>
/// <param name="Of">The declared or plain group it was found in; null for a pair that nothing brings together yet.</param>
public sealed record TogetherKnown(IReadOnlyList<Guid> Members, string TypeId, double Score, Guid HoldingId, Together? Of);

/// <summary>One conclusion about one group of people, with all that can draw it only together.</summary>
/// <param name="Groups">Those that exist first, then the surest.</param>
public sealed record TogetherCard(string TypeId, string Concerns, IReadOnlyList<TogetherKnown> Groups)
{
    public TogetherKnown First => Groups[0];

    /// <summary>Hardly probable wherever it is told.</summary>
    public bool IsHypothesis => Groups.All(t => t.Score < Finding.LeastScore);

    /// <summary>What exists first, then the gravest and the surest. Each conclusion comes once before one is told again of other people; hypotheses come last.</summary>
    public static IReadOnlyList<TogetherCard> Of(CityGraph graph, IEnumerable<TogetherKnown> known)
    {
        var cards = known.GroupBy(t => (t.TypeId, Concerns: CityFindings.Concerns(graph, t.HoldingId)))
            .Select(g => new TogetherCard(g.Key.TypeId, g.Key.Concerns, [.. g.OrderBy(t => t.Of is null).ThenByDescending(t => t.Score).ThenBy(t => t.Members[0]).ThenBy(t => t.Members[^1]).ThenBy(t => t.Members.Count)]))
            .OrderBy(c => c.First.Of is null).ThenByDescending(c => graph.GravityOf(c.TypeId)).ThenByDescending(c => c.Groups.Max(t => t.Score))
            .ThenBy(c => c.TypeId, StringComparer.Ordinal).ThenBy(c => c.Concerns, StringComparer.Ordinal).ToList();
        var told = new Dictionary<string, int>(StringComparer.Ordinal);
        return [.. cards.Select(c => (Card: c, Before: told[c.TypeId] = told.GetValueOrDefault(c.TypeId) + 1)).OrderBy(c => c.Card.IsHypothesis).ThenBy(c => c.Before).Select(c => c.Card)];
    }
}

/// <summary>Who knows what in the whole city, and what becomes known only together: one run, kept for all pages.</summary>
public sealed class CityKnowledge
{
    private readonly Dictionary<(Guid?, string), Knowledge> _byActor;

    private CityKnowledge(CityGraph graph, IReadOnlyList<Knowledge> known, IReadOnlyList<TogetherKnown> together)
    {
        (Graph, Known, Together) = (graph, known, together);
        _byActor = known.ToDictionary(k => (k.Actor.Count == 0 ? (Guid?)null : k.Actor[0], k.TypeId));
    }

    public CityGraph Graph { get; }

    /// <summary>Of each single organisation and the outsider; sorted by organisation, outsider first, and by type.</summary>
    public IReadOnlyList<Knowledge> Known { get; }

    /// <summary>Of every pair and every declared group; the surest first.</summary>
    public IReadOnlyList<TogetherKnown> Together { get; }

    /// <param name="organisation">Null for the outsider.</param>
    public Knowledge? Of(Guid? organisation, string typeId) => _byActor.GetValueOrDefault((organisation, typeId));

    /// <param name="progress">How many of how many actors and pairs are done.</param>
    public static CityKnowledge Of(CityGraph graph, IProgress<(int Done, int Of)>? progress = null, CancellationToken cancel = default)
    {
        var model = graph.Model;
        List<string[]> actors = [[], .. model.Organisations.Select(o => new[] { o })];
        var done = 0;
        var open = OpenFindings.Of(model, cancel);
        var known = new ConcurrentBag<Knowledge>();
        Parallel.ForEach(actors, new ParallelOptions { CancellationToken = cancel }, actor =>
        {
            foreach (var knowledge in OfOne(graph, actor, open, cancel))
                known.Add(knowledge);
            progress?.Report((Interlocked.Increment(ref done), actors.Count));
        });
        var result = CityAnalysis.Run(model, new(Actors: [], CoalitionScope.Pairs), progress, cancel);
        var groups = graph.Together.ToLookup(t => string.Join('+', t.Members.Select(CityId.Of).Order(StringComparer.Ordinal)), StringComparer.Ordinal);
        return new(
            graph,
            [.. known.OrderBy(k => k.Actor.Count).ThenBy(k => k.Actor.Count == 0 ? Guid.Empty : k.Actor[0]).ThenBy(k => k.TypeId, StringComparer.Ordinal)],
            [
                .. result.Emergent.Where(e => !graph.Given.Has(e.Holding, e.Attribute)).Select(e => new TogetherKnown(
                        [.. e.Coalition.Select(CityId.Parse)], e.Attribute, e.Score, CityId.Parse(e.Holding), groups[string.Join('+', e.Coalition)].FirstOrDefault()))
                    .OrderByDescending(t => t.Score).ThenBy(t => t.TypeId, StringComparer.Ordinal).ThenBy(t => t.Members[0]).ThenBy(t => t.Members[^1]),
            ]);
    }

    /// <summary>One conclusion with its proof; null where the actor cannot draw it there.</summary>
    /// <param name="holding">About whose people; null for where it is surest.</param>
    public static Finding? Explain(CityGraph graph, IReadOnlyList<Guid> actor, string typeId, Guid? holding)
    {
        string[] ids = [.. actor.Select(CityId.Of).Order(StringComparer.Ordinal)];
        if (!Array.TrueForAll(ids, graph.Model.HasOrganisation) || !graph.Catalogue.Types.ById.ContainsKey(typeId))
            return null;
        // A row that is not yet whole is described, and so has a name, but is not in the engine's city.
        var found = holding is { } place
            ? graph.Model.HasHolding(CityId.Of(place)) ? graph.Model.Explain(ids, CityId.Of(place), typeId) : null
            : graph.Model.Findings(ids).Where(f => f.Attribute == typeId && !graph.Given.Hides(f)).MaxBy(f => f.Score);
        if (found is null)
            return null;
        var services = graph.ServicesIn(found.Proof.Select(s => CityId.Parse(s.Holding)));
        return ServiceAnalysis.Translate(graph.Catalogue, found, CityContribution.KeyOf(ids, typeId)) with { AcrossServices = services > 1 };
    }

    private static IEnumerable<Knowledge> OfOne(CityGraph graph, string[] actor, OpenFindings open, CancellationToken cancel)
    {
        var given = Given.HeldBy(graph.Model, actor).SelectMany(h => Given.Open(graph.Model, h).Select(t => (Type: t, Holding: h)))
            .DistinctBy(f => f.Type, StringComparer.Ordinal).ToDictionary(f => f.Type, f => f.Holding, StringComparer.Ordinal);
        Guid[] who = [.. actor.Select(CityId.Parse)];
        bool IsOwn(string type) => actor.Length == 0 || !open.Fields.Contains(type);
        foreach (var group in graph.Model.Findings(actor, cancel: cancel).Where(f => !graph.Given.Hides(f)).GroupBy(f => f.Attribute, StringComparer.Ordinal))
        {
            var isGiven = given.Remove(group.Key);
            var all = Surest(group.Key, [.. group], isGiven);
            var own = actor.Length == 0 ? [.. group] : group.Where(f => !open.Has(f)).ToList();
            yield return all with { Beyond = own.Count > 0 ? Surest(group.Key, own, isGiven) : isGiven && IsOwn(group.Key) ? all : null };
        }
        foreach (var (type, holding) in given)
        {
            var all = new Knowledge(who, type, 1, true, CityId.Parse(holding), 0);
            yield return all with { Beyond = IsOwn(type) ? all : null };
        }

        Knowledge Surest(string type, List<DerivedFinding> findings, bool isGiven)
        {
            var best = findings.MaxBy(f => f.Score)!;
            return new(who, type, best.Score, isGiven, CityId.Parse(best.Holding), findings.Count) { Low = best.Low, High = best.High };
        }
    }
}
