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
        if (User.IsInRole(Roles.Vendor))
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
        Reviews = await (from r in await waiting.Handle(User, cancellationToken)
                         join a in visible on r.OwnerId equals a.Id
                         join d in db.ServiceDescriptions on a.DescriptionId equals d.Id
                         orderby r.ChangedAt, r.Id
                         select new WaitingReview(a.Reference, d.Name, r.State, r.ChangedAt)).Take(Most).ToListAsync(cancellationToken);
        var named = from a in visible join d in db.ServiceDescriptions on a.DescriptionId equals d.Id select new { Assessment = a, d.Name };
        Mine = await named.Where(x => x.Assessment.OwnerId == me && x.Assessment.Status == AssessmentStatus.Draft)
            .OrderByDescending(x => x.Assessment.ChangedAt).ThenBy(x => x.Assessment.Id)
            .Select(x => new Draft(x.Assessment.Reference, x.Name, x.Assessment.Outcome, x.Assessment.ChangedAt)).Take(Most).ToListAsync(cancellationToken);
        Recent = await named.Where(x => x.Assessment.OwnerId != me || x.Assessment.Status != AssessmentStatus.Draft)
            .OrderByDescending(x => x.Assessment.ChangedAt).ThenBy(x => x.Assessment.Id)
            .Select(x => new Draft(x.Assessment.Reference, x.Name, x.Assessment.Outcome, x.Assessment.ChangedAt)).Take(Most).ToListAsync(cancellationToken);
        var counts = await visible.GroupBy(a => a.Status).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(cancellationToken);
        Drafts = counts.Where(c => c.Key == AssessmentStatus.Draft).Sum(c => c.Count);
        Submitted = counts.Where(c => c.Key != AssessmentStatus.Draft).Sum(c => c.Count);
    }

    /// <summary>What the city asked of a vendor, by where it stands, each list with its own page number.</summary>
    public sealed record VendorList(DescriptionState State, PagedList<DescriptionRow> Rows);

    public IReadOnlyList<VendorList> Vendor { get; private set; } = [];

    private async Task ReadVendor(CancellationToken cancellationToken)
    {
        var lists = new List<VendorList>();
        foreach (var state in new[] { DescriptionState.Asked, DescriptionState.Draft, DescriptionState.Returned, DescriptionState.Submitted, DescriptionState.Accepted, DescriptionState.Withdrawn })
        {
            var page = int.TryParse(Request.Query[state.ToString().ToLowerInvariant()], System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : 1;
            lists.Add(new(state, await PagedList.Read(db.Rows(User).Where(r => r.State == state).OrderBy(r => r.DueOn).ThenBy(r => r.Reference), page, cancellationToken)));
        }
        Vendor = lists;
    }
}
