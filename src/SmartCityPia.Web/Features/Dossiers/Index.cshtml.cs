using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Dossiers;
using SmartCityPia.Data.Search;
using SmartCityPia.Domain.Catalogue;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Reviews;
using SmartCityPia.Domain.Trail;
using SmartCityPia.Web.Frame;
using SmartCityPia.Web.Infrastructure;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Security;
using SmartCityPia.Web.Infrastructure.Trail;

namespace SmartCityPia.Web.Features.Dossiers;

public enum AssessmentSort { Changed, Name, Reference, Agency, State, Risk, Due }

/// <summary>Which assessments the list is of: one state of those in use, or those that are out of it.</summary>
public enum ListedState { Draft, InReview, WaitingForDpo, ChangesRequested, Approved, ApprovedWithConditions, Rejected, Withdrawn, DueAgain, Ended, Archived }

/// <summary>Up to which day something has to be done.</summary>
public enum DueWithin { Overdue, Month, Quarter }

/// <summary>All assessments a person may see: searched, filtered, sorted, a page at a time.</summary>
public sealed class IndexModel(PiaDbContext db, KeptLists lists, UnreadNotices unread, PiaCatalogue catalogue, LiveSettings settings, TimeProvider clock) : PageModel, ILoggedView
{
    public sealed record Row(string Reference, string Name, string Agency, string Owner, AssessmentState State, ScreeningOutcome Outcome, int Versions, DateTimeOffset ChangedAt, DateOnly? EndsOn,
        RiskZone? Residual, int? Approved, DateOnly? ReviewOn, DateOnly? NextDue, bool IsArchived)
    {
        public AssessmentStanding Standing(DateOnly today) => AssessmentStanding.Of(State, Approved, ReviewOn, EndsOn, IsArchived, today);
    }

    [BindProperty(SupportsGet = true, Name = "q")]
    public string? Search { get; set; }

    [BindProperty(SupportsGet = true)]
    public ListedState? Status { get; set; }

    [BindProperty(SupportsGet = true)]
    public Guid? Agency { get; set; }

    [BindProperty(SupportsGet = true)]
    public Guid? Owner { get; set; }

    /// <summary>Its highest risk after measures.</summary>
    [BindProperty(SupportsGet = true)]
    public RiskZone? Risk { get; set; }

    [BindProperty(SupportsGet = true)]
    public DueWithin? Due { get; set; }

    [BindProperty(SupportsGet = true)]
    public AssessmentSort Sort { get; set; }

    [BindProperty(SupportsGet = true, Name = "p")]
    public int PageNumber { get; set; } = 1;

    public PagedList<Row> Rows { get; private set; } = null!;

    public IReadOnlyList<Option> Agencies { get; private set; } = [];

    public IReadOnlyList<Option> Owners { get; private set; } = [];

    public Pager Pager => Pager.For(Rows, Addresses.Assessments, Query(Sort));

    public bool IsFiltered => Search is not null || Status is not null || Agency is not null || Owner is not null || Risk is not null || Due is not null;

    public ViewEvent? ViewEvent => IsFiltered ? new(AuditVerbs.Searched, nameof(Assessment), Guid.Empty, null) : null;

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        // A filter that is no choice of ours filters nothing: the list is shown, not an error.
        ModelState.Clear();
        var found = Found();
        var (viewer, page) = (User.Viewer().Key, Math.Clamp(PageNumber, 1, int.MaxValue / PagedList.Size));
        var key = (viewer, string.Join(' ', SearchWords.Of(Search)), TypedText.IsStorable(Search ?? ""), Status, Agency, Owner, Status == ListedState.Ended ? Today : default);
        Listed listed = Sort is AssessmentSort.Risk or AssessmentSort.Due || Risk is not null || Due is not null || Status == ListedState.DueAgain ? await AsTheyStand(found, page, cancellationToken)
            : Sort == AssessmentSort.Changed ? await ByChange(found, key, page, cancellationToken) : await InOrder(found, (key, Sort), page, cancellationToken);
        Rows = listed.Rows;
        var choices = await lists.Get(("choices", viewer), listed.Stamp, () => Choices(cancellationToken));
        Agencies = [.. choices.Where(c => c.IsAgency).Select(c => new Option(c.Id.ToString(), c.Text, null, null))];
        Owners = [.. choices.Where(c => !c.IsAgency).Select(c => new Option(c.Id.ToString(), c.Text, null, null))];
    }

    public DateOnly Today => clock.Today();

    private sealed record Listed(Guid Stamp, PagedList<Row> Rows);

    private sealed record Line(Guid Id, Row Row, Guid Stamp, int Unread);

    private sealed record Choice(bool IsAgency, Guid Id, string Text);

    private IQueryable<Assessment> Visible => db.Assessments.AsNoTracking().VisibleTo(User);

    private IQueryable<Assessment> Found()
    {
        var found = Visible.WithWords(db.AssessmentSearches, SearchWords.Of(Search));
        // No row can hold such text, so none is found.
        if (!TypedText.IsStorable(Search ?? ""))
            found = found.Where(_ => false);
        var today = Today;
        found = Status switch
        {
            ListedState.Archived => found.Where(a => a.ArchivedAt != null),
            ListedState.Withdrawn => found.Where(a => a.ArchivedAt == null && a.WithdrawnAt != null),
            ListedState.Ended => found.Where(a => a.ArchivedAt == null && db.ServiceEnds.Any(e => e.OwnerId == a.Id && e.EndsOn < today)),
            ListedState.DueAgain => Stand(found.InUse()).Where(s => s.ReviewOn <= today).Select(s => s.Assessment),
            { } status when Enum.TryParse<AssessmentState>(status.ToString(), out var state) => Stand(found.InUse()).Where(s => s.State == state).Select(s => s.Assessment),
            _ => found.Where(a => a.ArchivedAt == null),
        };
        if (Agency is { } agency)
            found = found.Where(a => a.AgencyId == agency);
        if (Owner is { } owner)
            found = found.Where(a => a.OwnerId == owner);
        if (Risk is { } zone)
            found = Stand(found).Where(s => s.Residual == zone).Select(s => s.Assessment);
        if (Due is { } due)
        {
            var last = due switch { DueWithin.Overdue => today.AddDays(-1), DueWithin.Month => today.AddMonths(1), _ => today.AddMonths(3) };
            found = Stand(found).Where(s => s.NextDue <= last).Select(s => s.Assessment);
        }
        return found;
    }

    private IQueryable<Standing> Stand(IQueryable<Assessment> found) => found.WithStandings(db, catalogue.Scales, settings.Now.Reviews);

    /// <summary>By risks and days, which change with any row and any night: nothing of it is kept.</summary>
    private async Task<Listed> AsTheyStand(IQueryable<Assessment> found, int page, CancellationToken cancellationToken)
    {
        var ids = await Sorted(found).ToArrayAsync(cancellationToken);
        page = Math.Clamp(page, 1, Math.Max(1, (ids.Length + PagedList.Size - 1) / PagedList.Size));
        Guid[] shown = [.. ids.Skip((page - 1) * PagedList.Size).Take(PagedList.Size)];
        var lines = await Read(Visible.Where(a => shown.Contains(a.Id)), cancellationToken);
        var rows = lines.ToDictionary(l => l.Id, l => l.Row);
        return new(lines.Count > 0 ? lines[0].Stamp : await KeptLists.Stamp(db).SingleAsync(cancellationToken), new([.. shown.Where(rows.ContainsKey).Select(id => rows[id])], page, PagedList.Size, ids.Length));
    }

    /// <summary>Every save changes this order: a page of it is read from its index, and only how many there are is kept.</summary>
    private async Task<Listed> ByChange(IQueryable<Assessment> found, object key, int page, CancellationToken cancellationToken)
    {
        var sorted = found.OrderByDescending(a => a.ChangedAt).ThenByDescending(a => a.Id);
        var lines = await Read(sorted.Skip((page - 1) * PagedList.Size).Take(PagedList.Size), cancellationToken);
        var stamp = lines.Count > 0 ? lines[0].Stamp : await KeptLists.Stamp(db).SingleAsync(cancellationToken);
        var total = await lists.Get(("total", key), stamp, () => found.CountAsync(cancellationToken));
        if (lines.Count == 0 && total > 0)
        {
            page = (total + PagedList.Size - 1) / PagedList.Size;
            lines = await Read(sorted.Skip((page - 1) * PagedList.Size).Take(PagedList.Size), cancellationToken);
        }
        // Rows that came or went since they were counted.
        total = Math.Max(total, lines.Count == 0 ? 0 : ((page - 1) * PagedList.Size) + lines.Count);
        return new(stamp, new([.. lines.Select(l => l.Row)], page, PagedList.Size, total));
    }

    /// <summary>These orders change with the stamp alone: they are kept whole, and a page reads its own rows.</summary>
    private async Task<Listed> InOrder(IQueryable<Assessment> found, object key, int page, CancellationToken cancellationToken)
    {
        if (lists.Find<Guid[]>(key) is { } kept && await Read(kept.What) is { Count: > 0 } known && known[0].Stamp == kept.Stamp)
            return Page(kept.Stamp, kept.What, known);
        var stamp = await KeptLists.Stamp(db).SingleAsync(cancellationToken);
        var ids = await lists.Get(key, stamp, () => Sorted(found).ToArrayAsync(cancellationToken), all => all.Length / 64);
        return Page(stamp, ids, await Read(ids));

        Guid[] Of(Guid[] all)
        {
            page = Math.Clamp(page, 1, Math.Max(1, (all.Length + PagedList.Size - 1) / PagedList.Size));
            return [.. all.Skip((page - 1) * PagedList.Size).Take(PagedList.Size)];
        }

        async Task<List<Line>> Read(Guid[] all)
        {
            var shown = Of(all);
            return shown.Length == 0 ? [] : await this.Read(Visible.Where(a => shown.Contains(a.Id)), cancellationToken);
        }

        Listed Page(Guid at, Guid[] all, List<Line> lines)
        {
            var rows = lines.ToDictionary(l => l.Id, l => l.Row);
            return new(at, new([.. Of(all).Where(rows.ContainsKey).Select(id => rows[id])], page, PagedList.Size, all.Length));
        }
    }

    private IQueryable<Guid> Sorted(IQueryable<Assessment> found) => Sort switch
    {
        AssessmentSort.Name => from a in found join d in db.ServiceDescriptions on a.DescriptionId equals d.Id orderby d.Name, a.Id select a.Id,
        AssessmentSort.Agency => from a in found join o in db.Organisations on a.AgencyId equals o.Id orderby o.Name, a.Id select a.Id,
        AssessmentSort.State => Stand(found).OrderBy(s => s.State).ThenByDescending(s => s.Assessment.Reference).Select(s => s.Assessment.Id),
        AssessmentSort.Risk => Stand(found).OrderByDescending(s => s.Residual ?? (RiskZone)(-1)).ThenByDescending(s => s.Assessment.Reference).Select(s => s.Assessment.Id),
        AssessmentSort.Due => Stand(found).OrderBy(s => s.NextDue ?? DateOnly.MaxValue).ThenByDescending(s => s.Assessment.Reference).Select(s => s.Assessment.Id),
        AssessmentSort.Changed => found.OrderByDescending(a => a.ChangedAt).ThenByDescending(a => a.Id).Select(a => a.Id),
        _ => found.OrderByDescending(a => a.Reference).ThenBy(a => a.Id).Select(a => a.Id),
    };

    /// <summary>The rows of one page, with the stamp they were read at and the number in the page's header.</summary>
    private async Task<List<Line>> Read(IQueryable<Assessment> page, CancellationToken cancellationToken)
    {
        var (stamp, notices) = (KeptLists.Stamp(db), unread.Of(User.AccountId()));
        var lines = await (from s in Stand(page)
                           let a = s.Assessment
                           join d in db.ServiceDescriptions on a.DescriptionId equals d.Id
                           join o in db.Organisations on a.AgencyId equals o.Id
                           join u in db.Users on a.OwnerId equals u.Id
                           orderby a.ChangedAt descending, a.Id descending
                           select new Line(a.Id, new(a.Reference, d.Name, o.Name, u.DisplayName, s.State, a.Outcome, a.Versions, a.ChangedAt, db.ServiceEnds.Where(e => e.OwnerId == a.Id).Select(e => e.EndsOn).FirstOrDefault(),
                               s.Residual, s.Approved, s.ReviewOn, s.NextDue, a.ArchivedAt != null), stamp.Single(), notices.Count())).ToListAsync(cancellationToken);
        if (lines.Count > 0)
            unread.Known = lines[0].Unread;
        return lines;
    }

    private async Task<List<Choice>> Choices(CancellationToken cancellationToken)
    {
        var visible = Visible;
        return await db.Organisations.AsNoTracking().Where(o => visible.Any(a => a.AgencyId == o.Id)).Select(o => new { IsAgency = true, o.Id, Text = o.Name })
            .Concat(db.Users.AsNoTracking().Where(u => visible.Any(a => a.OwnerId == u.Id)).Select(u => new { IsAgency = false, u.Id, Text = u.DisplayName + " · " + db.Organisations.Where(o => o.Id == u.OrganisationId).Select(o => o.Name).First() + " · " + u.Email }))
            .OrderBy(c => c.Text).Select(c => new Choice(c.IsAgency, c.Id, c.Text)).ToListAsync(cancellationToken);
    }

    /// <summary>States and marks have the same names wherever they are shown.</summary>
    public static Enum NamedLike(ListedState listed) =>
        Enum.TryParse<AssessmentState>(listed.ToString(), out var state) ? state : Enum.Parse<AssessmentMark>(listed.ToString());

    public string SortUrl(AssessmentSort sort) => (Pager with { Query = Query(sort) }).Url(1);

    private Dictionary<string, string?> Query(AssessmentSort sort) => new(StringComparer.Ordinal)
    {
        ["q"] = Search,
        ["status"] = Status?.ToString(),
        ["agency"] = Agency?.ToString(),
        ["owner"] = Owner?.ToString(),
        ["risk"] = Risk?.ToString(),
        ["due"] = Due?.ToString(),
        ["sort"] = sort == AssessmentSort.Changed ? null : sort.ToString(),
    };
}
