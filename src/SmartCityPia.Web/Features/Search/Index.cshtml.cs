using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Trail;
using SmartCityPia.Web.Infrastructure;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Trail;

namespace SmartCityPia.Web.Features.Search;

/// <summary>The search over everything that one may read.</summary>
public sealed class IndexModel(FindEverywhere find) : PageModel, ILoggedView
{
    /// <summary>Of one assessment; the rest is counted.</summary>
    public const int Shown = 6;

    [BindProperty(SupportsGet = true, Name = "q")]
    public string? Search { get; set; }

    [BindProperty(SupportsGet = true, Name = "p")]
    public int PageNumber { get; set; } = 1;

    /// <summary>Everything found in this assessment or description.</summary>
    [BindProperty(SupportsGet = true)]
    public string? In { get; set; }

    public PagedList<HitGroup> Groups { get; private set; } = null!;

    public Found Found { get; private set; } = new([], [], false);

    public Pager Pager => Pager.For(Groups, Addresses.Search, new Dictionary<string, string?>(StringComparer.Ordinal) { ["q"] = Search, ["in"] = In });

    [MemberNotNullWhen(true, nameof(Search))]
    public bool IsAsked => !string.IsNullOrWhiteSpace(Search);

    public ViewEvent? ViewEvent => IsAsked ? new(AuditVerbs.Searched, nameof(Assessment), Guid.Empty, null) : null;

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        ModelState.Clear();
        Found = await find.Handle(User, Search, cancellationToken);
        Groups = PagedList.Of([.. Found.Groups.Where(g => In is null || g.Reference == In)], PageNumber);
    }

    public string Within(string reference) => Microsoft.AspNetCore.WebUtilities.QueryHelpers.AddQueryString(Addresses.Search, new Dictionary<string, string?>(StringComparer.Ordinal) { ["q"] = Search, ["in"] = reference });
}
