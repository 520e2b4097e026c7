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
        var members = Clubs(asked, limit, null, cancel);

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

    /// <summary>
    /// The linkage matrix before it is multiplied out: per key, and per domain where the key matches only inside one, the
    /// holdings that join with each other. As large as the city, not as its square.
    /// </summary>
    /// <param name="progress">Told how many of how many holdings are done.</param>
    public IReadOnlyList<LinkClub> LinkClubs(double threshold = DefaultThreshold, IProgress<(int Done, int Of)>? progress = null, CancellationToken cancel = default)
    {
        var clubs = Clubs([.. Enumerable.Range(0, Holdings.Length)], Certainty.Limit(threshold), progress, cancel);
        return
        [
            .. clubs.Where(c => c.Value.Count > 1).OrderBy(c => c.Key).Select(club =>
            {
                var key = Index.Keys[club.Key.Key];
                var type = Index.Types[key.Type];
                return new LinkClub(
                    type, key.SameDomain ? FieldsOf(Holdings[club.Value[0].Holding].Id).First(f => f.Type == type).Domain : null, Certainty.Score(key.Cost),
                    [.. club.Value.Select(m => new LinkMember(Holdings[m.Holding].Id, Certainty.Score(m.Cost), Certainty.Score(Holdings[m.Holding].Content.KeyCost(key.Type))))]);
            }),
        ];
    }

    /// <summary>Who knows each key by itself, apart by domain where the key asks for one.</summary>
    private Dictionary<(int Key, int Domain), List<(int Holding, long Cost)>> Clubs(int[] asked, long limit, IProgress<(int Done, int Of)>? progress, CancellationToken cancel)
    {
        var work = new Workspace();
        var members = new Dictionary<(int Key, int Domain), List<(int Holding, long Cost)>>();
        var done = 0;
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
            progress?.Report((++done, asked.Length));
        }

        return members;
    }
}

/// <summary>Holdings whose records can all be joined with each other through one key.</summary>
/// <param name="Key">Attribute type of the link key.</param>
/// <param name="Domain">The identifier domain they share; null for a key that matches whatever the domain.</param>
/// <param name="Strength">The key's own.</param>
/// <param name="Members">Two or more.</param>
public sealed record LinkClub(string Key, string? Domain, double Strength, IReadOnlyList<LinkMember> Members)
{
    /// <summary>How surely the records of two members join: the weaker side's controls count.</summary>
    public double Between(LinkMember a, LinkMember b) => Strength * Math.Min(a.Factor, b.Factor) * a.Knows * b.Knows;
}

/// <param name="Knows">How surely the holding by itself knows the key.</param>
/// <param name="Factor">What the controls there leave of the key's strength.</param>
public readonly record struct LinkMember(string Holding, double Knows, double Factor);
