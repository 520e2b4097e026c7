namespace SmartCityPia.Analysis.Correlation;

public sealed partial class CityModel
{
    public const double DefaultThreshold = 0.05;

    /// <summary>Who knows what: everything an actor can tell that is not a field where it is told.</summary>
    /// <param name="actor">Organisation ids; none for the outsider.</param>
    /// <param name="threshold">Scores under it are left out; one within a part in 10^12 of it still counts.</param>
    /// <returns>Findings in the order of holding and attribute.</returns>
    /// <exception cref="ArgumentException">An id names no organisation.</exception>
    public IReadOnlyList<Finding> Findings(IReadOnlyList<string> actor, double threshold = DefaultThreshold, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(actor);
        var members = ActorNumbers(actor);
        var views = Views(HoldingsOf(members), threshold, cancel);
        var names = Names(members);
        var findings = new List<Finding>();
        for (var place = 0; place < views.Best.Holdings.Length; place++)
        {
            var content = Holdings[views.Best.Holdings[place]].Content;
            for (var type = 0; type < views.Best.Width; type++)
            {
                if (views.Best.Rank(place, type) != Certainty.Unreached && !content.HasField(type))
                    findings.Add(Describe(names, views.Best, views.Low, views.High, place, type));
            }
        }

        return findings;
    }

    /// <summary>
    /// The best derivation of one attribute in one holding for an actor, also where it is a field; null when the actor
    /// does not reach it or does not have the holding.
    /// </summary>
    /// <exception cref="ArgumentException">An id names no organisation or no holding.</exception>
    public Finding? Explain(IReadOnlyList<string> actor, string holding, string attribute, double threshold = DefaultThreshold)
    {
        ArgumentNullException.ThrowIfNull(actor);
        var members = ActorNumbers(actor);
        var holdings = HoldingsOf(members);
        var place = Array.BinarySearch(holdings, HoldingNumber(holding));
        if (place < 0 || !Index.TypeNumber.TryGetValue(attribute, out var type))
            return null;
        var views = Views(holdings, threshold, default);
        return views.Best.Rank(place, type) == Certainty.Unreached ? null : Describe(Names(members), views.Best, views.Low, views.High, place, type);
    }

    internal string[] Names(int[] members) => Array.ConvertAll(members, m => Index.Organisations[m]);

    private EstimateViews Views(int[] holdings, double threshold, CancellationToken cancel)
    {
        var limit = Certainty.Limit(threshold);
        var best = Closure.Solve(this, holdings, Estimate.Best, limit, cancel: cancel);
        if (!Index.HasEstimates)
            return new EstimateViews(best, best, best);

        // The low end of a finding may lie far under the threshold, so that view is not cut off there.
        return new EstimateViews(
            best,
            Closure.Solve(this, holdings, Estimate.Low, Certainty.Limit(0), cancel: cancel),
            Closure.Solve(this, holdings, Estimate.High, limit, cancel: cancel));
    }

    internal Finding Describe(string[] actor, Closure best, Closure low, Closure high, int place, int type)
    {
        var (cost, least, most) = (CostIn(best), CostIn(low), CostIn(high));
        var (proof, confidence) = best.Proof(place, type);
        return new Finding(
            actor,
            Holdings[best.Holdings[place]].Id,
            Index.Types[type],
            Certainty.Score(cost),
            Certainty.Score(least),
            Certainty.Score(most),
            confidence,
            least != cost || most != cost,
            proof);

        long CostIn(Closure view)
        {
            var rank = view.Rank(place, type);
            return rank == Certainty.Unreached ? Certainty.Never : Certainty.CostOf(rank);
        }
    }

    private sealed record EstimateViews(Closure Best, Closure Low, Closure High);
}
