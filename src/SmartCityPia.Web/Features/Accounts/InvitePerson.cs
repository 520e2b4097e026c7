using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SmartCityPia.Data;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Data.Notices;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Accounts;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Notices;
using SmartCityPia.Domain.Trail;
using SmartCityPia.Web.Infrastructure;

namespace SmartCityPia.Web.Features.Accounts;

/// <summary>How the link reaches the person.</summary>
public enum InvitedBy
{
    Mail,

    /// <summary>The administrator who sees it now hands it over.</summary>
    Hand,

    /// <summary>An administrator has to act first: to confirm the person, or to hand the link over.</summary>
    AnAdministrator,
}

/// <param name="Link">Shown where somebody has to hand it over; else none.</param>
public sealed record Invited(string Name, InvitedBy By, string? Link = null)
{
    /// <summary>As a page hands it on to the next.</summary>
    public string Kept(CityOptions city) => JsonSerializer.Serialize(this with { Link = Link is null ? null : city.At(Link) });

    public static Invited? From(string? kept) => kept is null ? null : JsonSerializer.Deserialize<Invited>(kept);
}

/// <summary>Makes an account without a password. The link with which its person sets one goes to them and to nobody else.</summary>
public sealed class InvitePerson(PiaDbContext db, NewAccounts accounts, SendInvitation send)
{
    /// <param name="handsOver">An administrator, who can be shown the link where no mail goes out.</param>
    /// <param name="confirmed">False where an administrator has yet to say that this is the person: no link until then.</param>
    /// <returns>Done of <see cref="Invited"/>; taken where the address has an account.</returns>
    public Task<Outcome> Handle(InvitationDetails details, bool handsOver, bool confirmed, Actor actor, CancellationToken cancellationToken) => db.Try(async () =>
    {
        if (!await db.Organisations.AnyAsync(o => o.Id == details.OrganisationId, cancellationToken))
            return new Outcome.Invalid([new(nameof(details.OrganisationId), "NotOffered")]);
        db.ChangeTracker.Clear();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var account = await accounts.Add(details, actor.At, cancellationToken);
        account.AwaitsConfirmation = !confirmed;
        await db.SaveChangesAsync(cancellationToken);
        await db.RecordAsync(actor, AuditVerbs.Invited, nameof(Account), account.Id, null, cancellationToken, details.Role);
        var invited = await send.Send(account, handsOver, actor, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new Outcome.Done<Invited>(invited);
    });
}

/// <summary>
/// Makes rows of accounts. The name that Identity asks for is the id: an address may have any letters. An account of a provider may have
/// no address, and no role until a group gives one.
/// </summary>
public sealed class NewAccounts(PiaDbContext db, ILookupNormalizer normalizer, IPasswordHasher<Account> hasher)
{
    public async Task<Account> Add(InvitationDetails details, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var id = Guid.CreateVersion7(now);
        var account = new Account
        {
            Id = id,
            UserName = id.ToString("N"),
            NormalizedUserName = id.ToString("N").ToUpperInvariant(),
            Email = details.Email.Length == 0 ? null : details.Email,
            NormalizedEmail = details.Email.Length == 0 ? null : normalizer.NormalizeEmail(details.Email),
            EmailConfirmed = true,
            SecurityStamp = Guid.CreateVersion7().ToString("N"),
            DisplayName = details.Name,
            OrganisationId = details.OrganisationId!.Value,
            CityWide = details.CityWide,
            DataProtectionOfficer = details.DataProtectionOfficer,
            CreatedAt = now,
        };
        db.Add(account);
        if (details.Role is not null)
            db.Add(new IdentityUserRole<Guid> { UserId = id, RoleId = await db.Roles.Where(r => r.Name == details.Role).Select(r => r.Id).SingleAsync(cancellationToken) });
        return account;
    }

    /// <summary>Gives it a password that nobody knows.</summary>
    public void OpenByProviderAlone(Account account) => account.PasswordHash = hasher.HashPassword(account, Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
}

/// <summary>
/// Sees to it that a one-time link reaches the person it is for. With mail on it is made when the mail goes out, and shown
/// to nobody; without, whoever asked for it hands it over, and the trail says so.
/// </summary>
public sealed class SendInvitation(PiaDbContext db, OneTimeLinks links, IOptions<MailOptions> mail)
{
    /// <remarks>To be called in a transaction. The former link is void.</remarks>
    public async Task<Invited> Send(Account account, bool handsOver, Actor actor, CancellationToken cancellationToken)
    {
        await links.Void(account.Id, cancellationToken);
        var (people, by) = account.AwaitsConfirmation || (!mail.Value.IsOn && !handsOver) ? (await db.Holders(Roles.Administrator).ToListAsync(cancellationToken), InvitedBy.AnAdministrator)
            : ([account.Id], mail.Value.IsOn ? InvitedBy.Mail : InvitedBy.Hand);
        // Who has a password already is to set a new one.
        var kind = account.PasswordHash is null ? LinkKind.Invitation : LinkKind.NewPassword;
        var notice = by == InvitedBy.AnAdministrator ? NoticeKind.PersonToConfirm : kind == LinkKind.Invitation ? NoticeKind.Invited : NoticeKind.PasswordForgotten;
        await new CreateNotices(db, actor, cancellationToken).Tell(notice, account.Id, null, people);
        await db.SaveChangesAsync(cancellationToken);
        if (by != InvitedBy.Hand)
            return new(account.DisplayName, by);
        await db.RecordAsync(actor, AuditVerbs.LinkHandedOver, nameof(Account), account.Id, null, cancellationToken);
        return new(account.DisplayName, by, await links.Make(account.Id, kind, cancellationToken));
    }
}
