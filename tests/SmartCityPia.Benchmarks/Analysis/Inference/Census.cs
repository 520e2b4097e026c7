using System.Collections.Concurrent;
using SmartCityPia.Analysis.City;
using SmartCityPia.Analysis.Inference;

namespace SmartCityPia.Benchmarks.Analysis.Inference;

/// <param name="Facts">Facts, fields included, summed over the actors.</param>
/// <param name="Findings">Those that are not fields.</param>
internal sealed record CensusResult(long Facts, long Findings);

internal static class CensusRun
{
    /// <summary>How much every single organisation can tell, without listing it: closure and derivations of all of them.</summary>
    public static CensusResult Census(this CityModel model, double threshold = CityModel.DefaultThreshold, CancellationToken cancel = default)
    {
        var limit = Costs.Limit(threshold);
        long facts = 0, findings = 0;
        Parallel.ForEach(
            Partitioner.Create(model.BySize(), loadBalance: true),
            new ParallelOptions { CancellationToken = cancel },
            () => new Workspace(),
            (organisation, _, work) =>
            {
                var closure = Closure.Solve(model, model.HoldingsOf([organisation]), Estimate.Best, limit, work, cancel);
                long own = 0, given = 0;
                for (var place = 0; place < closure.Holdings.Length; place++)
                {
                    for (var type = 0; type < closure.Types; type++)
                    {
                        if (closure.Rank(place, type) == Costs.Unreached)
                            continue;
                        own++;
                        if (!closure.IsFinding(place, type))
                            given++;
                    }
                }

                Interlocked.Add(ref facts, own);
                Interlocked.Add(ref findings, own - given);
                work.Clear();
                return work;
            },
            _ => { });
        return new CensusResult(facts, findings);
    }
}
