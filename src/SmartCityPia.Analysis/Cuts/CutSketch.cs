using SmartCityPia.Analysis.City;
using SmartCityPia.Analysis.Inference;
using SmartCityPia.Analysis.Solving;

namespace SmartCityPia.Analysis.Cuts;

/// <summary>Writes down the derivations that the targets of a view rest on, over facts and hubs.</summary>
/// <remarks>
/// A place is at home in a club when it belongs to it for as long as it exists. All that is known there is known at
/// the club's hub and the other way round, so such places have no facts of their own here: the hub stands for them
/// all, and rules are written once for the club instead of once for each copy. The hub's own key says that one of
/// those at home is left.
/// </remarks>
internal sealed class CutSketch
{
    private readonly Closure _closure;
    private readonly CutView _view;
    private readonly CutEffects _effects;
    private readonly bool[] _isOpen;
    private readonly CutSkeleton _made = new();
    private readonly Dictionary<int, int> _number = [];
    private readonly List<int> _nodes = [];
    private readonly List<int> _premises = [];
    private readonly List<int> _breakers = [];
    private readonly int[] _home;
    private readonly List<int>[] _members;
    private readonly List<int>[] _atHome;
    private readonly long[] _visit;

    public CutSketch(Closure closure, CutView view, CutEffects effects, bool[] isOpen)
    {
        (_closure, _view, _effects, _isOpen) = (closure, view, effects, isOpen);
        _home = new int[closure.Holdings.Length];
        Array.Fill(_home, -1);
        _members = new List<int>[closure.Clubs.Count];
        _atHome = new List<int>[_members.Length];
        _visit = new long[_members.Length];
        for (var club = 0; club < _members.Length; club++)
        {
            (_members[club], _atHome[club]) = ([], []);
            foreach (var place in Clubs.Candidates(club))
            {
                if ((Clubs.IsBound(club) || closure.IsReached(closure.Node(place, Clubs.Type(club)))) && closure.IsMember(club, place))
                    _members[club].Add(place);
            }

            if (_members[club].Count < 2)
                continue;
            foreach (var place in _members[club])
            {
                if (_home[place] >= 0 || _closure.IsOutside(place) || !StaysIn(place, club))
                    continue;
                _home[place] = club;
                _atHome[club].Add(place);
                _visit[club] = Math.Max(_visit[club], KeyCost(place, club));
            }
        }
    }

    private ClubSet Clubs => _closure.Clubs;

    public CutSkeleton Run()
    {
        foreach (var (only, type) in _view.Targets)
        {
            for (var place = Math.Max(0, only); place < (only < 0 ? _home.Length : only + 1); place++)
            {
                if (!_closure.IsReached(_closure.Node(place, type)) || (only < 0 && _closure.IsOutside(place)))
                    continue;
                _breakers.Clear();
                var isNew = !_number.ContainsKey(Code(place, type));
                var node = At(place, type, out var cost);
                _premises.Clear();
                _premises.Add(node);
                if (_home[place] >= 0 && only >= 0)
                    AddDrops(place);
                // A hub may be told from outside the city, where nothing is a target: somebody at home has to be left.
                else if (_home[place] >= 0)
                    _premises.Add(Left(_home[place]));
                if (only >= 0 || isNew)
                    _made.AddGoal([.. _premises], _breakers, cost);
            }
        }

        // The list grows while it is walked.
        for (var n = 0; n < _nodes.Count; n++)
        {
            var node = _nodes[n];
            if (node < 0)
                AddLeft(n, -1 - node);
            else if (node < _closure.FactNodes)
                AddFact(n, _closure.PlaceOf(node), _closure.TypeOf(node));
            else
                AddHub(n, _closure.PlaceOf(node - _closure.FactNodes), _closure.TypeOf(node));
        }

        return _made;
    }

    /// <summary>Whether no open option takes a place out of a club but those that take the place itself.</summary>
    private bool StaysIn(int place, int club)
    {
        if (KeyCost(place, club) >= Costs.Never)
            return false;
        foreach (var option in _view.OptionsAt(place))
        {
            if (_isOpen[option] && !_effects.Drops(option) && (_effects.TouchesKey(option, Clubs.Key(club)) || (!Clubs.IsBound(club) && _effects.Touches(option, Clubs.Type(club)))))
                return false;
        }

        return true;
    }

    /// <summary>Cost of the given field by which a place belongs to a club.</summary>
    private long KeyCost(int place, int club) =>
        Clubs.IsBound(club) ? _closure.EndCost(club, place) : Math.Min(Costs.Never, _closure.Content(place).ColumnCost(Clubs.Type(club)));

    /// <summary>The node that says that one of those at home in a club is left.</summary>
    private int Left(int club) => Number(-1 - club);

    private int Code(int place, int type) => _home[place] < 0 ? _closure.Node(place, type) : _closure.Hub(_home[place], type);

    private int Number(int code)
    {
        if (!_number.TryGetValue(code, out var number))
        {
            number = _made.NewNode();
            _number.Add(code, number);
            _nodes.Add(code);
        }

        return number;
    }

    /// <summary>The node that says a place knows a type, if the place is there, and what it costs from the hub to there.</summary>
    private int At(int place, int type, out long cost)
    {
        cost = _home[place] < 0 ? 0 : Clubs.Cost(_home[place]) + _visit[_home[place]];
        return Number(Code(place, type));
    }

    private void AddFact(int head, int place, int type)
    {
        AddField(head, place, type, 0);
        foreach (var rule in _closure.Index.RulesByConclusion[type])
        {
            if (!Premises(place, rule))
                continue;
            _breakers.Clear();
            AddWeakening(place, rule);
            Add(head, _closure.RuleCost(place, rule));
        }

        foreach (var club in ClubsOf(place))
            AddReceived(head, club, place, type, 0);
    }

    private void AddHub(int head, int club, int type)
    {
        foreach (var place in _atHome[club])
            AddField(head, place, type, _visit[club]);
        if (IsKeyOf(club, type))
            return;
        foreach (var place in _members[club])
        {
            if (_home[place] != club)
                AddTold(head, club, place, type);
        }

        if (_atHome[club].Count == 0)
            return;
        foreach (var rule in _closure.Index.RulesByConclusion[type])
        {
            // All that are at home here know the same, so one speaks for all; only the rule may be weaker at some.
            if (!Premises(_atHome[club][0], rule))
                continue;
            if (_atHome[club].Count < _members[club].Count)
                _premises.Add(Left(club));
            _breakers.Clear();
            var cost = 0L;
            foreach (var place in _atHome[club])
            {
                cost = Math.Max(cost, _closure.Content(place).RuleCost(rule));
                AddWeakening(place, rule);
            }

            if (cost < Costs.Never)
                Add(head, _closure.RuleCost(rule) + cost + (_premises.Count * (Clubs.Cost(club) + _visit[club])) + _visit[club]);
        }

        foreach (var place in _atHome[club])
        {
            foreach (var other in ClubsOf(place))
            {
                if (other != club)
                    AddReceived(head, other, place, type, _visit[club]);
            }
        }
    }

    private void AddLeft(int head, int club)
    {
        foreach (var place in _atHome[club])
        {
            _premises.Clear();
            _breakers.Clear();
            AddDrops(place);
            Add(head, 0);
        }
    }

    /// <summary>In a free club all members know the key, so none tells it another.</summary>
    private bool IsKeyOf(int club, int type) => !Clubs.IsBound(club) && Clubs.Type(club) == type;

    private void AddField(int head, int place, int type, long cost)
    {
        var own = _closure.Content(place).ColumnCost(type);
        if (own >= Costs.Never)
            return;
        _premises.Clear();
        _breakers.Clear();
        AddDrops(place);
        AddTouching(place, type);
        Add(head, own + cost);
    }

    /// <summary>What a place knows that belongs to a club but is not at home in it.</summary>
    private void AddTold(int head, int club, int place, int type)
    {
        if (!_closure.IsReached(_closure.Node(place, type)))
            return;
        _premises.Clear();
        _premises.Add(At(place, type, out var cost));
        cost += AddMembership(club, place);
        Add(head, cost);
    }

    private void AddReceived(int head, int club, int place, int type, long cost)
    {
        if (IsKeyOf(club, type) || !_closure.IsReached(_closure.Hub(club, type)))
            return;
        _premises.Clear();
        _premises.Add(Number(_closure.Hub(club, type)));
        cost += Clubs.Cost(club) + AddMembership(club, place);
        Add(head, cost);
    }

    /// <summary>What ends a place's membership: premises for a free key, which may be inferred, and options.</summary>
    private long AddMembership(int club, int place)
    {
        _breakers.Clear();
        foreach (var option in _view.OptionsAt(place))
        {
            if (_isOpen[option] && !_effects.Drops(option) && _effects.TouchesKey(option, Clubs.Key(club)))
                _breakers.Add(option);
        }

        if (Clubs.IsBound(club) || _home[place] >= 0)
            AddDrops(place);
        if (Clubs.IsBound(club))
            return KeyCost(place, club);
        _premises.Add(At(place, Clubs.Type(club), out var cost));
        return cost;
    }

    private bool Premises(int place, int rule)
    {
        _premises.Clear();
        if (_closure.RuleCost(place, rule) >= Costs.Never)
            return false;
        foreach (var premise in _closure.Index.Rules[rule].Premises)
        {
            if (!_closure.IsReached(_closure.Node(place, premise)))
                return false;
        }

        foreach (var premise in _closure.Index.Rules[rule].Premises)
            _premises.Add(Number(Code(place, premise)));
        return true;
    }

    private List<int> ClubsOf(int place)
    {
        var clubs = new List<int>();
        foreach (var club in Clubs.Free)
        {
            if (_members[club].Count > 1 && _members[club].Contains(place))
                clubs.Add(club);
        }

        for (var entry = Clubs.First(place); entry >= 0;)
        {
            (var club, entry, _) = Clubs.Entry(entry);
            if (_members[club].Count > 1 && _members[club].Contains(place))
                clubs.Add(club);
        }

        return clubs;
    }

    private void AddDrops(int place)
    {
        foreach (var option in _view.OptionsAt(place))
        {
            if (_isOpen[option] && _effects.Drops(option))
                _breakers.Add(option);
        }
    }

    private void AddTouching(int place, int type)
    {
        foreach (var option in _view.OptionsAt(place))
        {
            if (_isOpen[option] && !_effects.Drops(option) && _effects.Touches(option, type))
                _breakers.Add(option);
        }
    }

    private void AddWeakening(int place, int rule)
    {
        foreach (var option in _view.OptionsAt(place))
        {
            if (_isOpen[option] && !_effects.Drops(option) && _effects.Weakens(option, rule))
                _breakers.Add(option);
        }
    }

    private void Add(int head, long cost) => _made.Add(head, [.. _premises.Distinct()], _breakers, cost);
}
