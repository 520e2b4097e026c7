using SmartCityPia.Analysis.City;

namespace SmartCityPia.Analysis.Inference;

public static class ModelLinks
{
    /// <summary>
    /// Per key, and per domain where the key matches only inside one, the holdings that join with each other. As large as
    /// the city; written out as pairs it would grow with the square of a club.
    /// </summary>
    /// <param name="progress">Told how many of how many holdings are done.</param>
    public static IReadOnlyList<LinkClub> LinkClubs(this CityModel model, double threshold = CityModel.DefaultThreshold, IProgress<(int Done, int Of)>? progress = null, CancellationToken cancel = default)
    {
        var clubs = model.Clubs(Costs.Limit(threshold), progress, cancel);
        return
        [
            .. clubs.Where(c => c.Value.Count > 1).Select(club =>
            {
                var key = model.Index.Keys[club.Key.Key];
                return new LinkClub(
                    key.Name, club.Key.Domain < 0 ? null : model.Index.Domains[club.Key.Domain], Costs.Score(key.Best),
                    [.. club.Value.Select(m => new LinkMember(model.Holdings[m.Holding].Id, Costs.Score(m.Cost), Costs.Score(model.Holdings[m.Holding].Content.KeyCost(club.Key.Key))))]);
            }),
        ];
    }

    /// <summary>Who is joined by each key by itself, apart by domain where the key asks for one.</summary>
    private static SortedDictionary<(int Key, int Domain), List<(int Holding, long Cost)>> Clubs(this CityModel model, long limit, IProgress<(int Done, int Of)>? progress, CancellationToken cancel)
    {
        var work = new Workspace();
        var members = new SortedDictionary<(int Key, int Domain), List<(int Holding, long Cost)>>();
        var inferred = Enumerable.Range(0, model.Index.Keys.Length).Where(k => model.Index.Keys[k].IsInferred).ToArray();
        for (var h = 0; h < model.Holdings.Length; h++)
        {
            cancel.ThrowIfCancellationRequested();
            foreach (var end in model.Holdings[h].Content.Ends.Where(e => e.Cost <= limit))
                Add(end.Key, end.Domain, h, end.Cost);
            if (inferred.Length > 0)
            {
                var alone = Closure.Solve(model, [h], Estimate.Best, limit, work, cancel);
                foreach (var key in inferred)
                {
                    var rank = alone.Rank(0, model.Index.Keys[key].Type);
                    if (rank != Costs.Unreached)
                        Add(key, -1, h, Costs.CostOf(rank));
                }

                work.Clear();
            }

            progress?.Report((h + 1, model.Holdings.Length));
        }

        return members;

        void Add(int key, int domain, int holding, long cost)
        {
            if (!members.TryGetValue((key, domain), out var club))
                members.Add((key, domain), club = []);
            club.Add((holding, cost));
        }
    }
}

/// <summary>Holdings whose records can all be joined with each other through one key.</summary>
/// <param name="Key">Attribute type or class of the link key.</param>
/// <param name="Domain">The identifier domain they share; null for a key that matches whatever the domain.</param>
/// <param name="Strength">The key's own.</param>
/// <param name="Members">Two or more.</param>
public sealed record LinkClub(string Key, string? Domain, double Strength, IReadOnlyList<LinkMember> Members)
{
    /// <summary>How surely the records of two members join: the weaker side's controls count.</summary>
    public double Between(LinkMember a, LinkMember b) => Strength * Math.Min(a.Factor, b.Factor) * a.Knows * b.Knows;
}

/// <param name="Knows">How surely the holding by itself has what joins it.</param>
/// <param name="Factor">What the controls there leave of the key's strength.</param>
public readonly record struct LinkMember(string Holding, double Knows, double Factor);
