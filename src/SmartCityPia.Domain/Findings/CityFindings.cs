using System.Globalization;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Domain.Findings;

/// <summary>Fields that are learnt by joining two datasets, or copies of them, told in one breath: nothing is concluded from them yet.</summary>
/// <param name="HoldingId">About whose people; of several the first by code.</param>
/// <param name="Via">The attribute types that join.</param>
/// <param name="OtherId">What it is joined with.</param>
/// <param name="Findings">One per organisation and field learnt, the gravest first.</param>
public sealed record JoinedFields(Guid HoldingId, IReadOnlyList<string> Via, Guid OtherId, IReadOnlyList<Finding> Findings)
{
    /// <summary>"D1 and PIA-2026-004 D2 can be joined by number plate: the Transport authority then also has … of one person."</summary>
    public string Tell(IHoldings holdings, CultureInfo? culture = null) => string.Format(
        culture ?? CultureInfo.CurrentCulture, Words.Find(typeof(FindingWords), "Joined", culture) ?? "",
        holdings.Holding(HoldingId)?.Code, string.Join(", ", Via.Select(t => holdings.Term(t).Name)), holdings.Holding(OtherId)?.Code,
        string.Join(", ", Findings.Select(f => FindingWords.Actor(holdings, f.ActorId, culture)).Distinct(StringComparer.Ordinal)),
        string.Join(", ", Findings.Select(f => holdings.Term(f.TypeId).Name).Distinct(StringComparer.Ordinal)));
}

/// <summary>What the city adds, in the order it is told: harmless alone and harmful together, told by one, merely joined.</summary>
public sealed record CityFindings(IReadOnlyList<Finding> Emergent, IReadOnlyList<Finding> Told, IReadOnlyList<JoinedFields> Joined)
{
    /// <param name="holdings">Says of which dataset a copy is one.</param>
    public static CityFindings Of(IHoldings holdings, IEnumerable<Finding> findings)
    {
        var all = findings.ToList();
        return new(
            [.. all.Where(f => f.Together.Count > 0)],
            [.. all.Where(f => f.Together.Count == 0 && !IsJoined(f))],
            [
                .. all.Where(f => f.Together.Count == 0 && IsJoined(f)).GroupBy(PairOf)
                    .Select(pair => (First: pair.MinBy(f => holdings.Holding(f.HoldingId)?.Code, StringComparer.Ordinal)!, Pair: pair))
                    .Select(j => new JoinedFields(
                        j.First.HoldingId, [.. j.Pair.Select(f => f.Proof[^1].Via!).Distinct(StringComparer.Ordinal)], j.First.Proof[^1].OtherHoldingId!.Value, [.. j.Pair])),
            ]);

        // A copy is told with the dataset it was made from, whoever has it.
        (Guid, Guid) PairOf(Finding finding)
        {
            var (here, there) = (Origin(finding.HoldingId), Origin(finding.Proof[^1].OtherHoldingId!.Value));
            return here.CompareTo(there) <= 0 ? (here, there) : (there, here);
        }

        Guid Origin(Guid id) => holdings.Holding(id)?.OriginId ?? id;
    }

    /// <summary>Given to somebody as it is, and only carried over a join.</summary>
    public static bool IsJoined(Finding finding) =>
        finding.Proof is [.., { Kind: ProofStepKind.Link, OtherHoldingId: not null }] && finding.Proof.Any(s => s.Kind == ProofStepKind.Field && s.TypeId == finding.TypeId);

    /// <summary>The other services that a proof needs, by reference.</summary>
    public static IReadOnlyList<Holding> Elsewhere(Dossier dossier, Finding finding) =>
    [
        .. finding.Proof.Select(s => dossier.Holding(s.HoldingId)).OfType<Holding>().Where(h => h.Reference.Length > 0 && h.Reference != dossier.Head.Reference)
            .DistinctBy(h => h.Reference, StringComparer.Ordinal).OrderBy(h => h.Reference, StringComparer.Ordinal),
    ];

    /// <summary>Whom a finding is about: "drivers in the zone (Low-emission zone)".</summary>
    public static string Concerns(IHoldings holdings, Guid holdingId) => holdings.Holding(holdingId) is not { } holding ? ""
        : string.IsNullOrWhiteSpace(holding.People) ? holding.Service : $"{holding.People} ({holding.Service})";
}
