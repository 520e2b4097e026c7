using System.Net;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.TestSupport;
using Xunit;

namespace SmartCityPia.WebTests.Features.Trail.Auditors;

public sealed class AuditorTests(WebApp app) : IClassFixture<WebApp>
{
    private static readonly string[] Lists = ["/assessments", "/reviews", "/history", "/history.jsonl", "/history/check", "/organisations", "/audit-notes", "/audit-notes.csv"];

    /// <summary>Directories offered to choose from hold only whom the person may see.</summary>
    [Fact]
    public async Task Choices_ForAnAuditorOfOneAssessment_AreThoseOfTheDossier()
    {
        var (own, foreign) = (await Build.Full(app), await Build.Assessment(app, agency: TestCity.Transport));
        var stranger = new Domain.Organisations.Organisation { Id = Build.Ids(app)(), Name = "Stranger of another dossier", Kind = Domain.Organisations.OrganisationKind.ServiceOperator };
        await Build.Add(app, [stranger]);
        var person = await Build.Person(app, "Amy Onlyone", Roles.Auditor, TestCity.Hall);
        await app.Db(db => TestCity.GrantAccess(db, person, assessments: [own.Id]));
        using var auditor = await app.SignedIn(person);

        var pages = 0;
        foreach (var address in (await SamplePages.All(app, own)).Select(p => p.Address).Where(a => a.StartsWith($"/assessments/{own.Reference}", StringComparison.Ordinal)))
        {
            var page = await auditor.Get(address);
            if (page.Status != HttpStatusCode.OK || page.ContentHeaders.ContentType?.MediaType != "text/html")
                continue;
            pages++;
            // Nobody who sees neither this assessment nor works for a body in it, and no body that is not in it.
            foreach (var secret in new[] { stranger.Id.ToString(), stranger.Name, TestCity.TransportOfficer.Id.ToString(), TestCity.Administrator.Id.ToString(), foreign.Reference })
                Assert.False(page.Source.Contains(secret, StringComparison.OrdinalIgnoreCase), $"{address} tells of {secret}");
        }
        Assert.True(pages > 30);
        var ask = await auditor.Get($"/assessments/{own.Reference}/evidence/ask");
        HtmlAssert.ErrorAt(await auditor.Submit(ask, ("Input.What", "The log"), ("Input.OrganisationId", stranger.Id.ToString())), "Input.OrganisationId");
        HtmlAssert.ErrorAt(await auditor.Submit(ask, ("Input.What", "The log"), ("Input.AccountId", TestCity.TransportOfficer.Id.ToString())), "Input.AccountId");
        Assert.NotEmpty(ask.Document.QuerySelectorAll("#Input_OrganisationId option[value]:not([value=''])"));
    }

    [Fact]
    public async Task WithoutAGrant_SeesNothingAndIsToldWhomToAsk()
    {
        var assessment = await Build.Prefilled(app);
        using var auditor = await app.SignedIn(await Build.Person(app, "Nora New", Roles.Auditor, TestCity.Hall, cityWide: true));

        foreach (var address in Lists.Append($"/assessments/{assessment.Reference}"))
            HtmlAssert.Status(HttpStatusCode.Forbidden, await auditor.Get(address));
        var home = await auditor.Get("/");
        Assert.Contains(TestCity.Administrator.Name, home.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(assessment.Reference, home.Source, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Agency_SeesItsAssessmentsAndTheirTrailAndNothingElse()
    {
        var (own, other) = (await Build.Prefilled(app, agency: TestCity.Transport), await Build.Prefilled(app));
        var person = await Build.Person(app, "Ava Agency", Roles.Auditor, TestCity.Hall, cityWide: true);
        await app.Db(db => TestCity.GrantAccess(db, person, agencies: [TestCity.Transport]));
        using var auditor = await app.SignedIn(person);

        HtmlAssert.Status(HttpStatusCode.OK, await auditor.Get($"/assessments/{own.Reference}/data"));
        HtmlAssert.Status(HttpStatusCode.NotFound, await auditor.Get($"/assessments/{other.Reference}/data"));
        // The start page counts what the grant opens.
        var opened = await app.Db(db => db.Assessments.CountAsync(a => a.AgencyId == TestCity.Transport && a.Kind == AssessmentKind.Assessment));
        HtmlAssert.Says(await auditor.Get("/"), opened == 1 ? "One assessment." : $"{opened} assessments.");
        foreach (var list in new[] { "/assessments", "/history", "/history.jsonl" })
        {
            var page = HtmlAssert.Status(HttpStatusCode.OK, await auditor.Get(list));
            Assert.Contains(list == "/history.jsonl" ? own.Id.ToString() : own.Reference, page.Source, StringComparison.Ordinal);
            Assert.DoesNotContain(list == "/history.jsonl" ? other.Id.ToString() : other.Reference, page.Source, StringComparison.Ordinal);
        }
        foreach (var address in new[] { "/organisations" })
            HtmlAssert.Status(HttpStatusCode.Forbidden, await auditor.Get(address));
    }

    [Fact]
    public async Task SingleAssessment_EndsByTheClockAndWhenRevoked()
    {
        var (own, other) = (await Build.Prefilled(app), await Build.Prefilled(app));
        var person = await Build.Person(app, "Silke Single", Roles.Auditor, TestCity.Hall);
        using var administrator = await app.SignedIn(TestCity.Administrator);
        using var auditor = await app.SignedIn(person);
        var today = DateOnly.FromDateTime(app.Clock.GetLocalNow().DateTime);
        string Day(int days) => today.AddDays(days).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        Task<HtmlPage> Grant(int from, int to) => administrator.Post("/accounts/auditors/new", ("Input.AccountId", person.Id.ToString()), ("Input.References", own.Reference), ("Input.FirstDay", Day(from)), ("Input.LastDay", Day(to)), ("Input.Purpose", "Complaint 17"));
        Task<HtmlPage> Look(Assessment assessment) => auditor.Get($"/assessments/{assessment.Reference}");

        HtmlAssert.Status(HttpStatusCode.Redirect, await Grant(1, 5));
        HtmlAssert.Status(HttpStatusCode.Forbidden, await Look(own));
        HtmlAssert.Status(HttpStatusCode.Redirect, await Grant(0, 1));
        HtmlAssert.Status(HttpStatusCode.OK, await Look(own));
        HtmlAssert.Status(HttpStatusCode.NotFound, await Look(other));

        var grant = await app.Db(db => db.AuditorGrants.Where(g => g.AccountId == person.Id).OrderByDescending(g => g.Id).FirstAsync());
        HtmlAssert.Status(HttpStatusCode.BadRequest, await administrator.Post($"/accounts/auditors/{grant.Id}", ("Reason", "")));
        HtmlAssert.Status(HttpStatusCode.OK, await Look(own));
        HtmlAssert.Status(HttpStatusCode.Redirect, await administrator.Post($"/accounts/auditors/{grant.Id}", ("Reason", "The complaint was withdrawn.")));
        HtmlAssert.Status(HttpStatusCode.Forbidden, await Look(own));
        Assert.Equal(1, await app.Db(db => db.AuditEvents.CountAsync(e => e.SubjectId == grant.Id && e.Reason == "The complaint was withdrawn.")));
    }

    [Theory]
    [InlineData("References", "PIA-1999-001", "There is no assessment PIA-1999-001.")]
    [InlineData("References", "", "Say what may be read")]
    [InlineData("LastDay", "2020-01-01", "The last day is before the first.")]
    public async Task Grant_WrongField_SaysSoAndKeepsWhatWasTyped(string field, string value, string sentence)
    {
        using var administrator = await app.SignedIn(TestCity.Administrator);
        List<(string, string?)> values = [("Input.AccountId", TestCity.Auditor.Id.ToString()), ("Input.Purpose", "Yearly audit"), ("Input.WholeCity", field == "LastDay" ? "true" : "false"), ("Input." + field, value)];

        var page = HtmlAssert.Status(HttpStatusCode.BadRequest, await administrator.Post("/accounts/auditors/new", [.. values]));

        Assert.Contains(sentence, page.Text, StringComparison.Ordinal);
        Assert.Equal("Yearly audit", page.ValuesOf("Input.Purpose")[0].Trim());
    }

    [Fact]
    public async Task Grant_ToAnOfficer_IsRefused()
    {
        using var administrator = await app.SignedIn(TestCity.Administrator);

        var page = await administrator.Post("/accounts/auditors/new", ("Input.AccountId", TestCity.Vendor.Id.ToString()), ("Input.WholeCity", "true"), ("Input.Purpose", "None"));

        HtmlAssert.Status(HttpStatusCode.BadRequest, page);
        Assert.Equal(0, await app.Db(db => db.AuditorGrants.CountAsync(g => g.AccountId == TestCity.Vendor.Id)));
    }

    [Fact]
    public async Task Pages_AnAuditorOpens_AreAllOnTheTrail()
    {
        var assessment = await Build.Full(app);
        using var auditor = await app.SignedIn(TestCity.Auditor);
        foreach (var address in new[] { "/reviews", "/organisations", "/assessments", $"/assessments/{assessment.Reference}/versions/1" })
            HtmlAssert.Status(HttpStatusCode.OK, await auditor.Get(address));

        var seen = await app.Db(db => db.AuditEvents.Where(e => e.AccountId == TestCity.Auditor.Id).Select(e => e.Subject).Distinct().ToListAsync());

        Assert.Superset(new HashSet<string> { "reviews", "organisations", "assessments", nameof(AssessmentVersion) }, seen.ToHashSet());
    }

    [Fact]
    public async Task Notes_AreSeenByAuditorsAndBytheAgencyOnlyWhenMeantForIt_AndNeverChanged()
    {
        var assessment = await Build.Full(app);
        var address = $"/assessments/{assessment.Reference}/audit-notes";
        using var auditor = await app.SignedIn(TestCity.Auditor);
        HtmlAssert.Status(HttpStatusCode.Redirect, await auditor.Post(address, ("Input.Text", "A working note"), ("Input.VersionNumber", "1"), ("Input.Step", "Data")));
        HtmlAssert.Status(HttpStatusCode.Redirect, await auditor.Post(address, ("Input.Text", "A finding"), ("Input.ForAgency", "true")));
        HtmlAssert.Status(HttpStatusCode.BadRequest, await auditor.Post(address, ("Input.Text", "x"), ("Input.VersionNumber", "9")));

        foreach (var (person, list, working, finding) in new[] { (TestCity.Auditor, address, true, true), (TestCity.Administrator, "/audit-notes", true, true), (TestCity.Officer, address, false, true), (TestCity.Officer, "/audit-notes.csv", false, true), (TestCity.TransportOfficer, "/audit-notes", false, false) })
        {
            using var client = await app.SignedIn(person);
            var page = HtmlAssert.Status(HttpStatusCode.OK, await client.Get(list));
            Assert.Equal((working, finding), (page.Source.Contains("A working note", StringComparison.Ordinal), page.Source.Contains("A finding", StringComparison.Ordinal)));
        }
        var note = await app.Db(db => db.AuditNotes.SingleAsync(n => n.Text == "A finding"));
        HtmlAssert.Status(HttpStatusCode.Redirect, await auditor.Post($"{address}?corrects={note.Id}", ("Input.Text", "It was not so")));
        Assert.Equal(note.Id, await app.Db(db => db.AuditNotes.Where(n => n.Text == "It was not so").Select(n => n.CorrectsId).SingleAsync()));
        using var officer = await app.SignedIn(TestCity.Officer);
        HtmlAssert.Status(HttpStatusCode.Forbidden, await officer.SendWithToken(address, ("Input.Text", "Not mine"), ("NewId", Guid.CreateVersion7().ToString())));
        await Assert.ThrowsAsync<Npgsql.PostgresException>(() => app.Db(db => db.AuditNotes.Where(n => n.Id == note.Id).ExecuteUpdateAsync(s => s.SetProperty(n => n.Text, "Rewritten"))));
    }
}
