using Microsoft.AspNetCore.Mvc;
using SmartCityPia.Domain.Catalogue;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Web.Frame;
using SmartCityPia.Web.Infrastructure.Forms;

namespace SmartCityPia.Web.Features.Dossiers.Measures;

/// <summary>The step "Measures and actions": what is done about the risks, by whom and by when.</summary>
public sealed class IndexModel : DossierPage
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
