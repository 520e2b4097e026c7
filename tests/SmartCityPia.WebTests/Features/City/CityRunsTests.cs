using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using SmartCityPia.Data.City;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.City;
using SmartCityPia.Domain.Reviews;
using SmartCityPia.TestSupport;
using SmartCityPia.Web.Features.City;
using SmartCityPia.Web.Frame.City;
using Xunit;

namespace SmartCityPia.WebTests.Features.City;

/// <summary>Computations that take longer than a page can wait.</summary>
public sealed class CityRunsTests(WebApp app) : IClassFixture<WebApp>
{
    private static readonly Guid Somebody = Guid.Parse("018f0000-0000-7000-8000-000000000001");

    [Fact]
    public async Task Get_TwoAskAtOnce_IsComputedOnceAndKept()
    {
        using var runs = new CityRuns(TimeProvider.System);
        using var gate = new ManualResetEventSlim();
        var computed = 0;
        string Work(IProgress<(int Done, int Of)> progress, CancellationToken cancel)
        {
            gate.Wait(cancel);
            return $"result {Interlocked.Increment(ref computed)}";
        }

        var both = new[] { runs.Get("one", Somebody, Work), runs.Get("one", Somebody, Work) };
        gate.Set();

        Assert.All(await Task.WhenAll(both), answer => Assert.Equal(("result 1", null), answer));
        Assert.Equal(("result 1", null), await runs.Get("one", Somebody, Work));
        Assert.Equal("result 2", (await runs.Get("other", Somebody, Work)).Result);
    }

    [Fact]
    public async Task Get_ManyOfOnePerson_MakeNobodyElseWaitAndHaveABound()
    {
        using var runs = new CityRuns(TimeProvider.System);
        using var gate = new SemaphoreSlim(0);
        // What begins, in its order; two begin at once, the third when one of them has ended.
        var (begun, other) = (System.Threading.Channels.Channel.CreateUnbounded<string>(), Guid.CreateVersion7());
        ValueTask<string> Next() => begun.Reader.ReadAsync(TestContext.Current.CancellationToken);
        Func<IProgress<(int Done, int Of)>, CancellationToken, string> Work(string name) => (_, cancel) =>
        {
            begun.Writer.TryWrite(name);
            gate.Wait(cancel);
            return name;
        };

        var asked = Enumerable.Range(0, CityRuns.Share).Select(i => runs.Get($"many {i}", Somebody, Work($"many {i}"))).ToList();
        var refused = await Assert.ThrowsAsync<Microsoft.AspNetCore.Http.BadHttpRequestException>(() => runs.Get("one too many", Somebody, Work("one too many")));
        Assert.Equal(429, refused.StatusCode);
        Assert.Equal(["many 0", "many 1"], new[] { await Next(), await Next() }.Order(StringComparer.Ordinal));
        // The other person asks once two run; the first that ends gives its turn to them.
        asked.Add(runs.Get("small", other, Work("small")));
        var all = (await Task.WhenAll(asked)).Select(a => a.Running).OfType<CityRun>().ToList();
        gate.Release();
        Assert.Equal("small", await Next());
        gate.Release(CityRuns.Share);
        await Task.WhenAll(all.Select(r => r.Work));

        Assert.Equal(CityRuns.Share - 2, begun.Reader.Count);
        Assert.Equal("one too many", (await runs.Get("one too many", Somebody, (_, _) => "one too many")).Result);
    }

    [Fact]
    public async Task Get_WorkTakesLonger_ShowsHowFarItIsAndIsFoundAgain()
    {
        var clock = new FakeTimeProvider();
        using var runs = new CityRuns(clock);
        using var gate = new ManualResetEventSlim();
        using var started = new ManualResetEventSlim();
        string Work(IProgress<(int Done, int Of)> progress, CancellationToken cancel)
        {
            progress.Report((3, 10));
            started.Set();
            gate.Wait(cancel);
            return "at last";
        }

        var asked = runs.Get("slow", Somebody, Work);
        started.Wait(TestContext.Current.CancellationToken);
        clock.Advance(TimeSpan.FromSeconds(1));
        var (result, running) = await asked;

        Assert.Null(result);
        Assert.Same(running, runs.Find(running!.Id));
        Assert.Equal(((3, 10), Somebody), (running.Progress, running.StartedBy));

        gate.Set();
        Assert.Equal("at last", await running.Work);
        Assert.Equal("at last", (await runs.Get("slow", Somebody, Work)).Result);
        Assert.Null(runs.Find(running.Id));
    }

    [Fact]
    public async Task Cancel_RunningWork_StopsAndNothingIsKept()
    {
        var clock = new FakeTimeProvider();
        using var runs = new CityRuns(clock);
        using var started = new ManualResetEventSlim();
        var (times, block) = (0, true);
        string Work(IProgress<(int Done, int Of)> progress, CancellationToken cancel)
        {
            times++;
            started.Set();
            if (block)
                cancel.WaitHandle.WaitOne();
            cancel.ThrowIfCancellationRequested();
            return "second time";
        }
        var asked = runs.Get("slow", Somebody, Work);
        started.Wait(TestContext.Current.CancellationToken);
        clock.Advance(TimeSpan.FromSeconds(1));
        var running = (await asked).Running!;

        running.Cancel();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running.Work);
        block = false;
        Assert.Equal("second time", (await runs.Get("slow", Somebody, Work)).Result);
        Assert.Equal(2, times);
    }

    [Fact]
    public async Task Cancel_WorkThatReturnsWhatItHasSoFar_IsNotKept()
    {
        var clock = new FakeTimeProvider();
        using var runs = new CityRuns(clock);
        using var started = new ManualResetEventSlim();
        var asked = runs.Get("half", Somebody, (_, cancel) =>
        {
            started.Set();
            cancel.WaitHandle.WaitOne();
            return "half of it";
        });
        started.Wait(TestContext.Current.CancellationToken);
        clock.Advance(TimeSpan.FromSeconds(1));
        var running = (await asked).Running!;

        running.Cancel();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running.Work);
        Assert.Equal("all of it", (await runs.Get("half", Somebody, (_, _) => "all of it")).Result);
    }

    [Fact]
    public async Task Get_WorkFails_FailsForWhoAskedAndIsTriedAgain()
    {
        using var runs = new CityRuns(TimeProvider.System);
        var times = 0;

        await Assert.ThrowsAsync<InvalidDataException>(() => runs.Get<string>("broken", Somebody, (_, _) => times++ == 0 ? throw new InvalidDataException("once") : "mended"));

        Assert.Equal("mended", (await runs.Get<string>("broken", Somebody, (_, _) => times++ == 0 ? throw new InvalidDataException("once") : "mended")).Result);
    }

    [Fact]
    public async Task RunPage_WhileRunning_ShowsProgressAndOnlyWhoAskedMayStopIt()
    {
        using var gate = new ManualResetEventSlim();
        using var started = new ManualResetEventSlim();
        var runs = app.Services.GetRequiredService<CityRuns>();
        var asked = runs.Get<string>("page", TestCity.Officer.Id, (progress, cancel) =>
        {
            progress.Report((1234, 5000));
            started.Set();
            gate.Wait(cancel);
            return "done";
        });
        started.Wait(TestContext.Current.CancellationToken);
        app.Clock.Advance(TimeSpan.FromSeconds(1));
        var id = (await asked).Running!.Id;
        using var officer = await app.SignedIn(TestCity.Officer);
        using var colleague = await app.SignedIn(TestCity.Colleague);
        using var vendor = await app.SignedIn(TestCity.Vendor);
        var address = $"/city/run/{id}?back=%2Fcity";

        var page = HtmlAssert.Ok(await officer.Get(address));
        HtmlAssert.Says(page, "1,234 of 5,000 done.");
        var progress = JsonDocument.Parse(await officer.Http.GetStringAsync(new Uri($"/city/run/{id}?handler=Progress", UriKind.Relative), TestContext.Current.CancellationToken)).RootElement;
        Assert.Equal((1234, 5000), (progress.GetProperty("done").GetInt32(), progress.GetProperty("of").GetInt32()));
        HtmlAssert.Status(HttpStatusCode.Forbidden, await vendor.Get(address));
        Assert.Empty(HtmlAssert.Ok(await colleague.Get(address)).Document.QuerySelectorAll("main form"));
        HtmlAssert.Status(HttpStatusCode.Forbidden, await colleague.SendWithToken(address + "&handler=Cancel"));

        var stopped = HtmlAssert.Ok(await officer.Submit(page, "main form", null));

        HtmlAssert.Says(stopped, "Nothing was saved and nothing was changed.");
        Assert.Equal("/city", stopped.Document.QuerySelector("main a.button")!.GetAttribute("href"));
        gate.Set();
    }

    [Theory]
    [InlineData("https://elsewhere.example/")]
    [InlineData("//elsewhere.example/")]
    [InlineData("/\\elsewhere.example")]
    public async Task RunPage_Done_LeadsBackButNotAway(string back)
    {
        using var officer = await app.SignedIn(TestCity.Officer);

        HtmlAssert.Redirects(await officer.Get($"/city/run/{Guid.Empty}?back={Uri.EscapeDataString(back)}"), "/city");
        HtmlAssert.Redirects(await officer.Get($"/city/run/{Guid.Empty}?back={Uri.EscapeDataString("/city/flows?p=2")}"), "/city/flows?p=2");
    }

    [Fact]
    public async Task Read_LastVersionWithdrawn_CityKnowsTheOneBefore()
    {
        var assessment = await Build.Prefilled(app);
        await Build.Submit(app, assessment);
        var before = await Graph();
        await app.Db(async db =>
        {
            (await db.Assessments.SingleAsync(a => a.Id == assessment.Id)).StartNewDraft();
            return await db.SaveAsync(Build.Actor(app), CancellationToken.None);
        });
        app.Clock.Advance(TimeSpan.FromHours(1));
        await Build.Submit(app, assessment);
        var part = (await Graph()).Parts.Single(p => p.AssessmentId == assessment.Id);
        Assert.Equal(2, part.VersionNumber);
        Assert.Equal(1, (await Graph(app.Clock.GetUtcNow().AddMinutes(-30))).Parts.Single(p => p.AssessmentId == assessment.Id).VersionNumber);

        await Build.Act(app, assessment, ReviewRole.Author, TestCity.Officer, scene => scene.Review.Withdraw(scene.Assessment, scene.By, "Too early."));

        var after = await Graph();
        Assert.Equal(1, after.Parts.Single(p => p.AssessmentId == assessment.Id).VersionNumber);
        Assert.Equal(before.Key, after.Key);
        Assert.Same(before, after);
    }

    private Task<CityGraph> Graph(DateTimeOffset? at = null) => app.With<CityReader, CityGraph>(reader => reader.Read(CancellationToken.None, at));
}
