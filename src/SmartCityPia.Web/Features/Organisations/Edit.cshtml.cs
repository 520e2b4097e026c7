using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using SmartCityPia.Data;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Organisations;
using SmartCityPia.Web.Frame;
using SmartCityPia.Web.Infrastructure;

namespace SmartCityPia.Web.Features.Organisations;

/// <summary>Adds or changes an organisation. All assessments show the change; frozen versions don't.</summary>
public sealed class EditModel(PiaDbContext db,
    Save<Organisation, OrganisationDetails> save) : RecordPage<Organisation, OrganisationDetails>(db)
{
    /// <summary>The assessment's page that needs the organisation. Other addresses are ignored.</summary>
    [BindProperty(SupportsGet = true, Name = "return")]
    public string? Return { get; set; }

    public override string BackUrl => ReturnsToAssessment ? Return! : Addresses.Organisations;

    private bool ReturnsToAssessment => Return is not null && Url.IsLocalUrl(Return)
        && Return.StartsWith(Addresses.Assessments + "/", StringComparison.Ordinal);

    protected override string NameOf(OrganisationDetails details) => details.Name;

    protected override Task<Outcome> Save(Guid id, Actor actor, CancellationToken cancellationToken) =>
        save.Handle(new() { Id = id }, Input, Version, actor, cancellationToken);

    protected override IActionResult Leave(Guid id) =>
        Redirect(ReturnsToAssessment ? QueryHelpers.AddQueryString(BackUrl, "organisation", id.ToString()) : BackUrl);
}
