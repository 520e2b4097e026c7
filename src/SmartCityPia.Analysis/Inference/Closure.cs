using System.Numerics;
using SmartCityPia.Analysis.City;

namespace SmartCityPia.Analysis.Inference;

/// <summary>
/// All that one actor can tell, with the best derivation of each fact: the least fixed point of fields, rules and
/// links, computed best first (Knuth 1977), so that each fact is settled once.
/// </summary>
/// <remarks>
/// A node is a fact (place of a holding, attribute type) or a hub (club, attribute type): "the best record of this club
/// that has the attribute". Links go through hubs instead of through each pair of holdings. That a hub may name the
/// holding itself is harmless: a link to itself never improves a score, as no factor exceeds 1.
/// Every combination of premises makes a rank greater than each premise's (the height grows), so a proof never rests on
/// itself; among equal ranks the least support code wins, whatever the order of arrival.
/// </remarks>
internal sealed partial class Closure
{
    /// <summary>Support codes: 0 is a field, r + 1 the rule r, this + c a link through the club c. A hub's is its place.</summary>
    private const int LinkCode = 1 << 30;

    private readonly CityModel _model;
    private readonly HoldingContent[] _built;
    private readonly HoldingContent[] _contents;
    private readonly IndexedRule[] _rules;
    private readonly int[][] _rulesByPremise;
    private readonly Estimate _estimate;
    private readonly long[] _ruleCosts;
    private readonly long _limit;
    private readonly ClubSet _clubs;
    private readonly Workspace _work;
    private readonly RankQueue _queue;
    private ulong[] _rank;
    private int[] _support;
    private readonly int _facts;
    private readonly int _shift;
    private readonly ulong[]? _relevant;

    private Closure(CityModel model, int[] holdings, HoldingContent[] contents, Estimate estimate, long limit, Workspace work, ulong[]? relevant)
    {
        _relevant = relevant;
        _model = model;
        _built = contents;
        _contents = [.. contents];
        _rules = model.Index.Rules;
        _rulesByPremise = model.Index.RulesByPremise;
        _estimate = estimate;
        _ruleCosts = model.Index.RuleCosts(estimate);
        _limit = limit;
        _clubs = ClubSet.Of(model.Index, estimate, contents);
        Holdings = holdings;
        Width = model.Index.Width;

        // A row of nodes starts at a whole word of bits.
        _shift = Math.Max(6, BitOperations.Log2((uint)Math.Max(1, Width - 1)) + 1);
        _facts = holdings.Length << _shift;
        var nodes = _facts + (_clubs.Count << _shift);
        work.Fit(nodes);
        _work = work;
        _queue = work.Queue;
        _rank = work.Rank;
        _support = work.Support;
    }

    /// <summary>Numbers of the holdings, ascending. Facts address them by their place here.</summary>
    public int[] Holdings { get; }

    /// <summary>Number of columns: attribute types and, above them, conditions.</summary>
    public int Width { get; }

    /// <summary>Number of attribute types.</summary>
    public int Types => _model.Index.Types.Length;

    /// <summary>Nodes below this are facts, the others hubs.</summary>
    public int FactNodes => _facts;

    public ClubSet Clubs => _clubs;

    public CityIndex Index => _model.Index;

    /// <summary>In the score.</summary>
    public long RuleCost(int rule) => _ruleCosts[rule];

    /// <summary>In the score, with what weakens it at a place.</summary>
    public long RuleCost(int place, int rule) => _ruleCosts[rule] + _contents[place].RuleCost(rule);

    /// <summary>What each of the holdings contains now.</summary>
    public HoldingContent[] Contents => _contents;

    public HoldingContent Content(int place) => _contents[place];

    /// <summary>Rank of a column in the holding at a place, or <see cref="Costs.Unreached"/>.</summary>
    public ulong Rank(int place, int column) => _rank[Node(place, column)];

    /// <summary>The reached facts by place and attribute type: open fields, and all that follows.</summary>
    public IEnumerable<(int Place, int Type)> Facts()
    {
        for (var place = 0; place < Holdings.Length; place++)
        {
            for (var type = Next(place << _shift, 0); type >= 0 && type < Types; type = Next(place << _shift, type + 1))
                yield return (place, type);
        }
    }

    /// <summary>Sets the bits of the columns that are reached anywhere.</summary>
    public void AddColumns(Span<ulong> bits)
    {
        for (var place = 0; place < Holdings.Length; place++)
            AddColumns(place, bits);
    }

    /// <summary>Sets the bits of the columns that are reached at a place.</summary>
    public void AddColumns(int place, Span<ulong> bits)
    {
        var words = (Width + 63) >> 6;
        for (var w = 0; w < words; w++)
            bits[w] |= _work.Reached[((place << _shift) >> 6) + w];
    }

    /// <summary>Whether a fact is told about people although it is not given there, and not outside the city.</summary>
    public bool IsFinding(int place, int type) => !_contents[place].Has(type) && !IsOutside(place);

    public bool IsOutside(int place) => _model.Holdings[Holdings[place]].IsOutside;

    /// <summary>Whether another closure of the same holdings reaches the same facts at the same ranks.</summary>
    public bool SameRanks(Closure other) =>
        _rank.AsSpan(0, _facts).SequenceEqual(other._rank.AsSpan(0, other._facts))
        && _work.Reached.AsSpan(0, _facts >> 6).SequenceEqual(other._work.Reached.AsSpan(0, other._facts >> 6));

    /// <param name="contents">What each of the holdings contains: the model's own, or as some edit would have it.</param>
    /// <param name="work">Arrays to use; they are the closure's until cleared. Null for arrays of its own.</param>
    /// <param name="relevant">Bits of the types to look at; null for all. Others are as if nobody knew them.</param>
    public static Closure Solve(
        CityModel model, int[] holdings, HoldingContent[] contents, Estimate estimate, long limit, Workspace? work = null, ulong[]? relevant = null, CancellationToken cancel = default)
    {
        var closure = new Closure(model, holdings, contents, estimate, limit, work ?? new Workspace(), relevant);
        for (var place = 0; place < holdings.Length; place++)
            closure.OfferFields(place);
        closure.Settle(cancel);
        return closure;
    }

    public static Closure Solve(CityModel model, int[] holdings, Estimate estimate, long limit, Workspace? work = null, CancellationToken cancel = default) =>
        Solve(model, holdings, model.ContentsOf(holdings), estimate, limit, work, null, cancel);

    public int Node(int place, int type) => (place << _shift) | type;

    public int Hub(int club, int type) => _facts + ((club << _shift) | type);

    public int PlaceOf(int node) => node >> _shift;

    public int TypeOf(int node) => node & ((1 << _shift) - 1);

    /// <summary>The next reached type of a row at or after one, or -1.</summary>
    private int Next(int row, int type)
    {
        if (type >= Width)
            return -1;
        var end = (row + Width + 63) >> 6;
        var word = (row + type) >> 6;
        var bits = _work.Reached[word] & (ulong.MaxValue << (type & 63));
        while (bits == 0)
        {
            if (++word >= end)
                return -1;
            bits = _work.Reached[word];
        }

        return (word << 6) + BitOperations.TrailingZeroCount(bits) - row;
    }

    public bool IsReached(int node) => _rank[node] != Costs.Unreached;

    private void OfferFields(int place)
    {
        var content = _contents[place];
        for (var c = 0; c < content.Columns.Length; c++)
            Offer(Node(place, content.Columns[c]), FactorCost(content.ColumnCosts[c]), 0, 0);
    }

    /// <summary>What a factor, known by its cost in the score, costs here.</summary>
    private long FactorCost(long cost) => _estimate == Estimate.Best || cost == 0 ? cost : Costs.GapOf(cost);

    /// <summary>Product, least sum or minimum, in costs.</summary>
    private long And(long one, long other) => _estimate == Estimate.High ? Math.Max(one, other) : one + other;

    private void Settle(CancellationToken cancel)
    {
        var steps = 0;
        while (_queue.TryTake(out var node, out var rank))
        {
            if (_rank[node] != rank)
                continue;
            if ((++steps & 0xFFF) == 0)
                cancel.ThrowIfCancellationRequested();
            if (node < _facts)
                SettleFact(node, rank);
            else
                SettleHub(node, rank);
        }
    }

    private void Offer(int node, long cost, ulong height, int support)
    {
        if (cost > _limit || (_relevant is not null && !Pooling.Has(_relevant, TypeOf(node))))
            return;
        var rank = Costs.Rank(cost, height);
        var best = _rank[node];
        if (rank > best)
            return;
        if (rank == best)
        {
            if (Precedes(support, _support[node]))
                Change(node, rank, support);
            return;
        }

        Change(node, rank, support);
        _queue.Add(node, rank);
    }

    private void SettleFact(int node, ulong rank)
    {
        var place = PlaceOf(node);
        var type = TypeOf(node);
        foreach (var rule in _rulesByPremise[type])
        {
            // What is known better than this premise cannot gain from it.
            if (_rank[Node(place, _rules[rule].Conclusion)] > rank)
                Fire(place, rule);
        }

        foreach (var club in _clubs.Free)
        {
            var key = _clubs.Type(club);
            if (key == type)
            {
                if (IsMember(club, place))
                    Join(club, place);
            }
            else if (IsReached(Node(place, key)) && IsMember(club, place))
            {
                Contribute(club, place, type);
            }
        }

        var isBuilt = ReferenceEquals(_contents[place], _built[place]) && !_clubs.IsDynamic;
        for (var entry = _clubs.First(place); entry >= 0;)
        {
            (var club, entry, var end) = _clubs.Entry(entry);
            Contribute(club, place, type, isBuilt ? end : EndCost(club, place));
        }
    }

    private void Fire(int place, int rule)
    {
        var cost = _ruleCosts[rule];
        var height = 0UL;
        foreach (var premise in _rules[rule].Premises)
        {
            var rank = _rank[Node(place, premise)];
            if (rank == Costs.Unreached)
                return;
            cost = And(cost, Costs.CostOf(rank));
            height = Math.Max(height, Costs.HeightOf(rank));
        }

        Offer(Node(place, _rules[rule].Conclusion), And(cost, FactorCost(_contents[place].RuleCost(rule))), height + 1, rule + 1);
    }

    /// <summary>A free key became known at a place, or better known: its record can be found, and can find others.</summary>
    private void Join(int club, int place)
    {
        _clubs.AddPresent(club, place);
        var key = _clubs.Type(club);
        var row = Node(place, 0);
        for (var type = Next(row, 0); type >= 0; type = Next(row, type + 1))
        {
            if (type != key)
                Contribute(club, place, type);
        }

        row = Hub(club, 0);
        for (var type = Next(row, 0); type >= 0; type = Next(row, type + 1))
            Receive(club, place, type);
    }

    /// <summary>A place came to belong to a bound club.</summary>
    private void Enter(int club, int place)
    {
        var end = EndCost(club, place);
        var row = Node(place, 0);
        for (var type = Next(row, 0); type >= 0; type = Next(row, type + 1))
            Contribute(club, place, type, end);
        row = Hub(club, 0);
        for (var type = Next(row, 0); type >= 0; type = Next(row, type + 1))
            Receive(club, place, type, end);
    }

    private void SettleHub(int node, ulong rank)
    {
        var club = PlaceOf(node - _facts);
        var type = TypeOf(node - _facts);
        if (_clubs.IsBound(club))
        {
            // Nothing is added to the members meanwhile.
            foreach (var (place, end) in _clubs.Members(club))
            {
                if (_rank[Node(place, type)] > rank)
                    Receive(club, place, type, ReferenceEquals(_contents[place], _built[place]) && !_clubs.IsDynamic ? end : EndCost(club, place));
            }

            return;
        }

        var key = _clubs.Type(club);
        foreach (var place in _clubs.Present(club))
        {
            if (_rank[Node(place, type)] > rank && IsReached(Node(place, key)) && IsMember(club, place))
                Receive(club, place, type);
        }
    }

    /// <summary>Through a free club.</summary>
    private void Contribute(int club, int place, int type)
    {
        var key = _rank[Node(place, _clubs.Type(club))];
        var fact = _rank[Node(place, type)];
        Offer(
            Hub(club, type),
            And(Costs.CostOf(key), Costs.CostOf(fact)),
            Math.Max(Costs.HeightOf(key), Costs.HeightOf(fact)) + 1,
            place);
    }

    /// <summary>Through a free club.</summary>
    private void Receive(int club, int place, int type)
    {
        var hub = _rank[Hub(club, type)];
        var key = _rank[Node(place, _clubs.Type(club))];
        Offer(
            Node(place, type),
            And(And(_clubs.Cost(club), Costs.CostOf(key)), Costs.CostOf(hub)),
            Math.Max(Costs.HeightOf(key), Costs.HeightOf(hub)) + 1,
            LinkCode + club);
    }

    /// <summary>Through a bound club, by an end of some cost.</summary>
    private void Contribute(int club, int place, int type, long end)
    {
        if (end >= Costs.Never)
            return;
        var fact = _rank[Node(place, type)];
        Offer(Hub(club, type), And(end, Costs.CostOf(fact)), Costs.HeightOf(fact) + 1, place);
    }

    /// <summary>Through a bound club, by an end of some cost.</summary>
    private void Receive(int club, int place, int type, long end)
    {
        if (end >= Costs.Never)
            return;
        var hub = _rank[Hub(club, type)];
        Offer(Node(place, type), And(And(_clubs.Cost(club), end), Costs.CostOf(hub)), Costs.HeightOf(hub) + 1, LinkCode + club);
    }

    /// <summary>Cost of the end by which a place belongs to a bound club, which an edit may have ended since the clubs were made.</summary>
    public long EndCost(int club, int place)
    {
        var content = _contents[place];
        return content.KeyCosts.Length > 0 && content.KeyCost(_clubs.Key(club)) > _clubs.Level(club)
            ? Costs.Never
            : FactorCost(content.EndCost(_clubs.Key(club), _clubs.Domain(club)));
    }

    /// <summary>Whether a club's key joins a holding, for a free key once it is known there.</summary>
    public bool IsMember(int club, int place)
    {
        if (_clubs.IsBound(club))
            return EndCost(club, place) < Costs.Never;
        var content = _contents[place];
        return content.KeyCosts.Length == 0 || content.KeyCost(_clubs.Key(club)) <= _clubs.Level(club);
    }

    private bool Precedes(int support, int other) =>
        support < LinkCode || other < LinkCode || !_clubs.IsDynamic ? support < other : _clubs.Precedes(support - LinkCode, other - LinkCode);

    private void Change(int node, ulong rank, int support)
    {
        var before = _rank[node];
        _log?.Add((node, before, _support[node]));
        if (before == Costs.Unreached)
        {
            _work.Touch(node);
            _work.Reached[node >> 6] |= 1UL << (node & 63);
        }

        _rank[node] = rank;
        _support[node] = support;
    }
}
