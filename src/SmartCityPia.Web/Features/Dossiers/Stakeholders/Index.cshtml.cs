using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Web.Frame;
using SmartCityPia.Web.Infrastructure.Forms;

namespace SmartCityPia.Web.Features.Dossiers.Stakeholders;

/// <summary>The step "Stakeholders and tensions": the participants, and their conflicting expectations.</summary>
public sealed class IndexModel : DossierPage
{
    public override Step? Step => Domain.Dossiers.Step.Stakeholders;

    [BindProperty(SupportsGet = true, Name = "p")]
    public int PageNumber { get; set; } = 1;

    public PagedList<Stakeholder> Stakeholders => PagedList.Of(Dossier.Stakeholders, PageNumber);

    /// <summary>Bodies whose names are not known yet.</summary>
    public int Unnamed => Dossier.Organisations.Count(o => o.Unnamed);

    public Pager Pager => Pager.For(Stakeholders, At(Domain.Dossiers.Step.Stakeholders), Query("t", TensionPage));

    [BindProperty(SupportsGet = true, Name = "t")]
    public int TensionPage { get; set; } = 1;

    public PagedList<Tension> Tensions => PagedList.Of(Dossier.Tensions, TensionPage);

    public Pager TensionPager => Pager.For(Tensions, At(Domain.Dossiers.Step.Stakeholders), Query("p", PageNumber), "t");

    /// <summary>Keeps the page of the other list.</summary>
    private static Dictionary<string, string?> Query(string name, int page) =>
        new(StringComparer.Ordinal) { [name] = page > 1 ? page.ToString(CultureInfo.InvariantCulture) : null };
}
