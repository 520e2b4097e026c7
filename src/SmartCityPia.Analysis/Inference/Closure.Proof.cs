using SmartCityPia.Analysis.City;

namespace SmartCityPia.Analysis.Inference;

internal sealed partial class Closure
{
    /// <summary>The best derivation of a reached fact, premises first, and the confidence of it as a whole.</summary>
    public (DerivedStep[] Steps, double Confidence) Proof(int place, int type)
    {
        var number = new Dictionary<int, int>();
        var steps = new List<DerivedStep>();
        var links = new HashSet<(int, int, int)>();
        long total = 0;
        foreach (var node in ProofNodes(place, type))
        {
            var (step, cost, link) = Describe(node, Array.ConvertAll(PremisesOf(node), p => number[p]));
            if (link is null || links.Add(link.Value))
                total += cost;
            number.Add(node, steps.Count);
            steps.Add(step);
        }

        return ([.. steps], Costs.Score(total));
    }

    /// <summary>The facts of the best derivation, each once, premises first.</summary>
    public List<int> ProofNodes(int place, int type)
    {
        var seen = new HashSet<int>();
        var nodes = new List<int>();
        var pending = new Stack<(int Node, bool Expanded)>();
        pending.Push((Node(place, type), false));
        while (pending.TryPop(out var entry))
        {
            var (node, expanded) = entry;
            if (expanded)
            {
                nodes.Add(node);
                continue;
            }

            if (!seen.Add(node))
                continue;
            pending.Push((node, true));
            var premises = PremisesOf(node);
            for (var p = premises.Length - 1; p >= 0; p--)
                pending.Push((premises[p], false));
        }

        return nodes;
    }

    public int[] PremisesOf(int node)
    {
        var support = _support[node];
        var start = node - TypeOf(node);
        if (support == 0)
            return [];
        if (support < LinkCode)
            return Array.ConvertAll(_rules[support - 1].Premises, p => start + p);
        var club = support - LinkCode;
        var other = OtherOf(node);
        return [start + _clubs.Type(club), Node(other, _clubs.Type(club)), Node(other, TypeOf(node))];
    }

    /// <summary>The place that a linked fact comes from.</summary>
    private int OtherOf(int node) => _support[Hub(_support[node] - LinkCode, TypeOf(node))];

    private (DerivedStep Step, long Cost, (int, int, int)? Link) Describe(int node, int[] premises)
    {
        var support = _support[node];
        var (place, type) = (PlaceOf(node), TypeOf(node));
        var index = _model.Index;
        var score = Costs.Score(Costs.CostOf(_rank[node]));
        var holding = _model.Holdings[Holdings[place]].Id;
        var attribute = index.Types[type];
        if (support == 0)
        {
            var own = _contents[place].FieldCost(type);
            return (new DerivedStep(DerivedStepKind.Field, holding, attribute, score, Costs.Score(own), null, null, null, premises), own, null);
        }

        if (support < LinkCode)
        {
            var rule = support - 1;
            var cost = _ruleCosts[rule] + _contents[place].RuleCost(rule);
            return (new DerivedStep(DerivedStepKind.Rule, holding, attribute, score, Costs.Score(cost), _rules[rule].Id, null, null, premises), cost, null);
        }

        var club = support - LinkCode;
        var other = OtherOf(node);
        var strength = _clubs.Cost(club);
        var key = _clubs.Type(club);
        var step = new DerivedStep(
            DerivedStepKind.Link, holding, attribute, score, Costs.Score(strength), null, index.Types[key], _model.Holdings[Holdings[other]].Id, premises);
        return (step, strength, (key, Math.Min(place, other), Math.Max(place, other)));
    }
}
