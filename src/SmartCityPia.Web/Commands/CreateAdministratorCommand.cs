using System.CommandLine;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SmartCityPia.Data;
using SmartCityPia.Data.Accounts;
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
            if (given.GetValueOrDefault<string>()?.Contains('@', StringComparison.Ordinal) != true)
                given.AddError("--email is no mail address.");
        });
        Add(email);
        Add(name);
        Add(organisation);
    }

    protected override Task<int> Run(CreateAdministrator handler, ParseResult parsed, CancellationToken cancellationToken) =>
        handler.Handle(parsed.GetRequiredValue(email), parsed.GetRequiredValue(name), parsed.GetValue(organisation), cancellationToken);
}

/// <summary>Creates an administrator without a password, and prints the link to set one.</summary>
internal sealed class CreateAdministrator(
    PiaDbContext db, UserManager<Account> accounts, RoleManager<IdentityRole<Guid>> roles, IOptions<CityOptions> city, IConfiguration configuration, TimeProvider clock)
{
    public async Task<int> Handle(string email, string name, string? organisationName, CancellationToken cancellationToken)
    {
        if (await accounts.FindByEmailAsync(email) is not null)
            throw new CommandException($"There is an account for {email} already.");

        organisationName ??= city.Value.Name;
        var organisation = await db.Organisations.SingleOrDefaultAsync(o => o.Name == organisationName, cancellationToken);
        if (organisation is null)
        {
            organisation = new Organisation { Id = Guid.CreateVersion7(clock.GetUtcNow()), Name = organisationName, Kind = OrganisationKind.Agency };
            db.Add(organisation);
            await db.SaveAsync(Actor.System("create-admin", clock.GetUtcNow()), cancellationToken);
        }
        var account = new Account
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()),
            UserName = email,
            Email = email,
            EmailConfirmed = true,
            DisplayName = name,
            OrganisationId = organisation.Id,
            CityWide = true,
            CreatedAt = clock.GetUtcNow(),
        };
        await roles.AddMissing();
        var made = await accounts.CreateAsync(account);
        if (!made.Succeeded)
            throw new CommandException(string.Join(" ", made.Errors.Select(e => e.Description)));
        await accounts.AddToRoleAsync(account, Roles.Administrator);
        await db.RecordAsync(Actor.System("create-admin", clock.GetUtcNow()), AuditVerbs.Invited, nameof(Account), account.Id, null, cancellationToken);
        Console.WriteLine("Open this address of your city's site once, within a day, to set the password:");
        Console.WriteLine(configuration["City:Address"]?.TrimEnd('/') + await PasswordLink.Make(accounts, account));
        return 0;
    }
}
