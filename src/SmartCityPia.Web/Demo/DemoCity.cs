using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.City;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Organisations;
using SmartCityPia.Domain.Trail;
using SmartCityPia.Web.Features.Accounts;
using SmartCityPia.Web.Features.City;
using SmartCityPia.Web.Features.Samples;

namespace SmartCityPia.Web.Demo;

/// <summary>A city made up to show the product; its services are illustrations of published ones.</summary>
internal sealed class DemoCity(PiaDbContext db, NewAccounts accounts, IPasswordHasher<Account> hasher, RoleManager<IdentityRole<Guid>> roles, SeedService assess, ConcludeService conclude, DemoReviews reviews, SaveCoalition declare, DemoDescriptions descriptions, DemoPlan plan, DemoRegister register, TimeProvider clock)
{
    internal const string CityName = "City of Aldermere (demo)";

    /// <summary>Makes what is missing; a demo city that is there stays as people left it.</summary>
    public async Task Seed()
    {
        await roles.AddMissing();
        if (await db.Organisations.AnyAsync())
            return;
        var now = clock.GetUtcNow();
        var services = SampleService.All();
        var people = new Dictionary<string, Account>(StringComparer.Ordinal);
        var assessments = new List<(SampleService Service, Guid Id, Account Officer)>();
        // All or nothing: a start that was interrupted leaves an empty database, and the next one begins anew.
        await using (var transaction = await db.Database.BeginTransactionAsync())
        {
            var organisations = await Found(services, Actor.System("demo", now.AddDays(-services.Max(s => s.StartedDaysAgo) - 1)));
            people = await Employ(organisations, now);
            foreach (var service in services)
            {
                var officer = people[service.Officer];
                assessments.Add((service, await assess.Handle(service, organisations[service.Agency], (days, minutes) => ConcludeService.On(officer, now, days, minutes), DateOnly.FromDateTime(now.UtcDateTime), CancellationToken.None), officer));
            }
            await transaction.CommitAsync();
        }
        // Submitting is a transaction of its own, here as on its page.
        foreach (var (service, id, officer) in assessments)
        {
            await conclude.Handle(service, id, officer, people["reviewer@demo.example"], now, CancellationToken.None);
            await reviews.Handle(service.Archetype, id, officer, people["reviewer@demo.example"], people["dpo@demo.example"], now);
        }
        await Declare(people["officer@demo.example"], now);
        await descriptions.Handle(assessments.Single(a => a.Service.Archetype == "S13").Id, people["officer@demo.example"], people["vendor@demo.example"], now);
        await register.Handle(assessments.Single(a => a.Service.Archetype == "S06").Id, people["officer@demo.example"], people["reviewer@demo.example"], now);
        await plan.Handle(people["officer@demo.example"], people["reviewer@demo.example"], now);
    }

    /// <summary>Groups that no description shows.</summary>
    private async Task Declare(Account officer, DateTimeOffset now)
    {
        var (group, request) = (ConcludeService.On(officer, now, 3, 20), ConcludeService.On(officer, now, 3, 35));
        await Save(
            new()
            {
                Name = "Aldermere Utilities group",
                Kind = CoalitionKind.CorporateGroup,
                Members = await Ids("Aldermere Energy", "Distribution network operator", "Home charging operator"),
                Reason = "One holding company owns all three, says the commercial register; group-wide customer accounts are planned.",
            },
            group);
        await Save(
            new()
            {
                Name = "Benefit fraud inquiry",
                Kind = CoalitionKind.LawEnforcementRequest,
                Members = await Ids("Social services department", "Penalty collection operator"),
                Reason = "In a fraud case the prosecutor can order both to hand over what they have about a person.",
            },
            request);

        async Task Save(CoalitionDetails details, Actor by)
        {
            if (await declare.Handle(Guid.CreateVersion7(by.At), details, null, by, CancellationToken.None) is not Outcome.Done)
                throw new InvalidDataException($"The demo city cannot declare {details.Name}.");
        }

        async Task<List<Guid>> Ids(params string[] names)
        {
            var ids = await db.Organisations.Where(o => names.Contains(o.Name)).Select(o => o.Id).ToListAsync();
            return ids.Count == names.Length ? ids : throw new InvalidDataException($"Not all of these are in the demo city: {string.Join(", ", names)}.");
        }
    }

    private async Task<Dictionary<string, Guid>> Found(IEnumerable<SampleService> services, Actor actor)
    {
        var names = DemoAccounts.All.Select(a => a.Organisation).Concat(services.Select(s => s.Agency)).Distinct(StringComparer.Ordinal);
        var organisations = names.Select(name => new Organisation
        {
            Id = Guid.CreateVersion7(actor.At),
            Name = name,
            Kind = name is "Wi-Fi operator" or "Aldermere Energy" ? OrganisationKind.ServiceOperator : OrganisationKind.Agency,
        }).ToList();
        db.AddRange(organisations);
        await db.SaveAsync(actor, CancellationToken.None);
        return organisations.ToDictionary(o => o.Name, o => o.Id, StringComparer.Ordinal);
    }

    /// <returns>The accounts by address.</returns>
    private async Task<Dictionary<string, Account>> Employ(Dictionary<string, Guid> organisations, DateTimeOffset now)
    {
        var employed = new Dictionary<string, Account>(StringComparer.Ordinal);
        // One password for all, which the sign-in page shows: hashed once, and held to no rule.
        var hash = hasher.HashPassword(null!, DemoAccounts.Password);
        foreach (var demo in DemoAccounts.All)
        {
            var account = await accounts.Add(
                new() { Name = demo.Name, Email = demo.Email, OrganisationId = organisations[demo.Organisation], Role = demo.Role, CityWide = demo.CityWide, DataProtectionOfficer = demo.DataProtectionOfficer },
                now, CancellationToken.None);
            account.PasswordHash = hash;
            employed[demo.Email] = account;
        }
        await db.SaveChangesAsync();
        var today = now.Day();
        var (auditor, administrator) = (employed["auditor@demo.example"], employed["admin@demo.example"]);
        db.Add(new AuditorGrant
        {
            Id = Guid.CreateVersion7(now),
            AccountId = auditor.Id,
            WholeCity = true,
            FirstDay = today,
            LastDay = today.AddYears(1),
            Purpose = "Yearly audit for the city council.",
            GrantedById = administrator.Id,
            GrantedBy = administrator.DisplayName,
            GrantedAt = now,
        });
        await db.SaveAsync(new(administrator.Id, administrator.DisplayName, now, "demo"), CancellationToken.None);
        return employed;
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
