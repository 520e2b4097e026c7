using System.Runtime.InteropServices;
using SmartCityPia.Analysis.City;

namespace SmartCityPia.Analysis.Inference;

/// <remarks>
/// An edit lets go of the facts of the holdings it changes and of everything whose recorded support rests on them,
/// offers what survives to each of those, and settles again. What is not let go keeps its best derivation, so the
/// outcome is that of a full run, rank for rank.
/// </remarks>
internal sealed partial class Closure
{
    private readonly List<int> _lost = [];
    private readonly List<int> _newClubs = [];
    private readonly List<(int Node, ulong Rank, int Support)> _changes = [];
    private readonly List<(int Place, HoldingContent Content)> _replaced = [];
    private List<(int Node, ulong Rank, int Support)>? _log;

    /// <summary>Remembers every change from now on, so that <see cref="Undo"/> can take them back.</summary>
    public void Begin()
    {
        _changes.Clear();
        _replaced.Clear();
        _log = _changes;
    }

    /// <summary>Takes back every change since <see cref="Begin"/>.</summary>
    public void Undo()
    {
        for (var i = _changes.Count - 1; i >= 0; i--)
        {
            var (node, rank, support) = _changes[i];
            _rank[node] = rank;
            _support[node] = support;
            Mark(node, rank != Costs.Unreached);
        }

        for (var i = _replaced.Count - 1; i >= 0; i--)
            _contents[_replaced[i].Place] = _replaced[i].Content;
        _settled = null;
        _log = null;
    }

    /// <summary>Facts that were reached at <see cref="Begin"/> and no longer are, each once.</summary>
    public int CountVanished(Func<int, int, bool> counts)
    {
        var vanished = 0;
        foreach (var (node, rank, _) in _changes)
        {
            // A node is let go at most once, by the one entry that has both its old rank and a support.
            if (node < _facts && TypeOf(node) < Types && rank != Costs.Unreached && !IsReached(node) && counts(PlaceOf(node), TypeOf(node)))
                vanished++;
        }

        return vanished;
    }

    /// <summary>Changes what some holdings contain; null takes a holding away.</summary>
    public void Replace(ReadOnlySpan<(int Place, HoldingContent? Content)> changes, CancellationToken cancel = default)
    {
        _lost.Clear();
        _settled = null;
        foreach (var (place, _) in changes)
        {
            for (var type = Next(Node(place, 0), 0); type >= 0; type = Next(Node(place, 0), type + 1))
                LetGo(Node(place, type));
        }

        // The list grows while it is walked: what rests on a lost node is lost.
        for (var i = 0; i < _lost.Count; i++)
            LetGoDependents(_lost[i]);

        foreach (var (place, content) in changes)
        {
            _replaced.Add((place, _contents[place]));
            _contents[place] = content ?? HoldingContent.Gone;
        }

        _queue.Clear();
        Admit(changes);
        foreach (var node in CollectionsMarshal.AsSpan(_lost))
            OfferSurvivors(node);
        foreach (var (place, _) in changes)
        {
            OfferFields(place);
            ReceiveAll(place);
        }

        Settle(cancel);
    }

    /// <summary>Makes the clubs that changed key factors and domains call for.</summary>
    private void Admit(ReadOnlySpan<(int Place, HoldingContent? Content)> changes)
    {
        _newClubs.Clear();
        foreach (var (place, content) in changes)
        {
            if (content is not null && (_clubs.IsDynamic || !content.JoinsAs(_built[place])))
                _clubs.Admit(_contents, place, _newClubs);
        }

        if (_newClubs.Count == 0)
            return;
        _work.Grow(_facts + (_clubs.Count << _shift));
        _rank = _work.Rank;
        _support = _work.Support;
        foreach (var club in _newClubs)
        {
            if (_clubs.IsBound(club))
            {
                foreach (var place in _clubs.Candidates(club))
                    Enter(club, place);
            }
            else
            {
                for (var place = 0; place < Holdings.Length; place++)
                    JoinIfKnown(club, place);
            }
        }
    }

    /// <summary>A changed holding may have come back to a club, and then knows what its members do.</summary>
    private void ReceiveAll(int place)
    {
        for (var entry = _clubs.First(place); entry >= 0;)
        {
            (var club, entry, _) = _clubs.Entry(entry);
            var end = EndCost(club, place);
            var row = Hub(club, 0);
            for (var type = end < Costs.Never ? Next(row, 0) : -1; type >= 0; type = Next(row, type + 1))
                Receive(club, place, type, end);
        }
    }

    private void JoinIfKnown(int club, int place)
    {
        if (IsReached(Node(place, _clubs.Type(club))) && IsMember(club, place))
            Join(club, place);
    }

    private void Mark(int node, bool reached)
    {
        if (reached)
            _work.Reached[node >> 6] |= 1UL << (node & 63);
        else
            _work.Reached[node >> 6] &= ~(1UL << (node & 63));
    }

    /// <summary>Keeps the support of a lost node readable until the walk over its dependents is done.</summary>
    private void LetGo(int node)
    {
        if (!IsReached(node))
            return;
        _log?.Add((node, _rank[node], _support[node]));
        _rank[node] = Costs.Unreached;
        Mark(node, reached: false);
        _lost.Add(node);
    }

    private void LetGoDependents(int node)
    {
        if (node >= _facts)
        {
            var hub = PlaceOf(node - _facts);
            var carried = TypeOf(node - _facts);
            if (_clubs.IsBound(hub))
            {
                foreach (var (member, _) in _clubs.Members(hub))
                    LetGoReceived(hub, member, carried);
                return;
            }

            foreach (var member in _clubs.Present(hub))
                LetGoReceived(hub, member, carried);
            return;
        }

        var place = PlaceOf(node);
        var type = TypeOf(node);
        foreach (var rule in _rulesByPremise[type])
        {
            if (_support[Node(place, _rules[rule].Conclusion)] == rule + 1)
                LetGo(Node(place, _rules[rule].Conclusion));
        }

        foreach (var club in _clubs.Free)
            LetGoThrough(club, place, type);
        for (var entry = _clubs.First(place); entry >= 0;)
        {
            (var club, entry, _) = _clubs.Entry(entry);
            if (_support[Hub(club, type)] == place)
                LetGo(Hub(club, type));
        }
    }

    private void LetGoReceived(int club, int place, int type)
    {
        if (_support[Node(place, type)] == LinkCode + club)
            LetGo(Node(place, type));
    }

    private void LetGoThrough(int club, int place, int type)
    {
        if (_clubs.Type(club) != type)
        {
            if (_support[Hub(club, type)] == place)
                LetGo(Hub(club, type));
            return;
        }

        for (var other = Next(Hub(club, 0), 0); other >= 0; other = Next(Hub(club, 0), other + 1))
        {
            if (_support[Hub(club, other)] == place)
                LetGo(Hub(club, other));
        }

        for (var other = Next(Node(place, 0), 0); other >= 0; other = Next(Node(place, 0), other + 1))
        {
            if (_support[Node(place, other)] == LinkCode + club)
                LetGo(Node(place, other));
        }
    }

    private void OfferSurvivors(int node)
    {
        if (node >= _facts)
        {
            var hub = PlaceOf(node - _facts);
            var carried = TypeOf(node - _facts);
            if (_clubs.IsBound(hub))
            {
                foreach (var (member, _) in _clubs.Members(hub))
                {
                    if (IsReached(Node(member, carried)))
                        Contribute(hub, member, carried, EndCost(hub, member));
                }

                return;
            }

            foreach (var member in _clubs.Present(hub))
            {
                if (IsReached(Node(member, carried)) && IsReached(Node(member, _clubs.Type(hub))) && IsMember(hub, member))
                    Contribute(hub, member, carried);
            }

            return;
        }

        var place = PlaceOf(node);
        var type = TypeOf(node);
        var own = _contents[place].ColumnCost(type);
        if (own < Costs.Never)
            Offer(node, FactorCost(own), 0, 0);
        foreach (var rule in _model.Index.RulesByConclusion[type])
            Fire(place, rule);
        foreach (var club in _clubs.Free)
        {
            if (_clubs.Type(club) != type && IsReached(Hub(club, type)) && IsReached(Node(place, _clubs.Type(club))) && IsMember(club, place))
                Receive(club, place, type);
        }

        for (var entry = _clubs.First(place); entry >= 0;)
        {
            (var club, entry, _) = _clubs.Entry(entry);
            if (IsReached(Hub(club, type)))
                Receive(club, place, type, EndCost(club, place));
        }
    }
}
