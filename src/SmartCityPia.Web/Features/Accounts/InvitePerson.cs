using Microsoft.AspNetCore.Identity;
using SmartCityPia.Data;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Data.Notices;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Accounts;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Notices;
using SmartCityPia.Domain.Trail;

namespace SmartCityPia.Web.Features.Accounts;

/// <summary>Makes an account without a password, and the one-time link with which its person sets one.</summary>
public sealed class InvitePerson(PiaDbContext db, UserManager<Account> accounts)
{
    public sealed record Result(string? Link, string? Refused);

    public async Task<Result> Handle(InvitationDetails details, Actor actor, CancellationToken cancellationToken)
    {
        if (await accounts.FindByEmailAsync(details.Email) is not null)
            return new(null, "AccountExists");
        var account = new Account
        {
            Id = Guid.CreateVersion7(actor.At),
            UserName = details.Email,
            Email = details.Email,
            EmailConfirmed = true,
            DisplayName = details.Name,
            OrganisationId = details.OrganisationId!.Value,
            CityWide = details.CityWide,
            DataProtectionOfficer = details.DataProtectionOfficer,
            CreatedAt = actor.At,
        };
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (!(await accounts.CreateAsync(account)).Succeeded)
            return new(null, "EmailNotUsable");
        await accounts.AddToRoleAsync(account, details.Role!);
        await new CreateNotices(db, actor, cancellationToken).Tell(NoticeKind.Invited, account.Id, null, [account.Id]);
        await db.RecordAsync(actor, AuditVerbs.Invited, nameof(Account), account.Id, null, cancellationToken, details.Role);
        await transaction.CommitAsync(cancellationToken);
        return new(await PasswordLink.Make(accounts, account), null);
    }
}
