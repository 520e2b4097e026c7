using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Domain.Catalogue;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Organisations;
using SmartCityPia.Web.Infrastructure;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Dossiers;

/// <summary>
/// The second step of starting with a kind of service: which part the agency has in it, and who has the others. Nobody is given a part
/// that was not confirmed here.
/// </summary>
/// <remarks>400: the first step's values are missing or changed. 404: no such kind of service, or an agency that the person can't start for.</remarks>
public sealed class NewPartsModel(PiaDbContext db, PiaCatalogue catalogue, StartAssessment start) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "archetype")]
    public string? ArchetypeId { get; set; }

    [BindProperty(SupportsGet = true, Name = "agency")]
    public Guid? AgencyId { get; set; }

    [BindProperty(SupportsGet = true, Name = "name")]
    public string? Name { get; set; }

    [BindProperty(SupportsGet = true, Name = "id")]
    public Guid NewId { get; set; }

    [BindProperty]
    public PartsDetails Input { get; set; } = new();

    public ServiceArchetype Archetype { get; private set; } = null!;

    public string Agency { get; private set; } = "";

    /// <summary>Organisations that the city knows, suggested while typing.</summary>
    public IReadOnlyList<string> Known { get; private set; } = [];

    public IReadOnlyList<Option> Parts(Texts texts) =>
        [.. Archetype.Stakeholders.Select(s => new Option(s.Key, texts["Parts.Part", s.Name, Words.Of(s.Role)])), new(PartsDetails.Other, texts["Parts.Other"])];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (await Load(cancellationToken) is not { } kind)
            return NotFound();
        Input.Part = Archetype.UsualPart(kind)?.Key ?? PartsDetails.Other;
        // A body that is called like its part is usually that body.
        var known = Known.ToHashSet(TextKey.Comparer);
        Input.Names = [.. Archetype.Stakeholders.Select(s => new PartName { Key = s.Key, Name = s.Key != Input.Part && known.TryGetValue(s.Name, out var name) ? name : null })];
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (await Load(cancellationToken) is null)
            return NotFound();
        if (NewId == Guid.Empty || string.IsNullOrWhiteSpace(Name) || Name.Length > Limits.Name)
            return BadRequest();
        if (Input.Part is { Length: > 0 } part && part != PartsDetails.Other && Archetype.Stakeholders.All(s => s.Key != part))
            Error(nameof(Input.Part), "NotOffered");
        if (Input.Part == PartsDetails.Other && Input.Role is null)
            Error(nameof(Input.Role), "PartRole");
        if (!ModelState.IsValid)
        {
            Input.Names = [.. Archetype.Stakeholders.Select(s => new PartName { Key = s.Key, Name = Input.Names.Find(n => n.Key == s.Key)?.Name })];
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return Page();
        }
        return Redirect(Addresses.Assessment(await start.Handle(NewId, new() { Name = Name, AgencyId = AgencyId, ArchetypeId = Archetype.Id }, HttpContext.Actor(), cancellationToken, Input)));
    }

    private void Error(string field, string rule) => ModelState.AddModelError($"{nameof(Input)}.{field}", HttpContext.Sentence(new("", rule)));

    /// <returns>The kind of the agency; null for 404.</returns>
    private async Task<OrganisationKind?> Load(CancellationToken cancellationToken)
    {
        AgencyId ??= User.OrganisationId();
        var agency = (await NewModel.AgenciesFor(User, db, cancellationToken)).FirstOrDefault(a => a.Value == AgencyId.ToString());
        if (agency is null || ArchetypeId is null || !catalogue.Archetypes.Contains(ArchetypeId))
            return null;
        (Archetype, Agency) = (catalogue.Archetypes[ArchetypeId], agency.Text);
        var organisations = await db.Organisations.AsNoTracking().OrderBy(o => o.Name).Select(o => new { o.Id, o.Name, o.Kind }).ToListAsync(cancellationToken);
        Known = [.. organisations.Where(o => o.Id != AgencyId).Select(o => o.Name)];
        return organisations.Find(o => o.Id == AgencyId)?.Kind;
    }
}
