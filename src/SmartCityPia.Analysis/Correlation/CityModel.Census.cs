using System.Collections.Concurrent;

namespace SmartCityPia.Analysis.Correlation;

/// <param name="Facts">Facts, fields included, summed over the actors.</param>
/// <param name="Findings">Those that are not fields.</param>
public sealed record CensusResult(long Facts, long Findings);

public sealed partial class CityModel
{
    /// <summary>How much every single organisation can tell, without listing it: closure and derivations of all of them.</summary>
    public CensusResult Census(double threshold = DefaultThreshold, CancellationToken cancel = default)
    {
        var limit = Certainty.Limit(threshold);
        long facts = 0, findings = 0;
        Parallel.ForEach(
            Partitioner.Create(BySize(), loadBalance: true),
            new ParallelOptions { CancellationToken = cancel },
            () => new Workspace(),
            (organisation, _, work) =>
            {
                var closure = Closure.Solve(this, HoldingsOf([organisation]), Estimate.Best, limit, work, cancel);
                long own = closure.FactCount, fields = 0;
                for (var place = 0; place < closure.Holdings.Length; place++)
                {
                    foreach (var type in closure.Content(place).FieldTypes)
                    {
                        if (closure.Rank(place, type) != Certainty.Unreached)
                            fields++;
                    }
                }

                Interlocked.Add(ref facts, own);
                Interlocked.Add(ref findings, own - fields);
                work.Clear();
                return work;
            },
            _ => { });
        return new CensusResult(facts, findings);
    }

    /// <summary>Organisations, those with most holdings first, so that no thread is left with a big one at the end.</summary>
    private int[] BySize() => [.. Enumerable.Range(0, HeldBy.Length).OrderByDescending(o => HeldBy[o].Length)];
}
