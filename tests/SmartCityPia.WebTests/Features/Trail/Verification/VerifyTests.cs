using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using SmartCityPia.Data.Dossiers;
using SmartCityPia.Data.Trail;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Findings;
using SmartCityPia.Domain.Trail;
using SmartCityPia.Reports.Content;
using SmartCityPia.TestSupport;
using SmartCityPia.Web.Features.Dossiers.Versions;
using SmartCityPia.Web.Features.Trail.Verification;
using SmartCityPia.WebTests.Features.Evidence;
using Xunit;

namespace SmartCityPia.WebTests.Features.Trail.Verification;

[Collection(MeasuresMemory.Name)]
public sealed class VerifyTests(WebApp app) : IClassFixture<WebApp>
{
    [Theory]
    [InlineData("report.pdf", FileVerdict.Authentic)]
    [InlineData("decision-paper.pdf", FileVerdict.Authentic)]
    [InlineData("summary.pdf", FileVerdict.Authentic)]
    [InlineData("dossier.json", FileVerdict.Authentic)]
    public async Task Download_AsItIs_IsAuthenticAndNewest(string file, FileVerdict verdict)
    {
        var assessment = await Frozen();

        var found = await Verify(await Download(assessment, 1, file));

        Assert.Equal((verdict, assessment.Reference, 1, 1, false), (found.Verdict, found.Reference, found.Version!.Number, found.Newest, found.IsSuperseded));
        var noted = await app.Db(db => db.AuditEvents.OrderByDescending(e => e.Id).FirstAsync(e => e.Verb == AuditVerbs.FileVerified));
        Assert.Equal((assessment.Id, found.Version.Id), (noted.OwnerId, noted.SubjectId));
        Assert.Contains(found.Sha256, noted.After!, StringComparison.Ordinal);
    }

    /// <summary>Whoever was handed a document learns what stands on it, and whether it is the newest; of any other file nothing.</summary>
    [Theory]
    [InlineData("report.pdf"), InlineData("decision-paper.pdf"), InlineData("summary.pdf"), InlineData("dossier.json")]
    public async Task Verify_WithoutAnAccount_TellsNumberDateAndWhetherNewerAndNothingElse(string file)
    {
        var assessment = await Frozen();
        var download = await Download(assessment, 1, file);
        using var nobody = app.Anonymous();

        var authentic = HtmlAssert.Ok(await Send(nobody, download));
        foreach (var said in new[] { "Authentic", $"{assessment.Reference}, version 1", "This is the newest version." })
            HtmlAssert.Says(authentic, said);
        Assert.DoesNotContain(TestCity.Officer.Name, authentic.Text, StringComparison.Ordinal);
        Assert.Null(authentic.Find($"a[href*='{assessment.Reference}']"));
        var noted = await app.Db(db => db.AuditEvents.OrderByDescending(e => e.Id).FirstAsync(e => e.Verb == AuditVerbs.FileVerified));
        Assert.Equal((Guid.Empty, "Somebody without an account"), (noted.AccountId, noted.AccountName));

        // One byte of its content: the version that it names is not told.
        download[download.Length / 3] ^= 1;
        var altered = HtmlAssert.Ok(await Send(nobody, download));
        HtmlAssert.Says(altered, "Do not rely on this file");
        Assert.DoesNotContain(assessment.Reference, altered.Text, StringComparison.Ordinal);
    }

    public static TheoryData<string, byte[]> NoneOfOurs => new()
    {
        { "truncated", "%PDF-1.7\n1 0 obj\n<</Type"u8.ToArray() },
        { "no PDF", "MZ\0\0"u8.ToArray() },
        { "another's PDF", Encoding.ASCII.GetBytes($"%PDF-1.7\n<dc:identifier>PIA-2026-001/1/{new string('a', 64)}</dc:identifier>\n%%EOF") },
        { "a kind that is not", Encoding.ASCII.GetBytes($"%PDF-1.7\n<dc:identifier>PIA-2026-001/1/{new string('a', 64)}/99</dc:identifier>\n%%EOF") },
        { "deep JSON", Encoding.ASCII.GetBytes(new string('[', 100_000)) },
        { "names only", Encoding.ASCII.GetBytes("%PDF-1.7" + string.Concat(Enumerable.Repeat("<dc:identifier>", 200_000))) },
    };

    [Theory, MemberData(nameof(NoneOfOurs))]
    public async Task Verify_HostileFileWithoutAnAccount_IsNotAuthenticAndNothingIsTold(string what, byte[] file)
    {
        using var nobody = app.Anonymous();

        var page = HtmlAssert.Ok(await Send(nobody, file));

        Assert.NotEmpty(what);
        HtmlAssert.Says(page, "Do not rely on this file");
    }

    [Fact]
    public async Task Verify_TooLargeOrTooOften_IsRefused()
    {
        await using var own = new PiaAppOfItsOwn();
        own.Settings["Verify:PerMinute"] = "2";
        await own.StartAsync();
        using var nobody = own.Anonymous();

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await Send(nobody, new byte[VerifyFile.MaxBytes + (128 * 1024)])).Status);
        HtmlAssert.Ok(await Send(nobody, "%PDF-"u8.ToArray()));
        Assert.Equal(HttpStatusCode.TooManyRequests, (await Send(nobody, "%PDF-"u8.ToArray())).Status);
        HtmlAssert.Ok(await nobody.Get("/verify"));
    }

    [Fact]
    public async Task Decision_AsItWasDownloaded_IsAuthentic()
    {
        var assessment = await Build.Full(app);
        var decision = await Download(assessment, 1, "decision.json");

        Assert.Equal((FileVerdict.Authentic, assessment.Reference), ((await Verify(decision)).Verdict, (await Verify(decision)).Reference));
        decision[^3] ^= 1;
        Assert.NotEqual(FileVerdict.Authentic, (await Verify(decision)).Verdict);
    }

    /// <summary>The program is free: anybody with the dossier can make its report.</summary>
    [Theory]
    [InlineData(-1, FileVerdict.Altered), InlineData(365 * 70, FileVerdict.Altered), InlineData(0, FileVerdict.SameContent)]
    public async Task Report_MadeElsewhere_IsNoCopyThatWasHandedOut(int days, FileVerdict verdict)
    {
        var assessment = await Frozen();
        await Download(assessment, 1, "report.pdf");
        var version = await app.Db(db => db.AssessmentVersions.AsNoTracking().SingleAsync(v => v.AssessmentId == assessment.Id));
        app.Clock.Advance(TimeSpan.FromSeconds(30));
        var at = version.FrozenAt.AddDays(days).AddSeconds(10);
        var sources = await app.With<ReadDocumentSources, DocumentSources>(read => read.Handle(version, DocumentKind.Report, at, CancellationToken.None));
        var report = FrozenVersion.Pdf(sources, DocumentKind.Report, CultureInfo.GetCultureInfo("en-GB"), at)!;

        Assert.Equal(verdict, (await Verify(report)).Verdict);
        report[report.Length / 2] ^= 1;
        Assert.Equal(FileVerdict.Altered, (await Verify(report)).Verdict);
    }

    /// <summary>The list of files only leads to the event.</summary>
    [Fact]
    public async Task ReportFile_InsertedForAForgedFile_ProvesNothingAndIsTold()
    {
        var assessment = await Frozen();
        var version = await app.Db(db => db.AssessmentVersions.AsNoTracking().SingleAsync(v => v.AssessmentId == assessment.Id));
        var forged = Encoding.ASCII.GetBytes($"%PDF-1.7 forged {version.Id}");
        var sha256 = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(forged));
        await app.Db(db => db.Database.ExecuteSqlAsync($"INSERT INTO report_files (sha256, version_id, produced_at) VALUES ({sha256}, {version.Id}, now())"));
        try
        {
            Assert.Equal(FileVerdict.NotOurs, (await Verify(forged)).Verdict);
            await IsTold(TrailFault.FileForged, $"ReportFile {version.Id}");
        }
        finally
        {
            await BehindItsBack($"DELETE FROM report_files WHERE sha256 = '{sha256}'");
        }
    }

    [Fact]
    public async Task ReviewState_ChangedWithoutAnEvent_IsRefusedByTheDatabase()
    {
        await Frozen();
        foreach (var sql in new[] { "update reviews set state = 'Approved'", "update comments set text = 'x'", "delete from comments", "delete from report_files", "update report_files set version_id = version_id", "truncate report_files" })
            Assert.Equal(PostgresErrorCodes.RestrictViolation, (await Assert.ThrowsAsync<PostgresException>(() => app.AsOwner(sql))).SqlState);
    }

    [Theory]
    [InlineData("reviews", "state = 'Approved'"), InlineData("comments", "text = 'Never said'"), InlineData("review_conditions", "text = 'Another'"), InlineData("review_events", "reason = 'Another'"), InlineData("decision_records", "json = '{}'"), InlineData("finding_dispositions", "reason = 'Another'")]
    public async Task Record_ChangedBehindTheDatabasesBack_IsToldByTheTrail(string table, string change)
    {
        var assessment = await Build.Full(app);
        var dossier = await app.With<DossierReader, Dossier?>(reader => reader.Read(assessment.Id, CancellationToken.None));
        var finding = dossier!.WithFindings().Findings[0];
        await Build.Add(app, new FindingDisposition { Id = Build.Ids(app)(), OwnerId = assessment.Id, FindingKey = finding.Key, ProofHash = finding.ProofHash, Reason = "As it was", Disposition = Disposition.Accepted });
        Assert.Null((await Trail()).Fault);
        var column = change[..change.IndexOf(' ', StringComparison.Ordinal)];
        // Table and column are the test's own words.
        string Query(string what) => $"SELECT {what} AS \"Value\" FROM {table} WHERE assessment_id = {{0}} ORDER BY id LIMIT 1";
        var (ofId, ofColumn) = (Query("id"), Query(column + "::text"));
        var (id, was) = await app.Db(async db => (await db.Database.SqlQueryRaw<Guid>(ofId, assessment.Id).ToListAsync(), await db.Database.SqlQueryRaw<string?>(ofColumn, assessment.Id).ToListAsync()));
        await BehindItsBack($"UPDATE {table} SET {change} WHERE id = '{id[0]}'");
        try
        {
            await IsTold(TrailFault.RecordChanged, id[0].ToString());
        }
        finally
        {
            await BehindItsBack($"UPDATE {table} SET {column} = {(was[0] is { } text ? $"'{text.Replace("'", "''", StringComparison.Ordinal)}'" : "null")} WHERE id = '{id[0]}'");
        }
        Assert.Null((await Trail()).Fault);
    }

    [Fact]
    public async Task Report_OneByteOfItsContentChanged_IsAltered()
    {
        var report = await Download(await Frozen(), 1, "report.pdf");
        var stream = report.AsSpan().IndexOf("stream\n"u8) + 20;

        report[stream] ^= 4;

        Assert.Equal(FileVerdict.Altered, (await Verify(report)).Verdict);
    }

    [Fact]
    public async Task Report_NamingAnotherVersion_IsAltered()
    {
        var (first, second) = (await Frozen(), await Frozen());
        var name = await NameOf(first);

        var forged = Replace(await Download(first, 1, "report.pdf"), name, await NameOf(second));

        var found = await Verify(forged);
        Assert.Equal((FileVerdict.Altered, second.Reference), (found.Verdict, found.Reference));
    }

    [Fact]
    public async Task Report_WithAnUpdateAppended_IsAltered()
    {
        var report = await Download(await Frozen(), 1, "report.pdf");

        var found = await Verify([.. report, .. "1 0 obj\n<</Type /Catalog>>\nendobj\nstartxref\n0\n%%EOF\n"u8]);

        Assert.Equal(FileVerdict.Altered, found.Verdict);
    }

    [Theory]
    [InlineData(0.5, FileVerdict.NotOurs)]
    [InlineData(0.9999, FileVerdict.Altered)]
    public async Task Report_Truncated_IsNotAuthentic(double kept, FileVerdict verdict)
    {
        var report = await Download(await Frozen(), 1, "report.pdf");

        Assert.Equal(verdict, (await Verify(report[..(int)(report.Length * kept)])).Verdict);
    }

    [Fact]
    public async Task Report_OfAnotherCity_IsNotOurs()
    {
        var assessment = await Frozen();
        var name = await NameOf(assessment);

        var foreign = Replace(await Download(assessment, 1, "report.pdf"), name[^64..], new string('a', 64));

        Assert.Equal(FileVerdict.NotOurs, (await Verify(foreign)).Verdict);
    }

    [Fact]
    public async Task Version_Changed_IsRefusedByTheDatabase()
    {
        await Frozen();

        foreach (var sql in new[] { "update assessment_versions set json = '{}'", "delete from assessment_versions", "truncate assessment_versions cascade", "update review_conditions set text = 'x'", "delete from condition_closures", "delete from trigger_answers" })
            Assert.Equal(PostgresErrorCodes.RestrictViolation, (await Assert.ThrowsAsync<PostgresException>(() => app.AsOwner(sql))).SqlState);
    }

    /// <summary>Its hash was signed for another text.</summary>
    [Theory]
    [InlineData("UPDATE assessment_versions SET json = json || ' ' WHERE id = '{0}'")]
    [InlineData("UPDATE assessment_versions SET json = json || ' ', sha256 = encode(sha256(convert_to(json || ' ', 'UTF8')), 'hex') WHERE id = '{0}'")]
    public async Task Version_ChangedBehindTheDatabasesBack_IsNotHandedOutOrFoundByTheTrail(string sql)
    {
        var assessment = await Frozen();
        var report = await Download(assessment, 1, "report.pdf");
        var version = await app.Db(db => db.AssessmentVersions.AsNoTracking().SingleAsync(v => v.AssessmentId == assessment.Id));
        await BehindItsBack(string.Format(CultureInfo.InvariantCulture, sql, version.Id));
        try
        {
            Assert.False((await Verify(report)).IsAuthentic);
            if (!(await app.Db(db => db.AssessmentVersions.AsNoTracking().SingleAsync(v => v.Id == version.Id))).IsWhole)
            {
                using var client = await app.SignedIn(TestCity.Auditor);
                foreach (var file in new[] { "report.pdf", "dossier.json" })
                    Assert.Equal(HttpStatusCode.InternalServerError, (await client.Get($"/assessments/{assessment.Reference}/versions/1/{file}")).Status);
            }
            var link = await app.Db(db => db.AuditLinks.SingleAsync(l => db.AuditEvents.Any(e => e.Id == l.EventId && e.SubjectId == version.Id && e.Verb == AuditVerbs.Added)));
            var trail = await Trail();
            Assert.Equal((TrailFault.VersionChanged, link.Sequence), (trail.Fault, trail.FaultAt));
        }
        finally
        {
            await BehindItsBack($"UPDATE assessment_versions SET json = '{version.Json.Replace("'", "''", StringComparison.Ordinal)}', sha256 = '{version.Sha256}' WHERE id = '{version.Id}'");
        }
    }

    private Task<TrailResult> Trail() => app.With<CheckTrail, TrailResult>(check => check.Handle(null, null, CancellationToken.None));

    private async Task IsTold(TrailFault fault, string record)
    {
        var trail = await Trail();
        Assert.Equal(fault, trail.Fault);
        Assert.Contains(record, trail.Record, StringComparison.Ordinal);
    }

    /// <summary>Its canonical form would be a hundred times as large.</summary>
    [Fact]
    public async Task Dossier_MillionsOfValuesThatNameNoVersion_TakesLittleMemory()
    {
        var file = Encoding.ASCII.GetBytes("{\"a\":[" + string.Concat(Enumerable.Repeat("{},", 2_000_000)) + "1]}");
        var before = GC.GetTotalAllocatedBytes(precise: true);

        Assert.Equal(FileVerdict.NotOurs, (await Verify(file)).Verdict);

        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, 300L * 1024 * 1024);
    }

    [Fact]
    public async Task Dossier_NumberRespelled_IsAltered()
    {
        var json = Encoding.UTF8.GetString(await Download(await Frozen(), 1, "dossier.json"));

        Assert.Equal(FileVerdict.Altered, (await Verify(Encoding.UTF8.GetBytes(json.Replace("\"versionNumber\":1", "\"versionNumber\":1.0", StringComparison.Ordinal)))).Verdict);
    }

    [Fact]
    public async Task Dossier_Reformatted_IsAuthenticAndSaysSo()
    {
        var json = JsonNode.Parse(await Download(await Frozen(), 1, "dossier.json"))!.AsObject();
        var upsideDown = new JsonObject(json.Reverse().Select(p => KeyValuePair.Create(p.Key, p.Value?.DeepClone())));

        var found = await Verify([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(upsideDown.ToJsonString(new JsonSerializerOptions { WriteIndented = true }))]);

        Assert.Equal(FileVerdict.AuthenticReformatted, found.Verdict);
    }

    [Fact]
    public async Task Dossier_OneValueChanged_IsAlteredAndOfAnotherAssessmentNotOurs()
    {
        var assessment = await Frozen();
        var json = Encoding.UTF8.GetString(await Download(assessment, 1, "dossier.json"));

        var changed = await Verify(Encoding.UTF8.GetBytes(json.Replace("\"lifecycleStage\":\"Design\"", "\"lifecycleStage\":\"Operation\"", StringComparison.Ordinal).Replace("\"text\":\"", "\"text\":\"x", StringComparison.Ordinal).Replace("\"name\":\"", "\"name\":\"x", StringComparison.Ordinal)));
        var foreign = await Verify(Encoding.UTF8.GetBytes(json.Replace(assessment.Id.ToString(), Guid.CreateVersion7().ToString(), StringComparison.Ordinal)));
        var twice = await Verify(Encoding.UTF8.GetBytes("{\"versionNumber\":7," + json[1..]));

        Assert.Equal((FileVerdict.Altered, FileVerdict.NotOurs, FileVerdict.Unreadable), (changed.Verdict, foreign.Verdict, twice.Verdict));
    }

    [Fact]
    public async Task OldVersion_IsAuthenticAndSuperseded()
    {
        var assessment = await Build.Full(app);
        await Build.Submit(app, assessment);

        foreach (var file in new[] { "report.pdf", "dossier.json" })
        {
            var found = await Verify(await Download(assessment, 1, file));
            Assert.Equal((FileVerdict.Authentic, true, 2), (found.Verdict, found.IsSuperseded, found.Newest));
        }
    }

    [Fact]
    public async Task Page_WhoMayNotSeeTheAssessment_LearnsTheVerdictAlone()
    {
        var assessment = await Build.Full(app);
        await Build.Submit(app, assessment);
        var report = await Download(assessment, 1, "report.pdf");

        foreach (var (person, sees) in new[] { (TestCity.Auditor, true), (TestCity.Officer, true), (TestCity.TransportOfficer, false), (TestCity.Vendor, false), (TestCity.Administrator, false) })
        {
            using var client = await app.SignedIn(person);
            var page = HtmlAssert.Status(HttpStatusCode.OK, await client.SendFile(await client.Get("/verify"), "#row-form", report, "some.pdf"));
            Assert.Contains("Authentic, but not the newest", page.Text, StringComparison.Ordinal);
            Assert.Equal(sees, page.Text.Contains(assessment.Reference, StringComparison.Ordinal));
            Assert.Equal(sees, page.Find($"a[href='/assessments/{assessment.Reference}/versions/2']") is not null);
            report[^1] ^= 1;
            page = await client.SendFile(page, "#row-form", report, "some.pdf");
            Assert.Contains("Not authentic", page.Text, StringComparison.Ordinal);
            Assert.Equal(sees, page.Text.Contains(assessment.Reference, StringComparison.Ordinal));
            report[^1] ^= 1;
        }
    }

    [Fact]
    public async Task Page_NoFileOrTooLarge_SaysSo()
    {
        using var client = await app.SignedIn(TestCity.Auditor);
        var form = await client.Get("/verify");

        var none = HtmlAssert.Status(HttpStatusCode.BadRequest, await client.SendFile(form, "#row-form", null));
        Assert.NotNull(none.Find("#error-summary a[href='#File']"));
        HtmlAssert.Status(HttpStatusCode.BadRequest, await client.SendFile(form, "#row-form", new byte[VerifyFile.MaxBytes + 1], "huge.pdf"));
    }

    public static TheoryData<string, byte[]> Hostile => new()
    {
        { "nothing", [] },
        { "noise", [.. Enumerable.Range(0, 100_000).Select(i => (byte)(i * 31))] },
        { "deep", Encoding.ASCII.GetBytes(new string('[', 1_000_000)) },
        { "scalar", "1"u8.ToArray() },
        { "null", "null"u8.ToArray() },
        { "no text", [(byte)'"', 0xC3, 0x28, (byte)'"'] },
        { "half a character", Encoding.ASCII.GetBytes("{\"a\":\"\\ud800\"}") },
        { "many names", Encoding.ASCII.GetBytes("%PDF-1.7\n" + string.Concat(Enumerable.Repeat("<dc:identifier>a/1/" + new string('b', 64) + "</dc:identifier>", 100_000))) },
        { "strange head", "{\"head\":[],\"versionNumber\":\"x\"}"u8.ToArray() },
    };

    [Theory, MemberData(nameof(Hostile))]
    public async Task Handle_HostileFile_IsRefused(string what, byte[] file)
    {
        Assert.NotEmpty(what);
        Assert.False((await Verify(file)).IsAuthentic);
    }

    /// <summary>As the owner of the database server can.</summary>
    private Task BehindItsBack(string sql) => app.AsOwner("SET session_replication_role = replica; " + sql);

    private async Task<Assessment> Frozen()
    {
        var assessment = await Build.Prefilled(app);
        await Build.Submit(app, assessment);
        return assessment;
    }

    private Task<string> NameOf(Assessment assessment) => app.Db(async db =>
        $"{assessment.Reference}/1/{await db.AssessmentVersions.Where(v => v.AssessmentId == assessment.Id).Select(v => v.Sha256).SingleAsync()}");

    private static async Task<HtmlPage> Send(PiaClient client, byte[] file) => await client.SendFile(await client.Get("/verify"), "#row-form", file, "some.pdf");

    private sealed class PiaAppOfItsOwn : PiaApp;

    private async Task<byte[]> Download(Assessment assessment, int number, string file)
    {
        using var client = await app.SignedIn(TestCity.Auditor);
        return await client.Http.GetByteArrayAsync(new Uri($"/assessments/{assessment.Reference}/versions/{number}/{file}", UriKind.Relative));
    }

    private Task<Web.Features.Trail.Verification.Verification> Verify(byte[] file) =>
        app.With<VerifyFile, Web.Features.Trail.Verification.Verification>(v => v.Handle(file, Build.Actor(app, TestCity.Auditor), CancellationToken.None));

    private static byte[] Replace(byte[] file, string old, string other)
    {
        var text = Encoding.Latin1.GetString(file);
        Assert.Contains(old, text, StringComparison.Ordinal);
        return Encoding.Latin1.GetBytes(text.Replace(old, other, StringComparison.Ordinal));
    }
}
