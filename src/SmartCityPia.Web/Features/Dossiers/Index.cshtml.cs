using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Search;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Trail;
using SmartCityPia.Web.Infrastructure;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Security;
using SmartCityPia.Web.Infrastructure.Trail;

namespace SmartCityPia.Web.Features.Dossiers;

public enum AssessmentSort { Changed, Name, Reference, Agency }

/// <summary>All assessments a person may see: searched, filtered, sorted, a page at a time.</summary>
public sealed class IndexModel(PiaDbContext db) : PageModel, ILookedAt
{
    public sealed record Row(string Reference, string Name, string Agency, string Owner, AssessmentStatus Status, ScreeningOutcome Outcome, int Versions, DateTimeOffset ChangedAt);

    [BindProperty(SupportsGet = true, Name = "q")]
    public string? Search { get; set; }

    [BindProperty(SupportsGet = true)]
    public AssessmentStatus? Status { get; set; }

    [BindProperty(SupportsGet = true)]
    public Guid? Agency { get; set; }

    [BindProperty(SupportsGet = true)]
    public Guid? Owner { get; set; }

    [BindProperty(SupportsGet = true)]
    public AssessmentSort Sort { get; set; }

    [BindProperty(SupportsGet = true, Name = "p")]
    public int PageNumber { get; set; } = 1;

    public PagedList<Row> Rows { get; private set; } = null!;

    public IReadOnlyList<Option> Agencies { get; private set; } = [];

    public IReadOnlyList<Option> Owners { get; private set; } = [];

    public Pager Pager => Pager.For(Rows, Addresses.Assessments, Query(Sort));

    public bool IsFiltered => Search is not null || Status is not null || Agency is not null || Owner is not null;

    public Look? Look => IsFiltered ? new(AuditVerbs.Searched, nameof(Assessment), Guid.Empty, null) : null;

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        // A filter that is no choice of ours filters nothing: the list is shown, not an error.
        ModelState.Clear();
        var visible = db.Assessments.AsNoTracking().VisibleTo(User);
        var rows = from a in visible.WithWords(db.AssessmentSearches, SearchWords.Of(Search))
                   join d in db.ServiceDescriptions on a.DescriptionId equals d.Id
                   join o in db.Organisations on a.AgencyId equals o.Id
                   join u in db.Users on a.OwnerId equals u.Id
                   select new { Assessment = a, d.Name, Agency = o.Name, Owner = u.DisplayName };
        // No row can hold such text, so none is found.
        if (!StorableAttribute.IsStorable(Search))
            rows = rows.Where(_ => false);
        if (Status is { } status)
            rows = rows.Where(r => r.Assessment.Status == status);
        if (Agency is { } agency)
            rows = rows.Where(r => r.Assessment.AgencyId == agency);
        if (Owner is { } owner)
            rows = rows.Where(r => r.Assessment.OwnerId == owner);

        var sorted = Sort switch
        {
            AssessmentSort.Name => rows.OrderBy(r => r.Name).ThenBy(r => r.Assessment.Id),
            AssessmentSort.Reference => rows.OrderByDescending(r => r.Assessment.Reference).ThenBy(r => r.Assessment.Id),
            AssessmentSort.Agency => rows.OrderBy(r => r.Agency).ThenBy(r => r.Assessment.Id),
            _ => rows.OrderByDescending(r => r.Assessment.ChangedAt).ThenByDescending(r => r.Assessment.Id),
        };
        Rows = await PagedList.Read(sorted.Select(r => new Row(r.Assessment.Reference, r.Name, r.Agency, r.Owner, r.Assessment.Status, r.Assessment.Outcome, r.Assessment.Versions, r.Assessment.ChangedAt)), PageNumber, cancellationToken);
        var choices = await db.Organisations.AsNoTracking().Where(o => visible.Any(a => a.AgencyId == o.Id)).Select(o => new { IsAgency = true, o.Id, Text = o.Name })
            .Concat(db.Users.AsNoTracking().Where(u => visible.Any(a => a.OwnerId == u.Id)).Select(u => new { IsAgency = false, u.Id, Text = u.DisplayName }))
            .OrderBy(c => c.Text).ToListAsync(cancellationToken);
        Agencies = [.. choices.Where(c => c.IsAgency).Select(c => new Option(c.Id.ToString(), c.Text, null, null))];
        Owners = [.. choices.Where(c => !c.IsAgency).Select(c => new Option(c.Id.ToString(), c.Text, null, null))];
    }

    public string SortUrl(AssessmentSort sort) => (Pager with { Query = Query(sort) }).Url(1);

    private Dictionary<string, string?> Query(AssessmentSort sort) => new(StringComparer.Ordinal)
    {
        ["q"] = Search,
        ["status"] = Status?.ToString(),
        ["agency"] = Agency?.ToString(),
        ["owner"] = Owner?.ToString(),
        ["sort"] = sort == AssessmentSort.Changed ? null : sort.ToString(),
    };
}
