using SmartCityPia.Analysis.City;

namespace SmartCityPia.Analysis.Inference;

public static class ModelFindings
{
    /// <summary>Who knows what: everything an actor can tell that is not an open field where it is told.</summary>
    /// <param name="actor">Organisation ids; none for the outsider.</param>
    /// <param name="threshold">Scores under it are left out; one within a part in 10^12 of it still counts.</param>
    /// <returns>Findings in the order of holding and attribute.</returns>
    /// <exception cref="ArgumentException">An id names no organisation.</exception>
    public static IReadOnlyList<DerivedFinding> Findings(this CityModel model, IReadOnlyList<string> actor, double threshold = CityModel.DefaultThreshold, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(actor);
        var members = model.ActorNumbers(actor);
        var closure = Closure.Solve(model, model.HoldingsOf(members), Estimate.Best, Costs.Limit(threshold), cancel: cancel);
        return model.Findings(model.Names(members), closure, cancel);
    }

    /// <summary>Everything a closure tells that is not given where it is told.</summary>
    internal static IReadOnlyList<DerivedFinding> Findings(this CityModel model, string[] actor, Closure closure, CancellationToken cancel = default)
    {
        var found = closure.Facts().Where(f => closure.IsFinding(f.Place, f.Type)).ToList();
        if (found.Count == 0)
            return [];
        var bounds = Bounds.Of(model, closure, cancel);
        return found.ConvertAll(f => model.Describe(actor, closure, bounds, f.Place, f.Type));
    }

    /// <summary>
    /// The best derivation of one attribute in one holding for an actor, also where it is a field; null when the actor
    /// does not reach it or does not have the holding.
    /// </summary>
    /// <exception cref="ArgumentException">An id names no organisation or no holding.</exception>
    public static DerivedFinding? Explain(this CityModel model, IReadOnlyList<string> actor, string holding, string attribute, double threshold = CityModel.DefaultThreshold)
    {
        ArgumentNullException.ThrowIfNull(actor);
        var members = model.ActorNumbers(actor);
        var holdings = model.HoldingsOf(members);
        var place = Array.BinarySearch(holdings, model.HoldingNumber(holding));
        if (place < 0 || !model.Index.TypeNumber.TryGetValue(attribute, out var type))
            return null;
        var closure = Closure.Solve(model, holdings, Estimate.Best, Costs.Limit(threshold));
        return closure.Rank(place, type) == Costs.Unreached ? null : model.Describe(model.Names(members), closure, Bounds.Of(model, closure, default), place, type);
    }

    private static DerivedFinding Describe(this CityModel model, string[] actor, Closure closure, Bounds bounds, int place, int type)
    {
        var proof = closure.Proof(place, type);
        return new DerivedFinding(
            actor,
            model.Holdings[closure.Holdings[place]].Id,
            model.Index.Types[type],
            Costs.Score(Costs.CostOf(closure.Rank(place, type))),
            ScoreIn(bounds.Low),
            ScoreIn(bounds.High),
            proof.Steps.Any(s => s.Rule is not null ? bounds.EstimatedRules.Contains(s.Rule) : s.Key is not null && bounds.EstimatedKeys.Contains(s.Key)),
            proof);

        double ScoreIn(Closure view)
        {
            var rank = view.Rank(place, type);
            return rank == Costs.Unreached ? 0 : Costs.ScoreOfGap(Costs.CostOf(rank));
        }
    }

    /// <summary>The same holdings by the other two conjunctions, and which figures state ends of their own.</summary>
    private sealed record Bounds(Closure Low, Closure High, HashSet<string> EstimatedRules, HashSet<string> EstimatedKeys)
    {
        /// <remarks>The low score of a finding may lie far under the threshold, so neither is cut off there.</remarks>
        public static Bounds Of(CityModel model, Closure closure, CancellationToken cancel) => new(
            Closure.Solve(model, closure.Holdings, closure.Contents, Estimate.Low, Costs.GapLimit, cancel: cancel),
            Closure.Solve(model, closure.Holdings, closure.Contents, Estimate.High, Costs.GapLimit, cancel: cancel),
            [.. model.Input.Rules.Where(r => r.Low is not null || r.High is not null).Select(r => r.Id)],
            [.. model.Input.Keys.Where(k => k.Low is not null || k.High is not null).Select(k => k.Type)]);
    }
}
