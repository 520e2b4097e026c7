using Microsoft.AspNetCore.Mvc;
using SmartCityPia.Domain.Assessments;
using SmartCityPia.Domain.Services;
using SmartCityPia.Web.Infrastructure.Dossiers;
using SmartCityPia.Web.Infrastructure.Forms;

namespace SmartCityPia.Web.Features.Stakeholders;

/// <summary>The step "Stakeholders and tensions": who takes part, and where their wishes collide.</summary>
public sealed class IndexModel : DossierPage
{
    public override Step? Step => Domain.Assessments.Step.Stakeholders;

    [BindProperty(SupportsGet = true, Name = "p")]
    public int PageNumber { get; set; } = 1;

    public PagedList<Stakeholder> Stakeholders => PagedList.Of(Dossier.Stakeholders, PageNumber);

    public Pager Pager => Pager.For(Stakeholders, At("stakeholders"), new Dictionary<string, string?>(StringComparer.Ordinal));
}
