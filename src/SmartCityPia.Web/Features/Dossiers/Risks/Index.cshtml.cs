using System.Globalization;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Findings;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Pictures;
using SmartCityPia.Pictures.Dossiers;
using SmartCityPia.Reports.Tables;
using SmartCityPia.Web.Frame;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Dossiers.Risks;

/// <summary>The step "Risks": the list, the map, and what the rest of the dossier suggests.</summary>
public sealed class IndexModel(DismissSuggestion dismiss, IStringLocalizerFactory localizers) : DossierPage
{
    public override Step? Step => Domain.Dossiers.Step.Risks;

    public override bool NeedsCity => true;

    [BindProperty(SupportsGet = true, Name = "p")]
    public int PageNumber { get; set; } = 1;

    public PagedList<Risk> Rows { get; private set; } = null!;

    public Pager Pager => Pager.For(Rows, At("risks"), new Dictionary<string, string?>(StringComparer.Ordinal));

    public IReadOnlyList<RiskSuggestion> Suggestions { get; private set; } = [];

    /// <summary>Suggestions that somebody dismissed.</summary>
    public IReadOnlyList<RiskSuggestion> Dismissed { get; private set; } = [];

    public int NotOnMap => Dossier.Risks.Count(r => !DossierRiskMap.IsPlaced(r));

    public HtmlString Map => new(Kept.Drawing("risks", dossier => SvgWriter.Write(DossierRiskMap.Of(dossier, href: id => At($"risks/{id}")), "map")));

    /// <summary>The gap that the check finds in a risk, as the key of its state.</summary>
    public string StateOf(Risk risk) => Gaps.FirstOrDefault(g => g.Step == Step && g.RowId == risk.Id)?.Rule ?? "RiskDone";

    public void OnGet()
    {
        Rows = PagedList.Of(Dossier.Risks, PageNumber);
        var language = CultureInfo.CurrentUICulture.Name;
        Suggestions = Kept.Once("suggested risks " + language, dossier => RiskSuggestions.Of(dossier));
        Dismissed = Kept.Once("dismissed risks " + language, dossier => RiskSuggestions.Dismissed(dossier));
    }

    public Task<IActionResult> OnPostDismissAsync(string? key, CancellationToken cancellationToken) => Dismiss(key, true, cancellationToken);

    public Task<IActionResult> OnPostRestoreAsync(string? key, CancellationToken cancellationToken) => Dismiss(key, false, cancellationToken);

    private async Task<IActionResult> Dismiss(string? key, bool dismissed, CancellationToken cancellationToken)
    {
        // Only what is on offer, or was dismissed.
        if ((dismissed ? RiskSuggestions.Of(Dossier) : RiskSuggestions.Dismissed(Dossier)).FirstOrDefault(s => s.Key == key) is not { } suggestion)
            return Redirect(At("risks#suggestions"));
        if (await dismiss.Handle(Assessment, suggestion.Key, dismissed, HttpContext.Actor(), cancellationToken) is Outcome.Closed)
            return StatusCode(StatusCodes.Status403Forbidden);
        Saved = new Texts(localizers, "Risks")[dismissed ? "Suggestions.WasDismissed" : "Suggestions.WasRestored", suggestion.Title];
        return Redirect(At("risks#suggestions"));
    }

    public FileContentResult OnGetCsv()
    {
        string[] columns =
        [
            nameof(RiskDetails.Title), nameof(RiskDetails.Threat), nameof(RiskDetails.WhatCouldHappen), nameof(RiskDetails.ToWhom), nameof(RiskDetails.Source),
            nameof(RiskDetails.InherentSeverity), nameof(RiskDetails.InherentLikelihood), nameof(RiskDetails.InherentReason), nameof(RiskDetails.Treatment),
            nameof(RiskDetails.ResidualSeverity), nameof(RiskDetails.ResidualLikelihood), nameof(RiskDetails.ResidualReason), nameof(RiskDetails.Acceptance),
        ];
        var texts = new Texts(localizers, "Risks");
        IReadOnlyList<string?> head = [texts["Code"], .. columns.Select(c => Words.Label(typeof(RiskDetails), c)), texts["Index.Inherent"], texts["Index.Residual"], texts["Index.Measures"]];
        var rows = Dossier.Risks.Select(r => (IReadOnlyList<string?>)
        [
            Dossier.Code(r.Id), r.Title, Of(r.Threat), r.WhatCouldHappen, r.ToWhom, r.Source, Of(r.InherentSeverity), Of(r.InherentLikelihood), r.InherentReason, Of(r.Treatment),
            Of(r.ResidualSeverity), Of(r.ResidualLikelihood), r.ResidualReason, r.Acceptance,
            Of(Dossier.ZoneOf(r.InherentSeverity, r.InherentLikelihood)), Of(Dossier.ZoneOf(r.ResidualSeverity, r.ResidualLikelihood)),
            string.Join("; ", Dossier.Measures.Where(m => m.RiskIds.Contains(r.Id)).Select(m => m.Name)),
        ]);
        return File(CsvText.Write([head, .. rows]), "text/csv; charset=utf-8", string.Create(CultureInfo.InvariantCulture, $"{Assessment.Reference}-risks.csv"));

        static string? Of(Enum? value) => value is null ? null : Words.Of(value);
    }
}
