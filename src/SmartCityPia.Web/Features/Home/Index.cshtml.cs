using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Data.Dossiers;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Reviews;
using SmartCityPia.Domain.Submissions;
using SmartCityPia.Web.Features.FirstSteps;
using SmartCityPia.Web.Features.Reviews;
using SmartCityPia.Web.Features.Submissions;
using SmartCityPia.Web.Frame;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Home;

/// <summary>What waits for me: reviews, overdue and coming actions, and the drafts I lead.</summary>
public sealed class IndexModel(PiaDbContext db, IAuthorizationService authorization, WaitingReviews waiting, KeptLists lists, UnreadNotices unread, ReadFirstSteps firstSteps, TimeProvider clock) : PageModel
{
    private const int Most = 10;

    public sealed record WaitingAction(string Reference, string Service, Guid Id, string What, string? Responsible, DateOnly DueOn);

    public sealed record Draft(string Reference, string Service, ScreeningOutcome Outcome, DateTimeOffset ChangedAt);

    public sealed record WaitingReview(string Reference, string Service, ReviewState State, DateTimeOffset Since);

    /// <summary>How far the city is; null where it has begun, or is not the person's to set up.</summary>
    public Beginning? Beginning { get; private set; }

    public bool ReadsAssessments { get; private set; }

    /// <summary>What waits longest first.</summary>
    public IReadOnlyList<WaitingReview> Reviews { get; private set; } = [];

    /// <summary>Whom an auditor without a grant asks for one.</summary>
    public IReadOnlyList<string> Administrators { get; private set; } = [];

    public DateOnly Today { get; private set; }

    public IReadOnlyList<WaitingAction> Actions { get; private set; } = [];

    public IReadOnlyList<Draft> Mine { get; private set; } = [];

    public IReadOnlyList<Draft> Recent { get; private set; } = [];

    public int Drafts { get; private set; }

    public int Submitted { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Today = clock.Today();
        Beginning = await firstSteps.Panel(User, cancellationToken);
        ReadsAssessments = (await authorization.AuthorizeAsync(User, Policies.ReadAssessments)).Succeeded;
        if (!User.MayLook())
        {
            Administrators = await db.InRole(Roles.Administrator).AsNoTracking()
                .OrderBy(u => u.DisplayName).Select(u => u.DisplayName).Take(Most).ToListAsync(cancellationToken);
        }
        if ((await authorization.AuthorizeAsync(User, Policies.Describe)).Succeeded)
            await ReadVendor(cancellationToken);
        if (!ReadsAssessments)
            return;
        var me = User.AccountId();
        var soon = Today.AddDays(14);
        var visible = db.Assessments.AsNoTracking().VisibleTo(User).InUse();
        Actions = await (from action in db.ActionItems
                         join a in visible on action.OwnerId equals a.Id
                         join d in db.ServiceDescriptions on a.DescriptionId equals d.Id
                         where action.DoneOn == null && action.DueOn != null && action.DueOn <= soon
                         orderby action.DueOn, action.Id
                         select new WaitingAction(a.Reference, d.Name, action.Id, action.What, action.Responsible, action.DueOn!.Value)).Take(Most).ToListAsync(cancellationToken);
        Reviews = await (from r in waiting.Handle(User)
                         join a in visible on r.OwnerId equals a.Id
                         join d in db.ServiceDescriptions on a.DescriptionId equals d.Id
                         orderby r.ChangedAt, r.Id
                         select new WaitingReview(a.Reference, d.Name, r.State, r.ChangedAt)).Take(Most).ToListAsync(cancellationToken);
        var mine = visible.Where(a => a.OwnerId == me && a.Status == AssessmentStatus.Draft);
        var others = visible.Where(a => a.OwnerId != me || a.Status != AssessmentStatus.Draft);
        var (stamp, notices) = (KeptLists.Stamp(db), unread.Of(me));
        var drafts = await (from a in Last(mine).Concat(Last(others))
                            join d in db.ServiceDescriptions on a.DescriptionId equals d.Id
                            orderby a.ChangedAt descending, a.Id descending
                            select new
                            {
                                IsMine = a.OwnerId == me && a.Status == AssessmentStatus.Draft,
                                Draft = new Draft(a.Reference, d.Name, a.Outcome, a.ChangedAt),
                                Stamp = stamp.Single(),
                                Unread = notices.Count(),
                            }).ToListAsync(cancellationToken);
        if (drafts.Count == 0)
            return;
        Mine = [.. drafts.Where(x => x.IsMine).Select(x => x.Draft)];
        Recent = [.. drafts.Where(x => !x.IsMine).Select(x => x.Draft)];
        unread.Known = drafts[0].Unread;
        (Drafts, Submitted) = await lists.Get(("by status", User.Viewer().Key), drafts[0].Stamp, async () =>
        {
            var counted = await visible.GroupBy(a => a.Status).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);
            return (counted.GetValueOrDefault(AssessmentStatus.Draft), counted.Where(c => c.Key != AssessmentStatus.Draft).Sum(c => c.Value));
        });
    }

    private static IQueryable<Assessment> Last(IQueryable<Assessment> assessments) => assessments.OrderByDescending(a => a.ChangedAt).ThenByDescending(a => a.Id).Take(Most);

    /// <summary>What the city asked of a vendor, by where it stands, each list with its own page number.</summary>
    public sealed record VendorList(DescriptionState State, PagedList<DescriptionRow> Rows);

    public IReadOnlyList<VendorList> Vendor { get; private set; } = [];

    private async Task ReadVendor(CancellationToken cancellationToken)
    {
        var states = new[] { DescriptionState.Asked, DescriptionState.Draft, DescriptionState.Returned, DescriptionState.Submitted, DescriptionState.Accepted, DescriptionState.Withdrawn };
        var rows = db.Rows(User);
        var totals = await rows.GroupBy(r => r.State).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);
        var pages = states.ToDictionary(s => s, s => Math.Clamp(
            int.TryParse(Request.Query[s.ToString().ToLowerInvariant()], System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : 1, 1, Math.Max(1, (totals.GetValueOrDefault(s) + PagedList.Size - 1) / PagedList.Size)));
        // The pages of all lists in one query.
        var shown = totals.Count == 0 ? [] : await totals.Keys.Select(s => rows.Where(r => r.State == s).OrderBy(r => r.DueOn).ThenBy(r => r.Reference).Skip((pages[s] - 1) * PagedList.Size).Take(PagedList.Size))
            .Aggregate((all, list) => all.Concat(list)).OrderBy(r => r.DueOn).ThenBy(r => r.Reference).ToListAsync(cancellationToken);
        Vendor = [.. states.Select(s => new VendorList(s, new([.. shown.Where(r => r.State == s)], pages[s], PagedList.Size, totals.GetValueOrDefault(s))))];
    }
}
