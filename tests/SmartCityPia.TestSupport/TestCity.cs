using Hangfire.PostgreSql;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Npgsql;
using SmartCityPia.Data;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Organisations;

namespace SmartCityPia.TestSupport;

/// <summary>Somebody who can sign in to the test city.</summary>
public sealed record Person(Guid Id, string Email, string Name, string Role, Guid OrganisationId, bool CityWide);

/// <summary>What every test's database begins with: two agencies, an operator, and the people below.</summary>
public static class TestCity
{
    public const string Password = "correct horse battery";

    public const string Name = "Testing-on-Sea";

    public static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    public static readonly Guid Hall = Id(1);
    public static readonly Guid Transport = Id(2);
    public static readonly Guid Operator = Id(3);

    /// <summary>Sees and edits all assessments of the city.</summary>
    public static readonly Person Officer = new(Id(11), "officer@test.example", "Olga Officer", Roles.Officer, Hall, true);

    /// <summary>A colleague, to be in the way of the first.</summary>
    public static readonly Person Colleague = new(Id(12), "colleague@test.example", "Carl Colleague", Roles.Officer, Hall, true);

    /// <summary>Sees and edits the assessments of the transport agency alone.</summary>
    public static readonly Person TransportOfficer = new(Id(13), "transport@test.example", "Tara Transport", Roles.Officer, Transport, false);

    public static readonly Person Reviewer = new(Id(14), "reviewer@test.example", "Rita Reviewer", Roles.Reviewer, Hall, true);
    /// <summary>A reviewer too, and the one who gives opinions.</summary>
    public static readonly Person Dpo = new(Id(18), "dpo@test.example", "Dora Dpo", Roles.Reviewer, Hall, true);

    public static readonly Person Vendor = new(Id(15), "vendor@test.example", "Viktor Vendor", Roles.Vendor, Operator, false);
    public static readonly Person Auditor = new(Id(16), "auditor@test.example", "Alma Auditor", Roles.Auditor, Hall, true);
    public static readonly Person Administrator = new(Id(17), "admin@test.example", "Adam Administrator", Roles.Administrator, Hall, true);

    public static IReadOnlyList<Person> People { get; } = [Officer, Colleague, TransportOfficer, Reviewer, Dpo, Vendor, Auditor, Administrator];

    public static Actor Actor { get; } = new(Officer.Id, Officer.Name, Start, "test");

    /// <summary>Real hashes, made quickly: the cost of guessing is not what these tests are about.</summary>
    internal static PasswordHasherOptions QuickHashing { get; } = new() { IterationCount = 1000 };

    /// <summary>Brings an empty database to what every test starts from.</summary>
    public static async Task Make(string connectionString)
    {
        await using var db = await Migrated(connectionString);
        db.AddRange(
            new Organisation { Id = Hall, Name = "City hall", Kind = OrganisationKind.Agency },
            new Organisation { Id = Transport, Name = "Transport agency", Kind = OrganisationKind.Agency },
            new Organisation { Id = Operator, Name = "Network operator", Kind = OrganisationKind.ServiceOperator });
        await db.SaveAsync(Actor.System("test", Start), CancellationToken.None);

        var roles = Roles.All.ToDictionary(r => r, r => new IdentityRole<Guid>(r) { Id = Guid.CreateVersion7(), NormalizedName = r.ToUpperInvariant() }, StringComparer.Ordinal);
        db.AddRange(roles.Values);
        foreach (var person in People)
            Employ(db, person, roles[person.Role].Id);
        await db.SaveChangesAsync();
        // Behind the trail's back: tests count its events from the organisations on.
        await GrantAccess(db, Auditor, wholeCity: true);
    }

    /// <summary>A city of one administrator.</summary>
    public static async Task MakeEmpty(string connectionString)
    {
        await using var db = await Migrated(connectionString);
        db.Add(new Organisation { Id = Hall, Name = CitySettings.NotNamed, Kind = OrganisationKind.Agency });
        await db.SaveAsync(Actor.System("test", Start), CancellationToken.None);
        var roles = Roles.All.ToDictionary(r => r, r => new IdentityRole<Guid>(r) { Id = Guid.CreateVersion7(), NormalizedName = r.ToUpperInvariant() }, StringComparer.Ordinal);
        db.AddRange(roles.Values);
        Employ(db, Administrator, roles[Roles.Administrator].Id);
        await db.SaveChangesAsync();
    }

    private static async Task<PiaDbContext> Migrated(string connectionString)
    {
        var db = Open(connectionString);
        await db.Database.MigrateAsync();
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        PostgreSqlObjectsInstaller.Install(connection, RuntimeRole.JobSchema);
        return db;
    }

    /// <summary>Stores the settings as the start would, behind the trail's back: tests count its events. A city that has some keeps them.</summary>
    internal static void Settle(string connectionString, CitySettings first)
    {
        using var db = Open(connectionString);
        if (db.Settings.Any())
            return;
        db.Add(first);
        db.SaveChanges();
    }

    internal static void Employ(PiaDbContext db, Person person, Guid role)
    {
        var account = new Account
        {
            Id = person.Id,
            UserName = person.Email,
            NormalizedUserName = person.Email.ToUpperInvariant(),
            Email = person.Email,
            NormalizedEmail = person.Email.ToUpperInvariant(),
            EmailConfirmed = true,
            LockoutEnabled = true,
            SecurityStamp = person.Id.ToString("N"),
            DisplayName = person.Name,
            OrganisationId = person.OrganisationId,
            CityWide = person.CityWide,
            DataProtectionOfficer = person == Dpo,
            CreatedAt = Start,
        };
        account.PasswordHash = new PasswordHasher<Account>(Options.Create(QuickHashing)).HashPassword(account, Password);
        db.Add(account);
        db.Add(new IdentityUserRole<Guid> { UserId = account.Id, RoleId = role });
    }

    /// <summary>Lets an auditor read, without an event.</summary>
    public static Task<int> GrantAccess(PiaDbContext db, Person auditor, bool wholeCity = false, Guid[]? agencies = null, Guid[]? assessments = null, DateOnly? lastDay = null) =>
        db.Database.ExecuteSqlAsync($"""
            INSERT INTO auditor_grants (id, account_id, whole_city, agencies, assessments, first_day, last_day, purpose, granted_by_id, granted_by, granted_at)
            VALUES ({Guid.CreateVersion7()}, {auditor.Id}, {wholeCity}, {agencies ?? []}, {assessments ?? []}, {new DateOnly(2020, 1, 1)}, {lastDay ?? new DateOnly(2099, 12, 31)}, 'Audit', {Administrator.Id}, {Administrator.Name}, {Start})
            """);

    /// <summary>A context of its own, as the application configures it.</summary>
    public static PiaDbContext Open(string connectionString) => PiaOptions.Open(connectionString);

    private static Guid Id(int number) => new(number, 0, 0x7000, [0x80, 0, 0, 0, 0, 0, 0, 0]);
}
