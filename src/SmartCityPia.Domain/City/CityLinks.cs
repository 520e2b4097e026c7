using SmartCityPia.Analysis.City;
using SmartCityPia.Analysis.Inference;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Findings;

namespace SmartCityPia.Domain.City;

/// <summary>Two holdings whose records join, and the key that does it.</summary>
/// <param name="Domain">The identifier domain both share; null for a key that matches whatever the domain.</param>
/// <param name="Strength">0 to 1.</param>
public sealed record HoldingLink(Holding First, Holding Second, string Key, string? Domain, double Strength)
{
    /// <summary>One organisation has both, or one is public: they can be joined today, without anybody coming together.</summary>
    public bool Today => First.IsPublic || Second.IsPublic || (First.HolderId is { } holder && holder == Second.HolderId);
}

/// <param name="Sure">Of the strongest of them.</param>
/// <param name="Count">Pairs of holdings, each key counted.</param>
/// <param name="Today">Of these, those that can be joined today.</param>
public sealed record ServiceLink(double Strongest, Sureness Sure, int Count, int Today);

/// <summary>
/// Which holdings of the city join, through which key: the evidence for the question whether data can be linked. It is
/// kept as clubs of holdings that share a key, and multiplied out only for what is shown.
/// </summary>
public sealed class CityLinks
{
    private readonly CityGraph _graph;
    private readonly IReadOnlyList<(LinkClub Club, ILookup<Guid, LinkMember> Members)> _clubs;

    private CityLinks(CityGraph graph, IReadOnlyList<LinkClub> clubs)
    {
        _graph = graph;
        _clubs = [.. clubs.Select(c => (c, c.Members.Where(m => graph.PartOf(CityId.Parse(m.Holding)) is not null).ToLookup(m => graph.PartOf(CityId.Parse(m.Holding))!.ServiceId)))];
        Keys = [.. clubs.Select(c => c.Key).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>Attribute types that join something.</summary>
    public IReadOnlyList<string> Keys { get; }

    public static CityLinks Of(CityGraph graph, IProgress<(int Done, int Of)>? progress = null, CancellationToken cancel = default) =>
        new(graph, graph.Model.LinkClubs(progress: progress, cancel: cancel));

    /// <summary>How two services' data join, or one service's own; null where nothing does.</summary>
    public ServiceLink? Between(CityPart a, CityPart b)
    {
        var (count, today) = (0, 0);
        HoldingLink? strongest = null;
        foreach (var link in Of(a, b, null))
            (strongest, count, today) = (strongest is null || link.Strength > strongest.Strength ? link : strongest, count + 1, today + (link.Today ? 1 : 0));
        return strongest is null ? null : new(strongest.Strength, SureOf(strongest), count, today);
    }

    public Sureness SureOf(HoldingLink link) => Sureness.OfLink(_graph.Catalogue, link.Key, link.Strength);

    /// <summary>Pairs of holdings, made as they are read: there may be very many.</summary>
    /// <param name="a">One side's service; null for any.</param>
    /// <param name="b">The other side's; null for any.</param>
    /// <param name="organisation">Has one of the two; null for any.</param>
    /// <param name="key">Null for any.</param>
    public IEnumerable<HoldingLink> Pairs(CityPart? a = null, CityPart? b = null, Guid? organisation = null, string? key = null)
    {
        var parts = a is not null && b is not null ? [(a, b)]
            : a is not null || b is not null ? _graph.Parts.Select(other => (A: (a ?? b)!, B: other))
            : _graph.Parts.SelectMany((first, i) => _graph.Parts.Skip(i).Select(second => (A: first, B: second)));
        return parts.SelectMany(p => Of(p.Item1, p.Item2, key))
            .Where(l => organisation is null || l.First.HolderId == organisation || l.Second.HolderId == organisation);
    }

    private IEnumerable<HoldingLink> Of(CityPart a, CityPart b, string? key)
    {
        foreach (var (club, members) in _clubs)
        {
            if (key is not null && club.Key != key)
                continue;
            foreach (var first in members[a.ServiceId])
            {
                foreach (var second in members[b.ServiceId])
                {
                    // What both are given in another form joins them in that form.
                    if (_graph.Given.Has(first.Holding, club.Key) && _graph.Given.Has(second.Holding, club.Key))
                        continue;
                    var strength = club.Between(first, second);
                    if (strength >= CityModel.DefaultThreshold && (a.ServiceId != b.ServiceId || string.CompareOrdinal(first.Holding, second.Holding) < 0))
                        yield return new(_graph.Holdings[CityId.Parse(first.Holding)], _graph.Holdings[CityId.Parse(second.Holding)], club.Key, club.Domain, strength);
                }
            }
        }
    }
}
