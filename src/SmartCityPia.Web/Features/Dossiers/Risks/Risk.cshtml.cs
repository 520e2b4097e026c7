using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Findings;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Web.Frame;
using SmartCityPia.Web.Infrastructure.Forms;

namespace SmartCityPia.Web.Features.Dossiers.Risks;

public sealed class RiskModel(SaveRow<Risk, RiskDetails> save) : RowPage<Risk, RiskDetails>(save)
{
    /// <summary>The suggestion a new risk is made from.</summary>
    [BindProperty(SupportsGet = true, Name = "suggest")]
    public string? Suggest { get; set; }

    public override Step? Step => Domain.Dossiers.Step.Risks;

    public override bool NeedsCity => true;

    public RiskSuggestion? Suggestion { get; private set; }

    public Risk? Stored { get; private set; }

    /// <summary>The conclusions that the service's findings come to, and those chosen before.</summary>
    public IReadOnlyList<Option> ConclusionOptions =>
        [.. Dossier.AllFindings.Where(f => !f.IsHypothesis).Select(f => f.TypeId).Concat(Input.Conclusions).Distinct(StringComparer.Ordinal).Select(id => new Option(id, Dossier.Term(id).Name)).OrderBy(o => o.Text, StringComparer.CurrentCulture)];

    public Finding? Against => Contradictions.OfRisks(Dossier).FirstOrDefault(r => r.Risk.Id == Id)?.Finding;

    public IEnumerable<Measure> Lowering => Dossier.Measures.Where(m => Stored is not null && m.RiskIds.Contains(Stored.Id));

    /// <summary>The field of the map that was chosen for before measures, and with them.</summary>
    [BindProperty]
    public string? Inherent { get; set; }

    [BindProperty]
    public string? Residual { get; set; }

    public RatingMap BeforeMeasures => new(this, nameof(Inherent), nameof(RiskDetails.InherentSeverity), Input.InherentSeverity, nameof(RiskDetails.InherentLikelihood), Input.InherentLikelihood);

    public RatingMap WithMeasures => new(this, nameof(Residual), nameof(RiskDetails.ResidualSeverity), Input.ResidualSeverity, nameof(RiskDetails.ResidualLikelihood), Input.ResidualLikelihood);

    protected override IReadOnlyList<Risk> Rows => Dossier.Risks;

    /// <summary>Only a suggestion that is on offer is remembered; any other is only a text.</summary>
    protected override Risk NewRow(Guid id) => new() { Id = id, OwnerId = Dossier.Head.AssessmentId, SuggestedBy = Suggestion?.Key };

    protected override string Back => "risks";

    protected override string NameOf(RiskDetails details) => details.Title;

    protected internal override void Loaded()
    {
        Stored = Dossier.Risks.FirstOrDefault(r => r.Id == Id);
        if (Id is null && !string.IsNullOrEmpty(Suggest))
            Suggestion = RiskSuggestions.Of(Dossier).FirstOrDefault(s => s.Key == Suggest);
    }

    public override IActionResult OnGet()
    {
        // Somebody has taken the suggestion up already: that risk is what was looked for.
        if (Id is null && !string.IsNullOrEmpty(Suggest) && Suggestion is null)
            return Dossier.Risks.FirstOrDefault(r => r.SuggestedBy == Suggest) is { } made ? Redirect(At($"risks/{made.Id}")) : NotFound();
        return base.OnGet();
    }

    protected override RiskDetails Prefill() => Suggestion is null ? new() : new()
    {
        Title = Suggestion.Title,
        Threat = Suggestion.Threat,
        WhatCouldHappen = Suggestion.WhatCouldHappen,
        ToWhom = Suggestion.ToWhom,
        Conclusions = [.. Suggestion.Key.Split('|').Where(Dossier.Catalogue.Types.Contains)],
    };

    /// <summary>A field of the map says both levels; without one they stay as the form has them.</summary>
    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        if (RatingMap.Levels(Inherent) is { } before)
            (Input.InherentSeverity, Input.InherentLikelihood) = before;
        if (RatingMap.Levels(Residual) is { } after)
            (Input.ResidualSeverity, Input.ResidualLikelihood) = after;
        base.OnPageHandlerExecuting(context);
    }
}
