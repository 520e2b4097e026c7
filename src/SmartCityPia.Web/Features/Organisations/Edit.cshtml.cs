using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.WebUtilities;
using SmartCityPia.Data;
using SmartCityPia.Data.Organisations;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Organisations;
using SmartCityPia.Web.Frame;
using SmartCityPia.Web.Infrastructure;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Organisations;

/// <summary>Adds or changes an organisation. All assessments show the change; frozen versions don't.</summary>
public sealed class EditModel(PiaDbContext db,
    Save<Organisation, OrganisationDetails> save, Remove<Organisation> remove) : RecordPage<Organisation, OrganisationDetails>(db)
{
    private readonly PiaDbContext _db = db;

    public IReadOnlyList<OrganisationUses.Use> Uses { get; private set; } = [];

    /// <summary>The assessment's page that needs the organisation. Other addresses are ignored.</summary>
    [BindProperty(SupportsGet = true, Name = "return")]
    public string? Return { get; set; }

    public override string BackUrl => ReturnsToAssessment ? Return! : Addresses.Organisations;

    private bool ReturnsToAssessment => Return is not null && Url.IsLocalUrl(Return)
        && Return.StartsWith(Addresses.Assessments + "/", StringComparison.Ordinal);

    public async Task<IActionResult> OnPostRemoveAsync(CancellationToken cancellationToken)
    {
        ModelState.Clear();
        if (Id is not { } id || await Stored(cancellationToken) is not { } stored)
            return NotFound();
        Read(stored);
        var outcome = await remove.Handle(id, null, HttpContext.Actor(), cancellationToken);
        if (outcome is not Outcome.Done)
            return Explain(outcome, id, "");
        Saved = HttpContext.Sentence(new("", "RemovedOrganisation", stored.Name));
        return Redirect(Addresses.Organisations);
    }

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (Id is { } id)
            Uses = await _db.UsesOf(id, context.HttpContext.RequestAborted);
        await next();
    }

    protected override string NameOf(OrganisationDetails details) => details.Name;

    protected override Task<Outcome> Save(Guid id, Actor actor, CancellationToken cancellationToken) =>
        save.Handle(new() { Id = id }, Input, Version, actor, cancellationToken);

    protected override IActionResult Leave(Guid id) =>
        Redirect(ReturnsToAssessment ? QueryHelpers.AddQueryString(BackUrl, "organisation", id.ToString()) : BackUrl);
}
