using SmartCityPia.Analysis.City;

namespace SmartCityPia.Analysis.Inference;

/// <summary>A proof that can be weighed again with other contents of its holdings.</summary>
internal sealed class WeighedProof(CityIndex index, long[] ruleCosts, WeighedProof.Step[] steps)
{
    /// <param name="Place">Of the holding, in its closure.</param>
    /// <param name="Rule">Number of the rule; -1 for a field, -2 for a link.</param>
    /// <param name="Other">The place a link leads to; else -1.</param>
    /// <param name="Key">Number of the link's key; else -1.</param>
    /// <param name="Premises">Indexes of earlier steps.</param>
    public readonly record struct Step(int Place, int Type, int Rule, int Other, int Key, int[] Premises);

    public ReadOnlySpan<Step> Steps => steps;

    /// <param name="contentOf">What the holding at a place contains; null when it is gone.</param>
    /// <returns>The cost of its conclusion; <see cref="Costs.Never"/> or more when a step no longer holds.</returns>
    public long Cost(Func<int, HoldingContent?> contentOf)
    {
        var costs = new long[steps.Length];
        for (var i = 0; i < steps.Length; i++)
        {
            var step = steps[i];
            if (contentOf(step.Place) is not { } content)
                return Costs.Never;
            long cost;
            if (step.Rule == -1)
            {
                cost = content.ColumnCost(step.Type);
            }
            else if (step.Rule >= 0)
            {
                cost = ruleCosts[step.Rule] + content.RuleCost(step.Rule);
            }
            else
            {
                if (contentOf(step.Other) is not { } other)
                    return Costs.Never;
                cost = index.Keys[step.Key].Best + Math.Max(content.KeyCost(step.Key), other.KeyCost(step.Key)) + Ends(step.Key, content, other);
            }

            foreach (var premise in step.Premises)
                cost = Math.Min(Costs.Never, cost + costs[premise]);
            if (cost >= Costs.Never)
                return Costs.Never;
            costs[i] = cost;
        }

        return costs[^1];
    }

    /// <summary>The best pair of given fields that a key joins; nothing for a key whose ends are premises.</summary>
    private long Ends(int key, HoldingContent content, HoldingContent other)
    {
        if (index.Keys[key].IsInferred)
            return 0;
        var best = Costs.Never;
        foreach (var end in content.Ends)
        {
            if (end.Key == key)
                best = Math.Min(best, end.Cost + other.EndCost(key, end.Domain));
        }

        return best;
    }
}

internal sealed partial class Closure
{
    /// <summary>The best derivation of a fact in a form that can be weighed again.</summary>
    public WeighedProof ProofFor(int place, int type)
    {
        var nodes = ProofNodes(place, type);
        var number = new Dictionary<int, int>();
        var steps = new WeighedProof.Step[nodes.Count];
        for (var i = 0; i < steps.Length; i++)
        {
            var node = nodes[i];
            var support = _support[node];
            var isLink = support >= LinkCode;
            steps[i] = new WeighedProof.Step(
                PlaceOf(node),
                TypeOf(node),
                isLink ? -2 : support - 1,
                isLink ? OtherOf(node) : -1,
                isLink ? _clubs.Key(support - LinkCode) : -1,
                Array.ConvertAll(PremisesOf(node), p => number[p]));
            number.Add(node, i);
        }

        return new WeighedProof(_model.Index, _ruleCosts, steps);
    }
}
