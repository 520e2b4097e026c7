namespace SmartCityPia.Analysis.Correlation;

internal enum Estimate
{
    Best,
    Low,
    High,
}

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
    private readonly HoldingContent[] _contents;
    private readonly IndexedRule[] _rules;
    private readonly int[][] _rulesByPremise;
    private readonly long[] _ruleCosts;
    private readonly long _limit;
    private readonly ClubSet _clubs;
    private readonly ulong[] _rank;
    private readonly int[] _support;
    private readonly int _facts;

    private Closure(CityModel model, int[] holdings, HoldingContent[] contents, Estimate estimate, long limit)
    {
        _model = model;
        _contents = contents;
        _rules = model.Index.Rules;
        _rulesByPremise = model.Index.RulesByPremise;
        _ruleCosts = model.Index.RuleCosts(estimate);
        _limit = limit;
        _clubs = ClubSet.Of(model.Index, contents);
        Holdings = holdings;
        Width = model.Index.Types.Length;
        _facts = holdings.Length * Width;
        _rank = new ulong[_facts + (_clubs.Count * Width)];
        _support = new int[_rank.Length];
        Array.Fill(_rank, Certainty.Unreached);
    }

    /// <summary>Numbers of the holdings, ascending. Facts address them by their place here.</summary>
    public int[] Holdings { get; }

    /// <summary>Number of attribute types.</summary>
    public int Width { get; }

    public HoldingContent Content(int place) => _contents[place];

    /// <summary>Rank of an attribute in the holding at a place, or <see cref="Certainty.Unreached"/>.</summary>
    public ulong Rank(int place, int type) => _rank[(place * Width) + type];

    public ReadOnlySpan<ulong> Ranks(int place) => _rank.AsSpan(place * Width, Width);

    /// <param name="contents">What each of the holdings contains: the model's own, or as some edit would have it.</param>
    public static Closure Solve(
        CityModel model, int[] holdings, HoldingContent[] contents, Estimate estimate, long limit, CancellationToken cancel = default)
    {
        var closure = new Closure(model, holdings, contents, estimate, limit);
        var queue = new RankQueue();
        for (var place = 0; place < holdings.Length; place++)
            closure.OfferFields(place, queue);
        closure.Settle(queue, cancel);
        return closure;
    }

    public static Closure Solve(CityModel model, int[] holdings, Estimate estimate, long limit, CancellationToken cancel = default) =>
        Solve(model, holdings, Array.ConvertAll(holdings, h => model.Holdings[h].Content), estimate, limit, cancel);

    /// <summary>The best rank of each attribute over all holdings.</summary>
    public ulong[] Reach()
    {
        var reach = new ulong[Width];
        Array.Fill(reach, Certainty.Unreached);
        for (var place = 0; place < Holdings.Length; place++)
        {
            var ranks = Ranks(place);
            for (var type = 0; type < ranks.Length; type++)
                reach[type] = Math.Min(reach[type], ranks[type]);
        }

        return reach;
    }

    private void OfferFields(int place, RankQueue queue)
    {
        var content = _contents[place];
        for (var f = 0; f < content.FieldTypes.Length; f++)
            Offer((place * Width) + content.FieldTypes[f], content.FieldCosts[f], 0, 0, queue);
    }

    private void Settle(RankQueue queue, CancellationToken cancel)
    {
        var steps = 0;
        while (queue.TryTake(out var node, out var rank))
        {
            if (_rank[node] != rank)
                continue;
            if ((++steps & 0xFFF) == 0)
                cancel.ThrowIfCancellationRequested();
            if (node < _facts)
                SettleFact(node, rank, queue);
            else
                SettleHub(node, rank, queue);
        }
    }

    private void Offer(int node, long cost, ulong height, int support, RankQueue queue)
    {
        if (cost > _limit)
            return;
        var rank = Certainty.Rank(cost, height);
        ref var best = ref _rank[node];
        if (rank > best)
            return;
        if (rank == best)
        {
            if (support < _support[node])
                Change(node, rank, support);
            return;
        }

        Change(node, rank, support);
        queue.Add(node, rank);
    }

    private void SettleFact(int node, ulong rank, RankQueue queue)
    {
        var place = node / Width;
        var type = node - (place * Width);
        var start = node - type;
        foreach (var rule in _rulesByPremise[type])
        {
            // What is known better than this premise cannot gain from it.
            if (_rank[start + _rules[rule].Conclusion] > rank)
                Fire(place, rule, queue);
        }

        var clubs = _clubs.Of(place);
        foreach (var club in clubs)
        {
            var key = _clubs.Type(club);
            if (!IsMember(club, place))
                continue;
            if (key == type)
                Join(club, place, queue);
            else if (_rank[start + key] != Certainty.Unreached)
                Contribute(club, place, type, queue);
        }
    }

    private void Fire(int place, int rule, RankQueue queue)
    {
        var start = place * Width;
        var cost = _ruleCosts[rule];
        var height = 0UL;
        foreach (var premise in _rules[rule].Premises)
        {
            var rank = _rank[start + premise];
            if (rank == Certainty.Unreached)
                return;
            cost += Certainty.CostOf(rank);
            height = Math.Max(height, Certainty.HeightOf(rank));
        }

        Offer(start + _rules[rule].Conclusion, cost + _contents[place].RuleCost(rule), height + 1, rule + 1, queue);
    }

    /// <summary>The key became known at a place, or better known: its record can be found, and can find others.</summary>
    private void Join(int club, int place, RankQueue queue)
    {
        _clubs.AddPresent(club, place);
        var start = place * Width;
        var hubs = _facts + (club * Width);
        for (var type = 0; type < Width; type++)
        {
            if (type == _clubs.Type(club))
                continue;
            if (_rank[start + type] != Certainty.Unreached)
                Contribute(club, place, type, queue);
            if (_rank[hubs + type] != Certainty.Unreached)
                Receive(club, place, type, queue);
        }
    }

    private void SettleHub(int node, ulong rank, RankQueue queue)
    {
        var club = (node - _facts) / Width;
        var type = node - _facts - (club * Width);
        foreach (var place in _clubs.Present(club))
        {
            if (_rank[(place * Width) + type] > rank && _rank[(place * Width) + _clubs.Type(club)] != Certainty.Unreached && IsMember(club, place))
                Receive(club, place, type, queue);
        }
    }

    private void Contribute(int club, int place, int type, RankQueue queue)
    {
        var key = _rank[(place * Width) + _clubs.Type(club)];
        var fact = _rank[(place * Width) + type];
        Offer(
            _facts + (club * Width) + type,
            Certainty.CostOf(key) + Certainty.CostOf(fact),
            Math.Max(Certainty.HeightOf(key), Certainty.HeightOf(fact)) + 1,
            place,
            queue);
    }

    private void Receive(int club, int place, int type, RankQueue queue)
    {
        var hub = _rank[_facts + (club * Width) + type];
        var key = _rank[(place * Width) + _clubs.Type(club)];
        Offer(
            (place * Width) + type,
            _clubs.Cost(club) + Certainty.CostOf(key) + Certainty.CostOf(hub),
            Math.Max(Certainty.HeightOf(key), Certainty.HeightOf(hub)) + 1,
            LinkCode + club,
            queue);
    }
}
