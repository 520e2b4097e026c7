using System.Net;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Data.Samples;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Organisations;
using SmartCityPia.Domain.Trail;
using SmartCityPia.TestSupport;
using SmartCityPia.Web.Infrastructure;
using Xunit;

namespace SmartCityPia.WebTests.Features.FirstSteps;

/// <summary>A city that has an administrator and nothing else, as <c>create-admin</c> leaves it.</summary>
public sealed class EmptyCity : PiaApp, IAsyncLifetime
{
    public EmptyCity() => Settings.Remove("City:Name");

    public async ValueTask InitializeAsync() => await StartAsync();

    protected override Task<TestDatabase> MakeDatabaseAsync() => TestDatabase.CreateAsync(TestCity.MakeEmpty, "empty-city");
}

public sealed class FirstStepsTests(EmptyCity app) : IClassFixture<EmptyCity>
{
    [Fact]
    public async Task EmptyCity_CountsWhatIsThere_UntilTheFirstSubmittedAssessment()
    {
        using var administrator = await app.SignedIn(TestCity.Administrator);
        Assert.Equal((0, Addresses.IdentitySettings), await Panel(administrator));
        HtmlAssert.Redirects(await administrator.Submit(await administrator.Get(Addresses.IdentitySettings), ("Input.Name", "Newtown")));
        Assert.Equal((0, Addresses.ContactSettings), await Panel(administrator));
        HtmlAssert.Redirects(await administrator.Submit(await administrator.Get(Addresses.ContactSettings), ("Input.Contact", "privacy@newtown.example")));
        Assert.Equal((1, Addresses.NewOrganisation), await Panel(administrator));

        // It can be left and taken up; nothing of it is ticked.
        HtmlAssert.Redirects(await administrator.SendWithToken(Addresses.FirstSteps + "?handler=Leave"), "/");
        Assert.Null(HtmlAssert.Ok(await administrator.Get("/")).Find(".first-steps"));
        HtmlAssert.Says(await administrator.Get("/"), "1 of 5 done");
        HtmlAssert.Redirects(await administrator.SendWithToken(Addresses.FirstSteps + "?handler=TakeUp"), Addresses.FirstSteps);

        var agency = new Organisation { Id = Build.Ids(app)(), Name = "Roads", Kind = OrganisationKind.Agency };
        await Build.Add(app, agency);
        Assert.Equal((2, Addresses.Invite), await Panel(administrator));
        var officer = await Build.Person(app, "Ona Officer", Roles.Officer, agency.Id, cityWide: true);
        Assert.Equal((2, Addresses.Invite), await Panel(administrator));
        await Build.Person(app, "Ray Reviewer", Roles.Reviewer, agency.Id, cityWide: true);
        // The next is not theirs.
        Assert.Equal((3, null), await Panel(administrator));
        using var writer = await app.SignedIn(officer);
        Assert.Equal((3, Addresses.NewAssessment), await Panel(writer));

        // Samples do not count.
        HtmlAssert.Redirects(await writer.SendWithToken(Addresses.Samples + "?handler=Load"), Addresses.Samples);
        Assert.Equal((3, Addresses.NewAssessment), await Panel(writer));
        await Remove(writer);

        var own = await Build.Prefilled(app, by: officer, agency: agency.Id);
        Assert.Equal((4, Addresses.Assessment(own.Reference)), await Panel(writer));
        await Build.Submit(app, own);
        Assert.Null(HtmlAssert.Ok(await writer.Get("/")).Find(".first-steps-panel"));
        HtmlAssert.Says(HtmlAssert.Ok(await writer.Get(Addresses.FirstSteps)), "5 of 5 done");
        // What was taken away is open again: it is what is there that counts.
        await app.Db(db => db.UserRoles.Where(r => db.Roles.Any(x => x.Id == r.RoleId && x.Name == Roles.Reviewer)).ExecuteDeleteAsync());
        HtmlAssert.Says(HtmlAssert.Ok(await writer.Get(Addresses.FirstSteps)), "4 of 5 done");
    }

    internal static async Task<HtmlPage> Remove(PiaClient client) =>
        HtmlAssert.Ok(await client.Follow(HtmlAssert.Redirects(await client.Submit(HtmlAssert.Ok(await client.Get(Addresses.Samples)), "form[action$='handler=Remove']", null), Addresses.Samples)));

    /// <returns>How many steps are done, and where the first open one leads.</returns>
    private static async Task<(int Done, string? Next)> Panel(PiaClient client)
    {
        var page = HtmlAssert.Ok(await client.Get("/"));
        var next = page.Document.QuerySelectorAll(".first-steps .task").FirstOrDefault(t => t.QuerySelector(".state")!.TextContent != "Done");
        return (int.Parse(page.One(".first-steps-panel progress").GetAttribute("value")!, System.Globalization.CultureInfo.InvariantCulture), next?.QuerySelector("a")?.GetAttribute("href"));
    }
}

public sealed class SamplesTests(WebApp app) : IClassFixture<WebApp>
{
    [Fact]
    public async Task Samples_LoadedAndRemoved_TakeWhatWasLoaded_AndNothingMadeSince()
    {
        var own = await Build.Full(app);
        var before = await Everything();
        using var officer = await app.SignedIn(TestCity.Officer);
        HtmlAssert.Redirects(await officer.SendWithToken(Addresses.Samples + "?handler=Load"), Addresses.Samples);
        Assert.Equal(6, await app.Db(db => db.SampleRows.CountAsync(s => s.Stamp != null)));
        // Once.
        HtmlAssert.Redirects(await officer.SendWithToken(Addresses.Samples + "?handler=Load"), Addresses.Samples);
        Assert.Equal(6, await app.Db(db => db.SampleRows.CountAsync(s => s.Stamp != null)));
        var samples = await app.Db(db => db.Assessments.Where(a => db.SampleRows.Any(s => s.RowId == a.Id)).OrderBy(a => a.Reference).ToListAsync());
        Assert.All(samples, s => Assert.Equal((TestCity.Officer.Id, AssessmentStatus.Draft), (s.OwnerId, s.Status)));
        foreach (var sample in samples)
            HtmlAssert.Says(HtmlAssert.Ok(await officer.Get($"/assessments/{sample.Reference}")), "(sample)");
        // The trail says when it was, not when the story says it was.
        Assert.Equal(0, await app.Db(db => db.AuditEvents.CountAsync(e => e.OwnerId == samples[0].Id && e.At < TestCity.Start)));

        // A row in one, a comment on another, a person asked into a third; a body of the samples in an assessment of the city.
        await officer.Submit(await officer.Get($"/assessments/{samples[0].Reference}/purposes"), ("Input.Name", "My own purpose"));
        await Build.Comment(app, samples[1], Step.Service, null, "Is that so?");
        await Build.AskIn(app, samples[2], TestCity.TransportOfficer, ParticipantRole.Reader);
        var body = await app.Db(db => db.Organisations.Where(o => db.SampleRows.Any(s => s.RowId == o.Id) && !db.Assessments.Any(a => a.AgencyId == o.Id)).OrderBy(o => o.Id).Select(o => o.Id).LastAsync());
        await Build.Add(app, new Stakeholder { Id = Build.Ids(app)(), OwnerId = own.DescriptionId, OrganisationId = body, Role = StakeholderRole.Processor });

        var said = HtmlAssert.Ok(await officer.Get(Addresses.Samples));
        HtmlAssert.Says(said, "3 assessments go");
        HtmlAssert.Says(said, "3 assessments stay");
        HtmlAssert.Says(await FirstStepsTests.Remove(officer), "Removed: 3 sample services.");

        Assert.Equal(samples[..3].Select(s => s.Id), await app.Db(db => db.Assessments.Where(a => samples.Select(s => s.Id).Contains(a.Id)).OrderBy(a => a.Reference).Select(a => a.Id).ToListAsync()));
        Assert.True(await app.Db(db => db.Purposes.AnyAsync(p => p.Name == "My own purpose")));
        Assert.True(await app.Db(db => db.Organisations.AnyAsync(o => o.Id == body)));
        Assert.False(await app.Db(db => db.SampleRows.AnyAsync()));
        Assert.Equal([AuditVerbs.SamplesLoaded, AuditVerbs.SamplesRemoved], await app.Db(db => db.AuditEvents.Where(e => e.AccountId == TestCity.Officer.Id && (e.Verb == AuditVerbs.SamplesLoaded || e.Verb == AuditVerbs.SamplesRemoved)).OrderBy(e => e.At).Select(e => e.Verb).ToListAsync()));
        Assert.True(await app.Db(db => db.AuditEvents.AnyAsync(e => e.Verb == AuditVerbs.Removed && e.SubjectId == samples[5].Id)));
        var after = await Everything();
        Assert.Equal(before, before.Intersect(after));
    }

    [Fact]
    public async Task Samples_Untouched_LeaveTheCityAsItWas()
    {
        using var officer = await app.SignedIn(TestCity.Colleague);
        await FirstStepsTests.Remove(officer).ContinueWith(_ => { }, TaskScheduler.Default);
        var before = await Everything();
        HtmlAssert.Redirects(await officer.SendWithToken(Addresses.Samples + "?handler=Load"), Addresses.Samples);
        await FirstStepsTests.Remove(officer);
        Assert.Equal(before, await Everything());

        foreach (var person in new[] { TestCity.Administrator, TestCity.TransportOfficer, TestCity.Reviewer, TestCity.Vendor })
            HtmlAssert.Status(HttpStatusCode.Forbidden, await (await app.SignedIn(person)).SendWithToken(Addresses.Samples + "?handler=Load"));
    }

    /// <summary>The key of every row of every table but the trail.</summary>
    private Task<List<string>> Everything() => app.Db(async db =>
    {
        string[] moving = ["audit_events", "audit_links", "sessions", "sign_in_attempts", "shared_stamps", "sample_rows", "notices"];
        var tables = db.Model.GetEntityTypes().Select(t => t).Where(t => Microsoft.EntityFrameworkCore.RelationalEntityTypeExtensions.GetTableName(t) is { } name && !moving.Contains(name) && t.FindPrimaryKey() is not null && !t.IsOwned()).ToList();
        var rows = new List<string>();
        foreach (var table in tables.GroupBy(t => t.GetTableName()!).Select(g => g.First()))
        {
            var key = string.Join(" || '/' || ", table.FindPrimaryKey()!.Properties.Select(p => $"\"{p.GetColumnName()}\"::text"));
#pragma warning disable EF1002
            rows.AddRange((await db.Database.SqlQueryRaw<string>($"SELECT {key} AS \"Value\" FROM \"{table.GetTableName()}\"").ToListAsync()).Select(k => table.GetTableName() + " " + k));
#pragma warning restore EF1002
        }
        rows.Sort(StringComparer.Ordinal);
        return rows;
    });
}
