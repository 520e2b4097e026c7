using System.Collections.Concurrent;
using System.Net;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.TestSupport;
using SmartCityPia.WebTests.Infrastructure;
using Xunit;

namespace SmartCityPia.WebTests;

/// <summary>Two instances of the built program on one database behind a proxy, killed and started again while people work.</summary>
public sealed class TwoInstancesTests(WebApp app) : IClassFixture<WebApp>
{
    private const int People = 3;

    [Fact]
    public async Task Instances_KilledUnderLoad_NothingIsLostOrStaleOrSignedOut()
    {
        var mails = Directory.CreateTempSubdirectory("pia-mails-");
        try
        {
            await using var proxy = new Proxy();
            (string, string)[] settings = [("Mail__Directory", mails.FullName), ("Mail__From", "pia@city.example"), ("Mail__PublicAddress", proxy.Address.ToString())];
            var assessment = await Build.Prefilled(app);
            var instances = new Dictionary<string, RunningApp>(StringComparer.Ordinal);
            try
            {
                foreach (var name in new[] { "a", "b" })
                    await Begin(name);
                var cookies = new CookieContainer();
                using var session = await instances["a"].SignedIn(TestCity.Officer.Email, TestCity.Password, cookies);
                await Build.Comment(app, assessment, Step.Service, null, "What is it for?", mentioned: TestCity.Officer.Id);
                using var ending = new CancellationTokenSource();
                var saved = Enumerable.Range(0, People).Select(_ => new ConcurrentQueue<string>()).ToList();
                var work = saved.Select((names, person) => Task.Run(() => Work(proxy, cookies, assessment, person, names, ending.Token))).ToList();
                foreach (var name in new[] { "a", "b", "a" })
                {
                    await EverybodySaves(saved, work);
                    instances[name].Kill();
                    await EverybodySaves(saved, work);
                    await Begin(name);
                }
                await EverybodySaves(saved, work);
                await ending.CancelAsync();
                await Task.WhenAll(work);

                var stored = await app.Db(db => db.Purposes.Where(p => p.OwnerId == assessment.DescriptionId).Select(p => p.Name).ToListAsync());
                Assert.All(saved.SelectMany(names => names), name => Assert.Single(stored, name));
                // The job that sends mails runs every minute, on whichever instance is there.
                for (var waited = 0; waited < 100 && mails.GetFiles("*.eml", SearchOption.AllDirectories).Length == 0; waited++)
                    await Task.Delay(TimeSpan.FromSeconds(1));
                Assert.Single(mails.GetFiles("*.eml", SearchOption.AllDirectories));
            }
            finally
            {
                foreach (var instance in instances.Values)
                    instance.Dispose();
            }

            async Task Begin(string name)
            {
                if (instances.Remove(name, out var former))
                    former.Dispose();
                instances[name] = await RunningApp.Start(app.RuntimeConnectionString, null, settings);
                proxy.Instances[name] = instances[name].Address;
            }
        }
        finally
        {
            mails.Delete(recursive: true);
        }
    }

    /// <summary>Waits until everybody has saved something more, or somebody's work has failed.</summary>
    private static async Task EverybodySaves(List<ConcurrentQueue<string>> saved, List<Task> work)
    {
        var before = saved.ConvertAll(names => names.Count);
        while (saved.Zip(before).Any(p => p.First.Count == p.Second))
        {
            if (work.Find(w => w.IsFaulted) is { } failed)
                await failed;
            await Task.Delay(50);
        }
    }

    /// <summary>Adds purposes one after the other, and looks after each whether its page shows it, on whichever instance answers.</summary>
    /// <param name="saved">Takes the names that were answered as saved.</param>
    private static async Task Work(Proxy proxy, CookieContainer cookies, Assessment assessment, int person, ConcurrentQueue<string> saved, CancellationToken ending)
    {
        while (!ending.IsCancellationRequested)
        {
            var (name, id) = ($"Purpose {person}-{saved.Count}", Guid.CreateVersion7().ToString());
            var form = await UntilAnswered(http => http.GetAsync(Path(assessment, "purposes")));
            var token = RunningApp.Hidden(form.Text, "__RequestVerificationToken");
            // As a browser does it when a connection ends: the same form once more.
            var answer = await UntilAnswered(http => http.PostAsync(Path(assessment, "purposes"), new FormUrlEncodedContent(
                [new("Input.Name", name), new("Input.Description", "Counted."), new("NewId", id), new("__RequestVerificationToken", token)])));
            Assert.Equal(HttpStatusCode.Redirect, answer.Status);
            saved.Enqueue(name);
            // Not in the list: it is paged, and with everybody adding to it nobody knows on which page the row is.
            var row = await UntilAnswered(http => http.GetAsync(Path(assessment, $"purposes/{id}")));
            Assert.Contains(name, row.Text, StringComparison.Ordinal);
        }

        // A new connection each time, so that it is another instance's turn.
        async Task<(HttpStatusCode Status, string Text)> UntilAnswered(Func<HttpClient, Task<HttpResponseMessage>> ask)
        {
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    using var http = new HttpClient(new SocketsHttpHandler { CookieContainer = cookies, AllowAutoRedirect = false }) { BaseAddress = proxy.Address };
                    using var response = await ask(http);
                    Assert.DoesNotContain("sign-in", response.Headers.Location?.ToString() ?? "", StringComparison.Ordinal);
                    return (response.StatusCode, await response.Content.ReadAsStringAsync(CancellationToken.None));
                }
                catch (Exception e) when (e is HttpRequestException or IOException && attempt < 100)
                {
                    await Task.Delay(100, CancellationToken.None);
                }
            }
        }
    }

    private static Uri Path(Assessment assessment, string page) => new($"/assessments/{assessment.Reference}/{page}", UriKind.Relative);
}
