using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SmartCityPia.Data;
using SmartCityPia.Data.Dossiers;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Engagement;
using SmartCityPia.Domain.Findings;
using SmartCityPia.Domain.Register;
using SmartCityPia.Domain.Reviews;
using SmartCityPia.TestSupport;
using SmartCityPia.Web;
using SmartCityPia.Web.Demo;
using SmartCityPia.Web.Features.Samples;
using SmartCityPia.Web.Frame.City;
using Xunit;

namespace SmartCityPia.WebTests.Demo;

/// <summary>A city seeded once, with the services of the application itself.</summary>
public sealed class SeededCity : IAsyncLifetime
{
    private TestDatabase database = null!;
    private WebApplication app = null!;

    public async ValueTask InitializeAsync()
    {
        database = await TestDatabase.CreateAsync(Migrate, "demo-city");
        app = Build(database.ConnectionString);
        await Seed();
    }

    public Task Seed() => In(async services =>
    {
        await services.GetRequiredService<DemoCity>().Seed();
        return true;
    });

    public async Task<T> In<T>(Func<IServiceProvider, Task<T>> work)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await work(scope.ServiceProvider);
    }

    public Task<T> Query<T>(Func<PiaDbContext, Task<T>> query) => In(services => query(services.GetRequiredService<PiaDbContext>()));

    /// <summary>The live rows with the findings of the analysis.</summary>
    public Task<Dossier> Dossier(string archetype) => In(async services =>
    {
        var db = services.GetRequiredService<PiaDbContext>();
        var id = await db.Assessments.Where(a => a.Kind == AssessmentKind.Assessment && db.Services.Any(s => s.Id == a.ServiceId && s.ArchetypeId == archetype)).Select(a => a.Id).SingleAsync();
        return (await services.GetRequiredService<DossierReader>().Read(id, CancellationToken.None))!.WithFindings();
    });

    /// <summary>As the page of findings shows it: with what the city adds.</summary>
    public async Task<Dossier> DossierInCity(string archetype)
    {
        var dossier = await Dossier(archetype);
        return await In(async services => dossier.WithCity(await services.GetRequiredService<ComputeContribution>().Wait(dossier, Guid.Empty, CancellationToken.None)));
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        await database.DisposeAsync();
    }

    private static async Task Migrate(string connectionString)
    {
        await using var migrating = Build(connectionString);
        await using var scope = migrating.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<PiaDbContext>().Database.MigrateAsync();
    }

    private static WebApplication Build(string connectionString)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Configuration.AddInMemoryCollection([new("ConnectionStrings:Pia", connectionString), new("City:Name", DemoCity.CityName)]);
        builder.Logging.ClearProviders();
        Hosting.AddServices(builder);
        return builder.Build();
    }
}

file static class Versions
{
    /// <summary>Without what the vendor handed in.</summary>
    public static IQueryable<AssessmentVersion> OfAssessments(this PiaDbContext db) =>
        db.AssessmentVersions.Where(v => db.Assessments.Any(a => a.Id == v.AssessmentId && a.Kind == AssessmentKind.Assessment));
}

public sealed class DemoCityTests(SeededCity city) : IClassFixture<SeededCity>
{
    public static TheoryData<string> Complete => ["S02", "S06", "S07", "S10", "S13"];

    [Fact]
    public async Task Seed_EmptyDatabase_MakesSixAssessmentsInTheirStates()
    {
        var made = await city.Query(db => (
            from a in db.Assessments
            where a.Kind == AssessmentKind.Assessment
            join s in db.Services on a.ServiceId equals s.Id
            orderby s.ArchetypeId
            select new { s.ArchetypeId, a.Status, a.Versions, a.Outcome }).ToListAsync());

        Assert.Equal(
            ["S01 Draft 0 Needed", "S02 Submitted 1 Needed", "S06 Submitted 1 Needed", "S07 Submitted 1 Needed", "S10 Draft 1 Needed", "S13 Draft 0 Needed"],
            made.Select(a => string.Create(CultureInfo.InvariantCulture, $"{a.ArchetypeId} {a.Status} {a.Versions} {a.Outcome}")));
    }

    [Theory, MemberData(nameof(Complete))]
    public async Task Seed_CompleteAssessment_HasNoBlockingGap(string archetype)
    {
        var dossier = await city.Dossier(archetype);

        var blocking = DossierCheck.Gaps(dossier, DateOnly.FromDateTime(DateTime.UnixEpoch)).Where(g => g.Blocks);

        Assert.Empty(blocking.Select(g => $"{g.Rule} {string.Join(", ", g.Arguments)}"));
    }

    [Theory, MemberData(nameof(Complete))]
    public async Task Seed_CompleteAssessment_DecidesEveryFindingForAReason(string archetype)
    {
        var dossier = await city.Dossier(archetype);

        Assert.NotEmpty(dossier.Findings);
        Assert.Equal(
            dossier.Findings.Where(f => !f.IsHypothesis).Select(f => (f.Key, f.ProofHash)).Order(),
            dossier.Dispositions.Where(d => !d.FindingKey.StartsWith("city|", StringComparison.Ordinal)).Select(d => (d.FindingKey, d.ProofHash)).Order());
        Assert.All(dossier.Dispositions, d => Assert.False(string.IsNullOrWhiteSpace(d.Reason)));
        Assert.True(dossier.Dispositions.Select(d => d.Disposition).Distinct().Count() >= 3, "Findings are weighed, not waved through.");
    }

    [Theory, MemberData(nameof(Complete))]
    public async Task Seed_CompleteAssessment_KeepsTheRulesOfItsPages(string archetype)
    {
        var d = await city.Dossier(archetype);

        Assert.Empty(Broken(d.Principles).Concat(Broken(d.Risks)).Concat(Broken(d.Measures)).Concat(Broken(d.Actions)).Concat(Broken(d.Tensions)).Concat(Broken(d.Dispositions)));

        IEnumerable<string> Broken<TRow>(IEnumerable<TRow> rows) where TRow : Domain.Dossiers.IRow, Domain.Dossiers.IChecked<TRow> =>
            rows.SelectMany(r => r.Check(d, r)).Select(e => $"{typeof(TRow).Name} {e.Field} {e.Rule}");
    }

    [Fact]
    public async Task Seed_StartedAssessment_LeavesScreeningOpen()
    {
        var dossier = await city.Dossier("S01");

        var gaps = DossierCheck.Gaps(dossier, DateOnly.FromDateTime(DateTime.UnixEpoch));

        Assert.Contains(gaps, g => g is { Step: Step.Screening, Rule: "ScreeningOpen" });
        Assert.Equal(StepState.NotStarted, Steps.StateOf(Step.Risks, dossier, gaps));
    }

    [Fact]
    public async Task Seed_FrozenVersions_CanBeReadBack()
    {
        var versions = await city.Query(db => db.OfAssessments().ToListAsync());

        Assert.Equal(4, versions.Count);
        Assert.All(versions, version =>
        {
            var dossier = CanonicalJson.Read(version.Json);
            Assert.Equal(CanonicalJson.Sha256(version.Json), version.Sha256);
            Assert.Equal(1, dossier.VersionNumber);
            Assert.NotEmpty(dossier.Findings);
            Assert.NotEmpty(dossier.Terms);
            Assert.Contains(version.FrozenBy, dossier.Head.Contributors);
        });
    }

    /// <summary>At least three that a privacy officer would call real, each decided, with a proof through named datasets of two services.</summary>
    [Fact]
    public async Task Seed_CityFindings_AreDecidedAndTraceableToTheirSources()
    {
        var versions = await city.Query(db => db.OfAssessments().OrderBy(v => v.FrozenAt).Select(v => v.Json).ToListAsync());
        var dossiers = versions.Select(CanonicalJson.Read).ToList();

        Assert.Equal([0, 1, 2, 3], dossiers.Select(d => d.City!.Parts.Count));
        Assert.All(dossiers.SelectMany(d => d.City!.Findings.Where(f => !f.IsHypothesis).Select(f => (d, f))), x =>
        {
            Assert.Contains(x.d.Dispositions, decision => decision.FindingKey == x.f.Key && decision.ProofHash == x.f.ProofHash);
            Assert.All(x.f.Proof, step => Assert.NotNull(x.d.Holding(step.HoldingId)));
        });
        var emergent = dossiers[^1].City!.Findings.Where(f => f.Together.Count > 0 && !f.IsHypothesis).ToList();
        Assert.Equal(
            [
                "D102 Aldermere Energy, Social services department",
                "D84 Penalty collection operator, Social services department",
            ],
            emergent.Select(f => $"{f.TypeId} {string.Join(", ", f.Together.Select(id => dossiers[^1].OrganisationName(id)).Order(StringComparer.Ordinal))}").Order(StringComparer.Ordinal));
        Assert.All(emergent, f => Assert.Contains(dossiers[^1].Dispositions, d => d.FindingKey == f.Key && d.Disposition == Domain.Dossiers.Disposition.Mitigated));
    }

    [Fact]
    public async Task Seed_ReopenedAssessment_DiffersFromItsVersion()
    {
        var live = await city.Dossier("S10");
        var frozen = CanonicalJson.Read(await city.Query(db => db.AssessmentVersions.Where(v => v.AssessmentId == live.Head.AssessmentId).Select(v => v.Json).SingleAsync()));

        Assert.NotEqual(frozen.Datasets[0].Retention, live.Datasets[0].Retention);
        Assert.Equal(frozen.Actions.Count + 1, live.Actions.Count);
    }

    [Fact]
    public async Task Seed_EveryRow_HasATrailOfPeopleOverWeeks()
    {
        var trail = await city.Query(db => db.AuditEvents.Where(e => e.Subject != "Organisation").Select(e => new { e.At, e.AccountName, e.SubjectId }).ToListAsync());
        var risks = await city.Query(db => db.Risks.Select(r => r.Id).ToListAsync());

        Assert.Subset(trail.Select(e => e.SubjectId).ToHashSet(), risks.ToHashSet());
        Assert.Equal(["Ada Lindqvist", "Bram Osei", "Ines Duarte", "Jonas Weber", "Milo Novák", "Radu Ionescu"], trail.Select(e => e.AccountName).Distinct().Order(StringComparer.Ordinal));
        // A review changes no row of the assessment.
        string[] review = [nameof(Review), nameof(ReviewEvent), nameof(ReviewCondition), nameof(ConditionClosure), nameof(DecisionRecord), nameof(StepVerdict), nameof(CommentThread), nameof(Comment), nameof(Redaction), nameof(Publication), nameof(PublicQuestion)];
        var changed = await city.Query(db => db.Assessments.Where(a => a.Kind == AssessmentKind.Assessment).Select(a => new
        {
            a.ChangedAt,
            Last = db.AuditEvents.Where(e => (e.OwnerId == a.Id || e.OwnerId == a.DescriptionId || e.OwnerId == a.ServiceId) && !review.Contains(e.Subject)).Max(e => e.At),
        }).ToListAsync());
        Assert.All(changed, a => Assert.Equal(a.Last, a.ChangedAt));
        Assert.True(trail.Max(e => e.At) - trail.Min(e => e.At) > TimeSpan.FromDays(30));
        Assert.True(trail.Max(e => e.At) <= TimeProvider.System.GetUtcNow(), "Nothing happens in the future.");
    }

    [Fact]
    public async Task Seed_Submitted_IsCalledSoOnTheTrail()
    {
        var submitted = await city.Query(db => db.AuditEvents.Where(e => e.Verb == "Submitted" && e.Subject == "Assessment").Select(e => e.SubjectId).Distinct().CountAsync());

        Assert.Equal(await city.Query(db => db.Assessments.CountAsync(a => a.Versions > 0)), submitted);
    }

    [Fact]
    public async Task Seed_Reviews_StandAtEveryTurn()
    {
        var reviews = await city.Query(db => (
            from r in db.Reviews
            join a in db.Assessments on r.OwnerId equals a.Id
            join s in db.Services on a.ServiceId equals s.Id
            orderby s.ArchetypeId
            select new { s.ArchetypeId, r.State }).ToListAsync());
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        var conditions = await city.Query(db => db.ReviewConditions.Select(c => new { c.DueOn, Closed = db.ConditionClosures.Any(x => x.ConditionId == c.Id) }).ToListAsync());

        Assert.Equal(["S02 DpoOpinion", "S06 ApprovedWithConditions", "S07 InReview", "S10 ChangesRequested"], reviews.Select(r => $"{r.ArchetypeId} {r.State}"));
        Assert.Equal(Enum.GetValues<ConditionState>(), conditions.Select(c => ReviewCondition.StateOf(c.DueOn, c.Closed, today)).Order());
        Assert.Equal([false, false, true], await city.Query(db => db.CommentThreads.Select(t => t.ResolvedAt != null).OrderBy(t => t).ToListAsync()));
    }

    [Fact]
    public async Task Seed_Actions_AreDoneOverdueAndToCome()
    {
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        var actions = await city.Query(db => db.ActionItems.ToListAsync());

        Assert.Contains(actions, a => a.IsOverdue(today));
        Assert.Contains(actions, a => a.DoneOn is not null);
        Assert.Contains(actions, a => a.DueOn > today);
    }

    [Fact]
    public async Task Seed_Twice_ChangesNothing()
    {
        Task<int[]> Counts() => city.Query(async db => new[] { await db.Assessments.CountAsync(), await db.Users.CountAsync(), await db.Organisations.CountAsync(), await db.AuditEvents.CountAsync() });
        var before = await Counts();

        await city.Seed();

        Assert.Equal(before, await Counts());
    }

    [Fact]
    public async Task Seed_EmptyDatabase_WritesInFewSteps()
    {
        // Wall-clock time says more about the machine; one moment of the trail is one save.
        var saves = await city.Query(db => db.AuditEvents.Select(e => e.At).Distinct().CountAsync());

        Assert.InRange(saves, 6, 71);
    }

    [Fact]
    public void Services_Built_NameTheirPublishedModel() => Assert.All(SampleService.All(), service =>
    {
        Assert.StartsWith("Illustration after: ", service.Illustration, StringComparison.Ordinal);
        Assert.Contains("Aldermere is invented", service.Illustration, StringComparison.Ordinal);
    });

    [Theory]
    [InlineData("""{"archetype":"S01","name":"n","agency":"a","officer":"o","startedDaysAgo":3,"illustration":"i","screening":{},"colour":"red"}""", "colour")]
    [InlineData("""{"archetype":"S01","name":"n","agency":"a","officer":"o","startedDaysAgo":3,"screening":{}}""", "illustration")]
    [InlineData("""{"archetype":"S01","name":null,"agency":"a","officer":"o","startedDaysAgo":3,"illustration":"i","screening":{}}""", "name")]
    [InlineData("""{"archetype":"S01","name":"n","name":"m","agency":"a","officer":"o","startedDaysAgo":3,"illustration":"i","screening":{}}""", "name")]
    [InlineData("""{"archetype":"S01","name":"n","agency":"a","officer":"o","startedDaysAgo":"3","illustration":"i","screening":{}}""", "startedDaysAgo")]
    [InlineData("""{"archetype":"S01","name":"n","agency":"a","officer":"o","startedDaysAgo":3,"illustration":"i","screening":{"Q1":{"answer":"Perhaps","note":"?"}}}""", "answer")]
    public void Read_WhatIsNotAService_SaysFileAndPlace(string json, string place)
    {
        var error = Assert.Throws<InvalidDataException>(() => SampleService.Read("s99.json", json));

        Assert.StartsWith("s99.json", error.Message, StringComparison.Ordinal);
        Assert.Contains(place, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Pair_RowLeftOut_Throws() =>
        Assert.Throws<InvalidDataException>(() => Pairing.Of<string, int>(["one", "two"], r => r, new Dictionary<string, int>(StringComparer.Ordinal) { ["one"] = 1 }));

    [Fact]
    public void Pair_NameOfNoRow_Throws() =>
        Assert.Throws<InvalidDataException>(() => Pairing.Of<string, int>(["one"], r => r, new Dictionary<string, int>(StringComparer.Ordinal) { ["one"] = 1, ["three"] = 3 }));
}
