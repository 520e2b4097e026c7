using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Domain.Audit;
using SmartCityPia.Domain.Organisations;
using SmartCityPia.Web.Features.Accounts;

namespace SmartCityPia.Web.Features.Demo;

/// <summary>A city made up to show the product; its services are illustrations of published ones.</summary>
public sealed class DemoCity(PiaDbContext db, UserManager<Account> accounts, RoleManager<IdentityRole<Guid>> roles, TimeProvider clock)
{
    internal const string CityName = "City of Aldermere (demo)";

    /// <summary>Makes what is missing; a demo city that is there stays as people left it.</summary>
    public async Task Seed()
    {
        await roles.AddMissing();
        if (await db.Organisations.AnyAsync())
            return;
        var actor = Actor.System("demo", clock.GetUtcNow());
        var organisations = new Dictionary<string, Organisation>(StringComparer.Ordinal);
        foreach (var name in DemoAccounts.All.Select(a => a.Organisation).Distinct(StringComparer.Ordinal))
        {
            var kind = name.EndsWith("operator", StringComparison.Ordinal) ? OrganisationKind.ServiceOperator : OrganisationKind.Agency;
            organisations[name] = new() { Id = Guid.CreateVersion7(actor.At), Name = name, Kind = kind };
        }
        db.AddRange(organisations.Values);
        await db.SaveAsync(actor, CancellationToken.None);
        foreach (var demo in DemoAccounts.All)
        {
            var account = new Account
            {
                Id = Guid.CreateVersion7(actor.At), UserName = demo.Email, Email = demo.Email, EmailConfirmed = true, DisplayName = demo.Name,
                OrganisationId = organisations[demo.Organisation].Id, CityWide = demo.CityWide, CreatedAt = actor.At,
            };
            await accounts.CreateAsync(account, DemoAccounts.Password);
            await accounts.AddToRoleAsync(account, demo.Role);
        }
    }

    internal static void Announce(IEnumerable<string> addresses)
    {
        Console.WriteLine();
        Console.WriteLine($"  {CityName}: {string.Join(", ", addresses)}");
        Console.WriteLine($"  Password of every demo account: {DemoAccounts.Password}");
        foreach (var account in DemoAccounts.All)
            Console.WriteLine($"    {account.Email,-26} {account.Name}, {account.Role.ToLowerInvariant()}");
        Console.WriteLine("  Ctrl+C ends it.");
        Console.WriteLine();
    }
}
