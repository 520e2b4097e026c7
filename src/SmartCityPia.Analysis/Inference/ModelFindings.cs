using SmartCityPia.Analysis.City;

namespace SmartCityPia.Analysis.Inference;

public static class ModelFindings
{
    /// <summary>Who knows what: everything an actor can tell that is not a field where it is told.</summary>
    /// <param name="actor">Organisation ids; none for the outsider.</param>
    /// <param name="threshold">Scores under it are left out; one within a part in 10^12 of it still counts.</param>
    /// <returns>Findings in the order of holding and attribute.</returns>
    /// <exception cref="ArgumentException">An id names no organisation.</exception>
    public static IReadOnlyList<DerivedFinding> Findings(this CityModel model, IReadOnlyList<string> actor, double threshold = CityModel.DefaultThreshold, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(actor);
        var members = model.ActorNumbers(actor);
        var views = model.Views(model.HoldingsOf(members), threshold, cancel);
        var names = model.Names(members);
        var findings = new List<DerivedFinding>();
        for (var place = 0; place < views.Best.Holdings.Length; place++)
        {
            var content = model.Holdings[views.Best.Holdings[place]].Content;
            for (var type = 0; type < views.Best.Width; type++)
            {
                if (views.Best.Rank(place, type) != Costs.Unreached && !content.HasField(type))
                    findings.Add(model.Describe(names, views.Best, views.Low, views.High, place, type));
            }
        }

        return findings;
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
        var views = model.Views(holdings, threshold, default);
        return views.Best.Rank(place, type) == Costs.Unreached ? null : model.Describe(model.Names(members), views.Best, views.Low, views.High, place, type);
    }

    private static EstimateViews Views(this CityModel model, int[] holdings, double threshold, CancellationToken cancel)
    {
        var limit = Costs.Limit(threshold);
        var best = Closure.Solve(model, holdings, Estimate.Best, limit, cancel: cancel);
        if (!model.Index.HasEstimates)
            return new EstimateViews(best, best, best);

        // The low end of a finding may lie far under the threshold, so that view is not cut off there.
        return new EstimateViews(
            best,
            Closure.Solve(model, holdings, Estimate.Low, Costs.Limit(0), cancel: cancel),
            Closure.Solve(model, holdings, Estimate.High, limit, cancel: cancel));
    }

    internal static DerivedFinding Describe(this CityModel model, string[] actor, Closure best, Closure low, Closure high, int place, int type)
    {
        var (cost, least, most) = (CostIn(best), CostIn(low), CostIn(high));
        var (proof, confidence) = best.Proof(place, type);
        return new DerivedFinding(
            actor,
            model.Holdings[best.Holdings[place]].Id,
            model.Index.Types[type],
            Costs.Score(cost),
            Costs.Score(least),
            Costs.Score(most),
            confidence,
            least != cost || most != cost,
            proof);

        long CostIn(Closure view)
        {
            var rank = view.Rank(place, type);
            return rank == Costs.Unreached ? Costs.Never : Costs.CostOf(rank);
        }
    }

    private sealed record EstimateViews(Closure Best, Closure Low, Closure High);
}
