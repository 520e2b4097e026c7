using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Findings;
using SmartCityPia.Web.Frame;
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

    [BindProperty(SupportsGet = true, Name = "p")]
    public int PageNumber { get; set; } = 1;

    public sealed record Decided(Finding Finding, FindingDisposition? Decision, FindingState State);

    /// <summary>One line: a finding, or the fields learnt over one join.</summary>
    public sealed record Row(FindingPart Part, IReadOnlyList<Decided> Findings, JoinedFields? Joined)
    {
        public Finding First => Findings[0].Finding;
    }

    public IReadOnlyList<Row> All { get; private set; } = [];

    public PagedList<Row> Rows { get; private set; } = null!;

    public IReadOnlyList<Option> Organisations { get; private set; } = [];

    public CityFindings City { get; private set; } = null!;

    public bool IsFiltered => !string.IsNullOrEmpty(Organisation) || State is not null || Part is not null;

    public Pager Pager => Pager.For(Rows, At("findings"), new Dictionary<string, string?>(StringComparer.Ordinal) { ["org"] = Organisation, ["part"] = Part?.ToString(), ["state"] = State?.ToString() });

    public void OnGet()
    {
        var decisions = Dossier.Dispositions.ToDictionary(d => d.FindingKey, StringComparer.Ordinal);
        City = CityFindings.Of(Dossier.City?.Findings ?? []);
        All =
        [
            .. Dossier.Findings.Select(f => One(FindingPart.Service, f)),
            .. City.Emergent.Concat(City.Told).Select(f => One(FindingPart.City, f)),
            .. City.Joined.Select(j => new Row(FindingPart.City, [.. j.Findings.Select(DecidedOf)], j)),
        ];
        Organisations = [.. All.SelectMany(r => Names(r.First).Select(name => (Name: name, r.Findings.Count))).GroupBy(x => x.Name, StringComparer.Ordinal)
            .Select(g => new Option(g.Key, string.Create(CultureInfo.CurrentCulture, $"{FindingWords.Actor(Dossier, Guid.TryParse(g.Key, out var id) ? id : null)} ({g.Sum(x => x.Count)})")))
            .OrderBy(o => o.Value == Outsider).ThenBy(o => o.Text, StringComparer.CurrentCulture)];
        Rows = PagedList.Of<Row>(
            [
                .. All.Where(r => Part is null || r.Part == Part).Where(r => State is null || r.Findings.Any(f => f.State == State))
                    .Where(r => string.IsNullOrEmpty(Organisation) || Names(r.First).Contains(Organisation, StringComparer.Ordinal)),
            ],
            PageNumber);

        Row One(FindingPart part, Finding finding) => new(part, [DecidedOf(finding)], null);

        Decided DecidedOf(Finding finding) => decisions.TryGetValue(finding.Key, out var d) ? new(finding, d, StateOf(finding, d)) : new(finding, null, FindingState.Open);
    }

    public int Count(FindingState state, FindingPart? part = null) => All.Where(r => part is null || r.Part == part).Sum(r => r.Findings.Count(f => f.State == state));

    public int Count(FindingPart part) => All.Where(r => r.Part == part).Sum(r => r.Findings.Count);

    /// <summary>"PIA-2026-003 Low-emission zone; …"</summary>
    public string Elsewhere(Finding finding) => string.Join("; ", CityFindings.Elsewhere(Dossier, finding).Select(h => $"{h.Reference} {h.Service}"));

    private static IEnumerable<string> Names(Finding finding) => finding.Actor.Count == 0 ? [Outsider] : finding.Actor.Select(id => id.ToString());

    private static FindingState StateOf(Finding finding, FindingDisposition decision) =>
        decision.Disposition is null ? FindingState.Open : decision.ProofHash != finding.ProofHash ? FindingState.Changed : FindingState.Decided;
}
