using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Submissions;
using SmartCityPia.Web.Frame;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Submissions;

/// <summary>An officer asks the vendor about a part of the submitted description or requests a correction.</summary>
/// <remarks>404: <c>?row=</c> names no change of this description. 409: the description isn't with the city any more.</remarks>
public sealed class RemarkModel(CompareDescription compare, AddRemark add) : DossierPage
{
    [BindProperty(SupportsGet = true, Name = "row")]
    public Guid? Row { get; set; }

    [BindProperty]
    public RemarkDetails Input { get; set; } = new();

    [BindProperty]
    public Guid NewId { get; set; }

    public override Access Access => new() { PostPolicy = Policies.AskVendors };

    public string About { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        NewId = Guid.CreateVersion7(HttpContext.Actor().At);
        return await Find(cancellationToken) is null ? NotFound() : Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (NewId == Guid.Empty || await Find(cancellationToken) is not { } found)
            return NotFound();
        if (!ModelState.IsValid)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return Page();
        }
        var actor = HttpContext.Actor();
        if (!await add.Handle(new()
        {
            Id = NewId,
            OwnerId = Assessment.Id,
            Kind = Input.Kind!.Value,
            Text = Input.Text,
            Step = found.Step,
            RowId = found.RowId,
            About = About,
            AskedBy = actor.Name,
            AskedAt = actor.At,
        }, actor, cancellationToken))
        {
            ModelState.AddModelError("", HttpContext.Sentence(new("", "DescriptionMoved")));
            Response.StatusCode = StatusCodes.Status409Conflict;
            return Page();
        }
        Saved = HttpContext.Sentence(new("", "RemarkAdded"));
        return Redirect(At("compare"));
    }

    private async Task<(Step Step, Guid? RowId)?> Find(CancellationToken cancellationToken)
    {
        if (Row is null)
            return (Domain.Dossiers.Step.Service, null);
        if (await compare.Handle(Asked!, cancellationToken) is not { } diff
            || diff.Changes.FirstOrDefault(c => DescriptionDiff.KeyOf(c) == Row) is not { } change)
            return null;
        // The name of a row that the vendor left out is the city's, so the vendor isn't told.
        About = change.AfterId is null ? "" : change.Name;
        About = About.Length > Limits.Name ? About[..Limits.Name] : About;
        return (change.Step, diff.ProposedOf(change) is { } row and not Domain.Dossiers.ServiceDescription ? row.Id : null);
    }
}
