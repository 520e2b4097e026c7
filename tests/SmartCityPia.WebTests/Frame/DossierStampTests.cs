using System.Net;
using Microsoft.AspNetCore.Mvc.Testing.Handlers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Data.Dossiers;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Catalogue;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Reviews;
using SmartCityPia.Domain.Submissions;
using SmartCityPia.TestSupport;
using SmartCityPia.Web.Features.Submissions;
using Xunit;

namespace SmartCityPia.WebTests.Frame;

/// <summary>
/// Every change of a dossier's content changes its stamps. <see cref="WebApp.DisposeAsync"/> compares the cache with the database after
/// every class of tests.
/// </summary>
public sealed class DossierStampTests(WebApp app) : IClassFixture<WebApp>
{
    private const int Insert = 4, Delete = 8, Update = 16;

    /// <summary>A new kind of row without its three triggers fails.</summary>
    [Fact]
    public async Task Tables_OfEveryKindOfRow_HaveTheTriggers()
    {
        var kinds = RowKinds.All.Select(k => k.Row).Append(typeof(EvidenceVersion)).ToList();
        var tables = await app.Db(db => Task.FromResult(kinds.Select(k => db.Model.FindEntityType(k)!.GetTableName()!).Order(StringComparer.Ordinal).ToList()));

        // These kinds cover the service and every list of rows in a dossier.
        Assert.All(typeof(Dossier).GetProperties().Select(p => p.PropertyType.GenericTypeArguments.FirstOrDefault() ?? p.PropertyType).Where(t => t.IsAssignableTo(typeof(IRow))), t => Assert.Contains(t, kinds));
        foreach (var happens in new[] { Insert, Delete, Update })
            Assert.Equal(tables, await Triggered(happens));
    }

    /// <summary>A note among officers stands beside the dossier, not in it.</summary>
    public static TheoryData<string> Kinds => [.. RowCases.All.Where(c => c.Page != typeof(Web.Features.Dossiers.NoteModel)).Select(c => c.ToString()).Distinct(StringComparer.Ordinal)];

    [Theory, MemberData(nameof(Kinds))]
    public async Task Row_AddedChangedRemoved_MovesTheStamp(string name)
    {
        var row = RowCases.All.First(c => c.ToString() == name);
        var scene = await row.Scene(app);
        var id = Guid.Empty;
        if (row.CanAdd)
            await Moves(scene.Assessment, async () => id = await row.Add(scene));
        else
            id = await row.Add(scene);
        await Moves(scene.Assessment, () => row.ChangeBehind(app, id, row.Text, "Another text."));
        if (row.CanRemove)
            await Moves(scene.Assessment, () => row.RemoveBehind(app, id));
    }

    [Fact]
    public async Task Assessment_ThroughItsLife_MovesTheStamp()
    {
        var assessment = await Build.Prefilled(app);
        await Moves(assessment, () => Build.Evidence(app, assessment));
        await Moves(assessment, () => Build.Submit(app, assessment));
        await Moves(assessment, () => Build.Act(app, assessment, ReviewRole.Reviewer, TestCity.Reviewer, scene => scene.Review.RequestChanges(scene.Assessment, scene.By, "The purpose is missing.")));
        await Moves(assessment, () => app.Db(db => db.Assessments.Where(a => a.Id == assessment.Id).ExecuteUpdateAsync(set => set.SetProperty(a => a.Overruled, true))));
        await Moves(assessment, () => app.Db(db => db.DataFlows.Where(f => f.OwnerId == assessment.DescriptionId).Take(1).ExecuteDeleteAsync()));
        var question = PiaCatalogue.Current.Screening.Questions[0].Id;
        await app.Db(db => db.ScreeningAnswers.Where(a => a.OwnerId == assessment.Id && a.QuestionId == question).ExecuteDeleteAsync());
        await Moves(assessment, () => Build.Add(app, new ScreeningAnswer { Id = Build.Ids(app)(), OwnerId = assessment.Id, QuestionId = question, Answer = Answer.No }));
    }

    [Fact]
    public async Task Description_WrittenAndAccepted_MovesBothStamps()
    {
        var assessment = await Build.Prefilled(app);
        var submission = await Build.Asked(app, assessment);
        await Moves(submission, () => app.With<BeginDescription, bool>(begin => begin.Handle(submission.Id, null, Build.Actor(app, TestCity.Vendor), CancellationToken.None)));
        var described = await Build.Described(app, assessment, async (db, description) => (await db.Purposes.FirstAsync(p => p.OwnerId == description)).Description = "To see more.");
        await Moves(assessment, () => app.With<AcceptDescription, Outcome>(async accept =>
        {
            var request = await app.Db(db => db.DescriptionRequests.AsNoTracking().SingleAsync(r => r.OwnerId == described.Id));
            var current = await app.Db(db => db.Assessments.AsNoTracking().SingleAsync(a => a.Id == assessment.Id));
            var changed = await app.With<CompareDescription, DescriptionDiff?>(compare => compare.Handle(request, CancellationToken.None));
            var chosen = DescriptionRows.Of(changed!.Proposed).Select(r => r.Id).ToHashSet();
            return Assert.IsType<Outcome.Done<AcceptedRows>>(await accept.Handle(request, request.Version, current.Version, new(chosen, new HashSet<string>()), Build.Actor(app), CancellationToken.None));
        }));
    }

    [Fact]
    public async Task Names_OfOrganisationsAndPeople_MoveTheStampOfAll()
    {
        var assessment = await Build.Assessment(app);
        var lead = await Build.Person(app, "Lena Lead", Roles.Officer, TestCity.Hall);
        await Moves(assessment, () => app.Db(db => db.Organisations.Where(o => o.Id == TestCity.Operator).ExecuteUpdateAsync(set => set.SetProperty(o => o.Country, "France"))));
        await Moves(assessment, () => app.Db(db => db.Users.Where(u => u.Id == lead.Id).ExecuteUpdateAsync(set => set.SetProperty(u => u.DisplayName, "Lena Later"))));
    }

    [Fact]
    public async Task CommentsAndNotices_LeaveTheStamp()
    {
        var assessment = await Build.Assessment(app);
        var before = await WebApp.KeyOf(app, assessment.Id);
        await Build.Comment(app, assessment, Step.Service, null, "Why?", mentioned: TestCity.Officer.Id);
        Assert.Equal(before, await WebApp.KeyOf(app, assessment.Id));
    }

    /// <summary>After a rollback the stamp is the same as before.</summary>
    [Fact]
    public async Task Change_RolledBack_LeavesTheStamp()
    {
        var assessment = await Build.Assessment(app);
        var before = await WebApp.KeyOf(app, assessment.Id);
        await app.Db(async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            await db.ServiceDescriptions.Where(d => d.Id == assessment.DescriptionId).ExecuteUpdateAsync(set => set.SetProperty(d => d.Name, "Not for long"));
            await transaction.RollbackAsync();
            return 0;
        });
        Assert.Equal(before, await WebApp.KeyOf(app, assessment.Id));
    }

    [Fact]
    public async Task TwoInstances_SaveOnOne_IsReadOnTheOtherAtOnce()
    {
        var assessment = await Build.Assessment(app);
        using var one = await app.SignedIn(TestCity.Officer);
        await using var other = app.WithWebHostBuilder(_ => { });
        using var two = new PiaClient(other.CreateDefaultClient(new CookieContainerHandler(one.Cookies)), one.Cookies);
        var address = $"/assessments/{assessment.Reference}/service";
        foreach (var area in new[] { "Centre", "Harbour", "Old town" })
        {
            // Both cache what they read.
            HtmlAssert.Ok(await two.Get(address));
            HtmlAssert.Redirects(await one.Post(address, ("Input.Area", area)));
            HtmlAssert.Value(HtmlAssert.Ok(await two.Get(address)), "Input.Area", area);
            HtmlAssert.Redirects(await two.Post(address, ("Input.Duration", area)));
            HtmlAssert.Value(HtmlAssert.Ok(await one.Get(address)), "Input.Duration", area);
        }
    }

    [Fact]
    public async Task Burst_AfterAChange_ReadsTheDossierOnce()
    {
        var assessment = await Build.Prefilled(app);
        using var officer = await app.SignedIn(TestCity.Officer);
        var address = $"/assessments/{assessment.Reference}/data";
        await officer.Get(address);
        await app.Db(db => db.DataItems.Where(i => i.OwnerId == assessment.DescriptionId).ExecuteUpdateAsync(set => set.SetProperty(i => i.Note, "Looked at again.")));

        var commands = await app.Queries.During(() => Task.WhenAll(Enumerable.Range(0, 20).Select(_ => officer.Get(address))));

        Assert.Single(commands, c => c.Contains("FROM data_items", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Get_WaitCancelled_LeavesTheOthersTheirAnswer()
    {
        var assessment = await Build.Assessment(app);
        var key = (await WebApp.KeyOf(app, assessment.Id))!;
        var cache = app.Services.GetRequiredService<DossierCache>();
        using var gone = new CancellationTokenSource();

        var first = cache.Get(key, gone.Token);
        var second = cache.Get(key, CancellationToken.None);
        await gone.CancelAsync();

        await WebApp.IsAsStored(app, (await second)!);
        if (!first.IsCompletedSuccessfully)
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
    }

    [Fact]
    public async Task Get_FailedOnce_ReadsAnew()
    {
        var assessment = await Build.Assessment(app);
        var key = (await WebApp.KeyOf(app, assessment.Id))!;
        var scopes = new FailingOnce(app.Services.GetRequiredService<IServiceScopeFactory>());
        using var cache = new DossierCache(scopes);

        await Assert.ThrowsAsync<TimeoutException>(() => cache.Get(key, CancellationToken.None));

        Assert.Equal(key, (await cache.Get(key, CancellationToken.None))!.Key);
        Assert.Single(cache.Kept);
    }

    [Fact]
    public async Task Kept_BeyondTheLimit_IsLetGo()
    {
        var scopes = app.Services.GetRequiredService<IServiceScopeFactory>();
        using var cache = new DossierCache(scopes, 1);
        for (var i = 0; i < 60; i++)
            await cache.Get((await WebApp.KeyOf(app, (await Build.Assessment(app)).Id))!, CancellationToken.None);
        Assert.InRange(cache.KeptKibibytes, 1, 1024);
    }

    private async Task Moves(Assessment assessment, Func<Task> write)
    {
        var cache = app.Services.GetRequiredService<DossierCache>();
        var before = (await WebApp.KeyOf(app, assessment.Id))!;
        await cache.Get(before, CancellationToken.None);
        await write();
        var after = (await WebApp.KeyOf(app, assessment.Id))!;
        Assert.NotEqual(before, after);
        await WebApp.IsAsStored(app, (await cache.Get(after, CancellationToken.None))!);
    }

    /// <summary>The tables whose changes change a row stamp.</summary>
    private Task<List<string>> Triggered(int happens) => app.Db(async db =>
    {
        var tables = await db.Database.SqlQuery<string>($"""
            SELECT t.tgrelid::regclass::text AS "Value" FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid
            WHERE p.proname IN ('stamp_rows_of_assessment', 'stamp_rows_of_description', 'stamp_descriptions') AND t.tgtype = {happens} AND t.tgenabled = 'O'
            """).ToListAsync();
        return tables.Order(StringComparer.Ordinal).ToList();
    });

    private sealed class FailingOnce(IServiceScopeFactory scopes) : IServiceScopeFactory
    {
        private bool failed;

        public IServiceScope CreateScope()
        {
            if (failed)
                return scopes.CreateScope();
            failed = true;
            throw new TimeoutException();
        }
    }
}
