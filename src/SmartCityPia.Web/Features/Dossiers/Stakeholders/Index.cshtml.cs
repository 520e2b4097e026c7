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

    public Pager Pager => Pager.For(Stakeholders, At(Domain.Dossiers.Step.Stakeholders), Query(("t", TensionPage), ("h", HearingPage)));

    [BindProperty(SupportsGet = true, Name = "t")]
    public int TensionPage { get; set; } = 1;

    public PagedList<Tension> Tensions => PagedList.Of(Dossier.Tensions, TensionPage);

    public Pager TensionPager => Pager.For(Tensions, At(Domain.Dossiers.Step.Stakeholders), Query(("p", PageNumber), ("h", HearingPage)), "t");

    [BindProperty(SupportsGet = true, Name = "h")]
    public int HearingPage { get; set; } = 1;

    public PagedList<Hearing> Hearings => PagedList.Of(Dossier.Hearings, HearingPage);

    public Pager HearingPager => Pager.For(Hearings, At(Domain.Dossiers.Step.Stakeholders), Query(("p", PageNumber), ("t", TensionPage)), "h");

    /// <summary>Keeps the pages of the other lists.</summary>
    private static Dictionary<string, string?> Query(params (string Name, int Page)[] others) =>
        others.ToDictionary(o => o.Name, o => o.Page > 1 ? o.Page.ToString(CultureInfo.InvariantCulture) : null, StringComparer.Ordinal);
}
