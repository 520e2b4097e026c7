using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Catalogue;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Web.Frame;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Dossiers.Measures;

/// <summary>The step "Measures and actions": what is done about the risks, by whom and by when.</summary>
public sealed class IndexModel(ChangeActions change) : DossierPage
{
    public override Step? Step => Domain.Dossiers.Step.Measures;

    [BindProperty(SupportsGet = true, Name = "p")]
    public int PageNumber { get; set; } = 1;

    [BindProperty(SupportsGet = true, Name = "a")]
    public int ActionPageNumber { get; set; } = 1;

    public PagedList<Measure> Measures { get; private set; } = null!;

    public PagedList<ActionItem> Actions { get; private set; } = null!;

    public Pager MeasurePager => Pager.For(Measures, At("measures"), new Dictionary<string, string?>(StringComparer.Ordinal));

    /// <summary>Safeguards that answer a finding and are no measure yet, with the number of findings.</summary>
    public IReadOnlyList<(Control Control, int Findings)> Promised { get; private set; } = [];

    public int Overdue => Dossier.Actions.Count(a => a.IsOverdue(Today));

    /// <summary>Changes the actions that are ticked in the list; what is left empty stays.</summary>
    public async Task<IActionResult> OnPostActionsAsync(List<Guid> chosen, string? responsible, DateOnly? dueOn, bool? done, CancellationToken cancellationToken)
    {
        if (!ModelState.IsValid || responsible?.Length > Limits.Name)
        {
            OnGet();
            return this.Answer(StatusCodes.Status400BadRequest);
        }
        if (chosen.Count == 0)
        {
            this.Tell([new("", "NoRowChosen")]);
            OnGet();
            return this.Answer(StatusCodes.Status400BadRequest);
        }
        var results = await change.Handle(Dossier, Assessment, chosen, new(string.IsNullOrWhiteSpace(responsible) ? null : responsible.Trim(), dueOn, done), Today, HttpContext.Actor(), cancellationToken);
        var refused = results.Where(r => r.Outcome is not Outcome.Done).Select(r => $"{Dossier.Code(r.Action.Id)} ({HttpContext.Sentence(r.Outcome is Outcome.Invalid invalid ? invalid.Errors[0] : new("", "ChangedMeanwhile"))})").ToList();
        var (all, ok) = (results.Count.ToString(CultureInfo.CurrentCulture), (results.Count - refused.Count).ToString(CultureInfo.CurrentCulture));
        Saved = HttpContext.Sentence(refused.Count == 0 ? new("", "ActionsChanged", ok, all) : new("", "ActionsRefused", ok, all, string.Join(", ", refused)));
        return Redirect(At("measures#actions"));
    }

    public void OnGet()
    {
        Measures = PagedList.Of(Dossier.Measures, PageNumber);
        // What is overdue comes first, what is done last.
        Actions = PagedList.Of<ActionItem>([.. Dossier.Actions.OrderBy(a => a.DoneOn is not null).ThenBy(a => a.DueOn ?? DateOnly.MaxValue).ThenBy(a => a.Id)], ActionPageNumber);
        var measures = Dossier.Measures.Select(m => m.ControlId).OfType<string>().ToHashSet(StringComparer.Ordinal);
        Promised = [.. Dossier.Dispositions.Where(d => d.Disposition == Disposition.Mitigated).SelectMany(d => d.Controls.Distinct(StringComparer.Ordinal))
            .Where(id => !measures.Contains(id) && Dossier.Catalogue.Controls.Contains(id))
            .GroupBy(id => id, StringComparer.Ordinal).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => (Dossier.Catalogue.Control(g.Key), g.Count()))];
    }
}
