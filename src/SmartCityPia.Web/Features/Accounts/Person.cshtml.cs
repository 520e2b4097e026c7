using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SmartCityPia.Data;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Accounts;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Trail;
using SmartCityPia.Web.Infrastructure;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Accounts;

/// <summary>One account, for its administrator: invite again, change, shut out and let in again.</summary>
/// <remarks>400: a field is wrong. 404: no such account. 409: somebody else changed it meanwhile.</remarks>
public sealed class PersonModel(PiaDbContext db, ChangeAccount change, DeactivateAccount deactivate, ReactivateAccount reactivate, RenewInvitation renew, SecondFactors factors, SessionDesk desk, IOptions<CityOptions> city, TimeProvider clock) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "id")]
    public Guid Id { get; set; }

    [BindProperty]
    public InvitationDetails Input { get; set; } = new();

    /// <summary>The account's stamp that the person saw.</summary>
    [BindProperty]
    public string? Seen { get; set; }

    [BindProperty]
    public Guid? SuccessorId { get; set; }

    [BindProperty, MaxLength(Limits.Line)]
    public string? Reason { get; set; }

    [BindProperty, MaxLength(Limits.Line)]
    public string? WhyReset { get; set; }

    [TempData]
    public string? Saved { get; set; }

    /// <summary>Shown once, right after it is made.</summary>
    [TempData]
    public string? InvitedNow { get; set; }

    public Account Account { get; private set; } = null!;

    public AccountState State { get; private set; }

    /// <summary>Until when the invitation can be used.</summary>
    public DateTimeOffset? LinkUntil { get; private set; }

    public int Sessions { get; private set; }

    public bool IsDelayed { get; private set; }

    public OpenWork Work { get; private set; } = new(0, 0, 0, 0);

    public IReadOnlyList<Option> Successors { get; private set; } = [];

    public IReadOnlyList<Option> Organisations { get; private set; } = [];

    public IReadOnlyList<Option> RoleOptions { get; private set; } = [];

    public string At => Addresses.Account(Id);

    public string? ErrorAt(string field) => ModelState.TryGetValue(field, out var entry) && entry.Errors.Count > 0 ? entry.Errors[0].ErrorMessage : null;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (!await Load(cancellationToken))
            return NotFound();
        await Prefill(cancellationToken);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!await Load(cancellationToken))
            return NotFound();
        InviteModel.Check(this, Input, Organisations, RoleOptions);
        if (Id == User.AccountId() && Input.Role != Roles.Administrator)
            this.Tell([new(nameof(Input.Role), "NotYourOwnRole")]);
        if (!ModelState.IsValid)
            return this.Answer(StatusCodes.Status400BadRequest);
        switch (await change.Handle(Id, Input, Seen, HttpContext.Actor(), cancellationToken))
        {
            case Outcome.Done:
                return Done("AccountSaved");
            case Outcome.Changed:
                await Load(cancellationToken);
                Seen = Account.ConcurrencyStamp;
                ModelState.Remove(nameof(Seen));
                this.Tell([new("", "AccountMovedOn")]);
                return this.Answer(StatusCodes.Status409Conflict);
            case Outcome.Invalid invalid:
                this.Tell(invalid.Errors);
                return this.Answer(StatusCodes.Status400BadRequest);
            default:
                return NotFound();
        }
    }

    public async Task<IActionResult> OnPostLinkAsync(CancellationToken cancellationToken) => Show(await renew.Handle(Id, handsOver: true, confirm: false, HttpContext.Actor(), cancellationToken));

    public async Task<IActionResult> OnPostConfirmAsync(CancellationToken cancellationToken) => Show(await renew.Handle(Id, handsOver: true, confirm: true, HttpContext.Actor(), cancellationToken));

    public async Task<IActionResult> OnPostUnlockAsync(CancellationToken cancellationToken)
    {
        if (!await Load(cancellationToken))
            return NotFound();
        await db.SignInAttempts.ForAccount(Account).ExecuteDeleteAsync(cancellationToken);
        return await Note(AuditVerbs.Unlocked, "AccountUnlocked", cancellationToken);
    }

    public async Task<IActionResult> OnPostEndSessionsAsync(CancellationToken cancellationToken)
    {
        if (!await Load(cancellationToken))
            return NotFound();
        await desk.EndAll(Id, SessionEnd.Ended, cancellationToken, but: User.SessionId());
        return await Note(AuditVerbs.SessionsEnded, "SessionsEnded", cancellationToken);
    }

    public async Task<IActionResult> OnPostResetFactorAsync(CancellationToken cancellationToken)
    {
        if (!await Load(cancellationToken))
            return NotFound();
        // One's own is changed on one's own page, where it is asked for.
        if (Id == User.AccountId())
            return StatusCode(StatusCodes.Status403Forbidden);
        ModelState.Clear();
        if (string.IsNullOrWhiteSpace(WhyReset) || WhyReset.Length > Limits.Line || !TypedText.IsStorable(WhyReset))
        {
            ModelState.AddModelError(nameof(WhyReset), HttpContext.Sentence(new("", "ReasonMissing")));
            await Prefill(cancellationToken);
            return this.Answer(StatusCodes.Status400BadRequest);
        }
        if (Account.TwoFactorEnabled)
            await factors.Reset(Id, WhyReset, HttpContext.Actor(), cancellationToken);
        return Done("FactorReset");
    }

    public async Task<IActionResult> OnPostDeactivateAsync(CancellationToken cancellationToken)
    {
        if (!await Load(cancellationToken))
            return NotFound();
        ModelState.Clear();
        if (string.IsNullOrWhiteSpace(Reason) || Reason.Length > Limits.Line || !TypedText.IsStorable(Reason))
            ModelState.AddModelError(nameof(Reason), HttpContext.Sentence(new("", "ReasonMissing")));
        else if (await deactivate.Handle(Id, SuccessorId, Reason, HttpContext.Actor(), cancellationToken) is Outcome.Invalid invalid)
        {
            foreach (var error in invalid.Errors)
                ModelState.AddModelError(error.Field, HttpContext.Sentence(error));
        }
        if (ModelState.IsValid)
            return Done(Account.DeactivatedAt is null ? "AccountDeactivated" : "WorkHandedOver");
        await Load(cancellationToken);
        await Prefill(cancellationToken);
        return this.Answer(StatusCodes.Status400BadRequest);
    }

    public async Task<IActionResult> OnPostReactivateAsync(CancellationToken cancellationToken) =>
        await reactivate.Handle(Id, HttpContext.Actor(), cancellationToken) ? Done("AccountReactivated") : NotFound();

    private async Task<IActionResult> Note(string verb, string sentence, CancellationToken cancellationToken)
    {
        await db.RecordAsync(HttpContext.Actor(), verb, nameof(Account), Id, null, cancellationToken);
        return Done(sentence);
    }

    private RedirectResult Done(string sentence)
    {
        Saved = HttpContext.Sentence(new("", sentence));
        return Redirect(At);
    }

    private IActionResult Show(Invited? invited)
    {
        if (invited is null)
            return NotFound();
        InvitedNow = invited.Kept(city.Value);
        return Redirect(At);
    }

    private async Task<bool> Load(CancellationToken cancellationToken)
    {
        if (await db.Users.AsNoTracking().SingleOrDefaultAsync(u => u.Id == Id, cancellationToken) is not { } account)
            return false;
        var now = clock.GetUtcNow();
        Account = account;
        var invitation = await db.AccountLinks.AsNoTracking().SingleOrDefaultAsync(l => l.AccountId == Id && l.Kind == LinkKind.Invitation, cancellationToken);
        State = AccountStates.Of(account, invitation?.ExpiresAt, now);
        LinkUntil = State == AccountState.Invited ? invitation?.ExpiresAt : null;
        Sessions = await db.Sessions.CountAsync(s => s.AccountId == Id && s.EndedAt == null && s.CreatedAt > now - Session.Longest && s.LastSeenAt > now - Session.Idle, cancellationToken);
        IsDelayed = await db.SignInAttempts.ForAccount(account).AnyAsync(a => a.Failures >= SignInBudget.Free, cancellationToken);
        Organisations = await InviteModel.OptionsOfOrganisations(db, cancellationToken);
        RoleOptions = await InviteModel.OptionsOfRoles(db, HttpContext, cancellationToken);
        Work = await deactivate.Work(account, cancellationToken);
        Successors = await (await deactivate.Successors(account, cancellationToken)).AsOptions(db, cancellationToken);
        return true;
    }

    private async Task Prefill(CancellationToken cancellationToken)
    {
        Input = new()
        {
            Name = Account.DisplayName,
            Email = Account.Email ?? "",
            OrganisationId = Account.OrganisationId,
            Role = await db.RoleOf(Id, cancellationToken),
            CityWide = Account.CityWide,
            DataProtectionOfficer = Account.DataProtectionOfficer,
        };
        Seen = Account.ConcurrencyStamp;
    }
}
