using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Domain.Organisations;
using SmartCityPia.Domain.Trail;
using SmartCityPia.Web.Infrastructure;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Trail;

namespace SmartCityPia.Web.Features.Organisations;

public enum OrganisationSort { Name, Kind, Services, Changed }

/// <summary>All organisations of the city: searched, filtered, sorted and paged.</summary>
public sealed class IndexModel(PiaDbContext db) : PageModel, ILoggedView
{
    public sealed record Row(Guid Id, string Name, OrganisationKind? Kind, string? Country, string? Contact, int Services);

    [BindProperty(SupportsGet = true, Name = "q")]
    public string? Search { get; set; }

    [BindProperty(SupportsGet = true)]
    public OrganisationKind? Kind { get; set; }

    [BindProperty(SupportsGet = true)]
    public OrganisationSort Sort { get; set; }

    [BindProperty(SupportsGet = true, Name = "p")]
    public int PageNumber { get; set; } = 1;

    /// <summary>Confirmation shown once.</summary>
    [TempData]
    public string? Saved { get; set; }

    public PagedList<Row> Rows { get; private set; } = null!;

    public Pager Pager => Pager.For(Rows, Addresses.Organisations, Query(Sort));

    public bool IsFiltered => Search is not null || Kind is not null;

    public ViewEvent? ViewEvent => IsFiltered ? new(AuditVerbs.Searched, nameof(Organisation), Guid.Empty, null) : null;

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        // An unknown filter, or text that no row can contain, is ignored.
        ModelState.Clear();
        var rows = db.Organisations.AsNoTracking();
        foreach (var pattern in SearchWords.Patterns(Search))
            rows = rows.Where(o => EF.Functions.ILike(o.Name, pattern, "\\") || EF.Functions.ILike(o.Contact!, pattern, "\\")
                || EF.Functions.ILike(o.Country!, pattern, "\\"));
        if (Kind is { } kind)
            rows = rows.Where(o => o.Kind == kind);
        var sorted = Sort switch
        {
            OrganisationSort.Kind => rows.OrderBy(o => o.Kind).ThenBy(o => o.Name).ThenBy(o => o.Id),
            OrganisationSort.Services => rows.OrderByDescending(o => db.Stakeholders.Count(s => s.OrganisationId == o.Id))
                .ThenBy(o => o.Name).ThenBy(o => o.Id),
            OrganisationSort.Changed => rows.OrderByDescending(o => o.ChangedAt).ThenByDescending(o => o.Id),
            _ => rows.OrderBy(o => o.Name).ThenBy(o => o.Id),
        };
        Rows = await PagedList.Read(
            sorted.Select(o => new Row(o.Id, o.Name, o.Kind, o.Country, o.Contact, db.Stakeholders.Count(s => s.OrganisationId == o.Id))),
            PageNumber, cancellationToken);
    }

    public string SortUrl(OrganisationSort sort) => (Pager with { Query = Query(sort) }).Url(1);

    private Dictionary<string, string?> Query(OrganisationSort sort) => new(StringComparer.Ordinal)
    {
        ["q"] = Search,
        ["kind"] = Kind?.ToString(),
        ["sort"] = sort == OrganisationSort.Name ? null : sort.ToString(),
    };
}
