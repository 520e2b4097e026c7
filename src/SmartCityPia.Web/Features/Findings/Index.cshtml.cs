using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using SmartCityPia.Domain.City;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Findings;
using SmartCityPia.Web.Frame;
using SmartCityPia.Web.Infrastructure;
using SmartCityPia.Web.Infrastructure.Forms;

namespace SmartCityPia.Web.Features.Findings;

public enum FindingState { Open, Decided, Changed }

/// <summary>Where the proof's data is from.</summary>
public enum FindingPart { Service, City }

/// <summary>
/// The step "Correlation and inference": what can be derived from this service alone, then what becomes known with the
/// city's other services, and what was decided about it.
/// </summary>
public sealed class IndexModel : DossierPage
{
    public const string Outsider = "outsider";

    public override Step? Step => Domain.Dossiers.Step.Findings;

    public override bool LooksAtCity => true;

    /// <summary>An organisation's id, or <see cref="Outsider"/>.</summary>
    [BindProperty(SupportsGet = true, Name = "org")]
    public string? Organisation { get; set; }

    [BindProperty(SupportsGet = true, Name = "state")]
    public FindingState? State { get; set; }

    [BindProperty(SupportsGet = true, Name = "part")]
    public FindingPart? Part { get; set; }

    /// <summary>The hypotheses instead of the findings: what is disputed or hardly probable, and blocks nothing.</summary>
    [BindProperty(SupportsGet = true, Name = "hypotheses")]
    public bool ShowsHypotheses { get; set; }

    [BindProperty(SupportsGet = true, Name = "p")]
    public int PageNumber { get; set; } = 1;

    public sealed record Decided(Finding Finding, FindingDisposition? Decision, FindingState State);

    /// <summary>One card: a conclusion with the bodies that can draw it, or the fields learnt over one join.</summary>
    public sealed record Row(FindingPart Part, IReadOnlyList<Decided> Findings, FindingCard? Card, JoinedFields? Joined)
    {
        public Finding First => Findings[0].Finding;

        /// <summary>One that is none keeps all fields of a join among the findings.</summary>
        public bool IsHypothesis => Findings.All(f => f.Finding.IsHypothesis);
    }

    /// <summary>What the page is about before it is filtered: what is to be decided, or the hypotheses.</summary>
    public IReadOnlyList<Row> All { get; private set; } = [];

    /// <summary>How many hypotheses there are beside the findings.</summary>
    public int Hypotheses { get; private set; }

    public PagedList<Row> Rows { get; private set; } = null!;

    public IReadOnlyList<Option> Organisations { get; private set; } = [];

    public bool IsFiltered => !string.IsNullOrEmpty(Organisation) || State is not null || Part is not null;

    /// <summary>The list without its filters.</summary>
    public string Unfiltered => At(ShowsHypotheses ? "findings?hypotheses=true" : "findings");

    public Pager Pager => Pager.For(Rows, At("findings"), new Dictionary<string, string?>(StringComparer.Ordinal) { ["org"] = Organisation, ["part"] = Part?.ToString(), ["state"] = State?.ToString(), ["hypotheses"] = ShowsHypotheses ? "true" : null });

    public void OnGet()
    {
        var decisions = Dossier.Dispositions.ToDictionary(d => d.FindingKey, StringComparer.Ordinal);
        var city = CityFindings.Of(Dossier.City?.Findings ?? []);
        var rows = Cards(FindingPart.Service, Dossier.Findings)
            .Concat(Cards(FindingPart.City, city.Emergent)).Concat(Cards(FindingPart.City, city.Told))
            .Concat(city.Joined.Select(j => new Row(FindingPart.City, [.. j.Findings.Select(DecidedOf)], null, j)))
            .ToLookup(r => r.IsHypothesis);
        (All, Hypotheses) = ([.. rows[ShowsHypotheses]], rows[true].Count());
        Organisations = [.. All.SelectMany(r => r.Findings).SelectMany(f => Names(f.Finding)).GroupBy(name => name, StringComparer.Ordinal)
            .Select(g => new Option(g.Key, string.Create(CultureInfo.CurrentCulture, $"{FindingWords.Actor(Dossier, Guid.TryParse(g.Key, out var id) ? id : null)} ({g.Count()})")))
            .OrderBy(o => o.Value == Outsider).ThenBy(o => o.Text, StringComparer.CurrentCulture)];
        Rows = PagedList.Of<Row>(
            [
                .. All.Where(r => Part is null || r.Part == Part).Where(r => State is null || r.Findings.Any(f => f.State == State))
                    .Where(r => string.IsNullOrEmpty(Organisation) || r.Findings.Any(f => Names(f.Finding).Contains(Organisation, StringComparer.Ordinal))),
            ],
            PageNumber);

        // What is a hypothesis of one body can be a finding of another: each stands in its own list.
        IEnumerable<Row> Cards(FindingPart part, IEnumerable<Finding> findings) => findings.ToLookup(f => f.IsHypothesis)
            .SelectMany(g => FindingCard.Of(Dossier, g)).Select(card => new Row(part, [.. card.Findings.Select(DecidedOf)], card, null));

        Decided DecidedOf(Finding finding) => decisions.TryGetValue(finding.Key, out var d) ? new(finding, d, StateOf(finding, d)) : new(finding, null, FindingState.Open);
    }

    /// <summary>How many cards have a body whose finding is in that state.</summary>
    public int Count(FindingState state, FindingPart? part = null) => All.Count(r => (part is null || r.Part == part) && r.Findings.Any(f => f.State == state));

    /// <summary>How many cards there are.</summary>
    public int Count(FindingPart part) => All.Count(r => r.Part == part);

    public int Together => All.Count(r => r.Part == FindingPart.City && r.First.Together.Count > 0);

    public int Joined => All.Count(r => r.Joined is not null);

    /// <summary>Where a card leads: to the first of its findings that waits for a decision.</summary>
    public static Decided Next(Row row) => row.Findings.FirstOrDefault(f => f.State != FindingState.Decided) ?? row.Findings[0];

    /// <summary>A card as it is shown. The workbench tries its changes in the draft, or in the version that is in the city.</summary>
    public CardView View(Row row)
    {
        var stop = IsDescription || ShowsHypotheses ? null : CardStops.Of(Dossier, row.Card!);
        var first = stop is { Steps: [var step, ..] } ? step : null;
        return new(
            CardText.Of(Dossier, row.Card!, stop),
            first is null ? null : At(Dossier.DatasetOf(first.HoldingId) is null ? $"flows/{first.HoldingId}" : $"datasets/{first.HoldingId}"),
            first is null ? null : CityAddress.WhatIf([.. Dossier.Head.Status == AssessmentStatus.Draft ? [new WhatIfEdit(WhatIfKind.Plan, Dossier.Head.AssessmentId)] : Array.Empty<WhatIfEdit>(), .. CardStops.Edits(stop!)]),
            IsDescription ? null : CityAddress.With(Addresses.CityCut, row.First.Actor, row.First.TypeId));
    }

    /// <summary>"PIA-2026-003 Low-emission zone; …"</summary>
    public string Elsewhere(Row row) =>
        string.Join("; ", row.Findings.SelectMany(f => CityFindings.Elsewhere(Dossier, f.Finding)).Select(h => $"{h.Reference} {h.Service}").Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

    private static IEnumerable<string> Names(Finding finding) => finding.Actor.Count == 0 ? [Outsider] : finding.Actor.Select(id => id.ToString());

    private static FindingState StateOf(Finding finding, FindingDisposition decision) =>
        decision.Disposition is null ? FindingState.Open : decision.ProofHash != finding.ProofHash ? FindingState.Changed : FindingState.Decided;
}
