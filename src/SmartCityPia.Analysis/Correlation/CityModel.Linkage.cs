namespace SmartCityPia.Analysis.Correlation;

/// <summary>Two holdings whose records can be joined if they come side by side, and the key that does it.</summary>
/// <param name="First">The holding whose id sorts first.</param>
/// <param name="Key">Attribute type of the link key.</param>
/// <param name="Strength">
/// The key's strength after controls, times how surely each of the two holdings by itself knows the key.
/// </param>
public sealed record Linkage(string First, string Second, string Key, double Strength);

public sealed partial class CityModel
{
    /// <summary>
    /// The linkage matrix: every pair of holdings that joins directly and every key through which it does, whoever holds
    /// them. Keys that a holding would learn only by another link are not counted.
    /// </summary>
    /// <param name="holdings">Ids of the datasets and flows to compare; null for all. The answer grows with the square of a club.</param>
    /// <returns>By pair, the strongest key first.</returns>
    /// <exception cref="ArgumentException">An id names no dataset or flow.</exception>
    public IReadOnlyList<Linkage> LinkageMatrix(IReadOnlyList<string>? holdings = null, double threshold = DefaultThreshold, CancellationToken cancel = default)
    {
        int[] asked = holdings is null ? [.. Enumerable.Range(0, Holdings.Length)] : [.. holdings.Select(HoldingNumber).Distinct().Order()];
        var limit = Certainty.Limit(threshold);
        var work = new Workspace();
        var members = new Dictionary<(int Key, int Domain), List<(int Holding, long Cost)>>();
        foreach (var h in asked)
        {
            cancel.ThrowIfCancellationRequested();
            var alone = Closure.Solve(this, [h], Estimate.Best, limit, work, cancel);
            for (var key = 0; key < Index.Keys.Length; key++)
            {
                var type = Index.Keys[key].Type;
                var domain = Index.Keys[key].SameDomain ? Holdings[h].Content.Domain(type) : -1;
                if (alone.Rank(0, type) == Certainty.Unreached || (Index.Keys[key].SameDomain && domain < 0))
                    continue;
                if (!members.TryGetValue((key, domain), out var club))
                    members.Add((key, domain), club = []);
                club.Add((h, Certainty.CostOf(alone.Rank(0, type))));
            }

            work.Clear();
        }

        var cells = new List<(int First, int Second, long Cost, int Key)>();
        foreach (var ((key, _), club) in members)
        {
            var type = Index.Keys[key].Type;
            for (var i = 0; i < club.Count; i++)
            {
                cancel.ThrowIfCancellationRequested();
                for (var j = i + 1; j < club.Count; j++)
                {
                    var weaker = Math.Max(Holdings[club[i].Holding].Content.KeyCost(type), Holdings[club[j].Holding].Content.KeyCost(type));
                    var cost = Index.Keys[key].Cost + weaker + club[i].Cost + club[j].Cost;
                    if (cost <= limit)
                        cells.Add((club[i].Holding, club[j].Holding, cost, key));
                }
            }
        }

        cells.Sort();
        return [.. cells.Select(c => new Linkage(Holdings[c.First].Id, Holdings[c.Second].Id, Index.Types[Index.Keys[c.Key].Type], Certainty.Score(c.Cost)))];
    }
}
