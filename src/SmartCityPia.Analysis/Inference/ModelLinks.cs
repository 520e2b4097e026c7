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
            .. clubs.Where(c => c.Value.Count > 1).OrderBy(c => c.Key).Select(club =>
            {
                var key = model.Index.Keys[club.Key.Key];
                var type = model.Index.Types[key.Type];
                return new LinkClub(
                    type, key.SameDomain ? model.FieldsOf(model.Holdings[club.Value[0].Holding].Id).First(f => f.Type == type).Domain : null, Costs.Score(key.Cost),
                    [.. club.Value.Select(m => new LinkMember(model.Holdings[m.Holding].Id, Costs.Score(m.Cost), Costs.Score(model.Holdings[m.Holding].Content.KeyCost(key.Type))))]);
            }),
        ];
    }

    /// <summary>Who knows each key by itself, apart by domain where the key asks for one.</summary>
    private static Dictionary<(int Key, int Domain), List<(int Holding, long Cost)>> Clubs(this CityModel model, long limit, IProgress<(int Done, int Of)>? progress, CancellationToken cancel)
    {
        var work = new Workspace();
        var members = new Dictionary<(int Key, int Domain), List<(int Holding, long Cost)>>();
        for (var h = 0; h < model.Holdings.Length; h++)
        {
            cancel.ThrowIfCancellationRequested();
            var alone = Closure.Solve(model, [h], Estimate.Best, limit, work, cancel);
            for (var key = 0; key < model.Index.Keys.Length; key++)
            {
                var type = model.Index.Keys[key].Type;
                var domain = model.Index.Keys[key].SameDomain ? model.Holdings[h].Content.Domain(type) : -1;
                if (alone.Rank(0, type) == Costs.Unreached || (model.Index.Keys[key].SameDomain && domain < 0))
                    continue;
                if (!members.TryGetValue((key, domain), out var club))
                    members.Add((key, domain), club = []);
                club.Add((h, Costs.CostOf(alone.Rank(0, type))));
            }

            work.Clear();
            progress?.Report((h + 1, model.Holdings.Length));
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
