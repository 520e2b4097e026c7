using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Domain.Trail;
using SmartCityPia.Web.Infrastructure;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Trail;

namespace SmartCityPia.Web.Features.Trail;

/// <summary>The model of an events list with its filters.</summary>
/// <param name="Path">The list's address; with the suffix .jsonl it is the export.</param>
/// <param name="People">Options of the person filter; null if the list has no such filter.</param>
public sealed record HistoryList(string Path, HistoryFilter Filter,
    PagedList<HistoryRow> Rows, IReadOnlyList<Option>? People, IReadOnlyList<Option>? Organisations)
{
    public Pager Pager => Pager.For(Rows, Path, Filter.Query);

    public string ExportUrl => Microsoft.AspNetCore.WebUtilities.QueryHelpers
        .AddQueryString(Path + ".jsonl", Filter.Query.Where(q => !string.IsNullOrEmpty(q.Value)));
}

/// <summary>The history of the whole city, filtered and paged.</summary>
public sealed class IndexModel(PiaDbContext db, ReadHistory history) : PageModel, ILoggedView
{
    public HistoryList List { get; private set; } = null!;

    public ViewEvent ViewEvent => new(List.Filter.IsFiltered ? AuditVerbs.Searched : AuditVerbs.Opened, nameof(AuditEvent), List.Filter.Person
        ?? List.Filter.Organisation ?? Guid.Empty, null);

    public async Task OnGetAsync(HistoryFilter filter, [FromQuery(Name = "p")] int page, CancellationToken cancellationToken)
    {
        // An unknown filter is ignored.
        ModelState.Clear();
        filter = filter.For(db, User);
        var within = filter.Scope;
        var accounts = within is null ? db.Users : db.Users.Where(u => db.AuditEvents.Any(e => e.AccountId == u.Id && within.Any(a => a.Id == e.OwnerId)));
        var people = await accounts.AsOptions(db, cancellationToken);
        var bodies = within is null ? db.Organisations : db.Organisations.Where(o => within.Any(a => a.AgencyId == o.Id));
        var organisations = await bodies.AsNoTracking().OrderBy(o => o.Name).Select(o => new Option(o.Id.ToString(), o.Name, null, null))
            .ToListAsync(cancellationToken);
        List = new(Addresses.History, filter, await history.Handle(filter, null, page, cancellationToken), people, organisations);
    }
}
