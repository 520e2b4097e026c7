using SmartCityPia.Analysis.City;

namespace SmartCityPia.Analysis.Inference;

internal sealed partial class Closure
{
    private Dictionary<int, SettledFields>? _settled;

    /// <summary>A given field that a proof rests on: as an attribute, as a condition that it meets, or as an end of a link.</summary>
    private readonly record struct Given(int Place, int Field, IndexedCondition? Condition);

    /// <summary>The best derivation of a reached fact, premises first, and what it takes.</summary>
    public DerivedProof Proof(int place, int type)
    {
        var walk = new ProofWalk(this);
        var number = new Dictionary<int, int>();
        var steps = new List<DerivedStep>();
        var links = new HashSet<(int, int, int)>();
        var fields = new HashSet<(int, int)>();
        var needsLaboratory = false;
        long total = 0;
        foreach (var node in walk.Nodes(place, type))
        {
            var premises = Array.ConvertAll(walk.PremisesOf(node), p => number[p]);
            number.Add(node, steps.Count);
            if (walk.GivenOf(node) is { } given)
            {
                var cost = Settled(given.Place).Fields[given.Field].Cost;
                if (fields.Add((given.Place, given.Field)))
                    total += cost;
                steps.Add(Describe(given, node, cost));
                continue;
            }

            var support = _support[node];
            var score = Costs.Score(Costs.CostOf(_rank[node]));
            var (attribute, condition) = NameOf(TypeOf(node));
            var at = PlaceOf(node);
            if (support < LinkCode)
            {
                var rule = support - 1;
                var cost = RuleCost(at, rule);
                total += cost;
                needsLaboratory |= _rules[rule].NeedsLaboratory;
                steps.Add(new DerivedStep(DerivedStepKind.Rule, IdOf(at), attribute, score, Costs.Score(cost), _rules[rule].Id, null, null, premises));
                continue;
            }

            var club = support - LinkCode;
            var other = OtherOf(node);
            if (links.Add((_clubs.Key(club), Math.Min(at, other), Math.Max(at, other))))
                total += _clubs.Cost(club);
            steps.Add(new DerivedStep(
                DerivedStepKind.Link, IdOf(at), attribute, score, Costs.Score(_clubs.Cost(club)), null, Index.Keys[_clubs.Key(club)].Name, IdOf(other), premises, condition));
        }

        var used = walk.Used;
        var places = used.Select(u => u.Place).Distinct().ToList();
        return new DerivedProof(
            [.. steps],
            Costs.Score(total),
            places.Min(p => _model.Holdings[Holdings[p]].Reach),
            EffortOf(places, needsLaboratory),
            AssumedIn(used));
    }

    /// <summary>The facts of the best derivation, each once, premises first.</summary>
    public List<int> ProofNodes(int place, int type) => Walk(Node(place, type), PremisesOf);

    /// <summary>The facts that a fact's best derivation rests on; given fields at the ends of a link are not among them.</summary>
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
        return _clubs.IsBound(club)
            ? [Node(other, TypeOf(node))]
            : [start + _clubs.Type(club), Node(other, _clubs.Type(club)), Node(other, TypeOf(node))];
    }

    private static List<int> Walk(int conclusion, Func<int, int[]> premisesOf)
    {
        var seen = new HashSet<int>();
        var nodes = new List<int>();
        var pending = new Stack<(int Node, bool Expanded)>();
        pending.Push((conclusion, false));
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
            var premises = premisesOf(node);
            for (var p = premises.Length - 1; p >= 0; p--)
                pending.Push((premises[p], false));
        }

        return nodes;
    }

    /// <summary>The place that a linked fact comes from.</summary>
    private int OtherOf(int node) => _support[Hub(_support[node] - LinkCode, TypeOf(node))];

    private SettledFields Settled(int place)
    {
        _settled ??= [];
        if (!_settled.TryGetValue(place, out var settled))
            _settled.Add(place, settled = SettledFields.Of(Index, _contents[place]));
        return settled;
    }

    private string IdOf(int place) => _model.Holdings[Holdings[place]].Id;

    private (string Name, CityCondition? Condition) NameOf(int column) => column < Types
        ? (Index.Types[column], null)
        : (Index.Conditions[column - Types].Name, Index.Conditions[column - Types].Stated);

    private DerivedStep Describe(Given given, int node, long cost)
    {
        var type = Index.Types[Settled(given.Place).Fields[given.Field].Type];
        var score = Costs.Score(cost);
        var isEnd = node < 0;
        var (name, condition) = isEnd ? (type, given.Condition!.Stated) : NameOf(TypeOf(node));
        return new DerivedStep(
            DerivedStepKind.Field, IdOf(given.Place), name, score, score, null, null, null, [], isEnd && condition == new CityCondition() ? null : condition, name == type ? null : type);
    }

    private DerivedEffort EffortOf(List<int> places, bool needsLaboratory)
    {
        if (needsLaboratory)
            return DerivedEffort.Laboratory;
        var holdings = places.ConvertAll(p => _model.Holdings[Holdings[p]]);
        if (holdings.Select(h => h.Holder).Where(h => h >= 0).Distinct().Count() > 1)
            return DerivedEffort.Second;
        if (holdings.Exists(h => h.IsOutside))
            return DerivedEffort.Outside;
        return places.Max(p => Settled(p).Access) switch
        {
            CityAccess.Bulk => DerivedEffort.Own,
            CityAccess.Query => DerivedEffort.Case,
            _ => DerivedEffort.Order,
        };
    }

    private List<DerivedAssumption> AssumedIn(IEnumerable<Given> used)
    {
        var assumed = new HashSet<DerivedAssumption>();
        foreach (var given in used)
        {
            foreach (var (type, facet) in Settled(given.Place).Assumed(given.Condition, given.Field))
                assumed.Add(new DerivedAssumption(IdOf(given.Place), type < 0 ? null : Index.Types[type], facet.ToString().ToLowerInvariant()));
        }

        return [.. assumed.OrderBy(a => a.Holding, StringComparer.Ordinal).ThenBy(a => a.Type, StringComparer.Ordinal).ThenBy(a => a.Facet, StringComparer.Ordinal)];
    }

    /// <summary>One way through a proof. Facts are nodes; a field that is only an end of a link has a number below zero.</summary>
    private sealed class ProofWalk(Closure closure)
    {
        private readonly List<Given> _ends = [];

        /// <summary>The given fields met on the way.</summary>
        public HashSet<Given> Used { get; } = [];

        public List<int> Nodes(int place, int type)
        {
            var nodes = Walk(closure.Node(place, type), PremisesOf);
            Used.UnionWith(nodes.Select(GivenOf).OfType<Given>());
            return nodes;
        }

        /// <summary>The field that a node is, if it is one.</summary>
        public Given? GivenOf(int node)
        {
            if (node < 0)
                return _ends[~node];
            if (closure._support[node] != 0)
                return null;
            var (place, column) = (closure.PlaceOf(node), closure.TypeOf(node));
            var settled = closure.Settled(place);
            if (column < closure.Types)
                return new Given(place, settled.Find(column), null);
            var condition = closure.Index.Conditions[column - closure.Types];
            return new Given(place, settled.Best(condition), condition);
        }

        public int[] PremisesOf(int node)
        {
            if (node < 0)
                return [];
            var support = closure._support[node];
            if (support < LinkCode || !closure._clubs.IsBound(support - LinkCode))
                return closure.PremisesOf(node);
            var other = closure.OtherOf(node);
            return [End(support - LinkCode, closure.PlaceOf(node)), End(support - LinkCode, other), closure.Node(other, closure.TypeOf(node))];
        }

        private int End(int club, int place)
        {
            var settled = closure.Settled(place);
            var condition = closure.Index.Keys[closure._clubs.Key(club)].Condition!;
            var given = new Given(place, settled.Best(condition, closure._clubs.Domain(club), joins: true), condition);
            ref var field = ref settled.Fields[given.Field];
            if (field.IsOpen && closure.IsReached(closure.Node(place, field.Type)) && closure._support[closure.Node(place, field.Type)] == 0)
            {
                Used.Add(given);
                return closure.Node(place, field.Type);
            }

            var known = _ends.IndexOf(given);
            if (known < 0)
            {
                known = _ends.Count;
                _ends.Add(given);
            }

            return ~known;
        }
    }
}
