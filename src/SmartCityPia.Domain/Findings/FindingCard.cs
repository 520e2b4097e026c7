using System.Globalization;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Domain.Findings;

/// <summary>One conclusion about one group of people: whoever can draw it stands in it, and it is decided as one.</summary>
/// <param name="Concerns">Whom it is about, as <see cref="CityFindings.Concerns"/> says it.</param>
/// <param name="Findings">One for each body, or for those that have to put their data together; the surest first.</param>
public sealed record FindingCard(string TypeId, string Concerns, IReadOnlyList<Finding> Findings)
{
    public Finding Surest => Findings[0];

    /// <summary>Equal for cards of one conclusion about one group of people.</summary>
    public string Key => $"{TypeId}|{Concerns}";

    /// <summary>In the order of the first finding of each: what is told first stays first.</summary>
    public static IReadOnlyList<FindingCard> Of(IHoldings holdings, IEnumerable<Finding> findings) =>
    [
        .. findings.GroupBy(f => (f.TypeId, Concerns: CityFindings.Concerns(holdings, f.HoldingId), Several: f.Together.Count > 0))
            .Select(g => new FindingCard(g.Key.TypeId, g.Key.Concerns, [.. g.OrderByDescending(f => f.Score)])),
    ];

    /// <summary>"5 organisations can tell who a person is."; where one body can, or anybody with public data, its own sentence.</summary>
    public string Sentence(IHoldings holdings, CultureInfo? culture = null) =>
        Findings.Count == 1 ? ProofText.SentenceOf(holdings, Surest, culture)
        : Findings.FirstOrDefault(f => f.Actor.Count == 0) is { } anybody ? ProofText.SentenceOf(holdings, anybody, culture)
        : string.Format(culture ?? CultureInfo.CurrentCulture, Words.Find(typeof(FindingWords), Surest.Together.Count > 0 ? "SeveralTogether" : "Several", culture) ?? "", Findings.Count, FindingWords.Tell(holdings, TypeId, culture));
}
