using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Data.Saving;
using SmartCityPia.Data.Trail;
using SmartCityPia.Domain.Trail;
using SmartCityPia.TestSupport;
using SmartCityPia.Web.Features.Dossiers.Submit;
using SmartCityPia.Web.Infrastructure.Trail;
using Xunit;

namespace SmartCityPia.WebTests.Features.Trail;

public sealed class HistoryTests(WebApp app) : IClassFixture<WebApp>
{
    [Fact]
    public async Task Get_TheCity_IsForAuditorsAndAdministratorsAlone()
    {
        foreach (var address in new[] { "/history", "/history.jsonl", "/history/check", "/history/anchor" })
        {
            foreach (var person in TestCity.People)
            {
                using var client = await app.SignedIn(person);
                Assert.Equal(person == TestCity.Auditor || person == TestCity.Administrator ? HttpStatusCode.OK : HttpStatusCode.Forbidden, (await client.Get(address)).Status);
            }
        }
    }

    [Fact]
    public async Task Get_AnAssessment_IsForThoseWhoMaySeeIt()
    {
        var assessment = await Build.Assessment(app, "Town hall cameras");
        foreach (var address in new[] { $"/assessments/{assessment.Reference}/history", $"/assessments/{assessment.Reference}/history.jsonl" })
        {
            foreach (var (person, expected) in new[]
            {
                (TestCity.Officer, HttpStatusCode.OK), (TestCity.Reviewer, HttpStatusCode.OK), (TestCity.Auditor, HttpStatusCode.OK),
                (TestCity.TransportOfficer, HttpStatusCode.NotFound), (TestCity.Vendor, HttpStatusCode.Forbidden), (TestCity.Administrator, HttpStatusCode.Forbidden),
            })
            {
                using var client = await app.SignedIn(person);
                Assert.Equal(expected, (await client.Get(address)).Status);
            }
        }
    }

    [Fact]
    public async Task Get_AnAssessment_SaysInWordsWhatChanged()
    {
        var assessment = await Build.Assessment(app);
        using var officer = await app.SignedIn(TestCity.Officer);
        HtmlAssert.Redirects(await officer.Post($"/assessments/{assessment.Reference}/service", ("Input.Area", "Old <town>")));
        HtmlAssert.Redirects(await officer.Post($"/assessments/{assessment.Reference}/service", ("Input.Area", "New town")));
        HtmlAssert.Redirects(await officer.Post($"/assessments/{assessment.Reference}/purposes", ("Input.Name", "Count people"), ("Input.LegalBasis", "PublicTask")));

        HtmlAssert.Redirects(await officer.Post($"/assessments/{assessment.Reference}/tensions", ("Input.Subject", "Flow or privacy"), ("Input.State", "Open")));

        var page = HtmlAssert.Ok(await officer.Get($"/assessments/{assessment.Reference}/history"));

        HtmlAssert.Says(page, "“Flow or privacy”");
        HtmlAssert.Says(page, "Olga Officer added the purpose “Count people”.");
        HtmlAssert.Says(page, "Public task");
        HtmlAssert.Says(page, "Old <town> → New town");
        HtmlAssert.Says(page, $"Olga Officer read the assessment “{assessment.Reference}”.");
        Assert.DoesNotContain(page.Texts("tbody tr"), r => r.Contains("Area", StringComparison.Ordinal) && r.Contains("Count people", StringComparison.Ordinal));
        var other = await Build.Assessment(app, "Another");
        HtmlAssert.SaysNot(HtmlAssert.Ok(await officer.Get($"/assessments/{other.Reference}/history")), "Count people");
    }

    [Fact]
    public async Task Get_Filtered_ShowsTheseAlone()
    {
        var assessment = await Build.Assessment(app);
        await Build.Change<Domain.Dossiers.ServiceDescription>(app, assessment.DescriptionId, d => d.Area = "Harbour");
        using var auditor = await app.SignedIn(TestCity.Auditor);
        var own = $"/assessments/{assessment.Reference}/history";

        Assert.Equal(["Carl Colleague"], (await auditor.Get(own + "?verb=Changed")).Texts("tbody td:nth-child(2) > p:first-child bdi").Take(1));
        Assert.Single((await auditor.Get(own + "?verb=Changed")).Texts("tbody tr"));
        Assert.Single((await auditor.Get(own + $"?person={TestCity.Colleague.Id}")).Texts("tbody tr"));
        var day = app.Clock.GetUtcNow();
        HtmlAssert.Says(await auditor.Get(own + $"?to={day.AddDays(-2):yyyy-MM-dd}"), "Nothing of this kind happened.");
        HtmlAssert.Says(await auditor.Get(own + $"?from={day.AddDays(2):yyyy-MM-dd}"), "Nothing of this kind happened.");
        Assert.NotEmpty((await auditor.Get(own + $"?from={day.AddDays(-1):yyyy-MM-dd}&to={day.AddDays(1):yyyy-MM-dd}")).Texts("tbody tr"));
        // An unknown filter is ignored.
        Assert.NotEmpty(HtmlAssert.Ok(await auditor.Get(own + "?from=nonsense&person=x&p=-3")).Texts("tbody tr"));
        Assert.NotEmpty(HtmlAssert.Ok(await auditor.Get("/history?to=9999-12-31&from=0001-01-01")).Texts("tbody tr"));
        HtmlAssert.Ok(await auditor.Get("/history?to=0001-01-01&p=2147483647"));
        Assert.All((await auditor.Get($"/history?person={TestCity.Colleague.Id}")).Texts("tbody td:nth-child(2)"), t => Assert.Contains("Carl Colleague", t, StringComparison.Ordinal));
        var hall = (await auditor.Get($"/history?organisation={TestCity.Hall}&verb=Changed")).Texts("tbody td:nth-child(2)");
        Assert.Contains(hall, t => t.Contains("Carl Colleague", StringComparison.Ordinal));
        HtmlAssert.SaysNot(await auditor.Get($"/history?organisation={TestCity.Operator}"), "Carl Colleague changed");
    }

    [Fact]
    public async Task Export_Lines_CarryEverythingTheChainNeeds()
    {
        var assessment = await Build.Assessment(app);
        using var auditor = await app.SignedIn(TestCity.Auditor);

        var file = HtmlAssert.Ok(await auditor.Get($"/assessments/{assessment.Reference}/history.jsonl"));

        Assert.Equal("application/jsonl", file.ContentHeaders.ContentType!.MediaType);
        Assert.Equal("attachment", file.ContentHeaders.ContentDisposition!.DispositionType);
        var lines = file.Source.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonDocument.Parse(l).RootElement).ToList();
        Assert.True(lines.Count > 2);
        Assert.Contains(lines, l => l.GetProperty("verb").GetString() == AuditVerbs.Exported && l.GetProperty("accountId").GetGuid() == TestCity.Auditor.Id);
        foreach (var line in lines)
        {
            string? Text(string name) => line.TryGetProperty(name, out var value) ? value.GetString() : null;
            var e = new AuditEvent
            {
                Id = line.GetProperty("id").GetGuid(),
                At = line.GetProperty("at").GetDateTimeOffset(),
                AccountId = line.GetProperty("accountId").GetGuid(),
                AccountName = Text("account")!,
                Verb = Text("verb")!,
                Subject = Text("subject")!,
                SubjectId = line.GetProperty("subjectId").GetGuid(),
                OwnerId = Text("ownerId") is { } owner ? Guid.Parse(owner) : null,
                Reason = Text("reason"),
                Before = Text("before"),
                After = Text("after"),
                RequestId = Text("requestId")!,
                Salt = Guid.Parse(Text("salt")!),
            };
            Assert.Equal(Text("details"), Convert.ToHexStringLower(AuditChain.Details(e)));
            Assert.Equal(Text("hash"), Convert.ToHexStringLower(AuditChain.Hash(line.GetProperty("sequence").GetInt64(), Convert.FromHexString(Text("previous")!), AuditChain.Details(e), e)));
        }
        var sequences = lines.Select(l => l.GetProperty("sequence").GetInt64()).ToList();
        Assert.Equal(sequences.Order(), sequences);
    }

    [Fact]
    public async Task Check_WithAnchor_SaysWholeAndIsAnEvent()
    {
        using var auditor = await app.SignedIn(TestCity.Auditor);
        var anchor = HtmlAssert.Ok(await auditor.Get("/history/anchor"));
        var kept = TrailAnchor.Read(anchor.Source)!;

        HtmlAssert.Redirects(await Upload(auditor, anchor.Source), "/history/check");

        var page = HtmlAssert.Ok(await auditor.Get("/history/check"));
        HtmlAssert.Says(page, "Whole: every event fits");
        HtmlAssert.Says(page, $"Compared with the anchor of event {kept.Sequence:N0}.");
        Assert.True(await app.Db(db => db.AuditEvents.AnyAsync(e => e.Verb == AuditVerbs.Verified && e.AccountId == TestCity.Auditor.Id)));

        // An anchor of another chain.
        HtmlAssert.Redirects(await Upload(auditor, (kept with { Hash = new string('0', 64) }).ToJson()));
        HtmlAssert.Says(await auditor.Get("/history/check"), $"Broken at event {kept.Sequence:N0}");
        HtmlAssert.ErrorAt(await Upload(auditor, "no anchor"), "anchor");
        HtmlAssert.ErrorAt(await Upload(auditor, new string(' ', 5000)), "anchor");
    }

    [Fact]
    public async Task Subjects_OfEveryRowOnTheTrail_AndVerbs_HaveWords()
    {
        using var auditor = await app.SignedIn(TestCity.Auditor);
        var page = HtmlAssert.Ok(await auditor.Get("/history"));
        // A verb without words shows its key.
        Assert.DoesNotContain(page.Texts("#verb option"), t => t.StartsWith("Verb.", StringComparison.Ordinal));
        var keys = File.ReadAllText(Path.Combine(Repository.Root, "src", "SmartCityPia.Web", "Resources", "Trail.resx"));
        Assert.All(AuditVerbs.All, v => Assert.Contains($"\"Said.{v}\"", keys, StringComparison.Ordinal));
        Assert.All(Enum.GetNames<TrailFault>(), f => Assert.Contains($"\"Fault.{f}\"", keys, StringComparison.Ordinal));
        var subjects = await app.Db(db => Task.FromResult(db.Model.GetEntityTypes().Select(t => t.ClrType)
            .Where(t => typeof(Domain.Dossiers.IRow).IsAssignableFrom(t) || typeof(Domain.Reviews.IReviewRecord).IsAssignableFrom(t) || t.Name is "Delegation" or "Coalition" or "Organisation" or "Service" or "Assessment" or "AssessmentVersion" or "Account").Select(t => t.Name).ToList()));
        Assert.True(subjects.Count > 15);
        Assert.DoesNotContain(subjects, s => !keys.Contains($"\"Subject.{s}\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Read_SamePagesAgain_AreOneEventUntilAWhileLater()
    {
        var assessment = await Build.Full(app);
        using var reviewer = await app.SignedIn(TestCity.Reviewer);
        foreach (var path in new[] { "", "/risks", "/flows", "", "/versions/1", "/versions/1" })
            HtmlAssert.Ok(await reviewer.Get($"/assessments/{assessment.Reference}{path}"));
        HtmlAssert.Ok(await reviewer.Get($"/assessments/{assessment.Reference}/versions/1/report.pdf"));

        // What building the assessment left of the reviewer is no reading.
        Assert.Equal(["Downloaded AssessmentVersion", "Opened Assessment", "Opened AssessmentVersion"], await ReadBy(TestCity.Reviewer, assessment.Id));

        app.Clock.Advance(ViewLog.Repeat);
        HtmlAssert.Ok(await reviewer.Get($"/assessments/{assessment.Reference}"));
        Assert.Equal(4, (await ReadBy(TestCity.Reviewer, assessment.Id)).Count);
        HtmlAssert.Ok(await reviewer.Get("/assessments?q=Secret+words"));
        var search = await app.Db(db => db.AuditEvents.AsNoTracking().SingleAsync(e => e.Verb == AuditVerbs.Searched && e.AccountId == TestCity.Reviewer.Id));
        Assert.Equal(("Assessment", null, null), (search.Subject, search.Reason, search.After));
    }

    [Fact]
    public async Task Read_CannotBeNoted_PageIsGivenOutAndTheLogSaysSo()
    {
        var assessment = await Build.Assessment(app);
        using var reviewer = await app.SignedIn(TestCity.Reviewer);
        await app.AsOwner("CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no'; END $$; CREATE TRIGGER refuse BEFORE INSERT ON audit_events FOR EACH ROW WHEN (NEW.verb = 'Opened') EXECUTE FUNCTION refuse()");
        try
        {
            HtmlAssert.Ok(await reviewer.Get($"/assessments/{assessment.Reference}"));
        }
        finally
        {
            await app.AsOwner("DROP TRIGGER refuse ON audit_events");
        }
        Assert.Empty(await ReadBy(TestCity.Reviewer, assessment.Id));
        HtmlAssert.Ok(await reviewer.Get($"/assessments/{assessment.Reference}"));
        Assert.Single(await ReadBy(TestCity.Reviewer, assessment.Id));
    }

    [Fact]
    public async Task Refused_ForbiddenAndForeign_AreOnTheTrail()
    {
        var assessment = await Build.Assessment(app);
        using var transport = await app.SignedIn(TestCity.TransportOfficer);
        HtmlAssert.Status(HttpStatusCode.Forbidden, await transport.Get("/accounts"));
        HtmlAssert.Status(HttpStatusCode.NotFound, await transport.Get($"/assessments/{assessment.Reference}/risks"));
        HtmlAssert.Status(HttpStatusCode.NotFound, await transport.Get($"/assessments/{assessment.Reference}/versions/1/report.pdf"));
        HtmlAssert.Status(HttpStatusCode.NotFound, await transport.Get("/assessments/PIA-1900-001"));

        var refused = await app.Db(db => db.AuditEvents.AsNoTracking().Where(e => e.Verb == AuditVerbs.Refused && e.AccountId == TestCity.TransportOfficer.Id && (e.OwnerId == assessment.Id || e.Subject == "accounts")).OrderBy(e => e.At).Select(e => new { e.Subject, e.OwnerId }).ToListAsync());
        Assert.Equal([("accounts", null), ("assessments/{reference}/risks", assessment.Id), ("assessments/{reference}/versions/{number}/{file}", (Guid?)assessment.Id)], refused.Select(r => (r.Subject, r.OwnerId)));
    }

    /// <summary>Whatever names a dossier that is not theirs: its pages, its files, a request about it, and what is asked of it elsewhere.</summary>
    [Fact]
    public async Task Refused_EveryAddressOfADossierThatIsNotTheirs_IsOnTheTrail()
    {
        var assessment = await Build.Full(app);
        var person = await Build.Person(app, "Tom Transport", Roles.Officer, TestCity.Transport);
        using var client = await app.SignedIn(person);
        var pages = await SamplePages.All(app, assessment);
        var places = pages.Where(p => p.Endpoint is not null && (p.Address.Contains(assessment.Reference, StringComparison.Ordinal) || p.Address.StartsWith("/evidence-requests/", StringComparison.Ordinal) || p.Address.StartsWith("/descriptions/SD-", StringComparison.Ordinal)))
            .Concat(from place in new[] { "/descriptions/new", "/city/changes" } let page = pages.Single(p => p.Address == place) select page with { Address = $"{place}?assessment={assessment.Reference}" }).ToList();
        Assert.True(places.Count > 60);
        foreach (var post in new[] { false, true })
        {
            // The same refusal is one event for a while.
            app.Clock.Advance(ViewLog.Repeat);
            var since = app.Clock.GetUtcNow();
            foreach (var place in places)
            {
                var status = (post ? await client.SendWithToken(place.Address) : await client.Get(place.Address)).Status;
                Assert.True(status is HttpStatusCode.NotFound or HttpStatusCode.Forbidden || (post && status is HttpStatusCode.MethodNotAllowed), $"{place.Address}: {status}");
                var subject = ViewLogFilter.AddressOf(place.Endpoint!.RoutePattern);
                Assert.True(status is HttpStatusCode.MethodNotAllowed || await app.Db(db => db.AuditEvents.AnyAsync(e => e.Verb == AuditVerbs.Refused && e.AccountId == person.Id && e.OwnerId != null && e.At >= since && e.Subject == subject)),
                    $"{(post ? "POST" : "GET")} {place.Address} was refused ({status}), and the trail does not say so.");
            }
        }
    }

    [Fact]
    public async Task Files_OfEveryEndpoint_LeaveAnEvent()
    {
        var assessment = await Build.Full(app);
        var files = 0;
        foreach (var page in (await SamplePages.All(app, assessment)).Where(p => p.Who is not null && p.Endpoint is not null))
        {
            using var client = await app.SignedIn(page.Who!);
            foreach (var handler in new[] { "", "handler=Csv" })
            {
                var before = await Events(page.Who!);
                var answer = await client.Get(page.Address + (handler.Length == 0 ? "" : (page.Address.Contains('?', StringComparison.Ordinal) ? "&" : "?") + handler));
                if (answer.Status != HttpStatusCode.OK || answer.ContentHeaders.ContentType?.MediaType == "text/html" || answer.ContentHeaders.ContentDisposition is null)
                    continue;
                files++;
                Assert.True(await Events(page.Who!) == before + 1, $"{page.Address} {handler} gave out a file without an event, or with two.");
            }
        }
        Assert.True(files > 12, $"{files} files");

        Task<int> Events(Person person) => app.Db(db => db.AuditEvents.CountAsync(e => e.AccountId == person.Id && (e.Verb == AuditVerbs.Exported || e.Verb == AuditVerbs.Downloaded)));
    }

    [Fact]
    public async Task Post_AnsweredWithThePageAgain_IsAViewToo()
    {
        var assessment = await Build.Assessment(app);
        using var auditor = await app.SignedIn(TestCity.Auditor);

        HtmlAssert.Status(HttpStatusCode.BadRequest, await auditor.SendWithToken($"/assessments/{assessment.Reference}/evidence/ask", ("NewId", Guid.CreateVersion7().ToString())));

        Assert.Equal(["Opened Assessment"], await ReadBy(TestCity.Auditor, assessment.Id));
    }

    /// <summary>Administrators open no dossier, and a vendor's draft is nobody's but theirs: what was done is told, not what it says.</summary>
    [Fact]
    public async Task Content_OfWhatTheReaderMayNotOpen_IsNeitherShownNorExported()
    {
        var assessment = await Build.Assessment(app, "Secret of the hall");
        await Build.Add(app, new Domain.Dossiers.Purpose { Id = Build.Ids(app)(), OwnerId = assessment.DescriptionId, Name = "Secret purpose" });
        var asked = await Build.Asked(app, assessment);
        await app.With<Web.Features.Submissions.BeginDescription, bool>(begin => begin.Handle(asked.Id, null, Build.Actor(app, TestCity.Vendor), CancellationToken.None));
        await Build.Add(app, new Domain.Dossiers.Purpose { Id = Build.Ids(app)(), OwnerId = asked.DescriptionId, Name = "Secret draft" });
        await app.Db(db => db.RecordAsync(Build.Actor(app), AuditVerbs.Submitted, "Assessment", assessment.Id, assessment.Id, CancellationToken.None, "Secret reason", "{\"name\":\"Secret after\"}"));

        foreach (var (person, sees) in new[] { (TestCity.Administrator, false), (TestCity.Auditor, true) })
        {
            using var client = await app.SignedIn(person);
            foreach (var address in new[] { "/history", $"/history?person={TestCity.Officer.Id}", "/history.jsonl", $"/history.jsonl?person={TestCity.Officer.Id}" })
            {
                var page = HtmlAssert.Ok(await client.Get(address));
                foreach (var secret in new[] { "Secret purpose", "Secret reason", "Secret after" })
                    Assert.True(page.Source.Contains(secret, StringComparison.Ordinal) == sees, $"{person.Name} {address}: {secret}");
                Assert.DoesNotContain("Secret draft", page.Source, StringComparison.Ordinal);
            }
            var lines = (await client.Get("/history.jsonl")).Source.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonDocument.Parse(l).RootElement).ToList();
            var ofDraft = lines.Where(l => l.TryGetProperty("ownerId", out var owner) && owner.GetGuid() == asked.DescriptionId).ToList();
            Assert.NotEmpty(ofDraft);
            Assert.All(ofDraft, l => Assert.False(l.TryGetProperty("after", out _) || l.TryGetProperty("reason", out _) || l.TryGetProperty("salt", out _)));
        }
        using var officer = await app.SignedIn(TestCity.Officer);
        Assert.Contains("Secret purpose", (await officer.Get($"/assessments/{assessment.Reference}/history")).Source, StringComparison.Ordinal);
        Assert.Contains("Secret purpose", (await officer.Get($"/assessments/{assessment.Reference}/history.jsonl")).Source, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignIn_WrongLockedRightAndOut_AreEventsWithoutWhatWasTyped()
    {
        // A city of its own: somebody is locked out of it.
        await using var city = new WebApp();
        await city.InitializeAsync();
        using var client = city.Anonymous();
        for (var i = 0; i < 6; i++)
            await client.Post("/account/sign-in", ("Input.Email", TestCity.Colleague.Email), ("Input.Password", "typed-by-somebody"));
        await client.Post("/account/sign-in", ("Input.Email", "nobody.known@test.example"), ("Input.Password", "typed-by-somebody"));
        await client.Post("/account/sign-in", ("Input.Email", TestCity.Vendor.Email), ("Input.Password", TestCity.Password));
        await client.Submit(HtmlAssert.Ok(await client.Get("/")), "form[action='/account/sign-out']", null);

        Assert.Equal(["SignInFailed", "SignInFailed", "SignInFailed", "SignInFailed", "SignInFailed", "LockedOut"], await Verbs(TestCity.Colleague.Id));
        Assert.Contains("SignInFailed", await Verbs(Guid.Empty));
        Assert.Equal(["SignedIn", "SignedOut"], (await Verbs(TestCity.Vendor.Id)).TakeLast(2));
        Assert.False(await city.Db(db => db.AuditEvents.AnyAsync(e => (e.AccountName + e.Reason + e.Before + e.After + e.Subject + e.RequestId).Contains("nobody.known") || (e.Reason + e.After).Contains("typed-by"))));

        Task<List<string>> Verbs(Guid account) => city.Db(db => db.AuditEvents.Where(e => e.AccountId == account && e.Subject == "Account").OrderBy(e => e.At).Select(e => e.Verb).ToListAsync());
    }

    [Fact]
    public async Task StartNewDraft_IsCalledSo()
    {
        var assessment = await Build.Prefilled(app);
        await Build.Submit(app, assessment);
        await app.Db(async db =>
        {
            (await db.Assessments.SingleAsync(a => a.Id == assessment.Id)).StartNewDraft();
            return await db.SaveAsync(Build.Actor(app), CancellationToken.None);
        });
        using var auditor = await app.SignedIn(TestCity.Auditor);

        HtmlAssert.Says(await auditor.Get($"/assessments/{assessment.Reference}/history?verb=Reopened"), $"Olga Officer opened the assessment “{assessment.Reference}” again for changes.");
    }

    private Task<List<string>> ReadBy(Person person, Guid owner) => app.Db(db => db.AuditEvents.Where(e => e.AccountId == person.Id && e.OwnerId == owner && (e.Verb == AuditVerbs.Opened || e.Verb == AuditVerbs.Downloaded)).OrderBy(e => e.Verb).ThenBy(e => e.Subject).Select(e => e.Verb + " " + e.Subject).ToListAsync());

    private static async Task<HtmlPage> Upload(PiaClient client, string text)
    {
        using var form = new MultipartFormDataContent { { new StringContent(await client.Token()), "__RequestVerificationToken" }, { new StringContent(text), "anchor", "anchor.json" } };
        using var answer = await client.Http.PostAsync(new Uri("/history/check", UriKind.Relative), form);
        return await HtmlPage.Read(answer);
    }
}
