using SmartCityPia.Analysis.City;
using SmartCityPia.Analysis.Inference;

namespace SmartCityPia.Analysis.Coalitions;

/// <summary>For each attribute that is new, the place where it is surest. Among equally sure places one inside the city is named.</summary>
internal sealed class BestPlaces(CityModel model)
{
    private readonly SortedDictionary<int, (long Cost, bool IsOutside, ulong Rank, int Holding)> _best = [];

    public void Add(Closure closure, Func<int, bool> isKnown)
    {
        foreach (var (place, type) in closure.Facts())
        {
            if (isKnown(type))
                continue;
            var rank = closure.Rank(place, type);
            var here = (Costs.CostOf(rank), closure.IsOutside(place), rank, closure.Holdings[place]);
            if (!_best.TryGetValue(type, out var best) || here.CompareTo(best) < 0)
                _best[type] = here;
        }
    }

    public List<Emergent> Named(int[] members)
    {
        var names = model.Names(members);
        return [.. _best.Select(b => new Emergent(names, model.Index.Types[b.Key], Costs.Score(b.Value.Cost), model.Holdings[b.Value.Holding].Id))];
    }
}
