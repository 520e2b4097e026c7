using System.Runtime.InteropServices;
using SmartCityPia.Analysis.City;

namespace SmartCityPia.Analysis.Inference;

/// <summary>
/// The clubs of an actor's holdings. A club is the holdings that one link key can join at one strength: those with the
/// key as a field of one domain ("bound"), or all of them for a key that is not bound to domains ("free"). A link takes
/// the smaller key factor of its two sides, so there is one club per distinct factor, of the holdings whose own factor
/// is no smaller. Free clubs are not listed by place: there are few, and all holdings are in the widest.
/// </summary>
internal sealed class ClubSet
{
    private readonly List<(int Type, int Domain, long Cost, long Level, int First, int Count)> _clubs = [];
    private readonly List<int> _free = [];
    private readonly List<int> _members = [];
    private readonly List<(int Club, int Next)> _entries = [];
    private readonly Dictionary<int, (List<int> Places, bool[] IsThere)> _present = [];
    private readonly List<long> _levels = [];
    private readonly int[] _head;

    private ClubSet(int places)
    {
        _head = new int[places];
        Array.Fill(_head, -1);
    }

    public int Count => _clubs.Count;

    public List<int> Free => _free;

    /// <summary>Whether clubs were added for holdings that changed, so that listing alone does not make a member.</summary>
    public bool IsDynamic { get; private set; }

    public bool IsBound(int club) => _clubs[club].Domain >= 0;

    public int Domain(int club) => _clubs[club].Domain;

    public int Type(int club) => _clubs[club].Type;

    public long Cost(int club) => _clubs[club].Cost;

    /// <summary>The largest extra key cost of its members.</summary>
    public long Level(int club) => _clubs[club].Level;

    /// <summary>First entry of a place's bound clubs, -1 for none; see <see cref="Entry"/>.</summary>
    public int First(int place) => _head[place];

    public (int Club, int Next) Entry(int entry) => _entries[entry];

    /// <summary>Members of a bound club, or the places of a free one where its key was ever known.</summary>
    public ReadOnlySpan<int> Candidates(int club) => IsBound(club)
        ? CollectionsMarshal.AsSpan(_members).Slice(_clubs[club].First, _clubs[club].Count)
        : CollectionsMarshal.AsSpan(_present[club].Places);

    public void AddPresent(int club, int place)
    {
        if (IsBound(club))
            return;
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
        return (IsBound(one), a.Type, a.Domain, a.Level).CompareTo((IsBound(other), b.Type, b.Domain, b.Level)) < 0;
    }

    /// <summary>Adds what clubs a changed holding needs and lists it where it belongs.</summary>
    /// <param name="added">Receives the clubs that are new: their other members have something to tell.</param>
    public void Admit(CityIndex index, HoldingContent[] contents, int place, List<int> added)
    {
        IsDynamic = true;
        var content = contents[place];
        foreach (var key in index.Keys)
        {
            var own = content.KeyCost(key.Type);
            if (key.Cost >= Costs.Never || own >= Costs.Never)
                continue;
            if (!key.SameDomain)
            {
                if (Find(key.Type, -1, own) < 0)
                {
                    added.Add(_clubs.Count);
                    AddFree(key, own, contents.Length);
                }

                continue;
            }

            var domain = content.Domain(key.Type);
            if (domain < 0)
                continue;
            var group = new List<(long, int Place)>();
            _levels.Clear();
            for (var p = 0; p < contents.Length; p++)
            {
                if (contents[p].Domain(key.Type) != domain)
                    continue;
                group.Add((0, p));
                AddLevel(_levels, contents[p], key.Type);
            }

            foreach (var level in _levels)
            {
                if (level < own || level >= Costs.Never)
                    continue;
                var club = Find(key.Type, domain, level);
                if (club >= 0)
                    List(club, place);
                else if (AddBound(key, domain, level, CollectionsMarshal.AsSpan(group), contents))
                    added.Add(_clubs.Count - 1);
            }
        }
    }

    private int Find(int type, int domain, long level) => _clubs.FindIndex(c => c.Type == type && c.Domain == domain && c.Level == level);

    private void List(int club, int place)
    {
        if (Candidates(club).Contains(place))
            return;

        // Members of a club lie side by side, so a longer list goes to the end.
        var first = _members.Count;
        foreach (var member in Candidates(club).ToArray())
            _members.Add(member);
        _members.Add(place);
        _clubs[club] = _clubs[club] with { First = first, Count = _members.Count - first };
        _entries.Add((club, _head[place]));
        _head[place] = _entries.Count - 1;
    }

    private void AddFree(IndexedKey key, long level, int places)
    {
        _free.Add(_clubs.Count);
        _present.Add(_clubs.Count, ([], new bool[places]));
        _clubs.Add((key.Type, -1, key.Cost + level, level, 0, 0));
    }

    public static ClubSet Of(CityIndex index, HoldingContent[] contents)
    {
        var set = new ClubSet(contents.Length);
        var levels = new List<long>();
        foreach (var key in index.Keys)
        {
            if (key.SameDomain || key.Cost >= Costs.Never || contents.Length < 2)
                continue;
            levels.Clear();
            foreach (var content in contents)
                AddLevel(levels, content, key.Type);
            levels.Sort();
            foreach (var level in levels)
            {
                if (level >= Costs.Never)
                    continue;
                set.AddFree(key, level, contents.Length);
            }
        }

        set.AddBound(index, contents);
        return set;
    }

    private void AddBound(CityIndex index, HoldingContent[] contents)
    {
        var found = new List<(long KeyAndDomain, int Place)>();
        for (var place = 0; place < contents.Length; place++)
        {
            var content = contents[place];
            foreach (var f in content.DomainFields)
            {
                var key = index.KeyOfType[content.FieldTypes[f]];
                if (index.Keys[key].Cost < Costs.Never)
                    found.Add((((long)key << 32) | (uint)content.FieldDomains[f], place));
            }
        }

        found.Sort();
        for (int start = 0, end; start < found.Count; start = end)
        {
            for (end = start + 1; end < found.Count && found[end].KeyAndDomain == found[start].KeyAndDomain;)
                end++;
            if (end - start > 1)
                AddLevels(index.Keys[(int)(found[start].KeyAndDomain >> 32)], (int)found[start].KeyAndDomain, CollectionsMarshal.AsSpan(found)[start..end], contents);
        }
    }

    /// <summary>There are very few distinct factors, so a list is searched faster than a set.</summary>
    private static void AddLevel(List<long> levels, HoldingContent content, int type)
    {
        var level = content.KeyCosts.Length == 0 ? 0 : content.KeyCost(type);
        if (!levels.Contains(level))
            levels.Add(level);
    }

    private void AddLevels(IndexedKey key, int domain, ReadOnlySpan<(long KeyAndDomain, int Place)> group, HoldingContent[] contents)
    {
        var levels = _levels;
        levels.Clear();
        foreach (var (_, place) in group)
            AddLevel(levels, contents[place], key.Type);
        levels.Sort();
        foreach (var level in levels)
        {
            if (level < Costs.Never)
                AddBound(key, domain, level, group, contents);
        }
    }

    private bool AddBound(IndexedKey key, int domain, long level, ReadOnlySpan<(long KeyAndDomain, int Place)> group, HoldingContent[] contents)
    {
        var first = _members.Count;
        foreach (var (_, place) in group)
        {
            if (contents[place].KeyCosts.Length == 0 || contents[place].KeyCost(key.Type) <= level)
                _members.Add(place);
        }

        if (_members.Count - first < 2)
        {
            _members.RemoveRange(first, _members.Count - first);
            return false;
        }

        for (var m = first; m < _members.Count; m++)
        {
            _entries.Add((_clubs.Count, _head[_members[m]]));
            _head[_members[m]] = _entries.Count - 1;
        }

        _clubs.Add((key.Type, domain, key.Cost + level, level, first, _members.Count - first));
        return true;
    }
}
