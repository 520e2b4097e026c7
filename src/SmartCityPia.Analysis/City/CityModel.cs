namespace SmartCityPia.Analysis.City;

/// <summary>
/// A checked city in dense form: organisations, holdings, attribute types, rules and keys are numbers in the order of
/// their names, so that the order of the document changes nothing. Immutable, and safe to read from several threads.
/// </summary>
public sealed class CityModel
{
    public const double DefaultThreshold = 0.05;

    private readonly Dictionary<string, int> _organisationIndex;
    private readonly Dictionary<string, int> _holdingIndex;
    private readonly Lock _copiesLock = new();
    private int[] _copies = [];
    private int[]? _copiesStart;
    private int[]? _sources;

    private CityModel(CityInput city, CityIndex index, CityHolding[] holdings)
    {
        Input = city;
        Index = index;
        Holdings = holdings;
        _organisationIndex = NumberOf(index.Organisations);
        _holdingIndex = new(holdings.Length, StringComparer.Ordinal);
        for (var h = 0; h < holdings.Length; h++)
            _holdingIndex.Add(holdings[h].Id, h);

        var held = new int[index.Organisations.Length];
        var open = 0;
        foreach (var holding in holdings)
        {
            if (holding.Holder < 0)
                open++;
            else
                held[holding.Holder]++;
        }

        PublicHoldings = new int[open];
        HeldBy = Array.ConvertAll(held, n => new int[n]);
        Array.Clear(held);
        open = 0;
        for (var h = 0; h < holdings.Length; h++)
        {
            var holder = holdings[h].Holder;
            if (holder < 0)
                PublicHoldings[open++] = h;
            else
                HeldBy[holder][held[holder]++] = h;
        }
    }

    public CityInput Input { get; }

    /// <summary>Numbers of the copies made directly from a holding.</summary>
    internal ReadOnlySpan<int> CopiesOf(int holding)
    {
        EnsureCopies();
        return _copies.AsSpan(_copiesStart![holding], _copiesStart[holding + 1] - _copiesStart[holding]);
    }

    /// <summary>Number of the holding that a copy was made from; -1 for a dataset.</summary>
    internal int SourceOf(int holding)
    {
        EnsureCopies();
        return _sources![holding];
    }

    private void EnsureCopies()
    {
        lock (_copiesLock)
        {
            if (_copiesStart is not null)
                return;
            var sources = Array.ConvertAll(Holdings, h => h.Source is null ? -1 : _holdingIndex[h.Source]);
            var start = new int[Holdings.Length + 1];
            foreach (var source in sources)
            {
                if (source >= 0)
                    start[source + 1]++;
            }

            for (var h = 0; h < Holdings.Length; h++)
                start[h + 1] += start[h];
            var fill = start.ToArray();
            _copies = new int[start[^1]];
            for (var h = 0; h < sources.Length; h++)
            {
                if (sources[h] >= 0)
                    _copies[fill[sources[h]]++] = h;
            }

            _sources = sources;
            _copiesStart = start;
        }
    }

    /// <summary>Ids of the organisations, sorted.</summary>
    public IReadOnlyList<string> Organisations => Index.Organisations;

    /// <summary>Names of all attribute types that occur as a field, premise, conclusion or key, sorted.</summary>
    public IReadOnlyList<string> Types => Index.Types;

    internal CityIndex Index { get; }

    internal CityHolding[] Holdings { get; }

    /// <summary>Numbers of what everybody has: public datasets and outside sources.</summary>
    internal int[] PublicHoldings { get; }

    internal int[][] HeldBy { get; }

    /// <summary>Checks a city and prepares it for analysis.</summary>
    /// <exception cref="CityFormatException">Something in it is wrong; names the place and the offending id.</exception>
    public static CityModel Build(CityInput city)
    {
        ArgumentNullException.ThrowIfNull(city);
        var checkedCity = CityCheck.Run(city);
        var index = CityIndex.Of(city);
        return new CityModel(city, index, HoldingBuilder.All(city, index, checkedCity));
    }

    /// <summary>The fields a holding has after its controls, sorted, with their facets. What is not stated stays so.</summary>
    /// <exception cref="ArgumentException">No such dataset or flow.</exception>
    public IReadOnlyList<CityField> FieldsOf(string holding)
    {
        var settled = SettledFields.Of(Index, Holdings[HoldingNumber(holding)].Content);
        return Array.ConvertAll(settled.Fields, f => new CityField(Index.Types[f.Type], f.Domain < 0 ? null : Index.Domains[f.Domain])
        {
            Days = Stated(f, FacetSet.Days, f.Days),
            Metres = Stated(f, FacetSet.Metres, f.Metres),
            Seconds = Stated(f, FacetSet.Seconds, f.Seconds),
            Group = Stated(f, FacetSet.Group, f.Group),
            Covers = f.Covers,
            Form = f.Stated.HasFlag(FacetSet.Form) ? f.Form : null,
        });

        static double? Stated(SettledField field, FacetSet facet, double value) => field.Stated.HasFlag(facet) ? value : null;
    }

    internal int OrganisationNumber(string id) => _organisationIndex.TryGetValue(id, out var number)
        ? number
        : throw new ArgumentException($"There is no organisation '{id}'.", nameof(id));

    internal int HoldingNumber(string id) => _holdingIndex.TryGetValue(id, out var number)
        ? number
        : throw new ArgumentException($"There is no dataset or flow '{id}'.", nameof(id));

    /// <summary>The datasets and flows whose data an actor has: its members', and the public ones.</summary>
    /// <exception cref="ArgumentException">An id names no organisation.</exception>
    public IReadOnlyList<string> HoldingsOf(IReadOnlyList<string> actor) => Array.ConvertAll(HoldingsOf(ActorNumbers(actor)), h => Holdings[h].Id);

    /// <summary>Whether a dataset or flow has this id.</summary>
    public bool HasHolding(string id) => _holdingIndex.ContainsKey(id);

    public bool HasOrganisation(string id) => _organisationIndex.ContainsKey(id);

    /// <summary>Numbers of the members of an actor, sorted and without repeats. None is the outsider.</summary>
    internal int[] ActorNumbers(IReadOnlyList<string> actor)
    {
        var members = new SortedSet<int>();
        foreach (var id in actor)
            members.Add(OrganisationNumber(id));
        return [.. members];
    }

    /// <summary>All holdings an actor reasons over, in order: its members' and the public ones.</summary>
    internal int[] HoldingsOf(ReadOnlySpan<int> members)
    {
        var count = PublicHoldings.Length;
        foreach (var member in members)
            count += HeldBy[member].Length;
        var all = new int[count];
        PublicHoldings.CopyTo(all, 0);
        count = PublicHoldings.Length;
        foreach (var member in members)
        {
            HeldBy[member].CopyTo(all, count);
            count += HeldBy[member].Length;
        }

        Array.Sort(all);
        return all;
    }

    internal string[] Names(int[] members) => Array.ConvertAll(members, m => Index.Organisations[m]);

    /// <summary>Organisations, those with most holdings first, so that no thread is left with a big one at the end.</summary>
    internal int[] BySize() => [.. Enumerable.Range(0, HeldBy.Length).OrderByDescending(o => HeldBy[o].Length)];

    internal HoldingContent[] ContentsOf(int[] holdings)
    {
        var contents = new HoldingContent[holdings.Length];
        for (var place = 0; place < contents.Length; place++)
            contents[place] = Holdings[holdings[place]].Content;
        return contents;
    }

    internal static Dictionary<string, int> NumberOf(string[] sorted)
    {
        var numbers = new Dictionary<string, int>(sorted.Length, StringComparer.Ordinal);
        for (var i = 0; i < sorted.Length; i++)
            numbers.Add(sorted[i], i);
        return numbers;
    }
}
