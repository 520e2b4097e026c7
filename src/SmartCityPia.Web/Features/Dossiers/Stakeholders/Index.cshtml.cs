using Microsoft.AspNetCore.Mvc;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Web.Frame;
using SmartCityPia.Web.Infrastructure.Forms;

namespace SmartCityPia.Web.Features.Dossiers.Stakeholders;

/// <summary>The step "Stakeholders and tensions": who takes part, and where their wishes collide.</summary>
public sealed class IndexModel : DossierPage
{
    public override Step? Step => Domain.Dossiers.Step.Stakeholders;

    [BindProperty(SupportsGet = true, Name = "p")]
    public int PageNumber { get; set; } = 1;

    public PagedList<Stakeholder> Stakeholders => PagedList.Of(Dossier.Stakeholders, PageNumber);

    public Pager Pager => Pager.For(Stakeholders, At("stakeholders"), new Dictionary<string, string?>(StringComparer.Ordinal));
}
