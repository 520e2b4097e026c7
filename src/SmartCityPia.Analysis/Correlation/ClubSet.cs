using System.Runtime.InteropServices;

namespace SmartCityPia.Analysis.Correlation;

/// <summary>
/// The clubs of an actor's holdings. A club is the holdings that one link key can join at one strength: those with the
/// key as a field of one domain ("bound"), or all of them for a key that is not bound to domains ("free"). A link takes
/// the smaller key factor of its two sides, so there is one club per distinct factor, of the holdings whose own factor
/// is no smaller. Free clubs come first and are not listed by place: there are few, and all holdings are in the widest.
/// </summary>
internal sealed class ClubSet
{
    private readonly List<(int Type, long Cost, long Level, int First, int Count)> _clubs = [];
    private readonly List<int> _members = [];
    private readonly List<(int Club, int Next)> _entries = [];
    private readonly List<List<int>> _present = [];
    private readonly List<bool[]> _isPresent = [];
    private readonly List<long> _levels = [];
    private readonly int[] _head;

    private ClubSet(int places)
    {
        _head = new int[places];
        Array.Fill(_head, -1);
    }

    public int Count => _clubs.Count;

    /// <summary>The first so many clubs are of free keys.</summary>
    public int Free { get; private set; }

    public int Type(int club) => _clubs[club].Type;

    public long Cost(int club) => _clubs[club].Cost;

    /// <summary>The largest extra key cost of its members.</summary>
    public long Level(int club) => _clubs[club].Level;

    /// <summary>First entry of a place's bound clubs, -1 for none; see <see cref="Entry"/>.</summary>
    public int First(int place) => _head[place];

    public (int Club, int Next) Entry(int entry) => _entries[entry];

    /// <summary>Members of a bound club, or the places of a free one where its key was ever known.</summary>
    public ReadOnlySpan<int> Candidates(int club) => club < Free
        ? CollectionsMarshal.AsSpan(_present[club])
        : CollectionsMarshal.AsSpan(_members).Slice(_clubs[club].First, _clubs[club].Count);

    public void AddPresent(int club, int place)
    {
        if (club >= Free || _isPresent[club][place])
            return;
        _isPresent[club][place] = true;
        _present[club].Add(place);
    }

    public static ClubSet Of(CityIndex index, HoldingContent[] contents)
    {
        var set = new ClubSet(contents.Length);
        var levels = new List<long>();
        foreach (var key in index.Keys)
        {
            if (key.SameDomain || key.Cost >= Certainty.Never || contents.Length < 2)
                continue;
            levels.Clear();
            foreach (var content in contents)
                AddLevel(levels, content, key.Type);
            levels.Sort();
            foreach (var level in levels)
            {
                if (level >= Certainty.Never)
                    continue;
                set._clubs.Add((key.Type, key.Cost + level, level, 0, 0));
                set._present.Add([]);
                set._isPresent.Add(new bool[contents.Length]);
            }
        }

        set.Free = set._clubs.Count;
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
                if (index.Keys[key].Cost < Certainty.Never)
                    found.Add((((long)key << 32) | (uint)content.FieldDomains[f], place));
            }
        }

        found.Sort();
        for (int start = 0, end; start < found.Count; start = end)
        {
            for (end = start + 1; end < found.Count && found[end].KeyAndDomain == found[start].KeyAndDomain;)
                end++;
            if (end - start > 1)
                AddLevels(index.Keys[(int)(found[start].KeyAndDomain >> 32)], CollectionsMarshal.AsSpan(found)[start..end], contents);
        }
    }

    /// <summary>There are very few distinct factors, so a list is searched faster than a set.</summary>
    private static void AddLevel(List<long> levels, HoldingContent content, int type)
    {
        var level = content.KeyCosts.Length == 0 ? 0 : content.KeyCost(type);
        if (!levels.Contains(level))
            levels.Add(level);
    }

    private void AddLevels(IndexedKey key, ReadOnlySpan<(long KeyAndDomain, int Place)> group, HoldingContent[] contents)
    {
        var levels = _levels;
        levels.Clear();
        foreach (var (_, place) in group)
            AddLevel(levels, contents[place], key.Type);
        levels.Sort();
        foreach (var level in levels)
        {
            if (level >= Certainty.Never)
                continue;
            var first = _members.Count;
            foreach (var (_, place) in group)
            {
                if (contents[place].KeyCosts.Length == 0 || contents[place].KeyCost(key.Type) <= level)
                    _members.Add(place);
            }

            if (_members.Count - first < 2)
            {
                _members.RemoveRange(first, _members.Count - first);
                continue;
            }

            for (var m = first; m < _members.Count; m++)
            {
                _entries.Add((_clubs.Count, _head[_members[m]]));
                _head[_members[m]] = _entries.Count - 1;
            }

            _clubs.Add((key.Type, key.Cost + level, level, first, _members.Count - first));
        }
    }
}
