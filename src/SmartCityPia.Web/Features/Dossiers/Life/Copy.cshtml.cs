using Microsoft.AspNetCore.Mvc;
using SmartCityPia.Data;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Web.Frame;
using SmartCityPia.Web.Infrastructure;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Dossiers.Life;

/// <summary>Begins an assessment from another one that the officer can read.</summary>
/// <remarks>400: a field is invalid; the input is kept.</remarks>
public sealed class CopyModel(PiaDbContext db, CopyAssessment copy) : DossierPage
{
    public override Access Access => new() { PostPolicy = Policies.EditAssessments };

    [BindProperty]
    public CopyDetails Input { get; set; } = new();

    [BindProperty]
    public Guid NewId { get; set; }

    public IReadOnlyList<Option> Agencies { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Agencies = await NewModel.AgenciesFor(User, db, cancellationToken);
        NewId = Guid.CreateVersion7(HttpContext.Actor().At);
        Input = new() { Name = Dossier.Service.Name, AgencyId = User.OrganisationId(), Extent = CopyExtent.Description };
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        Agencies = await NewModel.AgenciesFor(User, db, cancellationToken);
        if (Input.AgencyId is { } agency && Agencies.All(a => a.Value != agency.ToString()))
            this.Tell([new(nameof(Input.AgencyId), "NotOffered")]);
        if (!ModelState.IsValid || NewId == Guid.Empty)
            return this.Answer(StatusCodes.Status400BadRequest);
        var reference = await copy.Handle(NewId, Dossier, Assessment, Input, HttpContext.Actor(), cancellationToken);
        Saved = HttpContext.Sentence(new("", "Copied", Assessment.Reference));
        return Redirect(Addresses.Assessment(reference));
    }
}
