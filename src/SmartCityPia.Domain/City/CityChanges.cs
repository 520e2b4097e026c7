using System.Collections.Concurrent;
using SmartCityPia.Analysis;
using SmartCityPia.Analysis.City;
using SmartCityPia.Analysis.Coalitions;
using SmartCityPia.Analysis.Inference;
using SmartCityPia.Domain.Catalogue;
using SmartCityPia.Domain.Findings;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Domain.City;

/// <summary>What became of a conclusion; the gravest first.</summary>
public enum KnowledgeChange { Appeared, Strengthened, Reproved, Weakened, Vanished }

/// <summary>One actor and conclusion in two cities.</summary>
/// <param name="Actor">One organisation, or none for the outsider.</param>
/// <param name="Before">The best score wherever it could be told; null where it could not.</param>
/// <param name="GivenBefore">It had it as a field somewhere and now has to infer it there, so that <paramref name="Before"/> is 1.</param>
/// <param name="HoldingId">About whose people it is surest now; where it cannot be told any more, before.</param>
/// <param name="Holdings">In how many holdings the finding changed.</param>
public sealed record ConclusionChange(
    IReadOnlyList<Guid> Actor, string TypeId, KnowledgeChange Kind, double? Before, double? After, bool GivenBefore, Guid HoldingId, int Holdings, bool Special, bool Identifying)
{
    /// <summary>Where the truth lies; null where it could not be told, or was given.</summary>
    public (double Low, double High)? BoundsBefore { get; init; }

    /// <inheritdoc cref="BoundsBefore"/>
    public (double Low, double High)? BoundsAfter { get; init; }
}

/// <summary>Something that became, or no longer is, known only together.</summary>
/// <param name="Alone">Of what is no longer known only together: somebody of them can now tell it alone.</param>
public sealed record TogetherChange(IReadOnlyList<Guid> Members, string TypeId, bool Appeared, bool Alone, double Score, Guid HoldingId, bool Special, bool Identifying);

/// <summary>How many conclusions an actor can draw.</summary>
public sealed record ActorTally(IReadOnlyList<Guid> Actor, int Before, int After);

/// <summary>What two cities differ in, one line per actor and conclusion.</summary>
/// <param name="Actors">Those for whom something changed; the largest change first.</param>
public sealed record CityChanges(IReadOnlyList<ConclusionChange> Conclusions, IReadOnlyList<TogetherChange> Together, IReadOnlyList<ActorTally> Actors)
{
    public int Count(KnowledgeChange kind) => Conclusions.Count(c => c.Kind == kind);

    /// <summary>Every single organisation of either city and the outsider; every pair and declared group for what only they can tell.</summary>
    /// <remarks>
    /// What changed in the same way for anyone with public data is told once, of the outsider. What changed where it is surest comes first, and of
    /// that what is new or surer, then what is gone, then what is less sure.
    /// </remarks>
    /// <param name="progress">How many of how many actors are done.</param>
    public static CityChanges Of(PiaCatalogue catalogue, CityModel before, CityModel after, IProgress<(int Done, int Of)>? progress = null, CancellationToken cancel = default)
    {
        List<string[]> actors = [[], .. before.Organisations.Union(after.Organisations, StringComparer.Ordinal).Select(o => new[] { o })];
        var found = new ConcurrentBag<(ActorTally Tally, List<ConclusionChange> Changes)>();
        var done = 0;
        var (openThen, openNow) = (OpenFindings.Of(before, cancel), OpenFindings.Of(after, cancel));
        Parallel.ForEach(actors, new ParallelOptions { CancellationToken = cancel }, actor =>
        {
            if (OfOne(catalogue, before, after, actor, openThen, openNow, cancel) is { } changed)
                found.Add(changed);
            progress?.Report((Interlocked.Increment(ref done), actors.Count));
        });
        var open = found.SelectMany(f => f.Changes).Where(c => c.Actor.Count == 0).Select(c => (c.TypeId, c.Kind, c.Before, c.After)).ToHashSet();
        return new(
            [
                .. found.SelectMany(f => f.Changes).Where(c => c.Actor.Count == 0 || !open.Contains((c.TypeId, c.Kind, c.Before, c.After)))
                    .OrderBy(c => c.Before == c.After).ThenBy(c => c.Kind == KnowledgeChange.Vanished ? KnowledgeChange.Reproved : c.Kind).ThenByDescending(c => c.Special).ThenByDescending(c => c.Identifying).ThenByDescending(c => c.After ?? c.Before)
                    .ThenBy(c => c.Actor.Count == 0 ? Guid.Empty : c.Actor[0]).ThenBy(c => c.TypeId, StringComparer.Ordinal),
            ],
            Grouped(catalogue, before, after, progress, cancel),
            [.. found.Select(f => f.Tally).OrderByDescending(t => Math.Abs(t.After - t.Before)).ThenBy(t => t.Actor.Count == 0 ? Guid.Empty : t.Actor[0])]);
    }

    private static (ActorTally, List<ConclusionChange>)? OfOne(PiaCatalogue catalogue, CityModel before, CityModel after, string[] actor, OpenFindings openThen, OpenFindings openNow, CancellationToken cancel)
    {
        var diff = CityDiff.Between(before, after, [actor], cancel: cancel);
        var (hiddenThen, hiddenNow) = (new Given(catalogue, before), new Given(catalogue, after));
        // Who comes or goes brings, or takes along, nothing that anyone can tell anyway.
        var (comes, goes) = (!IsThere(before, actor), !IsThere(after, actor));
        var changed = diff.Appeared.Where(f => !(comes && openNow.Has(f))).Select(f => (Finding: f, Worse: 1))
            .Concat(diff.Strengthened.Select(c => (Finding: c.After, Worse: 1)))
            .Concat(diff.Reproved.Select(c => (Finding: c.After, Worse: 0)))
            .Concat(diff.Weakened.Select(c => (Finding: c.After, Worse: -1)))
            .Concat(diff.Vanished.Where(f => !(goes && openThen.Has(f))).Select(f => (Finding: f, Worse: -1)))
            .Where(c => !(after.HasHolding(c.Finding.Holding) ? hiddenNow : hiddenThen).Hides(c.Finding))
            .GroupBy(c => c.Finding.Attribute, StringComparer.Ordinal).ToList();
        if (changed.Count == 0)
            return null;
        var (then, now) = (Best(catalogue, before, actor, cancel, goes ? openThen : null), Best(catalogue, after, actor, cancel, comes ? openNow : null));
        // Where it was a field and now has to be inferred, that is less than before, not something new; and the other way round.
        var lost = diff.Appeared.Where(f => IsField(before, f)).Select(f => f.Attribute).ToHashSet(StringComparer.Ordinal);
        var gained = diff.Vanished.Where(f => IsField(after, f)).Select(f => f.Attribute).ToHashSet(StringComparer.Ordinal);
        Guid[] who = [.. actor.Select(CityId.Parse)];
        return (new(who, then.Count, now.Count), changed.ConvertAll(Line));

        ConclusionChange Line(IGrouping<string, (DerivedFinding Finding, int Worse)> group)
        {
            var (type, kind) = (catalogue.Type(group.Key), KnowledgeChange.Reproved);
            var (old, next) = (then.GetValueOrDefault(group.Key), now.GetValueOrDefault(group.Key));
            double? was = old?.Score, turned = next?.Score;
            var given = lost.Contains(group.Key);
            if (given)
                was = 1;
            if (gained.Contains(group.Key))
                turned = 1;
            var worse = was == turned ? group.Sum(c => c.Worse) : (turned ?? -1).CompareTo(was ?? -1);
            kind = was is null ? KnowledgeChange.Appeared : turned is null ? KnowledgeChange.Vanished
                : worse > 0 ? KnowledgeChange.Strengthened : worse < 0 ? KnowledgeChange.Weakened : KnowledgeChange.Reproved;
            return new(who, group.Key, kind, was, turned, given, CityId.Parse((next ?? old ?? group.First().Finding).Holding),
                group.Select(c => c.Finding.Holding).Distinct(StringComparer.Ordinal).Count(), type.IsSpecial, type.Identifying)
            {
                BoundsBefore = old is null || given ? null : (old.Low, old.High),
                BoundsAfter = next is null || gained.Contains(group.Key) ? null : (next.Low, next.High),
            };
        }
    }

    /// <summary>An organisation that is not there knows nothing; it is not the outsider.</summary>
    private static bool IsThere(CityModel model, string[] actor) => Array.TrueForAll(actor, model.HasOrganisation);

    private static bool IsField(CityModel model, DerivedFinding finding) =>
        model.HasHolding(finding.Holding) && model.FieldsOf(finding.Holding).Any(f => f.Type == finding.Attribute);

    private static Dictionary<string, DerivedFinding> Best(PiaCatalogue catalogue, CityModel model, string[] actor, CancellationToken cancel, OpenFindings? without = null)
    {
        if (!IsThere(model, actor))
            return [];
        var given = new Given(catalogue, model);
        return model.Findings(actor, cancel: cancel).Where(f => without?.Has(f) != true && !given.Hides(f)).GroupBy(f => f.Attribute, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.OrderByDescending(f => f.Score).ThenBy(f => f.Holding, StringComparer.Ordinal).First(), StringComparer.Ordinal);
    }

    private static HashSet<string> OpenTo(CityModel model, string[] actor) =>
        !IsThere(model, actor) ? [] : Given.HeldBy(model, actor).SelectMany(h => Given.Open(model, h)).ToHashSet(StringComparer.Ordinal);

    private static IReadOnlyList<TogetherChange> Grouped(PiaCatalogue catalogue, CityModel before, CityModel after, IProgress<(int Done, int Of)>? progress, CancellationToken cancel)
    {
        var pairs = new AnalysisRequest(Actors: [], CoalitionScope.Pairs);
        var then = CityAnalysis.Run(before, pairs, progress, cancel).Emergent.ToDictionary(KeyOf, StringComparer.Ordinal);
        var now = CityAnalysis.Run(after, pairs, progress, cancel).Emergent.ToDictionary(KeyOf, StringComparer.Ordinal);
        var known = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        var (hiddenThen, hiddenNow) = (new Given(catalogue, before), new Given(catalogue, after));
        foreach (var (key, _) in then.Where(e => hiddenThen.Has(e.Value.Holding, e.Value.Attribute)).ToList())
            then.Remove(key);
        foreach (var (key, _) in now.Where(e => hiddenNow.Has(e.Value.Holding, e.Value.Attribute)).ToList())
            now.Remove(key);
        var lines = now.Where(e => !then.ContainsKey(e.Key)).Select(e => Line(e.Value, appeared: true))
            .Concat(then.Where(e => !now.ContainsKey(e.Key)).Select(e => Line(e.Value, appeared: false)));
        return
        [
            .. lines.OrderByDescending(t => t.Appeared).ThenByDescending(t => t.Special).ThenByDescending(t => t.Identifying).ThenByDescending(t => t.Score)
                .ThenBy(t => t.TypeId, StringComparer.Ordinal).ThenBy(t => t.Members[0]).ThenBy(t => t.Members[^1]),
        ];

        TogetherChange Line(Emergent e, bool appeared)
        {
            var type = catalogue.Type(e.Attribute);
            return new([.. e.Coalition.Select(CityId.Parse)], e.Attribute, appeared, !appeared && e.Coalition.Any(m => Knows(m).Contains(e.Attribute)), e.Score, CityId.Parse(e.Holding), type.IsSpecial, type.Identifying);
        }

        HashSet<string> Knows(string organisation)
        {
            if (!known.TryGetValue(organisation, out var types))
                known[organisation] = types = [.. Best(catalogue, after, [organisation], cancel).Keys, .. OpenTo(after, [organisation])];
            return types;
        }

        static string KeyOf(Emergent e) => $"{string.Join('+', e.Coalition)}|{e.Attribute}";
    }
}
