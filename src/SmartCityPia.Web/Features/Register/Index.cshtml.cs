using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SmartCityPia.Data;
using SmartCityPia.Data.Register;
using SmartCityPia.Domain.Catalogue;
using SmartCityPia.Web.Infrastructure;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Register;

namespace SmartCityPia.Web.Features.Register;

/// <summary>The services that the city has published, for everybody.</summary>
/// <remarks>404: the register is not in this language.</remarks>
public sealed class IndexModel(PiaDbContext db, PiaCatalogue catalogue) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "language")]
    public string Language { get; set; } = "";

    [BindProperty(SupportsGet = true, Name = "q")]
    public string? Search { get; set; }

    [BindProperty(SupportsGet = true, Name = "kind")]
    public string? Kind { get; set; }

    [BindProperty(SupportsGet = true, Name = "body")]
    public string? Body { get; set; }

    [BindProperty(SupportsGet = true, Name = "p")]
    public int PageNumber { get; set; } = 1;

    public PagedList<RegisterLine> Services { get; private set; } = null!;

    public IReadOnlyList<Option> Kinds { get; private set; } = [];

    public IReadOnlyList<string> Bodies { get; private set; } = [];

    public bool IsFiltered => !string.IsNullOrWhiteSpace(Search) || !string.IsNullOrEmpty(Kind) || !string.IsNullOrEmpty(Body);

    public Pager Pager => Pager.For(Services, Addresses.RegisterIn(Language), new Dictionary<string, string?>(StringComparer.Ordinal) { ["q"] = Search, ["kind"] = Kind, ["body"] = Body });

    public string NameOf(string? archetype) => archetype is not null && catalogue.Archetypes.ById.TryGetValue(archetype, out var known) ? known.Name : "";

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        ModelState.Clear();
        if (!PublicRegister.Languages.Contains(Language, StringComparer.Ordinal))
            return NotFound();
        var lines = await db.RegisterLines([.. SearchWords.Of(Search)], cancellationToken);
        var order = StringComparer.Create(CultureInfo.CurrentCulture, CompareOptions.IgnoreCase);
        Kinds = [.. lines.Select(l => l.Line.ArchetypeId).OfType<string>().Distinct(StringComparer.Ordinal).Select(id => new Option(id, NameOf(id), null, null)).Where(o => o.Text.Length > 0).OrderBy(o => o.Text, order)];
        Bodies = [.. lines.Select(l => l.Line.Agency).Distinct(StringComparer.Ordinal).Order(order)];
        Services = PagedList.Of([.. lines.Where(l => l.Found && (string.IsNullOrEmpty(Kind) || l.Line.ArchetypeId == Kind) && (string.IsNullOrEmpty(Body) || l.Line.Agency == Body)).Select(l => l.Line).OrderBy(l => l.Name, order)], PageNumber);
        return Page();
    }
}
