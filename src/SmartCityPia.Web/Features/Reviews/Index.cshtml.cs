using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SmartCityPia.Data;
using SmartCityPia.Data.Dossiers;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Reviews;
using SmartCityPia.Web.Infrastructure;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Reviews;

/// <summary>The reviews a person may see, by state; by default those waiting for this person.</summary>
public sealed class IndexModel(PiaDbContext db, ReviewPeople people, WaitingReviews waiting, DossierReader reader,
    FindReasonsToReview find, LiveSettings settings) : PageModel
{
    public sealed record Row(Guid AssessmentId, string Reference, string Name, int VersionNumber, ReviewState State, int HighResidualRisks,
        string SubmittedBy, DateTimeOffset ChangedAt);

    public sealed record StandIn(string Principal, DateOnly LastDay);

    private const string All = "all";
    private const string Due = "due";

    /// <summary>A state, or "all"; empty for reviews waiting for me.</summary>
    [BindProperty(SupportsGet = true, Name = "state")]
    public string? Show { get; set; }

    [BindProperty(SupportsGet = true, Name = "p")]
    public int PageNumber { get; set; } = 1;

    public PagedList<Row> Rows { get; private set; } = null!;

    /// <summary>The people for whom this person is a deputy today.</summary>
    public IReadOnlyList<StandIn> StandsInFor { get; private set; } = [];

    public ReviewState? State => Enum.TryParse<ReviewState>(Show, out var state) && Enum.IsDefined(state) ? state : null;

    public bool IsAll => Show == All;

    /// <summary>Approvals that are due for review again.</summary>
    public bool IsDue => Show == Due;

    /// <summary>The triggers by assessment reference, for the list of approvals that are due again.</summary>
    public Dictionary<string, IReadOnlyList<ReviewTrigger>> Triggers { get; } = new(StringComparer.Ordinal);

    public bool IsWaiting => State is null && !IsAll && !IsDue;

    public Pager Pager =>
        Pager.For(Rows, Addresses.Reviews,
        new Dictionary<string, string?>(StringComparer.Ordinal) { ["state"] = IsAll ? All : IsDue ? Due : State?.ToString() });

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        // An unknown filter is ignored; the list is shown without an error.
        ModelState.Clear();
        var me = User.AccountId();
        var rows = from r in db.Reviews.AsNoTracking()
                   join a in db.Assessments.VisibleTo(User).InUse() on r.OwnerId equals a.Id
                   join d in db.ServiceDescriptions on a.DescriptionId equals d.Id
                   join v in db.AssessmentVersions on new { r.OwnerId, r.VersionNumber } equals new
                   {
                       OwnerId = v.AssessmentId,
                       VersionNumber = v.Number
                   }
                   select new { Review = r, Assessment = a, d.Name, v.FrozenBy };
        if (State is { } state)
            rows = rows.Where(x => x.Review.State == state);
        else if (IsDue)
        {
            // Candidates come from a query; the triggers are computed only for the page shown.
            var (today, city) = (people.Today, settings.Now.Reviews);
            var (since, sinceOfHighRisk) = (At(today.AddMonths(-city.Months!.Value)), At(today.AddMonths(-city.MonthsOfHighRisk!.Value)));
            rows = rows.Where(x => (x.Review.State == ReviewState.Approved || x.Review.State == ReviewState.ApprovedWithConditions)
                && (x.Review.ReviewAgainOn <= today
                    || (x.Review.ReviewAgainOn == null && x.Review.ChangedAt < (x.Review.HighResidualRisks > 0 ? sinceOfHighRisk : since))
                    || db.Incidents.Any(i => i.OwnerId == x.Review.OwnerId && i.RecordedAt > x.Review.ChangedAt)
                    || (x.Assessment.ChangedAt > x.Review.ChangedAt && x.Assessment.Status == AssessmentStatus.Draft)));
        }
        else if (!IsAll)
        {
            var mine = waiting.Handle(User);
            rows = rows.Where(x => mine.Any(r => r.Id == x.Review.Id));
        }
        // Reviews that wait are sorted oldest first, all others newest first.
        var sorted = IsWaiting ? rows.OrderBy(x => x.Review.ChangedAt)
            .ThenBy(x => x.Review.Id) : rows.OrderByDescending(x => x.Review.ChangedAt).ThenByDescending(x => x.Review.Id);
        Rows = await PagedList.Read(sorted.Select(x => new Row(x.Assessment.Id, x.Assessment.Reference, x.Name, x.Review.VersionNumber,
            x.Review.State, x.Review.HighResidualRisks, x.FrozenBy, x.Review.ChangedAt)), PageNumber, cancellationToken);
        foreach (var row in IsDue ? Rows.Items : [])
        {
            var live = (await reader.Read(row.AssessmentId, cancellationToken))!;
            Triggers[row.Reference] = (await find.Handle(live, me, cancellationToken, lookAtCity: false)).Triggers;
        }
        StandsInFor = await people.Active().Where(d => d.DeputyId == me).OrderBy(d => d.Id)
            .Join(db.Users, d => d.PrincipalId, u => u.Id, (d, u) => new StandIn(u.DisplayName, d.LastDay!.Value))
                .ToListAsync(cancellationToken);
    }

    private static DateTimeOffset At(DateOnly day) => new DateTimeOffset(day.AddDays(1).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc));
}
