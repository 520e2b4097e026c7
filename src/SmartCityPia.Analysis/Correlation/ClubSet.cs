namespace SmartCityPia.Analysis.Correlation;

/// <summary>
/// The clubs of an actor's holdings. A club is the holdings that one link key can join at one strength: those with the
/// key as a field of one domain, or all of them for a key that is not bound to domains. A link takes the smaller key
/// factor of its two sides, so there is one club per distinct factor, of the holdings whose own factor is no smaller.
/// </summary>
internal sealed class ClubSet
{
    private readonly List<(int Type, string? Domain, long Cost)> _clubs = [];
    private readonly List<List<int>> _present = [];
    private readonly List<int>[] _byPlace;
    private readonly HashSet<long> _isPresent = [];

    private ClubSet(int places)
    {
        _byPlace = new List<int>[places];
        for (var place = 0; place < places; place++)
            _byPlace[place] = [];
    }

    public int Count => _clubs.Count;

    public int Type(int club) => _clubs[club].Type;

    public long Cost(int club) => _clubs[club].Cost;

    /// <summary>Whether its key joins only fields of one domain.</summary>
    public bool IsBound(int club) => _clubs[club].Domain is not null;

    public List<int> Of(int place) => _byPlace[place];

    /// <summary>Places where the key was ever known; whether it still is, the rank says.</summary>
    public List<int> Present(int club) => _present[club];

    public void AddPresent(int club, int place)
    {
        if (_isPresent.Add(((long)club << 32) | (uint)place))
            _present[club].Add(place);
    }

    public static ClubSet Of(CityIndex index, HoldingContent[] contents)
    {
        var set = new ClubSet(contents.Length);
        foreach (var key in index.Keys)
        {
            if (key.Cost >= Certainty.Never)
                continue;
            if (!key.SameDomain)
            {
                set.AddLevels(key, null, [.. Enumerable.Range(0, contents.Length)], contents);
                continue;
            }

            var domains = new SortedDictionary<string, List<int>>(StringComparer.Ordinal);
            for (var place = 0; place < contents.Length; place++)
            {
                if (contents[place].Domain(key.Type) is not { } domain)
                    continue;
                if (!domains.TryGetValue(domain, out var members))
                    domains.Add(domain, members = []);
                members.Add(place);
            }

            foreach (var (domain, members) in domains)
                set.AddLevels(key, domain, members, contents);
        }

        return set;
    }

    private void AddLevels(IndexedKey key, string? domain, List<int> members, HoldingContent[] contents)
    {
        if (members.Count < 2)
            return;
        var costs = members.ConvertAll(m => contents[m].KeyCost(key.Type));
        foreach (var level in costs.Where(c => c < Certainty.Never).Distinct().Order().ToArray())
        {
            var joined = members.Where((_, i) => costs[i] <= level).ToArray();
            if (joined.Length < 2)
                continue;
            foreach (var member in joined)
                _byPlace[member].Add(_clubs.Count);
            _clubs.Add((key.Type, domain, key.Cost + level));
            _present.Add([]);
        }
    }
}
