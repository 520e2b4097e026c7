using SmartCityPia.Analysis.City;
using SmartCityPia.Analysis.Inference;

namespace SmartCityPia.Analysis.Coalitions;

/// <summary>
/// How an organisation's holdings hang together by links it can use alone: groups of holdings, and which group each
/// link leads to. A link is a key on given fields, in a domain where it asks for one, or an inferred key that some
/// holding reaches.
/// </summary>
/// <remarks>
/// Two organisations together learn something new only in groups that meet: a fact that neither reaches alone needs a
/// rule or link with premises from both, so it lies in a group of the one that shares a link with a group of the other,
/// or in a group that a free key joins to those once they reach it. What meets falls into parts without a link between
/// them, and a part of which all facts together could tell nothing new is left alone.
/// </remarks>
internal sealed class LinkMap
{
    private const long FreeDomain = uint.MaxValue;

    private readonly List<int[]> _groups = [];
    private readonly List<bool> _hasOwn = [];
    private readonly List<ulong[]> _columns = [];
    private long[] _links = [];
    private int[] _groupOfLink = [];

    /// <summary>Numbers of the holdings of a group, ascending.</summary>
    public int[] Group(int group) => _groups[group];

    public int Count => _groups.Count;

    /// <summary>Bits of the columns that a group reaches by itself.</summary>
    public ReadOnlySpan<ulong> Columns(int group) => _columns[group];

    /// <summary>The group that reaches a free key, or -1.</summary>
    public int GroupOf(int freeKey)
    {
        var at = Array.BinarySearch(_links, Link(freeKey, FreeDomain));
        return at < 0 ? -1 : _groupOfLink[at];
    }

    private static long Link(int key, long domain) => ((long)key << 32) | domain;

    public static LinkMap Of(CityModel model, Closure closure)
    {
        var index = model.Index;
        var parent = Enumerable.Range(0, closure.Holdings.Length).ToArray();
        int Root(int place)
        {
            while (parent[place] != place)
                place = parent[place] = parent[parent[place]];
            return place;
        }

        var first = new SortedDictionary<long, int>();
        void Meet(long link, int place)
        {
            if (!first.TryAdd(link, place))
                parent[Root(place)] = Root(first[link]);
        }

        for (var place = 0; place < parent.Length; place++)
        {
            var content = closure.Content(place);
            foreach (var end in content.Ends)
                Meet(Link(end.Key, end.Domain + 1), place);
            for (var key = 0; key < index.Keys.Length; key++)
            {
                if (index.Keys[key].IsInferred && closure.Rank(place, index.Keys[key].Type) != Costs.Unreached)
                    Meet(Link(key, FreeDomain), place);
            }
        }

        var map = new LinkMap();
        var groupOf = new Dictionary<int, int>();
        foreach (var group in Enumerable.Range(0, parent.Length).GroupBy(Root))
        {
            // Numbers of holdings ascend with their places.
            groupOf.Add(group.Key, map._groups.Count);
            map._groups.Add([.. group.Select(place => closure.Holdings[place])]);
            var columns = new ulong[(closure.Width + 63) >> 6];
            foreach (var place in group)
                closure.AddColumns(place, columns);
            map._columns.Add(columns);
            map._hasOwn.Add(group.Any(place => model.Holdings[closure.Holdings[place]].Holder >= 0));
        }

        map._links = [.. first.Keys];
        map._groupOfLink = [.. first.Values.Select(place => groupOf[Root(place)])];
        return map;
    }

    /// <summary>The pairs of groups, one of either side, that share a link and have data of their own; some more than once.</summary>
    public static void Meeting(LinkMap a, LinkMap b, List<(int OfA, int OfB)> meeting)
    {
        meeting.Clear();
        for (int i = 0, j = 0; i < a._links.Length && j < b._links.Length;)
        {
            if (a._links[i] < b._links[j])
            {
                i++;
            }
            else if (a._links[i] > b._links[j])
            {
                j++;
            }
            else
            {
                var (x, y) = (a._groupOfLink[i++], b._groupOfLink[j++]);
                if (a._hasOwn[x] && b._hasOwn[y])
                    meeting.Add((x, y));
            }
        }
    }
}
