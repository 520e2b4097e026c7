using System.Reflection;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Domain.Assessments;
using SmartCityPia.Domain.Resources;
using SmartCityPia.Domain.Services;
using SmartCityPia.Web.Infrastructure.Dossiers;
using SmartCityPia.Web.Infrastructure.Forms;

namespace SmartCityPia.Web.Features.Stakeholders;

public sealed class StakeholderModel(PiaDbContext db) : RowPage<Stakeholder, StakeholderDetails>
{
    public override Step? Step => Domain.Assessments.Step.Stakeholders;

    /// <summary>Every organisation of the city: the dossier knows only those it names already.</summary>
    public IReadOnlyList<Option> Organisations { get; private set; } = [];

    /// <summary>Adding an organisation comes back here with the new one chosen.</summary>
    public string AddOrganisationUrl => "/organisations/new?return=" + Uri.EscapeDataString(Request.Path);

    public string Title => NameOf(Input);

    protected override IReadOnlyList<Stakeholder> Rows => Dossier.Stakeholders;

    protected override Stakeholder NewRow(Guid id) => new() { Id = id, OwnerId = Dossier.Service.Id };

    protected override string Back => "stakeholders";

    protected override string NameOf(StakeholderDetails details) => NameOf(details.OrganisationId);

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        Organisations = (await db.Organisations.AsNoTracking().OrderBy(o => o.Name).Select(o => new { o.Id, o.Name, o.Kind }).ToListAsync(HttpContext.RequestAborted))
            .ConvertAll(o => new Option(o.Id.ToString(), o.Name, Group: o.Kind is { } kind ? Words.Of(kind) : null));
        await next();
    }

    public override IActionResult OnGet()
    {
        var result = base.OnGet();
        if (Guid.TryParse(Request.Query["organisation"], out var added))
            Input.OrganisationId = added;
        return result;
    }

    public override Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (Input.OrganisationId is { } id && NameOf(id).Length == 0)
            ModelState.AddModelError("Input.OrganisationId", HttpContext.Sentence(new("", "NotOffered")));
        return base.OnPostAsync(cancellationToken);
    }

    protected override string Show(PropertyInfo property, StakeholderDetails details) =>
        property.Name == nameof(StakeholderDetails.OrganisationId) ? NameOf(details.OrganisationId) : base.Show(property, details);

    private string NameOf(Guid? id) => Organisations.FirstOrDefault(o => o.Value == id?.ToString())?.Text ?? "";
}
