using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Data.Dossiers;
using SmartCityPia.Data.Stamps;
using SmartCityPia.Domain.Catalogue;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Notices;
using SmartCityPia.Domain.Reviews;
using SmartCityPia.Domain.Submissions;
using SmartCityPia.Pictures;
using SmartCityPia.Pictures.Diagrams;
using SmartCityPia.Web.Features.FirstSteps;
using SmartCityPia.Web.Features.Reviews;
using SmartCityPia.Web.Features.Submissions;
using SmartCityPia.Web.Frame;
using SmartCityPia.Web.Infrastructure;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Home;

/// <summary>The dashboard: my next steps, what is due, what came in, and the portfolio.</summary>
public sealed class IndexModel(PiaDbContext db, IAuthorizationService authorization, WaitingReviews waiting, DossierCache dossiers, UnreadNotices unread, ReadFirstSteps firstSteps,
    PiaCatalogue catalogue, LiveSettings settings, TimeProvider clock) : PageModel
{
    private const int Most = 10;

    /// <summary>Of my drafts, the dossier says what comes next.</summary>
    private const int MostNext = 5;

    private const int MostDeadlines = 14;

    private const int DaysAhead = 30;

    /// <summary>What I do next about one assessment.</summary>
    /// <param name="Step">The first step that is not complete; null where a review waits for me.</param>
    /// <param name="Open">What that step lacks.</param>
    public sealed record NextStep(string Reference, string Service, AssessmentStanding Standing, DateTimeOffset Since, Step? Step, int Open);

    public enum DueKind { Action, Condition, Review }

    public sealed record Deadline(string Reference, string Service, DueKind Kind, Guid Id, string What, string? Responsible, DateOnly DueOn, bool Mine);

    public sealed record Counted(AssessmentState State, RiskZone? Residual, int Count);

    /// <summary>How far the city is; null where it has begun, or is not the person's to set up.</summary>
    public Beginning? Beginning { get; private set; }

    public bool ReadsAssessments { get; private set; }

    /// <summary>Whom an auditor without a grant asks for one.</summary>
    public IReadOnlyList<string> Administrators { get; private set; } = [];

    public DateOnly Today { get; private set; }

    /// <summary>Reviews that wait for me, longest first, then my drafts, the last touched first.</summary>
    public IReadOnlyList<NextStep> Next { get; private set; } = [];

    /// <summary>There are more than are shown.</summary>
    public bool MoreDrafts { get; private set; }

    public bool MoreReviews { get; private set; }

    public IReadOnlyList<Deadline> Deadlines { get; private set; } = [];

    /// <summary>Notices nobody has read yet, newest first.</summary>
    public IReadOnlyList<Notice> CameIn { get; private set; } = [];

    public IReadOnlyList<Counted> Portfolio { get; private set; } = [];

    public Guid Me { get; private set; }

    public HtmlString Picture(Texts texts)
    {
        var rows = Portfolio.GroupBy(c => c.State).OrderBy(g => g.Key).Select(g => new PortfolioRow(Words.Of(g.Key), $"{Words.Of(g.Key)}: {g.Sum(c => c.Count).ToString(CultureInfo.CurrentCulture)}", $"{Addresses.Assessments}?status={g.Key}",
            [.. Zones.Select(z => new PortfolioPart(z, z is { } zone ? Words.Of(zone) : texts["Portfolio.Unrated"], g.Where(c => c.Residual == z).Sum(c => c.Count)))])).ToList();
        return new(SvgWriter.Write(PortfolioDrawing.Draw(texts["Portfolio.Picture"], texts["Portfolio.Description"], rows), "portfolio"));
    }

    public static IReadOnlyList<RiskZone?> Zones { get; } = [RiskZone.High, RiskZone.Medium, RiskZone.Low, null];

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
        Me = User.AccountId();
        var visible = db.Assessments.AsNoTracking().VisibleTo(User).InUse();
        await ReadNext(visible, cancellationToken);
        await ReadDeadlines(visible, cancellationToken);
        CameIn = await db.Notices.AsNoTracking().Where(n => n.PersonId == Me && n.ReadAt == null
            && !db.Assessments.Any(a => a.Reference == n.Reference && (a.ArchivedAt != null || a.WithdrawnAt != null))).OrderByDescending(n => n.Id).Take(MostNext).ToListAsync(cancellationToken);
        Portfolio = await Stand(visible).Select(s => new { s.State, s.Residual }).GroupBy(s => s).Select(g => new Counted(g.Key.State, g.Key.Residual, g.Count())).ToListAsync(cancellationToken);
    }

    private IQueryable<Standing> Stand(IQueryable<Assessment> assessments) => assessments.WithStandings(db, catalogue.Scales, settings.Now.Reviews);

    private async Task ReadNext(IQueryable<Assessment> visible, CancellationToken cancellationToken)
    {
        var notices = unread.Of(Me);
        // What was sent back is a draft of mine.
        var reviews = waiting.Handle(User).Where(r => r.State != ReviewState.ChangesRequested).OrderBy(r => r.ChangedAt).Take(Most + 1).Select(r => new { r.OwnerId, IsReview = true, At = r.ChangedAt });
        var drafts = visible.Where(a => a.OwnerId == Me && a.Status == AssessmentStatus.Draft).OrderByDescending(a => a.ChangedAt).Take(MostNext + 1).Select(a => new { OwnerId = a.Id, IsReview = false, At = a.ChangedAt });
        var read = await (from x in reviews.Concat(drafts)
                          join s in Stand(visible) on x.OwnerId equals s.Assessment.Id
                          join stamp in db.Set<DossierStamp>() on x.OwnerId equals stamp.AssessmentId
                          from directory in db.Set<SharedStamp>().Where(d => d.Name == SharedStamp.Directory)
                          join d in db.ServiceDescriptions on s.Assessment.DescriptionId equals d.Id
                          select new { x.OwnerId, x.IsReview, x.At, s.State, s.Approved, s.ReviewOn, s.Assessment.Reference, d.Name, stamp.Stamp, Directory = directory.Stamp, Unread = notices.Count() }).ToListAsync(cancellationToken);
        unread.Known = read.Count > 0 ? read[0].Unread : null;
        (MoreReviews, MoreDrafts) = (read.Count(r => r.IsReview) > Most, read.Count(r => !r.IsReview) > MostNext);
        var next = new List<NextStep>();
        foreach (var one in read.Where(r => r.IsReview).OrderBy(r => r.At).Take(Most))
            next.Add(new(one.Reference, one.Name, AssessmentStanding.Of(one.State, one.Approved, one.ReviewOn, null, false, Today), one.At, null, 0));
        foreach (var one in read.Where(r => !r.IsReview).OrderByDescending(r => r.At).Take(MostNext))
        {
            if (await dossiers.Get(new(one.OwnerId, one.Stamp, one.Directory), cancellationToken) is not { } known)
                continue;
            var gaps = known.Gaps(Today);
            var step = Enum.GetValues<Step>().First(s => s == Step.Check || Steps.StateOf(s, known.Dossier, gaps) != StepState.Complete);
            next.Add(new(one.Reference, one.Name, AssessmentStanding.Of(one.State, one.Approved, one.ReviewOn, null, false, Today), one.At, step, gaps.Count(g => g.Step == step && (g.Blocks || g.Attention || g.LeavesOpen))));
        }
        Next = next;
    }

    private async Task ReadDeadlines(IQueryable<Assessment> visible, CancellationToken cancellationToken)
    {
        var (me, last) = (Me, Today.AddDays(DaysAhead));
        var approvals = db.Approvals(settings.Now.Reviews);
        var due = db.ActionItems.Where(x => x.DoneOn == null && x.DueOn != null && x.DueOn <= last).Select(x => new { x.OwnerId, Kind = 0, x.Id, What = (string?)x.What, x.Responsible, DueOn = x.DueOn!.Value })
            .Concat(db.ReviewConditions.Where(c => c.DueOn <= last && !db.ConditionClosures.Any(x => x.ConditionId == c.Id)).Select(c => new { c.OwnerId, Kind = 1, c.Id, What = (string?)c.Text, Responsible = (string?)c.Responsible, c.DueOn }))
            .Concat(approvals.Where(r => r.DueOn <= last).Select(r => new { r.OwnerId, Kind = 2, Id = r.OwnerId, What = (string?)null, Responsible = (string?)null, r.DueOn }));
        Deadlines = [.. (await (from x in due
                                join a in visible on x.OwnerId equals a.Id
                                join d in db.ServiceDescriptions on a.DescriptionId equals d.Id
                                orderby a.OwnerId == me descending, x.DueOn, x.Id
                                select new { a.Reference, d.Name, x.Kind, x.Id, x.What, x.Responsible, x.DueOn, Mine = a.OwnerId == me }).Take(MostDeadlines).ToListAsync(cancellationToken))
            .Select(x => new Deadline(x.Reference, x.Name, (DueKind)x.Kind, x.Id, x.What ?? "", x.Responsible, x.DueOn, x.Mine))];
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
