using System.Runtime.InteropServices;
using SmartCityPia.Analysis.City;

namespace SmartCityPia.Analysis.Inference;

/// <summary>
/// The clubs of an actor's holdings. A club is the holdings that one link key can join at one strength: those with a
/// given field that meets the key, in one domain where it asks for one ("bound"), or all of them for a key that may be
/// inferred ("free"). A link takes the smaller key factor of its two sides, so there is one club per distinct factor, of
/// the holdings whose own factor is no smaller. Free clubs are not listed by place: there are few, and all holdings are
/// in the widest.
/// </summary>
internal sealed class ClubSet
{
    private readonly CityIndex _index;
    private readonly long[] _keyCosts;
    private readonly Estimate _estimate;
    private readonly List<(int Key, int Domain, long Cost, long Level, int First, int Count)> _clubs = [];
    private readonly List<int> _free = [];
    private readonly List<(int Place, long Cost)> _members = [];
    private readonly List<(int Club, int Next, long Cost)> _entries = [];
    private readonly Dictionary<int, (List<int> Places, bool[] IsThere)> _present = [];
    private readonly List<long> _levels = [];
    private readonly int[] _head;

    private ClubSet(CityIndex index, Estimate estimate, int places)
    {
        _index = index;
        _estimate = estimate;
        _keyCosts = index.KeyCosts(estimate);
        _head = new int[places];
        Array.Fill(_head, -1);
    }

    public int Count => _clubs.Count;

    public List<int> Free => _free;

    /// <summary>Whether clubs were added for holdings that changed, so that listing alone does not make a member.</summary>
    public bool IsDynamic { get; private set; }

    public bool IsBound(int club) => !_index.Keys[_clubs[club].Key].IsInferred;

    public int Key(int club) => _clubs[club].Key;

    public int Domain(int club) => _clubs[club].Domain;

    /// <summary>The attribute that joins, in a free club.</summary>
    public int Type(int club) => _index.Keys[_clubs[club].Key].Type;

    /// <summary>Of a link, but for its two ends and the fact.</summary>
    public long Cost(int club) => _clubs[club].Cost;

    /// <summary>The largest extra key cost of its members.</summary>
    public long Level(int club) => _clubs[club].Level;

    /// <summary>First entry of a place's bound clubs, -1 for none; see <see cref="Entry"/>.</summary>
    public int First(int place) => _head[place];

    /// <summary>The cost is that of the place's end when the clubs were made.</summary>
    public (int Club, int Next, long Cost) Entry(int entry) => _entries[entry];

    /// <summary>Members of a bound club, with the costs of their ends when the clubs were made.</summary>
    public ReadOnlySpan<(int Place, long Cost)> Members(int club) =>
        CollectionsMarshal.AsSpan(_members).Slice(_clubs[club].First, _clubs[club].Count);

    /// <summary>The places where the key of a free club was ever known.</summary>
    public ReadOnlySpan<int> Present(int club) => CollectionsMarshal.AsSpan(_present[club].Places);

    /// <summary>Places that may belong to a club.</summary>
    public int[] Candidates(int club) => IsBound(club) ? Array.ConvertAll(Members(club).ToArray(), m => m.Place) : Present(club).ToArray();

    public void AddPresent(int club, int place)
    {
        var (places, isThere) = _present[club];
        if (isThere[place])
            return;
        isThere[place] = true;
        places.Add(place);
    }

    /// <summary>Whether one club comes before another where clubs are made in one go: by key and domain, free keys first.</summary>
    public bool Precedes(int one, int other)
    {
        var (a, b) = (_clubs[one], _clubs[other]);
        return (IsBound(one), a.Key, a.Domain, a.Level).CompareTo((IsBound(other), b.Key, b.Domain, b.Level)) < 0;
    }

    /// <summary>Adds what clubs a changed holding needs and lists it where it belongs.</summary>
    /// <param name="added">Receives the clubs that are new: their other members have something to tell.</param>
    public void Admit(HoldingContent[] contents, int place, List<int> added)
    {
        IsDynamic = true;
        var content = contents[place];
        for (var key = 0; key < _index.Keys.Length; key++)
        {
            var own = content.KeyCost(key);
            if (!_index.Keys[key].IsInferred || _keyCosts[key] >= Costs.Never || own >= Costs.Never || Find(key, -1, own) >= 0)
                continue;
            added.Add(_clubs.Count);
            AddFree(key, own, contents.Length);
        }

        foreach (var end in content.Ends)
        {
            var own = content.KeyCost(end.Key);
            if (_keyCosts[end.Key] >= Costs.Never || own >= Costs.Never)
                continue;
            var group = new List<(long, int Place, long Cost)>();
            _levels.Clear();
            for (var p = 0; p < contents.Length; p++)
            {
                var cost = contents[p].EndCost(end.Key, end.Domain);
                if (cost >= Costs.Never)
                    continue;
                group.Add((0, p, cost));
                AddLevel(contents[p], end.Key);
            }

            foreach (var level in _levels.ToArray())
            {
                if (level < own || level >= Costs.Never)
                    continue;
                var club = Find(end.Key, end.Domain, level);
                if (club >= 0)
                    List(club, place, end.Cost);
                else if (AddBound(end.Key, end.Domain, level, CollectionsMarshal.AsSpan(group), contents))
                    added.Add(_clubs.Count - 1);
            }
        }
    }

    private int Find(int key, int domain, long level) => _clubs.FindIndex(c => c.Key == key && c.Domain == domain && c.Level == level);

    private void List(int club, int place, long cost)
    {
        foreach (var (member, _) in Members(club))
        {
            if (member == place)
                return;
        }

        // Members of a club lie side by side, so a longer list goes to the end.
        var first = _members.Count;
        _members.AddRange(Members(club).ToArray());
        _members.Add((place, cost));
        _clubs[club] = _clubs[club] with { First = first, Count = _members.Count - first };
        _entries.Add((club, _head[place], cost));
        _head[place] = _entries.Count - 1;
    }

    /// <summary>A club's level is a cost of the score; a link costs what the conjunction of strength and factor does.</summary>
    private long LinkCost(int key, long level) => _estimate switch
    {
        Estimate.Best => _keyCosts[key] + level,
        Estimate.Low => _keyCosts[key] + Costs.GapOf(level),
        _ => Math.Max(_keyCosts[key], Costs.GapOf(level)),
    };

    private void AddFree(int key, long level, int places)
    {
        _free.Add(_clubs.Count);
        _present.Add(_clubs.Count, ([], new bool[places]));
        _clubs.Add((key, -1, LinkCost(key, level), level, 0, 0));
    }

    public static ClubSet Of(CityIndex index, Estimate estimate, HoldingContent[] contents)
    {
        var set = new ClubSet(index, estimate, contents.Length);
        for (var key = 0; key < index.Keys.Length; key++)
        {
            if (!index.Keys[key].IsInferred || set._keyCosts[key] >= Costs.Never || contents.Length < 2)
                continue;
            set._levels.Clear();
            foreach (var content in contents)
                set.AddLevel(content, key);
            set._levels.Sort();
            foreach (var level in set._levels)
            {
                if (level < Costs.Never)
                    set.AddFree(key, level, contents.Length);
            }
        }

        set.AddBound(contents);
        return set;
    }

    private void AddBound(HoldingContent[] contents)
    {
        var found = new List<(long KeyAndDomain, int Place, long Cost)>();
        for (var place = 0; place < contents.Length; place++)
        {
            foreach (var end in contents[place].Ends)
            {
                if (_keyCosts[end.Key] < Costs.Never)
                    found.Add((((long)end.Key << 32) | (uint)(end.Domain + 1), place, end.Cost));
            }
        }

        found.Sort(static (a, b) => a.KeyAndDomain != b.KeyAndDomain ? a.KeyAndDomain.CompareTo(b.KeyAndDomain) : a.Place.CompareTo(b.Place));
        for (int start = 0, end; start < found.Count; start = end)
        {
            for (end = start + 1; end < found.Count && found[end].KeyAndDomain == found[start].KeyAndDomain;)
                end++;
            if (end - start > 1)
                AddLevels((int)(found[start].KeyAndDomain >> 32), (int)found[start].KeyAndDomain - 1, CollectionsMarshal.AsSpan(found)[start..end], contents);
        }
    }

    /// <summary>There are very few distinct factors, so a list is searched faster than a set.</summary>
    private void AddLevel(HoldingContent content, int key)
    {
        var level = content.KeyCosts.Length == 0 ? 0 : content.KeyCost(key);
        if (!_levels.Contains(level))
            _levels.Add(level);
    }

    private void AddLevels(int key, int domain, ReadOnlySpan<(long KeyAndDomain, int Place, long Cost)> group, HoldingContent[] contents)
    {
        _levels.Clear();
        foreach (var (_, place, _) in group)
            AddLevel(contents[place], key);
        _levels.Sort();
        foreach (var level in _levels)
        {
            if (level < Costs.Never)
                AddBound(key, domain, level, group, contents);
        }
    }

    private bool AddBound(int key, int domain, long level, ReadOnlySpan<(long KeyAndDomain, int Place, long Cost)> group, HoldingContent[] contents)
    {
        var first = _members.Count;
        foreach (var (_, place, cost) in group)
        {
            if (contents[place].KeyCosts.Length == 0 || contents[place].KeyCost(key) <= level)
                _members.Add((place, _estimate == Estimate.Best ? cost : Costs.GapOf(cost)));
        }

        if (_members.Count - first < 2)
        {
            _members.RemoveRange(first, _members.Count - first);
            return false;
        }

        for (var m = first; m < _members.Count; m++)
        {
            _entries.Add((_clubs.Count, _head[_members[m].Place], _members[m].Cost));
            _head[_members[m].Place] = _entries.Count - 1;
        }

        _clubs.Add((key, domain, LinkCost(key, level), level, first, _members.Count - first));
        return true;
    }
}
