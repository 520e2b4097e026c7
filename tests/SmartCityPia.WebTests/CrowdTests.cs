using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Data.Trail;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.TestSupport;
using Xunit;

namespace SmartCityPia.WebTests;

/// <summary>Fifty people in one assessment at once. For a minute; PIA_CROWD_SECONDS makes it shorter by hand.</summary>
public sealed class CrowdTests(WebApp app) : IClassFixture<WebApp>
{
    private const int People = 50;
    private const int Rows = 25;

    private static readonly TimeSpan Long = TimeSpan.FromSeconds(int.TryParse(Environment.GetEnvironmentVariable("PIA_CROWD_SECONDS"), NumberStyles.None, CultureInfo.InvariantCulture, out var s) ? s : 60);

    /// <summary>
    /// Each reads a risk, adds a word of theirs to its text and saves; whoever is told of a conflict begins again. Every
    /// word that was answered with "saved" has to be in the text at the end, once, whoever saved after it.
    /// </summary>
    [Fact]
    public async Task Post_FiftyPeopleInOneAssessment_NoWordIsLostAndTheTrailIsWhole()
    {
        var assessment = await Build.Assessment(app);
        var risks = Enumerable.Range(0, Rows).Select(i => new Risk { Id = Build.Ids(app)(), OwnerId = assessment.Id, Title = $"Risk {i}" }).ToList();
        await Build.Add(app, [.. risks]);
        var people = new List<Person>();
        for (var person = 1; person <= People; person++)
            people.Add(await Build.Person(app, string.Create(CultureInfo.InvariantCulture, $"Person {person}"), Roles.Officer, TestCity.Hall));
        var saved = new ConcurrentBag<(Guid Row, string Word)>();
        var answers = new ConcurrentDictionary<HttpStatusCode, int>();
        using var end = new CancellationTokenSource(Long);
        // Whoever has been unlucky so far goes on alone: shut out is who never gets through, not who is slow on a busy machine.
        using var last = new CancellationTokenSource(4 * Long);

        await Task.WhenAll(Enumerable.Range(0, People).Select(async person =>
        {
            using var client = await app.SignedIn(people[person]);
            var through = false;
            for (var turn = 0; !end.IsCancellationRequested || (!through && !last.IsCancellationRequested); turn++)
            {
                var risk = risks[(person + (turn * 7)) % Rows];
                var word = string.Create(CultureInfo.InvariantCulture, $"p{person}t{turn}");
                var page = HtmlAssert.Ok(await client.Get($"/assessments/{assessment.Reference}/risks/{risk.Id}"));
                var text = page.One("textarea[name='Input.WhatCouldHappen']").TextContent;
                // A text has its limit; a full one is begun again by nobody.
                if (text.Length > 3900)
                    continue;
                var answer = await client.Submit(page, ("Input.WhatCouldHappen", $"{text} {word}"));
                answers.AddOrUpdate(answer.Status, 1, (_, n) => n + 1);
                if (answer.Status == HttpStatusCode.Redirect)
                {
                    saved.Add((risk.Id, word));
                    through = true;
                }
            }
        }));

        Assert.DoesNotContain(answers.Keys, status => status is not (HttpStatusCode.Redirect or HttpStatusCode.Conflict));
        Assert.True(saved.Count >= 10, $"Only {saved.Count} saves came through.");
        var texts = await app.Db(db => db.Risks.AsNoTracking().Where(r => r.OwnerId == assessment.Id).ToDictionaryAsync(r => r.Id, r => (r.WhatCouldHappen ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries)));
        var lost = saved.Where(s => texts[s.Row].Count(w => w == s.Word) != 1).ToList();
        Assert.True(lost.Count == 0, $"{lost.Count} of {saved.Count} saved words are not in the text.");
        Assert.Equal(saved.Count, texts.Sum(t => t.Value.Length));
        var events = await app.Db(db => db.AuditEvents.Where(e => e.OwnerId == assessment.Id && e.Subject == nameof(Risk) && e.Verb == "Changed").GroupBy(e => e.AccountId).Select(g => g.Count()).ToListAsync());
        Assert.Equal(saved.Count, events.Sum());
        // Nobody was shut out by the others.
        Assert.Equal(People, events.Count);
        Assert.Null((await app.With<CheckTrail, TrailResult>(check => check.Handle(null, null, CancellationToken.None))).Fault);
        TestContext.Current.TestOutputHelper?.WriteLine($"{saved.Count} saved, {answers.GetValueOrDefault(HttpStatusCode.Conflict)} conflicts shown");
    }
}
