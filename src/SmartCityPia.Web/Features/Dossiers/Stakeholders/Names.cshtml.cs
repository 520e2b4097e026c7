using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Web.Frame;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Dossiers.Stakeholders;

/// <summary>The bodies whose names are not known yet, and a field for the name of each. Those left empty stay as they are.</summary>
public sealed class NamesModel(PiaDbContext db, NameBodies nameBodies) : DossierPage
{
    [BindProperty]
    public List<PartName> Names { get; set; } = [];

    public override Step? Step => Domain.Dossiers.Step.Stakeholders;

    public IReadOnlyList<OrganisationEntry> Unnamed => [.. Dossier.Organisations.Where(o => o.Unnamed)];

    public PartName? Typed(Guid id) => Names.Find(n => n.Key == id.ToString());

    public IReadOnlyList<string> Known { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken) => await ReadKnown(cancellationToken);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (ModelState.IsValid)
        {
            var typed = Unnamed.Select(o => (o.Id, Typed: Typed(o.Id)?.Name)).Where(n => !string.IsNullOrWhiteSpace(n.Typed)).ToDictionary(n => n.Id, n => n.Typed!);
            switch (await nameBodies.Handle(Assessment, Dossier, typed, HttpContext.Actor(), cancellationToken))
            {
                case Outcome.Done:
                    Saved = HttpContext.Sentence(new("", "BodiesNamed"));
                    return Redirect(At(Domain.Dossiers.Step.Stakeholders));
                case Outcome.Invalid { Errors: [var wrong, ..] }:
                    ModelState.AddModelError(string.Create(CultureInfo.InvariantCulture, $"Names[{Names.FindIndex(n => n.Key == wrong.Field)}].Name"), HttpContext.Sentence(new("", wrong.Rule)));
                    break;
                default:
                    ModelState.AddModelError("", HttpContext.Sentence(new("", "SaveAgain")));
                    await ReadKnown(cancellationToken);
                    return this.Answer(StatusCodes.Status409Conflict);
            }
        }
        await ReadKnown(cancellationToken);
        return this.Answer(StatusCodes.Status400BadRequest);
    }

    private async Task ReadKnown(CancellationToken cancellationToken) =>
        Known = CanEdit ? await db.Organisations.AsNoTracking().OrderBy(o => o.Name).Select(o => o.Name).ToListAsync(cancellationToken) : [];
}
