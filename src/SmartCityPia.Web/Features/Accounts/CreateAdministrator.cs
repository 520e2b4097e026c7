using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Domain.Audit;
using SmartCityPia.Domain.Organisations;

namespace SmartCityPia.Web.Features.Accounts;

/// <summary>The verb <c>create-admin</c>: an administrator without a password, and the link to set one.</summary>
public sealed class CreateAdministrator(PiaDbContext db, UserManager<Account> accounts, RoleManager<IdentityRole<Guid>> roles, IConfiguration configuration, TimeProvider clock)
{
    public async Task<int> Handle(string[] args)
    {
        var options = CommandLine.Options(args);
        if (!options.TryGetValue("email", out var email) || !email.Contains('@', StringComparison.Ordinal) || !options.TryGetValue("name", out var name))
            return Verbs.Fail("create-admin needs --email ADDRESS and --name \"NAME\".");
        if (await accounts.FindByEmailAsync(email) is not null)
            return Verbs.Fail($"There is an account for {email} already.");

        var organisationName = options.GetValueOrDefault("organisation") ?? configuration["City:Name"] ?? new CityOptions().Name;
        var organisation = await db.Organisations.SingleOrDefaultAsync(o => o.Name == organisationName);
        if (organisation is null)
        {
            organisation = new Organisation { Id = Guid.CreateVersion7(clock.GetUtcNow()), Name = organisationName, Kind = OrganisationKind.Agency };
            db.Add(organisation);
            await db.SaveAsync(Actor.System("create-admin", clock.GetUtcNow()), CancellationToken.None);
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
            return Verbs.Fail(string.Join(" ", made.Errors.Select(e => e.Description)));
        await accounts.AddToRoleAsync(account, Roles.Administrator);
        await db.RecordAsync(Actor.System("create-admin", clock.GetUtcNow()), AuditVerbs.Invited, nameof(Account), account.Id, null, CancellationToken.None);
        Console.WriteLine("Open this address of your city's site once, within a day, to set the password:");
        Console.WriteLine(configuration["City:Address"]?.TrimEnd('/') + await PasswordLink.Make(accounts, account));
        return 0;
    }
}

internal static class RoleManagerRoles
{
    public static async Task AddMissing(this RoleManager<IdentityRole<Guid>> roles)
    {
        foreach (var role in Roles.All)
        {
            if (!await roles.RoleExistsAsync(role))
                await roles.CreateAsync(new() { Id = Guid.CreateVersion7(), Name = role });
        }
    }
}
