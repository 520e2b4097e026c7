using System.CommandLine;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SmartCityPia.Data;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Data.Organisations;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Organisations;
using SmartCityPia.Domain.Trail;
using SmartCityPia.Web.Features.Accounts;
using SmartCityPia.Web.Infrastructure;

namespace SmartCityPia.Web.Commands;

internal sealed class CreateAdministratorCommand : DatabaseCommand<CreateAdministrator>
{
    private readonly Option<string> email = new("--email") { HelpName = "ADDRESS", Required = true, Description = "The person's mail address, which is the name of the account." };
    private readonly Option<string> name = new("--name") { HelpName = "NAME", Required = true, Description = "The person's name as others see it." };
    private readonly Option<string?> organisation = new("--organisation") { HelpName = "NAME", Description = "Where the person works; made when it is not there. The city unless told." };

    public CreateAdministratorCommand(string[] settings)
        : base("create-admin", "Makes an administrator and prints a one-time link to set the password.", settings)
    {
        email.Validators.Add(given =>
        {
            if (!MailAddresses.IsValid(MailAddresses.Trim(given.GetValueOrDefault<string>())))
                given.AddError("--email is no mail address.");
        });
        Add(email);
        Add(name);
        Add(organisation);
    }

    protected override Task<int> Run(CreateAdministrator handler, ParseResult parsed, CancellationToken cancellationToken) =>
        handler.Handle(MailAddresses.Trim(parsed.GetRequiredValue(email)), parsed.GetRequiredValue(name), parsed.GetValue(organisation), cancellationToken);
}

/// <summary>Makes an administrator without a password, and the link to set one. Of somebody invited before it makes a new link.</summary>
internal sealed class CreateAdministrator(
    PiaDbContext db, NewAccounts accounts, OneTimeLinks links, ILookupNormalizer normalizer, RoleManager<IdentityRole<Guid>> roles, IOptions<CityOptions> city, TimeProvider clock)
{
    /// <remarks>All of it or nothing: what is refused leaves no organisation behind.</remarks>
    public async Task<int> Handle(string email, string name, string? organisationName, CancellationToken cancellationToken)
    {
        var (actor, key) = (Actor.System("create-admin", clock.GetUtcNow()), normalizer.NormalizeEmail(email)!);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await roles.AddMissing();
        var account = await db.Users.SingleOrDefaultAsync(u => u.NormalizedEmail == key, cancellationToken);
        if (account is not null && (account.PasswordHash is not null || account.DeactivatedAt is not null || await db.RoleOf(account.Id, cancellationToken) != Roles.Administrator))
            throw new CommandException($"There is an account for {email} already, and it is no invited administrator: an administrator can change it on the page Accounts.");
        if (account is null)
        {
            organisationName ??= await db.Settings.Select(s => s.Identity.Name).SingleOrDefaultAsync(cancellationToken) ?? city.Value.Name;
            var organisation = await db.Organisations.Named(organisationName).SingleOrDefaultAsync(cancellationToken);
            if (organisation is null)
            {
                organisation = new Organisation { Id = Guid.CreateVersion7(actor.At), Name = TypedText.Line(organisationName), Kind = OrganisationKind.Agency };
                db.Add(organisation);
                await db.SaveAsync(actor, cancellationToken);
            }
            account = await accounts.Add(new() { Name = name, Email = email, OrganisationId = organisation.Id, Role = Roles.Administrator, CityWide = true }, actor.At, cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
        }
        await db.RecordAsync(actor, AuditVerbs.Invited, nameof(Account), account.Id, null, cancellationToken);
        await db.RecordAsync(actor, AuditVerbs.LinkHandedOver, nameof(Account), account.Id, null, cancellationToken);
        await links.Void(account.Id, cancellationToken);
        var link = await links.Make(account.Id, LinkKind.Invitation, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        Console.WriteLine("Open this address of your city's site once, within a day, to set the password:");
        Console.WriteLine(city.Value.At(link));
        return 0;
    }
}
