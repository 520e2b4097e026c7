using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Data.Notices;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Accounts;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Notices;
using SmartCityPia.Domain.Trail;
using SmartCityPia.Web.Frame;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Dossiers.Versions;

/// <summary>To whom frozen versions are released, and until when.</summary>
/// <remarks>400: what was chosen is not offered, or the day is past. 404: no such release of this assessment.</remarks>
public sealed class ReleasesModel(PiaDbContext db, ReleaseVersion release, WithdrawRelease withdraw) : DossierPage
{
    public sealed record Row(Guid Id, int Number, string To, DateOnly LastDay, string By, DateTimeOffset At, DateTimeOffset? WithdrawnAt);

    public override Access Access => new() { PostPolicy = Policies.Release };

    [BindProperty]
    public int? Number { get; set; }

    /// <summary>The id of a reader or of an organisation.</summary>
    [BindProperty]
    public Guid? To { get; set; }

    [BindProperty]
    public DateOnly? LastDay { get; set; }

    public IReadOnlyList<Row> Rows { get; private set; } = [];

    public IReadOnlyList<Option> Readers { get; private set; } = [];

    public IReadOnlyList<Option> Bodies { get; private set; } = [];

    public string? ErrorAt(string field) => ModelState.TryGetValue(field, out var entry) && entry.Errors.Count > 0 ? entry.Errors[0].ErrorMessage : null;

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        ModelState.Clear();
        (Number, LastDay) = (Assessment.Versions, Today.AddMonths(3));
        await Load(cancellationToken);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        ModelState.Clear();
        if (await release.Handle(Assessment, Number, To, LastDay, Today, HttpContext.Actor(), cancellationToken) is not { } error)
            return Done("VersionReleased");
        ModelState.AddModelError(error.Field, HttpContext.Sentence(error));
        await Load(cancellationToken);
        return this.Answer(StatusCodes.Status400BadRequest);
    }

    public async Task<IActionResult> OnPostWithdrawAsync(Guid release, CancellationToken cancellationToken) =>
        await withdraw.Handle(Assessment, release, HttpContext.Actor(), cancellationToken) ? Done("ReleaseEnded") : NotFound();

    private RedirectResult Done(string sentence)
    {
        Saved = HttpContext.Sentence(new("", sentence));
        return Redirect(At("releases"));
    }

    private async Task Load(CancellationToken cancellationToken)
    {
        Rows = await db.Releases.AsNoTracking().Where(r => r.OwnerId == Assessment.Id).OrderByDescending(r => r.Id).Take(PagedList.Size)
            .Select(r => new Row(r.Id, r.Number, (r.AccountId == null ? db.Organisations.Where(o => o.Id == r.OrganisationId).Select(o => o.Name).First() : db.Users.Where(u => u.Id == r.AccountId).Select(u => u.DisplayName).First()), r.LastDay, r.ReleasedBy, r.ReleasedAt, r.WithdrawnAt))
            .ToListAsync(cancellationToken);
        Readers = await ReleaseVersion.Readers(db).AsOptions(db, cancellationToken);
        Bodies = await ReleaseVersion.Bodies(db).OrderBy(o => o.Name).Select(o => new Option(o.Id.ToString(), o.Name, null, null)).ToListAsync(cancellationToken);
    }
}

/// <summary>Lets a reader, or all readers of a body, read one frozen version until a day.</summary>
public sealed class ReleaseVersion(PiaDbContext db)
{
    public static IQueryable<Account> Readers(PiaDbContext db) => db.Who(Permission.ReadReleased).Reachable();

    /// <summary>Bodies that have readers.</summary>
    public static IQueryable<Domain.Organisations.Organisation> Bodies(PiaDbContext db)
    {
        var readers = Readers(db);
        return db.Organisations.AsNoTracking().Where(o => readers.Any(u => u.OrganisationId == o.Id));
    }

    /// <returns>What is wrong; null where it is released.</returns>
    public async Task<FieldError?> Handle(Assessment assessment, int? number, Guid? to, DateOnly? lastDay, DateOnly today, Actor actor, CancellationToken cancellationToken)
    {
        if (number is null || !await db.AssessmentVersions.AnyAsync(v => v.AssessmentId == assessment.Id && v.Number == number, cancellationToken))
            return new("Number", "NotOffered");
        var person = await Readers(db).Where(u => u.Id == to).Select(u => (Guid?)u.Id).SingleOrDefaultAsync(cancellationToken);
        var body = person is null ? await Bodies(db).Where(o => o.Id == to).Select(o => (Guid?)o.Id).SingleOrDefaultAsync(cancellationToken) : null;
        if (person is null && body is null)
            return new("To", "NotOffered");
        if (lastDay is not { } until || until < today)
            return new("LastDay", "DayPast");
        db.ChangeTracker.Clear();
        var release = new Release { Id = Guid.CreateVersion7(actor.At), OwnerId = assessment.Id, Number = number.Value, AccountId = person, OrganisationId = body, LastDay = until, ReleasedBy = actor.Name, ReleasedAt = actor.At };
        db.Add(release);
        await new CreateNotices(db, actor, cancellationToken).Tell(NoticeKind.Released, release.Id, assessment.Reference, await Visibility.WhoMayRead(db, release, today).Select(u => u.Id).ToListAsync(cancellationToken));
        await db.SaveAsync(actor, cancellationToken);
        return null;
    }
}

/// <summary>Ends a release at once.</summary>
public sealed class WithdrawRelease(PiaDbContext db, TimeProvider clock)
{
    /// <returns>False where there is no such release of this assessment.</returns>
    public async Task<bool> Handle(Assessment assessment, Guid id, Actor actor, CancellationToken cancellationToken)
    {
        db.ChangeTracker.Clear();
        if (await db.Releases.SingleOrDefaultAsync(r => r.Id == id && r.OwnerId == assessment.Id, cancellationToken) is not { } release)
            return false;
        if (release.WithdrawnAt is not null)
            return true;
        var readers = await Visibility.WhoMayRead(db, release, clock.Today()).Select(u => u.Id).ToListAsync(cancellationToken);
        release.WithdrawnAt = actor.At;
        await new CreateNotices(db, actor, cancellationToken).Tell(NoticeKind.ReleaseWithdrawn, release.Id, assessment.Reference, readers);
        await db.SaveAsync(actor, cancellationToken, verb: AuditVerbs.Withdrawn);
        return true;
    }
}
