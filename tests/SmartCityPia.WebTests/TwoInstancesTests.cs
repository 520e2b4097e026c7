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
                var people = Enumerable.Range(0, People).Select(person => Task.Run(() => Work(proxy, cookies, assessment, person, ending.Token))).ToList();
                foreach (var name in new[] { "a", "b", "a" })
                {
                    await Task.Delay(TimeSpan.FromSeconds(2));
                    instances[name].Kill();
                    await Task.Delay(TimeSpan.FromSeconds(1));
                    await Begin(name);
                }
                await Task.Delay(TimeSpan.FromSeconds(2));
                await ending.CancelAsync();
                var saved = (await Task.WhenAll(people)).SelectMany(names => names).ToList();

                Assert.All(await Task.WhenAll(people), names => Assert.True(names.Count > 3, "Somebody saved hardly anything."));
                var stored = await app.Db(db => db.Purposes.Where(p => p.OwnerId == assessment.DescriptionId).Select(p => p.Name).ToListAsync());
                Assert.All(saved, name => Assert.Single(stored, name));
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
                instances[name] = await RunningApp.Start(app.ConnectionString, null, settings);
                proxy.Instances[name] = instances[name].Address;
            }
        }
        finally
        {
            mails.Delete(recursive: true);
        }
    }

    /// <summary>Adds purposes one after the other, and looks after each whether the list shows it, on whichever instance answers.</summary>
    /// <returns>The names that were answered as saved.</returns>
    private static async Task<List<string>> Work(Proxy proxy, CookieContainer cookies, Assessment assessment, int person, CancellationToken ending)
    {
        var saved = new List<string>();
        while (!ending.IsCancellationRequested)
        {
            var (name, id) = ($"Purpose {person}-{saved.Count}", Guid.CreateVersion7().ToString());
            var form = await UntilAnswered(http => http.GetAsync(Path(assessment, "purposes")));
            var token = RunningApp.Hidden(form.Text, "__RequestVerificationToken");
            // As a browser does it when a connection ends: the same form once more.
            var answer = await UntilAnswered(http => http.PostAsync(Path(assessment, "purposes"), new FormUrlEncodedContent(
                [new("Input.Name", name), new("Input.Description", "Counted."), new("NewId", id), new("__RequestVerificationToken", token)])));
            Assert.Equal(HttpStatusCode.Redirect, answer.Status);
            saved.Add(name);
            var list = await UntilAnswered(http => http.GetAsync(Path(assessment, "service")));
            Assert.Contains(name, list.Text, StringComparison.Ordinal);
        }
        return saved;

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
