using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Reviews;
using SmartCityPia.Domain.Submissions;
using SmartCityPia.Web.Features.Reviews;
using SmartCityPia.Web.Features.Submissions;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Home;

/// <summary>What waits for me: reviews, overdue and coming actions, and the drafts I lead.</summary>
public sealed class IndexModel(PiaDbContext db, IAuthorizationService authorization, WaitingReviews waiting, TimeProvider clock) : PageModel
{
    private const int Most = 10;

    public sealed record WaitingAction(string Reference, string Service, Guid Id, string What, string? Responsible, DateOnly DueOn);

    public sealed record Draft(string Reference, string Service, ScreeningOutcome Outcome, DateTimeOffset ChangedAt);

    public sealed record WaitingReview(string Reference, string Service, ReviewState State, DateTimeOffset Since);

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
        ReadsAssessments = (await authorization.AuthorizeAsync(User, Policies.ReadAssessments)).Succeeded;
        if (!User.MayLook())
        {
            Administrators = await db.Users.AsNoTracking().Where(u => db.UserRoles.Any(r => r.UserId == u.Id && db.Roles.Any(x => x.Id == r.RoleId && x.Name == Roles.Administrator)))
                .OrderBy(u => u.DisplayName).Select(u => u.DisplayName).Take(Most).ToListAsync(cancellationToken);
        }
        if ((await authorization.AuthorizeAsync(User, Policies.Describe)).Succeeded)
            await ReadVendor(cancellationToken);
        if (!ReadsAssessments)
            return;
        var me = User.AccountId();
        var soon = Today.AddDays(14);
        var visible = db.Assessments.AsNoTracking().VisibleTo(User);
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
        var named = from a in visible
                    join d in db.ServiceDescriptions on a.DescriptionId equals d.Id
                    select new
                    {
                        IsMine = a.OwnerId == me && a.Status == AssessmentStatus.Draft,
                        a.Id,
                        a.Reference,
                        d.Name,
                        a.Outcome,
                        a.ChangedAt,
                        Drafts = visible.Count(x => x.Status == AssessmentStatus.Draft),
                        All = visible.Count(),
                    };
        var drafts = await named.Where(x => x.IsMine).OrderByDescending(x => x.ChangedAt).ThenBy(x => x.Id).Take(Most)
            .Concat(named.Where(x => !x.IsMine).OrderByDescending(x => x.ChangedAt).ThenBy(x => x.Id).Take(Most))
            .OrderByDescending(x => x.ChangedAt).ThenBy(x => x.Id).ToListAsync(cancellationToken);
        Mine = [.. drafts.Where(x => x.IsMine).Select(x => new Draft(x.Reference, x.Name, x.Outcome, x.ChangedAt))];
        Recent = [.. drafts.Where(x => !x.IsMine).Select(x => new Draft(x.Reference, x.Name, x.Outcome, x.ChangedAt))];
        Drafts = drafts.Count > 0 ? drafts[0].Drafts : 0;
        Submitted = drafts.Count > 0 ? drafts[0].All - Drafts : 0;
    }

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
