using System.Security.Claims;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Domain.Catalogue;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Organisations;
using SmartCityPia.Web.Infrastructure;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Dossiers;

public sealed class NewModel(PiaDbContext db, PiaCatalogue catalogue, StartAssessment start) : PageModel
{
    [BindProperty]
    public IntakeDetails Input { get; set; } = new();

    [BindProperty]
    public Guid NewId { get; set; }

    /// <summary>None of the kinds fits. Has to be said: a list in which nothing was chosen is no answer.</summary>
    [BindProperty]
    public bool Blank { get; set; }

    /// <summary>Words that the kind of service is looked for by.</summary>
    [BindProperty(SupportsGet = true, Name = "q")]
    public string? Search { get; set; }

    public IReadOnlyList<Option> Agencies { get; private set; } = [];

    /// <summary>The kinds that have all the words in their name, description or synonyms; all without words.</summary>
    public IReadOnlyList<ServiceArchetype> Archetypes => string.IsNullOrWhiteSpace(Search) ? catalogue.Archetypes
        : [.. catalogue.Find(Search).Where(h => h.Kind == CatalogueKind.Archetype).Select(h => catalogue.Archetypes[h.Id])];

    public IReadOnlyList<Option> ArchetypeOptions => [.. catalogue.Archetypes.Select(a => new Option(a.Id, a.Name))];

    public async Task OnGetAsync(string? archetype, CancellationToken cancellationToken)
    {
        Agencies = await AgenciesFor(User, db, cancellationToken);
        NewId = Guid.CreateVersion7(HttpContext.Actor().At);
        if (archetype is not null && catalogue.Archetypes.Contains(archetype))
            Input = new() { ArchetypeId = archetype, Name = catalogue.Archetypes[archetype].Name };
        else if (!string.IsNullOrWhiteSpace(Search) && Archetypes is [var only])
            Input = new() { ArchetypeId = only.Id, Name = only.Name };
        Input.AgencyId = User.OrganisationId();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        Agencies = await AgenciesFor(User, db, cancellationToken);
        if (Input.ArchetypeId is { Length: > 0 } chosen && !catalogue.Archetypes.Contains(chosen))
            ModelState.AddModelError("Input.ArchetypeId", HttpContext.Sentence(new("", "NotOffered")));
        else if (string.IsNullOrEmpty(Input.ArchetypeId) && !Blank)
            ModelState.AddModelError("Input.ArchetypeId", HttpContext.Sentence(new("", "KindOrBlank")));
        if (Input.AgencyId is { } agency && Agencies.All(a => a.Value != agency.ToString()))
            ModelState.AddModelError("Input.AgencyId", HttpContext.Sentence(new("", "NotOffered")));
        if (!ModelState.IsValid || NewId == Guid.Empty)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return Page();
        }
        // Who takes part is asked on a page of its own; the form's id goes along, so that sending both twice opens one assessment.
        if (!string.IsNullOrEmpty(Input.ArchetypeId))
            return Redirect(QueryHelpers.AddQueryString(Addresses.NewAssessmentParts, new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["archetype"] = Input.ArchetypeId,
                ["agency"] = Input.AgencyId.ToString(),
                ["name"] = Input.Name,
                ["id"] = NewId.ToString(),
            }));
        return Redirect(Addresses.Assessment(await start.Handle(NewId, Input, HttpContext.Actor(), cancellationToken)));
    }

    /// <summary>A city-wide officer chooses the agency; any other officer opens assessments for their own.</summary>
    internal static async Task<IReadOnlyList<Option>> AgenciesFor(ClaimsPrincipal user, PiaDbContext db, CancellationToken cancellationToken)
    {
        var own = user.OrganisationId();
        var all = user.IsCityWide();
        return await db.Organisations.AsNoTracking()
            .Where(o => o.Id == own || (all && o.Kind == OrganisationKind.Agency)).OrderBy(o => o.Name)
            .Select(o => new Option(o.Id.ToString(), o.Name, null, null)).ToListAsync(cancellationToken);
    }
}
