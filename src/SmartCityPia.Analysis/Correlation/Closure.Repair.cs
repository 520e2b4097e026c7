namespace SmartCityPia.Analysis.Correlation;

/// <remarks>
/// An edit lets go of the facts of the holdings it changes and of everything whose recorded support rests on them,
/// offers what survives to each of those, and settles again. What is not let go keeps its best derivation, so the
/// outcome is that of a full run, rank for rank.
/// </remarks>
internal sealed partial class Closure
{
    private static readonly HoldingContent Gone = new() { FieldTypes = [], FieldCosts = [], FieldDomains = [], RuleCosts = [], KeyCosts = [] };

    private List<(int Node, ulong Rank, int Support)>? _log;
    private List<(int Place, HoldingContent Content)>? _contentLog;

    /// <summary>Remembers every change from now on, so that <see cref="Undo"/> can take them back.</summary>
    public void Begin()
    {
        _log = [];
        _contentLog = [];
    }

    /// <summary>Takes back every change since <see cref="Begin"/>.</summary>
    public void Undo()
    {
        for (var i = _log!.Count - 1; i >= 0; i--)
            (_rank[_log[i].Node], _support[_log[i].Node]) = (_log[i].Rank, _log[i].Support);
        for (var i = _contentLog!.Count - 1; i >= 0; i--)
            _contents[_contentLog[i].Place] = _contentLog[i].Content;
        _log = null;
        _contentLog = null;
    }

    /// <summary>Facts changed since <see cref="Begin"/>, with the rank they had then; a fact may be named more than once, first its oldest rank.</summary>
    public IEnumerable<(int Place, int Type, ulong Before)> Changed =>
        _log!.Where(l => l.Node < _facts).Select(l => (l.Node / Width, l.Node % Width, l.Rank));

    /// <summary>Whether holdings can be changed in place: clubs depend on key factors and domains, and are not rebuilt.</summary>
    public bool CanReplace(int place, HoldingContent content)
    {
        var old = _contents[place];
        foreach (var key in _model.Index.Keys)
        {
            if (old.KeyCost(key.Type) != content.KeyCost(key.Type))
                return false;
            if (key.SameDomain && content.Domain(key.Type) is { } domain && domain != old.Domain(key.Type))
                return false;
        }

        return true;
    }

    /// <summary>Changes what some holdings contain; null takes a holding away.</summary>
    public void Replace(ReadOnlySpan<(int Place, HoldingContent? Content)> changes, RankQueue queue, CancellationToken cancel = default)
    {
        var lost = new List<int>();
        foreach (var (place, _) in changes)
        {
            for (var type = 0; type < Width; type++)
                LetGo((place * Width) + type, lost);
        }

        // The list grows while it is walked: what rests on a lost node is lost.
        for (var i = 0; i < lost.Count; i++)
            LetGoDependents(lost[i], lost);

        foreach (var (place, content) in changes)
        {
            _contentLog?.Add((place, _contents[place]));
            _contents[place] = content ?? Gone;
        }

        queue.Clear();
        foreach (var node in lost)
            OfferSurvivors(node, queue);
        foreach (var (place, _) in changes)
            OfferFields(place, queue);
        Settle(queue, cancel);
    }

    private void Change(int node, ulong rank, int support)
    {
        _log?.Add((node, _rank[node], _support[node]));
        _rank[node] = rank;
        _support[node] = support;
    }

    /// <summary>Keeps the support of a lost node readable until the walk over its dependents is done.</summary>
    private void LetGo(int node, List<int> lost)
    {
        if (_rank[node] == Certainty.Unreached)
            return;
        Change(node, Certainty.Unreached, _support[node]);
        lost.Add(node);
    }

    private void LetGoDependents(int node, List<int> lost)
    {
        if (node >= _facts)
        {
            var hub = (node - _facts) / Width;
            var carried = (node - _facts) % Width;
            foreach (var member in _clubs.Present(hub))
            {
                if (_support[(member * Width) + carried] == LinkCode + hub)
                    LetGo((member * Width) + carried, lost);
            }

            return;
        }

        var place = node / Width;
        var type = node % Width;
        var start = node - type;
        foreach (var rule in _rulesByPremise[type])
        {
            if (_support[start + _rules[rule].Conclusion] == rule + 1)
                LetGo(start + _rules[rule].Conclusion, lost);
        }

        foreach (var club in _clubs.Of(place))
        {
            var hubs = _facts + (club * Width);
            if (_clubs.Type(club) != type)
            {
                if (_support[hubs + type] == place)
                    LetGo(hubs + type, lost);
                continue;
            }

            for (var other = 0; other < Width; other++)
            {
                if (_support[hubs + other] == place)
                    LetGo(hubs + other, lost);
                if (_support[start + other] == LinkCode + club)
                    LetGo(start + other, lost);
            }
        }
    }

    private void OfferSurvivors(int node, RankQueue queue)
    {
        if (node >= _facts)
        {
            var hub = (node - _facts) / Width;
            var carried = (node - _facts) % Width;
            foreach (var member in _clubs.Present(hub))
            {
                if (_rank[(member * Width) + carried] != Certainty.Unreached && _rank[(member * Width) + _clubs.Type(hub)] != Certainty.Unreached && IsMember(hub, member))
                    Contribute(hub, member, carried, queue);
            }

            return;
        }

        var place = node / Width;
        var type = node % Width;
        var start = node - type;
        var own = _contents[place].FieldCost(type);
        if (own < Certainty.Never)
            Offer(node, own, 0, 0, queue);
        foreach (var rule in _model.Index.RulesByConclusion[type])
            Fire(place, rule, queue);
        foreach (var club in _clubs.Of(place))
        {
            if (_clubs.Type(club) != type && _rank[start + _clubs.Type(club)] != Certainty.Unreached && _rank[_facts + (club * Width) + type] != Certainty.Unreached && IsMember(club, place))
                Receive(club, place, type, queue);
        }
    }

    /// <summary>A key bound to domains joins a holding only while the key is a field there, which an edit may have ended.</summary>
    private bool IsMember(int club, int place) => !_clubs.IsBound(club) || _contents[place].HasField(_clubs.Type(club));
}
