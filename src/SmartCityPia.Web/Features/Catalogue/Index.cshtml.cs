using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SmartCityPia.Domain.Catalogue;
using SmartCityPia.Web.Infrastructure;
using SmartCityPia.Web.Infrastructure.Forms;

namespace SmartCityPia.Web.Features.Catalogue;

/// <summary>The catalogue, searchable by everyone signed in.</summary>
public sealed class IndexModel(PiaCatalogue catalogue) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "q")]
    public string? Search { get; set; }

    [BindProperty(SupportsGet = true)]
    public CatalogueKind? Kind { get; set; }

    [BindProperty(SupportsGet = true, Name = "p")]
    public int PageNumber { get; set; } = 1;

    public string Version => catalogue.Version;

    public PagedList<CatalogueHit> Hits { get; private set; } = null!;

    public IReadOnlyDictionary<CatalogueKind, int> Counts { get; private set; } = new Dictionary<CatalogueKind, int>();

    public Pager Pager =>
        Pager.For(Hits, Addresses.Catalogue,
        new Dictionary<string, string?>(StringComparer.Ordinal) { ["q"] = Search, ["kind"] = Kind?.ToString() });

    public void OnGet()
    {
        ModelState.Clear();
        var found = catalogue.Find(Search ?? "");
        Counts = found.CountBy(h => h.Kind).ToDictionary(c => c.Key, c => c.Value);
        Hits = PagedList.Of([.. found.Where(h => Kind is null || h.Kind == Kind)], PageNumber);
    }
}
