using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Domain.Accounts;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.TestSupport;
using Xunit;

namespace SmartCityPia.WebTests.Features.Trail;

/// <summary>Visibility is one rule: a person's list of assessments and an assessment's list of people agree.</summary>
public sealed class VisibilityTests(WebApp app) : IClassFixture<WebApp>
{
    [Fact]
    public async Task BothSides_EveryPersonAndAssessment_Agree()
    {
        var hall = await Build.Assessment(app);
        var transport = await Build.Assessment(app, agency: TestCity.Transport);
        var later = await Build.Assessment(app, agency: TestCity.Transport);
        var submission = await Build.Asked(app, hall);
        Guid[] all = [hall.Id, transport.Id, later.Id, submission.Id];
        var (city, agency, single, nothing) = (new List<Guid> { hall.Id, transport.Id, later.Id }, new List<Guid> { transport.Id, later.Id }, new List<Guid> { hall.Id }, new List<Guid>());

        Dictionary<Guid, (string Who, List<Guid> Sees)> expected = [];
        foreach (var role in Roles.All.Where(r => r != Roles.Auditor))
        {
            foreach (var cityWide in new[] { false, true })
            {
                var person = await Build.Person(app, $"{role} {cityWide}", role, TestCity.Transport, cityWide);
                expected[person.Id] = ($"{role}, city-wide {cityWide}", role == Roles.Reviewer || (role == Roles.Officer && cityWide) ? city : role == Roles.Officer ? agency : nothing);
            }
        }
        var today = DateOnly.FromDateTime(app.Clock.GetUtcNow().UtcDateTime);
        await Auditor("without a grant", nothing, _ => Task.CompletedTask);
        await Auditor("of the city", city, p => Grant(p, wholeCity: true));
        await Auditor("of an agency", agency, p => Grant(p, agencies: [TestCity.Transport]));
        await Auditor("of one assessment", single, p => Grant(p, assessments: [hall.Id]));
        await Auditor("of two grants", city, async p =>
        {
            await Grant(p, agencies: [TestCity.Transport]);
            await Grant(p, assessments: [hall.Id]);
        });
        await Auditor("on the last day", city, p => Grant(p, wholeCity: true, lastDay: today));
        await Auditor("of yesterday", nothing, p => Grant(p, wholeCity: true, lastDay: today.AddDays(-1)));
        await Auditor("revoked", nothing, async p =>
        {
            await Grant(p, wholeCity: true);
            await app.Db(db => db.AuditorGrants.Where(g => g.AccountId == p.Id).ExecuteUpdateAsync(u => u.SetProperty(g => g.RevokedAt, app.Clock.GetUtcNow()).SetProperty(g => g.RevokedBecause, "Over.")));
        });

        foreach (var role in Roles.All.Where(r => r != Roles.Auditor))
        {
            var person = await Build.Person(app, $"{role} asked in", role, TestCity.Transport);
            await Build.AskIn(app, hall, person, ParticipantRole.Reader);
            expected[person.Id] = ($"{role}, asked in", role == Roles.Reviewer ? city : role == Roles.Officer ? [transport.Id, later.Id, hall.Id] : role == Roles.Reader ? single : nothing);
        }
        var made = await Build.Role(app, "Project office", Permission.ReadAssessments, Permission.Comment);
        expected[(await Build.Person(app, "Petra Project", made, TestCity.Transport)) is var petra ? petra.Id : default] = ("of a role that the city made", agency);

        Dictionary<Guid, List<Guid>> people = [];
        foreach (var id in all)
        {
            people[id] = await app.Db(async db => await Visibility.WhoMaySee(db, await db.Assessments.SingleAsync(a => a.Id == id), today).Select(u => u.Id).ToListAsync());
        }
        foreach (var (id, (who, sees)) in expected)
        {
            var visible = await app.Db(async db => await Visibility.Of(db.Assessments, await ViewerOf(db, id, today)).Where(a => all.Contains(a.Id)).Select(a => a.Id).ToListAsync());
            Assert.True(sees.ToHashSet().SetEquals(visible), $"{who} sees {visible.Count} assessments.");
            Assert.True(sees.ToHashSet().SetEquals(all.Where(a => people[a].Contains(id))), $"{who} is named on other assessments than they see.");
        }

        async Task Auditor(string who, List<Guid> sees, Func<Person, Task> grant)
        {
            // The grants decide, even if the account is city-wide.
            var person = await Build.Person(app, $"Auditor {who}", Roles.Auditor, TestCity.Transport, cityWide: true);
            await grant(person);
            expected[person.Id] = ($"Auditor {who}", sees);
        }
    }

    private Task<int> Grant(Person auditor, bool wholeCity = false, Guid[]? agencies = null, Guid[]? assessments = null, DateOnly? lastDay = null) =>
        app.Db(db => TestCity.GrantAccess(db, auditor, wholeCity, agencies, assessments, lastDay));

    private static async Task<Viewer> ViewerOf(PiaDbContext db, Guid id, DateOnly today)
    {
        var account = await db.Users.SingleAsync(u => u.Id == id);
        var roles = await db.UserRoles.Where(r => r.UserId == id).Join(db.Roles, r => r.RoleId, r => r.Id, (_, r) => r.Name!).ToListAsync();
        var own = await db.UserRoles.Where(r => r.UserId == id).Join(db.RolePermissions, r => r.RoleId, p => p.RoleId, (_, p) => p.Permission).ToListAsync();
        var asked = await Visibility.MayBeAsked(db).ContainsAsync(id) ? await db.Participants.Where(p => p.AccountId == id && p.EndedAt == null).Join(db.Assessments, p => p.OwnerId, a => a.Id, (_, a) => a.Reference).ToListAsync() : [];
        return new(id, [.. roles.SelectMany(Permissions.Of), .. own], account.OrganisationId, account.CityWide, await Visibility.GrantedTo(db, id, today, CancellationToken.None), asked);
    }
}
