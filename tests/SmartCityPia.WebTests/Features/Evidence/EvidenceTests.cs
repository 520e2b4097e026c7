using System.Net;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.TestSupport;
using Xunit;

namespace SmartCityPia.WebTests.Features.Evidence;

public sealed class EvidenceTests(EvidenceTests.SmallApp app) : IClassFixture<EvidenceTests.SmallApp>
{
    /// <summary>With low limits.</summary>
    public sealed class SmallApp : PiaApp, IAsyncLifetime
    {
        public SmallApp()
        {
            Settings["Evidence:MaxFileBytes"] = "1000000";
            Settings["Evidence:MaxFiles"] = "4";
            Settings["Evidence:MaxTotalBytes"] = "1800000";
        }

        public ValueTask InitializeAsync() => new(StartAsync());
    }

    [Fact]
    public async Task Upload_File_ComesBackByteForByteAsAttachment()
    {
        var (assessment, officer) = await Scene();
        var risk = await app.Db(db => db.Risks.Where(r => r.OwnerId == assessment.Id).Select(r => r.Id).FirstAsync());
        var file = Upload.Pdf(600_000);
        var form = await officer.Get($"/assessments/{assessment.Reference}/evidence/new?for={risk}");

        var saved = HtmlAssert.Redirects(await officer.SendFile(form, "#row-form", file, "C:\\Löschung März.pdf", ("Input.Title", "Deletion runs"), ("Input.Note", "Page 3")));

        var page = HtmlAssert.Says(await officer.Follow(saved), Convert.ToHexStringLower(SHA256.HashData(file)));
        HtmlAssert.Value(page, "Input.SubjectId", risk.ToString());
        using var download = await officer.Http.GetAsync(new Uri(page.One("table a").GetAttribute("href")!, UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(file, await download.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Assert.Equal(("application/pdf", "attachment", "Löschung März.pdf"), (download.Content.Headers.ContentType!.MediaType, download.Content.Headers.ContentDisposition!.DispositionType, download.Content.Headers.ContentDisposition.FileNameStar));
        Assert.Equal("nosniff", Assert.Single(download.Headers.GetValues("X-Content-Type-Options")));
        Assert.True(await app.Db(db => db.AuditEvents.AnyAsync(e => e.Verb == "Downloaded" && e.OwnerId == assessment.Id && e.AccountId == TestCity.Officer.Id)));
        var stored = await app.Db(db => db.EvidenceItems.SingleAsync(i => i.OwnerId == assessment.Id && i.Title == "Deletion runs"));
        Assert.Equal((SubjectKind.Risk, (Guid?)risk), (stored.SubjectKind, stored.SubjectId));
        HtmlAssert.Says(await officer.Get($"/assessments/{assessment.Reference}/risks/{risk}"), "Evidence (1)");
    }

    [Fact]
    public async Task Upload_FormTwice_StoresOne()
    {
        var (assessment, officer) = await Scene();
        var form = await officer.Get($"/assessments/{assessment.Reference}/evidence/new");

        var answers = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => officer.SendFile(form, "#row-form", Upload.Pdf(), values: ("Input.Title", "Clicked thrice"))));

        Assert.All(answers, a => HtmlAssert.Redirects(a));
        Assert.Equal(1, await app.Db(db => db.EvidenceVersions.CountAsync(v => db.EvidenceItems.Any(i => i.Id == v.EvidenceId && i.Title == "Clicked thrice"))));
    }

    [Fact]
    public async Task Versions_AddedAndRemoved_KeepTheirRecord()
    {
        var (assessment, officer) = await Scene();
        var item = await Build.Evidence(app, assessment);
        var address = $"/assessments/{assessment.Reference}/evidence/{item.Id}";

        var added = await officer.SendFile(await officer.Get(address), "form[action$='handler=Version']", Upload.Pdf());
        HtmlAssert.Redirects(added, address);
        var page = await officer.Get(address);
        HtmlAssert.ErrorAt(await officer.Submit(page, "form[action$='handler=RemoveFile']", null, ("number", "1"), ("Reason", " ")), "Reason");
        HtmlAssert.Redirects(await officer.Submit(page, "form[action$='handler=RemoveFile']", null, ("number", "1"), ("Reason", "Names of children in it")), address);

        var versions = await app.Db(db => db.EvidenceVersions.Where(v => v.EvidenceId == item.Id).OrderBy(v => v.Number).ToListAsync());
        Assert.Equal([(1, true), (2, false)], versions.Select(v => (v.Number, v.RemovedAt is not null)));
        Assert.Equal([versions[1].Id], await app.Db(db => db.EvidenceChunks.Where(c => versions.Select(v => v.Id).Contains(c.VersionId)).Select(c => c.VersionId).Distinct().ToListAsync()));
        HtmlAssert.Says(await officer.Get(address), "Names of children in it");
        HtmlAssert.Status(HttpStatusCode.NotFound, await officer.Get(address + "/files/1"));
        HtmlAssert.Ok(await officer.Get(address + "/files/2"));
        Assert.True(await app.Db(db => db.AuditEvents.AnyAsync(e => e.SubjectId == versions[0].Id && e.Reason == "Names of children in it")));
    }

    [Theory]
    [InlineData("a.html", "<html>", "not taken")]
    [InlineData("a.txt", "<svg onload=alert(1)>", "web page")]
    [InlineData("a.pdf", "plain text", "not application/pdf")]
    [InlineData("a.txt", "", "empty")]
    public async Task Upload_RefusedFile_SaysWhyAndKeepsTheText(string name, string content, string saying)
    {
        var (assessment, officer) = await Scene();

        var page = await officer.SendFile(await officer.Get($"/assessments/{assessment.Reference}/evidence/new"), "#row-form", System.Text.Encoding.UTF8.GetBytes(content), name, ("Input.Title", "Kept title"), ("Input.Note", "Kept note"));

        HtmlAssert.ErrorAt(page, "File", saying);
        HtmlAssert.Value(page, "Input.Title", "Kept title");
        HtmlAssert.Value(page, "Input.Note", "Kept note");
        Assert.False(await app.Db(db => db.EvidenceItems.AnyAsync(i => i.Title == "Kept title")));
    }

    [Fact]
    public async Task Upload_OverALimit_IsRefusedWhole()
    {
        var (assessment, officer) = await Scene();
        var form = await officer.Get($"/assessments/{assessment.Reference}/evidence/new");
        Task<HtmlPage> Send(byte[]? file, string title) => officer.SendFile(form, "#row-form", file, "a.pdf", ("Input.Title", title), ("NewId", Guid.CreateVersion7(app.Clock.GetUtcNow()).ToString()));

        HtmlAssert.ErrorAt(await Send(null, "None"), "File", "Choose a file");
        HtmlAssert.ErrorAt(await Send(Upload.Pdf(1_000_000), "Too large"), "File", "too large");
        HtmlAssert.Status(HttpStatusCode.RequestEntityTooLarge, await Send(Upload.Pdf(4_000_000), "Far too large"));
        HtmlAssert.Redirects(await Send(Upload.Pdf(990_000), "One"));
        HtmlAssert.ErrorAt(await Send(Upload.Pdf(990_001), "Too much together"), "File", "together");
        HtmlAssert.ErrorAt(await Send(Upload.Pdf(), ""), "Input.Title");
        // The assessment had two.
        HtmlAssert.Redirects(await Send(Upload.Pdf(11), "Four"));
        HtmlAssert.ErrorAt(await Send(Upload.Pdf(12), "Too many"), "File", "4 files");

        Assert.Equal(["Contract", "Contract", "Four", "One"], await app.Db(db => db.EvidenceItems.Where(i => i.OwnerId == assessment.Id).Select(i => i.Title).Order().ToListAsync()));
    }

    [Fact]
    public async Task Upload_DatabaseFull_StoresNothingAndKeepsTheText()
    {
        var (assessment, officer) = await Scene();
        await Sql($"create function full_disk() returns trigger language plpgsql as $$ begin if exists (select 1 from evidence_versions v where v.id = new.version_id and v.assessment_id = '{assessment.Id}') and new.number = 2 then raise exception 'could not extend file' using errcode = '53100'; end if; return new; end $$; create trigger full_disk before insert on evidence_chunks for each row execute function full_disk()");
        try
        {
            var form = await officer.Get($"/assessments/{assessment.Reference}/evidence/new");
            var page = await officer.SendFile(form, "#row-form", Upload.Pdf(700_000), "a.pdf", ("Input.Title", "No room"), ("Input.Note", "Still here"));

            HtmlAssert.ErrorAt(page, "File", "no room", HttpStatusCode.InsufficientStorage);
            HtmlAssert.Value(page, "Input.Note", "Still here");
            Assert.False(await app.Db(db => db.EvidenceItems.AnyAsync(i => i.Title == "No room")));
            Assert.Equal(2, await app.Db(db => db.EvidenceVersions.CountAsync(v => v.OwnerId == assessment.Id)));
            Assert.False(await app.Db(db => db.EvidenceChunks.AnyAsync(c => c.Number > 0 && db.EvidenceVersions.Any(v => v.Id == c.VersionId && v.OwnerId == assessment.Id))));

            await Sql("drop trigger full_disk on evidence_chunks");
            HtmlAssert.Redirects(await officer.SendFile(page, "#row-form", Upload.Pdf(700_000)));
        }
        finally
        {
            await Sql("drop function full_disk cascade");
        }
    }

    [Fact]
    public async Task Upload_ClosedAssessment_Forbidden()
    {
        var (assessment, officer) = await Scene();
        var item = await Build.Evidence(app, assessment);
        var form = await officer.Get($"/assessments/{assessment.Reference}/evidence/new");
        var page = await officer.Get($"/assessments/{assessment.Reference}/evidence/{item.Id}");
        await Build.Submit(app, assessment);

        HtmlAssert.Status(HttpStatusCode.Forbidden, await officer.SendFile(form, "#row-form", Upload.Pdf(), values: ("Input.Title", "Too late")));
        HtmlAssert.Status(HttpStatusCode.Forbidden, await officer.SendFile(page, "form[action$='handler=Version']", Upload.Pdf()));
        HtmlAssert.Status(HttpStatusCode.Forbidden, await officer.Submit(page, "form[action$='handler=RemoveFile']", null, ("Reason", "Too late")));
        Assert.Equal(1, await app.Db(db => db.EvidenceVersions.CountAsync(v => v.EvidenceId == item.Id && v.RemovedAt == null)));
        HtmlAssert.Ok(await officer.Get($"/assessments/{assessment.Reference}/evidence/{item.Id}/files/1"));
        // The frozen version names the file.
        var json = await app.Db(db => db.AssessmentVersions.Where(v => v.AssessmentId == assessment.Id).OrderByDescending(v => v.Number).Select(v => v.Json).FirstAsync());
        Assert.Contains(CanonicalJson.Read(json).Files, f => f.EvidenceId == item.Id && f.Sha256.Length == 64);
    }

    [Fact]
    public async Task Ids_OfAnotherAssessment_AreNotFound()
    {
        var (own, officer) = await Scene();
        var other = await Build.Full(app);
        var item = await Build.Evidence(app, other);
        var risk = await app.Db(db => db.Risks.Where(r => r.OwnerId == other.Id).Select(r => r.Id).FirstAsync());
        using var transport = await app.SignedIn(TestCity.TransportOfficer);

        foreach (var path in new[] { $"evidence/{item.Id}", $"evidence/{item.Id}/files/1", $"evidence/new?for={risk}", $"evidence/ask?for={risk}", $"evidence?for={risk}" })
        {
            HtmlAssert.Status(HttpStatusCode.NotFound, await officer.Get($"/assessments/{own.Reference}/{path}"));
            HtmlAssert.Status(HttpStatusCode.NotFound, await transport.Get($"/assessments/{other.Reference}/{path}"));
            HtmlAssert.Ok(await officer.Get($"/assessments/{other.Reference}/{path}"));
        }
        var form = await officer.Get($"/assessments/{own.Reference}/evidence/new");
        HtmlAssert.ErrorAt(await officer.SendFile(form, "#row-form", Upload.Pdf(), values: [("Input.Title", "Foreign"), ("Input.SubjectId", risk.ToString())]), "Input.SubjectId");
        // The new row's id must not be one of another assessment.
        Assert.NotEqual(HttpStatusCode.Redirect, (await officer.SendFile(form, "#row-form", Upload.Pdf(77), values: [("Input.Title", "Foreign"), ("NewId", item.Id.ToString())])).Status);
        Assert.Equal(1, await app.Db(db => db.EvidenceVersions.CountAsync(v => v.EvidenceId == item.Id)));
    }

    [Fact]
    public async Task Readers_MayReadAndNotWrite()
    {
        var (assessment, officer) = await Scene();
        var item = await Build.Evidence(app, assessment);
        var form = await officer.Get($"/assessments/{assessment.Reference}/evidence/new");
        foreach (var person in new[] { TestCity.Reviewer, TestCity.Auditor })
        {
            using var reader = await app.SignedIn(person);
            HtmlAssert.Ok(await reader.Get($"/assessments/{assessment.Reference}/evidence"));
            HtmlAssert.Ok(await reader.Get($"/assessments/{assessment.Reference}/evidence/{item.Id}/files/1"));
            HtmlAssert.Status(HttpStatusCode.Forbidden, await reader.Get($"/assessments/{assessment.Reference}/evidence/new"));
            HtmlAssert.Status(HttpStatusCode.Forbidden, await reader.SendFile(form, "#row-form", Upload.Pdf(), values: [("Input.Title", "Forged"), ("__RequestVerificationToken", await reader.Token())]));
        }
        using var vendor = await app.SignedIn(TestCity.Vendor);
        HtmlAssert.Status(HttpStatusCode.Forbidden, await vendor.Get($"/assessments/{assessment.Reference}/evidence/{item.Id}/files/1"));
        Assert.False(await app.Db(db => db.EvidenceItems.AnyAsync(i => i.Title == "Forged")));
    }

    [Fact]
    public async Task Upload_WithoutToken_IsRefused()
    {
        var (assessment, officer) = await Scene();
        var form = await officer.Get($"/assessments/{assessment.Reference}/evidence/new");

        HtmlAssert.Status(HttpStatusCode.BadRequest, await officer.SendFile(form, "#row-form", Upload.Pdf(), values: [("Input.Title", "Forged"), ("__RequestVerificationToken", "")]));
    }

    private async Task<(Assessment Assessment, PiaClient Officer)> Scene() => (await Build.Full(app), await app.SignedIn(TestCity.Officer));

    private Task Sql(string sql) => app.AsOwner(sql);
}
