using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Organisations;
using SmartCityPia.Web.Infrastructure;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Organisations;

/// <summary>Chooses the organisation that one is the same as, shows what moves, and merges them.</summary>
/// <remarks>400: nothing was chosen, or the two cannot be merged yet. 404: no such organisation.</remarks>
public sealed class MergeModel(PiaDbContext db, MergeOrganisations merge) : PageModel
{
    /// <summary>How alike two names are, 0 to 1, to be proposed (trigrams in common, as PostgreSQL's pg_trgm counts them).</summary>
    private const double Alike = 0.45;

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty(SupportsGet = true)]
    public Guid? Into { get; set; }

    [TempData]
    public string? Saved { get; set; }

    public Organisation Merged { get; private set; } = null!;

    public MergePreview? Preview { get; private set; }

    public IReadOnlyList<Option> Others { get; private set; } = [];

    public string? Error => ModelState.TryGetValue(nameof(Into), out var entry) && entry.Errors.Count > 0 ? entry.Errors[0].ErrorMessage : null;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) => await Load(cancellationToken) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!await Load(cancellationToken))
            return NotFound();
        switch (Preview is null ? null : await merge.Handle(Id, Preview.Kept.Id, HttpContext.Actor(), cancellationToken))
        {
            case Outcome.Done:
                Saved = HttpContext.Sentence(new("", "Merged", Merged.Name, Preview!.Kept.Name));
                return Redirect(Addresses.Organisations);
            case Outcome.Invalid invalid:
                foreach (var error in invalid.Errors)
                    ModelState.AddModelError(nameof(Into), HttpContext.Sentence(error));
                break;
            case Outcome.Changed:
                ModelState.AddModelError(nameof(Into), HttpContext.Sentence(new("", "SaveAgain")));
                break;
            default:
                ModelState.AddModelError(nameof(Into), HttpContext.Sentence(new("", "NotOffered")));
                break;
        }
        return this.Answer(StatusCodes.Status400BadRequest);
    }

    private async Task<bool> Load(CancellationToken cancellationToken)
    {
        if (await db.Organisations.AsNoTracking().SingleOrDefaultAsync(o => o.Id == Id, cancellationToken) is not { } merged)
            return false;
        Merged = merged;
        var texts = HttpContext.RequestServices.GetRequiredService<ViewTexts>();
        var others = await db.Organisations.AsNoTracking().Where(o => o.Id != Id).OrderBy(o => o.Name).ThenBy(o => o.Id)
            .Select(o => new { o.Id, o.Name, Likeness = EF.Functions.TrigramsSimilarity(o.Name, merged.Name) }).ToListAsync(cancellationToken);
        Others = [.. others.OrderByDescending(o => o.Likeness >= Alike ? o.Likeness : 0)
            .Select(o => new Option(o.Id.ToString(), o.Name, Group: texts[o.Likeness >= Alike ? "Merge.Alike" : "Merge.Others"]))];
        if (Into is { } into)
            Preview = await merge.Preview(Id, into, cancellationToken);
        return true;
    }
}
