using Microsoft.AspNetCore.Mvc;
using SmartCityPia.Domain.Assessments;
using SmartCityPia.Domain.Risks;
using SmartCityPia.Web.Infrastructure.Dossiers;
using SmartCityPia.Web.Infrastructure.Forms;

namespace SmartCityPia.Web.Features.Findings;

public enum FindingState { Open, Decided, Changed }

/// <summary>The step "Correlation and inference": what each organisation can derive, and what was decided about it.</summary>
public sealed class IndexModel : DossierPage
{
    public const string Outsider = "outsider";

    public override Step? Step => Domain.Assessments.Step.Findings;

    public override bool LooksAtCity => true;

    /// <summary>An organisation's id, or <see cref="Outsider"/>.</summary>
    [BindProperty(SupportsGet = true, Name = "org")]
    public string? Organisation { get; set; }

    [BindProperty(SupportsGet = true, Name = "state")]
    public FindingState? State { get; set; }

    [BindProperty(SupportsGet = true, Name = "p")]
    public int PageNumber { get; set; } = 1;

    public sealed record Row(Finding Finding, FindingDisposition? Decision, FindingState State);

    public IReadOnlyList<Row> All { get; private set; } = [];

    public PagedList<Row> Rows { get; private set; } = null!;

    public IReadOnlyList<Option> Organisations { get; private set; } = [];

    public bool IsFiltered => !string.IsNullOrEmpty(Organisation) || State is not null;

    public Pager Pager => Pager.For(Rows, At("findings"), new Dictionary<string, string?>(StringComparer.Ordinal) { ["org"] = Organisation, ["state"] = State?.ToString() });

    public void OnGet()
    {
        var decisions = Dossier.Dispositions.ToDictionary(d => d.FindingKey, StringComparer.Ordinal);
        All = [.. Dossier.Findings.Select(f => decisions.TryGetValue(f.Key, out var d) ? new Row(f, d, StateOf(f, d)) : new Row(f, null, FindingState.Open))];
        Organisations = [.. Dossier.Findings.GroupBy(f => f.ActorId)
            .Select(g => new Option(g.Key?.ToString() ?? Outsider, $"{FindingWords.Actor(Dossier, g.Key)} ({g.Count()})"))
            .OrderBy(o => o.Value == Outsider).ThenBy(o => o.Text, StringComparer.CurrentCulture)];
        Rows = PagedList.Of<Row>(
            [.. All.Where(r => string.IsNullOrEmpty(Organisation) || (r.Finding.ActorId?.ToString() ?? Outsider) == Organisation).Where(r => State is null || r.State == State)],
            PageNumber);
    }

    public int Count(FindingState state) => All.Count(r => r.State == state);

    private static FindingState StateOf(Finding finding, FindingDisposition decision) =>
        decision.Disposition is null ? FindingState.Open : decision.ProofHash != finding.ProofHash ? FindingState.Changed : FindingState.Decided;
}
