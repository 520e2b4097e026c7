namespace SmartCityPia.Analysis.Correlation;

internal enum Estimate
{
    Best,
    Low,
    High,
}

/// <summary>
/// Holdings of one actor that a key can join at one strength. A link takes the smaller key factor of its two sides, so
/// there is one club per distinct factor: members are the holdings whose own factor is no smaller.
/// </summary>
internal sealed record Club(int Type, long Cost, int[] Members);

/// <summary>
/// All that one actor can tell, with the best derivation of each fact: the least fixed point of fields, rules and
/// links, computed best first (Knuth 1977), so that each fact is settled once.
/// </summary>
/// <remarks>
/// Links go through one node per club and attribute, "the best record of this club that has the attribute", instead of
/// through each pair of holdings. That such a node may name the holding itself is harmless: a link to itself never
/// improves a score, as no factor exceeds 1.
/// Every combination of premises makes a rank greater than each premise's (the height grows), so a fact's support is
/// always settled before it, ties are complete when it is settled, and the least support code decides them.
/// </remarks>
internal sealed class Closure
{
    private const long LinkBit = 1L << 62;
    private const int ClubShift = 31;

    private readonly CityModel _model;
    private readonly ulong[] _rank;
    private readonly long[] _support;
    private readonly Club[] _clubs;

    private Closure(CityModel model, int[] holdings, Estimate estimate, Club[] clubs)
    {
        _model = model;
        Holdings = holdings;
        Estimate = estimate;
        _clubs = clubs;
        Width = model.Index.Types.Length;
        _rank = new ulong[(holdings.Length + clubs.Length) * Width];
        _support = new long[_rank.Length];
        Array.Fill(_rank, Certainty.Unreached);
    }

    /// <summary>Numbers of the holdings, ascending. Facts address them by their place here.</summary>
    public int[] Holdings { get; }

    public Estimate Estimate { get; }

    /// <summary>Number of attribute types.</summary>
    public int Width { get; }

    /// <summary>Rank of an attribute in the holding at a place, or <see cref="Certainty.Unreached"/>.</summary>
    public ulong Rank(int place, int type) => _rank[(place * Width) + type];

    public static Closure Solve(CityModel model, int[] holdings, Estimate estimate, long limit, CancellationToken cancel = default)
    {
        var closure = new Closure(model, holdings, estimate, Clubs(model, holdings));
        closure.Run(limit, cancel);
        return closure;
    }

    /// <summary>The best rank of each attribute over all holdings.</summary>
    public ulong[] Reach()
    {
        var reach = new ulong[Width];
        Array.Fill(reach, Certainty.Unreached);
        for (var node = 0; node < Holdings.Length * Width; node++)
            reach[node % Width] = Math.Min(reach[node % Width], _rank[node]);
        return reach;
    }

    private static Club[] Clubs(CityModel model, int[] holdings)
    {
        var clubs = new List<Club>();
        foreach (var key in model.Index.Keys)
        {
            if (key.Cost >= Certainty.Never)
                continue;
            if (key.SameDomain)
            {
                var domains = new SortedDictionary<string, List<int>>(StringComparer.Ordinal);
                for (var place = 0; place < holdings.Length; place++)
                {
                    if (model.Holdings[holdings[place]].Content.Domain(key.Type) is not { } domain)
                        continue;
                    if (!domains.TryGetValue(domain, out var members))
                        domains.Add(domain, members = []);
                    members.Add(place);
                }

                foreach (var members in domains.Values)
                    AddLevels(members);
            }
            else
            {
                AddLevels([.. Enumerable.Range(0, holdings.Length)]);
            }

            void AddLevels(List<int> members)
            {
                var costs = members.ConvertAll(m => model.Holdings[holdings[m]].Content.KeyCost(key.Type));
                foreach (var level in costs.Where(c => c < Certainty.Never).Distinct().Order().ToArray())
                {
                    var joined = members.Where((_, i) => costs[i] <= level).ToArray();
                    if (joined.Length > 1)
                        clubs.Add(new Club(key.Type, key.Cost + level, joined));
                }
            }
        }

        return [.. clubs];
    }

    private void Run(long limit, CancellationToken cancel)
    {
        var index = _model.Index;
        var facts = Holdings.Length * Width;
        var queue = new PriorityQueue<int, ulong>();
        var unmet = new byte[Holdings.Length][];
        var clubsOf = new List<int>[Holdings.Length];
        var joined = new List<int>[Holdings.Length];
        var present = new List<int>[_clubs.Length];
        var settled = new bool[_rank.Length];
        var premiseCounts = Array.ConvertAll(index.Rules, r => (byte)Math.Min(255, r.Premises.Length));
        for (var place = 0; place < Holdings.Length; place++)
        {
            clubsOf[place] = [];
            joined[place] = [];
            unmet[place] = (byte[])premiseCounts.Clone();
        }

        for (var c = 0; c < _clubs.Length; c++)
        {
            present[c] = [];
            foreach (var member in _clubs[c].Members)
                clubsOf[member].Add(c);
        }

        for (var place = 0; place < Holdings.Length; place++)
        {
            var content = Content(place);
            for (var f = 0; f < content.FieldTypes.Length; f++)
                Offer((place * Width) + content.FieldTypes[f], content.FieldCosts[f], 0, 0);
        }

        var steps = 0;
        while (queue.TryDequeue(out var node, out _))
        {
            if (settled[node])
                continue;
            settled[node] = true;
            if ((++steps & 0xFFF) == 0)
                cancel.ThrowIfCancellationRequested();
            if (node < facts)
                SettleFact(node / Width, node % Width);
            else
                SettleHub((node - facts) / Width, node % Width);
        }

        // A rank that was offered is also settled: the queue runs dry.
        void Offer(int node, long cost, ulong height, long support)
        {
            if (cost > limit)
                return;
            var rank = Certainty.Rank(cost, height);
            if (rank > _rank[node] || settled[node])
                return;
            if (rank == _rank[node])
            {
                _support[node] = Math.Min(_support[node], support);
                return;
            }

            _rank[node] = rank;
            _support[node] = support;
            queue.Enqueue(node, rank);
        }

        void SettleFact(int place, int type)
        {
            foreach (var rule in index.RulesByPremise[type])
            {
                if (--unmet[place][rule] == 0)
                    Fire(place, rule);
            }

            if (index.KeyOfType[type] >= 0)
            {
                foreach (var club in clubsOf[place])
                {
                    if (_clubs[club].Type != type)
                        continue;
                    joined[place].Add(club);
                    present[club].Add(place);
                    for (var other = 0; other < Width; other++)
                    {
                        if (other != type && settled[(place * Width) + other])
                            Contribute(club, place, other);
                        if (settled[facts + (club * Width) + other])
                            Receive(club, place, other);
                    }
                }
            }

            foreach (var club in joined[place])
                Contribute(club, place, type);
        }

        void SettleHub(int club, int type)
        {
            foreach (var place in present[club])
                Receive(club, place, type);
        }

        void Fire(int place, int rule)
        {
            var cost = CostOf(index.Rules[rule]) + Content(place).RuleCost(rule);
            var height = 0UL;
            foreach (var premise in index.Rules[rule].Premises)
            {
                var rank = _rank[(place * Width) + premise];
                cost += Certainty.CostOf(rank);
                height = Math.Max(height, Certainty.HeightOf(rank));
            }

            Offer((place * Width) + index.Rules[rule].Conclusion, cost, height + 1, rule + 1);
        }

        void Contribute(int club, int place, int type)
        {
            var key = _rank[(place * Width) + _clubs[club].Type];
            var fact = _rank[(place * Width) + type];
            Offer(
                facts + (club * Width) + type,
                Certainty.CostOf(key) + Certainty.CostOf(fact),
                Math.Max(Certainty.HeightOf(key), Certainty.HeightOf(fact)) + 1,
                place);
        }

        void Receive(int club, int place, int type)
        {
            var hub = _rank[facts + (club * Width) + type];
            var key = _rank[(place * Width) + _clubs[club].Type];
            Offer(
                (place * Width) + type,
                _clubs[club].Cost + Certainty.CostOf(key) + Certainty.CostOf(hub),
                Math.Max(Certainty.HeightOf(key), Certainty.HeightOf(hub)) + 1,
                LinkBit | ((long)club << ClubShift) | _support[facts + (club * Width) + type]);
        }
    }

    private HoldingContent Content(int place) => _model.Holdings[Holdings[place]].Content;

    private long CostOf(IndexedRule rule) => Estimate switch
    {
        Estimate.Low => rule.Low,
        Estimate.High => rule.High,
        _ => rule.Best,
    };

    /// <summary>The best derivation of a reached fact, premises first, and the confidence of it as a whole.</summary>
    public (ProofStep[] Steps, double Confidence) Proof(int place, int type)
    {
        var target = (place * Width) + type;
        var number = new Dictionary<int, int>();
        var steps = new List<ProofStep>();
        var links = new HashSet<(int, int, int)>();
        long total = 0;
        var pending = new Stack<(int Node, bool Expanded)>();
        pending.Push((target, false));
        Span<int> single = stackalloc int[3];
        while (pending.TryPop(out var entry))
        {
            var (node, expanded) = entry;
            if (number.ContainsKey(node))
                continue;
            var premises = PremisesOf(node);
            if (!expanded)
            {
                pending.Push((node, true));
                for (var p = premises.Length - 1; p >= 0; p--)
                    pending.Push((premises[p], false));
                continue;
            }

            var (step, cost, link) = Describe(node, Array.ConvertAll(premises, p => number[p]));
            if (link is null || links.Add(link.Value))
                total += cost;
            number.Add(node, steps.Count);
            steps.Add(step);
        }

        return ([.. steps], Certainty.Score(total));
    }

    private int[] PremisesOf(int node)
    {
        var support = _support[node];
        var start = node - (node % Width);
        if (support == 0)
            return [];
        if ((support & LinkBit) == 0)
            return Array.ConvertAll(_model.Index.Rules[(int)support - 1].Premises, p => start + p);
        var key = _clubs[ClubOf(support)].Type;
        var other = OtherOf(support) * Width;
        return [start + key, other + key, other + (node % Width)];
    }

    private (ProofStep Step, long Cost, (int, int, int)? Link) Describe(int node, int[] premises)
    {
        var support = _support[node];
        var (place, type) = (node / Width, node % Width);
        var index = _model.Index;
        var score = Certainty.Score(Certainty.CostOf(_rank[node]));
        var holding = _model.Holdings[Holdings[place]].Id;
        var attribute = index.Types[type];
        if (support == 0)
        {
            var own = Content(place).FieldCost(type);
            return (new ProofStep(ProofStepKind.Field, holding, attribute, score, Certainty.Score(own), null, null, null, premises), own, null);
        }

        if ((support & LinkBit) == 0)
        {
            var rule = index.Rules[(int)support - 1];
            var cost = CostOf(rule) + Content(place).RuleCost((int)support - 1);
            return (new ProofStep(ProofStepKind.Rule, holding, attribute, score, Certainty.Score(cost), rule.Id, null, null, premises), cost, null);
        }

        var club = _clubs[ClubOf(support)];
        var other = OtherOf(support);
        var step = new ProofStep(
            ProofStepKind.Link, holding, attribute, score, Certainty.Score(club.Cost), null, index.Types[club.Type], _model.Holdings[Holdings[other]].Id, premises);
        return (step, club.Cost, (club.Type, Math.Min(place, other), Math.Max(place, other)));
    }

    private static int ClubOf(long support) => (int)((support & ~LinkBit) >> ClubShift);

    private static int OtherOf(long support) => (int)(support & ((1L << ClubShift) - 1));
}
