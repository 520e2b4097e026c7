using System.Globalization;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Domain.Findings;

/// <summary>Fields that one organisation learns over one join, told in one breath: nothing is concluded from them yet.</summary>
/// <param name="HoldingId">About whose people.</param>
/// <param name="Via">The attribute type that joins.</param>
/// <param name="OtherId">What it is joined with.</param>
/// <param name="Findings">One per field learnt, the gravest first.</param>
public sealed record JoinedFields(Guid? ActorId, Guid HoldingId, string Via, Guid OtherId, IReadOnlyList<Finding> Findings)
{
    /// <summary>"Joined by number plate with PIA-2026-004 D2, the Transport authority also learns: …"</summary>
    public string Tell(IHoldings holdings, CultureInfo? culture = null) => string.Format(
        culture ?? CultureInfo.CurrentCulture, Words.Find(typeof(FindingWords), "Joined", culture) ?? "",
        holdings.Holding(HoldingId)?.Code, holdings.Term(Via).Name, holdings.Holding(OtherId)?.Code, FindingWords.Actor(holdings, ActorId, culture),
        string.Join(", ", Findings.Select(f => holdings.Term(f.TypeId).Name)));
}

/// <summary>What the city adds, in the order it is told: harmless alone and harmful together, told by one, merely joined.</summary>
public sealed record CityFindings(IReadOnlyList<Finding> Emergent, IReadOnlyList<Finding> Told, IReadOnlyList<JoinedFields> Joined)
{
    public static CityFindings Of(IEnumerable<Finding> findings)
    {
        var all = findings.ToList();
        return new(
            [.. all.Where(f => f.Together.Count > 0)],
            [.. all.Where(f => f.Together.Count == 0 && !IsJoined(f))],
            [
                .. all.Where(f => f.Together.Count == 0 && IsJoined(f))
                    .GroupBy(f => (f.ActorId, f.HoldingId, Via: f.Proof[^1].Via!, Other: f.Proof[^1].OtherHoldingId!.Value))
                    .Select(g => new JoinedFields(g.Key.ActorId, g.Key.HoldingId, g.Key.Via, g.Key.Other, [.. g])),
            ]);
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
