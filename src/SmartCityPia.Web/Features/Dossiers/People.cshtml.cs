using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Data.Notices;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Notices;
using SmartCityPia.Web.Frame;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Dossiers;

/// <summary>Who takes part in an assessment because its lead asked them in. The lead alone gives and ends it.</summary>
/// <remarks>400: nobody was chosen, or somebody who cannot be asked in. 403: not the lead.</remarks>
public sealed class PeopleModel(PiaDbContext db, AskIn askIn, EndPart endPart) : DossierPage
{
    public sealed record Row(Guid Id, string Name, string? Organisation, string? Email, ParticipantRole Role, string GivenBy, DateTimeOffset GivenAt);

    public override Access Access => new() { PostPolicy = Policies.EditAssessments };

    [BindProperty]
    public Guid? PersonId { get; set; }

    [BindProperty]
    public ParticipantRole? Role { get; set; }

    public IReadOnlyList<Row> Rows { get; private set; } = [];

    public IReadOnlyList<Option> People { get; private set; } = [];

    public bool IsLead => Assessment.OwnerId == User.AccountId() && MayEdit;

    public string? Error => ModelState.TryGetValue(nameof(PersonId), out var entry) && entry.Errors.Count > 0 ? entry.Errors[0].ErrorMessage : null;

    public Task OnGetAsync(CancellationToken cancellationToken) => Load(cancellationToken);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!IsLead)
            return StatusCode(StatusCodes.Status403Forbidden);
        if (PersonId is { } person && Role is { } role && Enum.IsDefined(role) && await askIn.Handle(Assessment, person, role, HttpContext.Actor(), cancellationToken))
            return Done("AskedIn");
        ModelState.Clear();
        ModelState.AddModelError(nameof(PersonId), HttpContext.Sentence(new("", "NotOffered")));
        await Load(cancellationToken);
        return this.Answer(StatusCodes.Status400BadRequest);
    }

    public async Task<IActionResult> OnPostEndAsync(Guid part, CancellationToken cancellationToken) =>
        !IsLead ? StatusCode(StatusCodes.Status403Forbidden) : await endPart.Handle(Assessment, part, HttpContext.Actor(), cancellationToken) ? Done("PartEnded") : NotFound();

    private RedirectResult Done(string sentence)
    {
        Saved = HttpContext.Sentence(new("", sentence));
        return Redirect(At("people"));
    }

    private async Task Load(CancellationToken cancellationToken)
    {
        Rows = await (from p in db.Participants.AsNoTracking()
                      where p.OwnerId == Assessment.Id && p.EndedAt == null
                      join u in db.Users on p.AccountId equals u.Id
                      orderby u.DisplayName, u.Id
                      select new Row(p.Id, u.DisplayName, db.Organisations.Where(o => o.Id == u.OrganisationId).Select(o => o.Name).FirstOrDefault(), u.Email, p.Role, p.GivenBy, p.GivenAt)).ToListAsync(cancellationToken);
        if (IsLead)
            People = await AskIn.Possible(db, Assessment).AsOptions(db, cancellationToken);
    }
}

/// <summary>Asks somebody into one assessment, or gives them another part in it.</summary>
public sealed class AskIn(PiaDbContext db, SessionDesk desk)
{
    public static IQueryable<Account> Possible(PiaDbContext db, Assessment assessment)
    {
        var may = Visibility.MayBeAsked(db);
        return db.Users.Reachable().Where(u => u.Id != assessment.OwnerId && may.Contains(u.Id));
    }

    /// <returns>False where the person cannot be asked in.</returns>
    public async Task<bool> Handle(Assessment assessment, Guid personId, ParticipantRole role, Actor actor, CancellationToken cancellationToken)
    {
        if (!await Possible(db, assessment).AnyAsync(u => u.Id == personId, cancellationToken))
            return false;
        db.ChangeTracker.Clear();
        var outcome = await db.Try(async () =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            if (await db.Participants.SingleOrDefaultAsync(p => p.OwnerId == assessment.Id && p.AccountId == personId && p.EndedAt == null, cancellationToken) is { } known)
                known.Role = role;
            else
                db.Add(new Participant { Id = Guid.CreateVersion7(actor.At), OwnerId = assessment.Id, AccountId = personId, Role = role, GivenBy = actor.Name, GivenAt = actor.At });
            await new CreateNotices(db, actor, cancellationToken).Tell(NoticeKind.AskedIn, assessment.Id, assessment.Reference, [personId]);
            await db.SaveAsync(actor, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return new Outcome.Done();
        });
        desk.Forget(personId);
        // A form sent twice in one moment.
        return outcome is Outcome.Done or Outcome.Taken or Outcome.Changed;
    }
}

/// <summary>Ends somebody's part in an assessment at once.</summary>
public sealed class EndPart(PiaDbContext db, SessionDesk desk)
{
    /// <returns>False where there is no such part in this assessment.</returns>
    public async Task<bool> Handle(Assessment assessment, Guid id, Actor actor, CancellationToken cancellationToken)
    {
        db.ChangeTracker.Clear();
        if (await db.Participants.SingleOrDefaultAsync(p => p.Id == id && p.OwnerId == assessment.Id, cancellationToken) is not { } part)
            return false;
        if (part.EndedAt is not null)
            return true;
        part.EndedAt = actor.At;
        await new CreateNotices(db, actor, cancellationToken).Tell(NoticeKind.PartEnded, assessment.Id, assessment.Reference, [part.AccountId]);
        await db.SaveAsync(actor, cancellationToken);
        desk.Forget(part.AccountId);
        return true;
    }
}
