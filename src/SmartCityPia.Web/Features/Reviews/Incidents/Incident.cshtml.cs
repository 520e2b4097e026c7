using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using SmartCityPia.Data;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Reviews;
using SmartCityPia.Web.Frame;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Reviews.Incidents;

/// <summary>Records one incident or completes its record.</summary>
/// <remarks>
/// 400: a field is invalid. 404: no such incident in this assessment. 409: changed by another person; both texts are shown.
/// </remarks>
public sealed class IncidentModel(PiaDbContext db, RecordIncident record, IStringLocalizerFactory localizers) : DossierPage
{
    [FromRoute(Name = "id")]
    public Guid? Id { get; set; }

    [BindProperty]
    public IncidentDetails Input { get; set; } = new();

    [BindProperty]
    public uint? Version { get; set; }

    [BindProperty]
    public Guid? NewId { get; set; }

    public Incident? Stored { get; private set; }

    /// <summary>The other person's version after a conflict.</summary>
    public Incident? Theirs { get; private set; }

    public override Access Access => new() { PostPolicy = Policies.EditAssessments };

    public IReadOnlyList<Option> RowOptions =>
    [
        .. IncidentDetails.Rows(Dossier).Select(r => new Option(r.Id.ToString(), $"{Dossier.Code(r.Id)} {r.Name}")),
        // Rows that were removed from the description stay selectable while the incident names them.
        .. Input.RowIds.Except(IncidentDetails.Rows(Dossier).Select(r => r.Id)).Select(id => new Option(id.ToString(), id.ToString())),
    ];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (Id is null)
        {
            if (!MayLead)
                return StatusCode(StatusCodes.Status403Forbidden);
            NewId = Guid.CreateVersion7(HttpContext.Actor().At);
            return Page();
        }
        if (!await Load(cancellationToken))
            return NotFound();
        foreach (var property in DossierDiff.FieldsOf(typeof(IncidentDetails)))
            property.SetValue(Input, property.GetValue(Stored));
        Version = Stored!.Version;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if ((Id ?? NewId) is not { } id || id == Guid.Empty || (Id is not null && !await Load(cancellationToken)))
            return NotFound();
        if (!ModelState.IsValid)
            return this.Answer(StatusCodes.Status400BadRequest);
        switch (await record.Handle(Dossier, id, Input, Version, Today, HttpContext.Actor(), cancellationToken))
        {
            case Outcome.Done:
                Saved = new Texts(localizers, "Incidents")["Saved"];
                return Redirect(At("incidents"));
            case Outcome.Invalid invalid:
                this.Tell(invalid.Errors);
                return this.Answer(StatusCodes.Status400BadRequest);
            case Outcome.Conflict conflict:
                (Theirs, Version) = ((Incident)conflict.Theirs, conflict.Theirs.Version);
                ModelState.Remove(nameof(Version));
                ModelState.AddModelError("", new Texts(localizers, "Incidents")["Changed"]);
                return this.Answer(StatusCodes.Status409Conflict);
            default:
                return NotFound();
        }
    }

    private async Task<bool> Load(CancellationToken cancellationToken)
    {
        Stored = await db.Incidents.AsNoTracking().SingleOrDefaultAsync(i => i.Id == Id && i.OwnerId == Assessment.Id, cancellationToken);
        return Stored is not null;
    }
}
