using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Trail;
using SmartCityPia.TestSupport;
using SmartCityPia.Web.Features.Dossiers.Versions;
using Xunit;

namespace SmartCityPia.WebTests.Features.Dossiers.Versions;

/// <summary>Comparing two states of an assessment and restoring rows of the older one.</summary>
public sealed class CompareTests(WebApp app) : IClassFixture<WebApp>
{
    [Theory]
    [InlineData("Kept for a day.", "Kept for a week.", "Kept for a <del>day</del>.", "Kept for a <ins>week</ins>.")]
    [InlineData("It counts.", "It counts. It keeps what it counted & more.", "It counts.", "It counts<ins>. It keeps what it counted &amp; more</ins>.")]
    [InlineData("The cameras watch the squares.", "Routers of the new kind send encrypted pictures.", "<del>The cameras watch the squares.</del>", "<ins>Routers of the new kind send encrypted pictures.</ins>")]
    public void WordMarks_OfTwoTexts_MarkWhatDiffers(string before, string after, string markedBefore, string markedAfter)
    {
        var (old, now) = WordDiff.Of(before, after);

        Assert.Equal((markedBefore, markedAfter), (Written(old), Written(now)));

        static string Written(Microsoft.AspNetCore.Html.IHtmlContent html)
        {
            using var writer = new StringWriter();
            html.WriteTo(writer, System.Text.Encodings.Web.HtmlEncoder.Default);
            return writer.ToString();
        }
    }

    [Fact]
    public async Task Compare_PurposeChangedAddedAndRemoved_SaysWhich()
    {
        var (assessment, kept, gone) = await Changed();
        using var officer = await app.SignedIn(TestCity.Officer);

        var page = HtmlAssert.Ok(await officer.Get(Url(assessment, "versions/compare?from=1&to=draft")));

        HtmlAssert.Says(page, kept.Name + " and bicycles");
        Assert.Contains(page.Texts("ins"), t => t.Contains("bicycles", StringComparison.Ordinal));
        HtmlAssert.Says(page, gone.Name);
        HtmlAssert.Says(page, "Brand new");
        Assert.NotNull(page.Find($"a[href$='/versions/1/restore/Purpose/{kept.Id}/Name']"));
        Assert.NotNull(page.Find($"a[href$='/versions/1/restore/Purpose/{gone.Id}']"));
        HtmlAssert.Says(HtmlAssert.Ok(await officer.Get(Url(assessment, "versions/compare?from=1&to=draft&step=Risks"))), "What changed");
        Assert.Empty(HtmlAssert.Ok(await officer.Get(Url(assessment, "versions/compare?from=1&to=draft&step=Risks"))).Texts("section.change h3"));
    }

    [Theory]
    [InlineData("from=9&to=draft")]
    [InlineData("from=1&to=2")]
    [InlineData("from=0")]
    [InlineData("from=x&to=1")]
    public async Task Compare_NoSuchVersion_404(string query)
    {
        var (assessment, _, _) = await Changed();
        using var officer = await app.SignedIn(TestCity.Officer);

        HtmlAssert.Status(HttpStatusCode.NotFound, await officer.Get(Url(assessment, "versions/compare?" + query)));
    }

    [Fact]
    public async Task Compare_VendorAndOtherAgency_AreRefused()
    {
        var (assessment, _, _) = await Changed();
        using var vendor = await app.SignedIn(TestCity.Vendor);
        using var other = await app.SignedIn(TestCity.TransportOfficer);

        foreach (var path in new[] { "versions/compare?from=1&to=draft", "versions/compare/csv?from=1&to=draft" })
        {
            HtmlAssert.Status(HttpStatusCode.Forbidden, await vendor.Get(Url(assessment, path)));
            HtmlAssert.Status(HttpStatusCode.NotFound, await other.Get(Url(assessment, path)));
        }
    }

    [Fact]
    public async Task Export_CsvAndJson_HoldTheChangesAndAreOnTheTrail()
    {
        var (assessment, kept, _) = await Changed();
        using var auditor = await app.SignedIn(TestCity.Auditor);

        var csv = await auditor.Http.GetStringAsync(new Uri(Url(assessment, "versions/compare/csv?from=1&to=draft"), UriKind.Relative));
        var json = JsonDocument.Parse(await auditor.Http.GetStringAsync(new Uri(Url(assessment, "versions/compare/json?from=1&to=draft"), UriKind.Relative)));

        Assert.Contains($"\"{kept.Name}\",\"{kept.Name} and bicycles\"", csv, StringComparison.Ordinal);
        Assert.Contains(json.RootElement.GetProperty("changes").EnumerateArray(), c => c.GetProperty("name").GetString() == "Brand new");
        Assert.Equal(2, await app.Db(db => db.AuditEvents.CountAsync(e => e.OwnerId == assessment.Id && e.Verb == AuditVerbs.Exported && e.AccountId == TestCity.Auditor.Id)));
    }

    [Fact]
    public async Task Restore_OneField_LeavesTheOthersAndSaysWhy()
    {
        var (assessment, kept, _) = await Changed();
        using var officer = await app.SignedIn(TestCity.Officer);
        var address = Url(assessment, $"versions/1/restore/Purpose/{kept.Id}/Name");
        var page = HtmlAssert.Ok(await officer.Get(address));
        Assert.Single(page.Texts("table.compare tbody tr"));

        HtmlAssert.Redirects(await officer.Submit(page, "#row-form", null));

        var stored = (await Build.Stored<Purpose>(app, kept.Id))!;
        Assert.Equal((kept.Name, "New words"), (stored.Name, stored.Description));
        var change = await app.Db(db => db.AuditEvents.Where(e => e.SubjectId == kept.Id).OrderByDescending(e => e.Id).FirstAsync());
        Assert.Equal(("restored from version 1", TestCity.Officer.Id), (change.Reason, change.AccountId));
        HtmlAssert.Says(HtmlAssert.Ok(await officer.Get(address)), "nothing to restore");
    }

    [Fact]
    public async Task Restore_RemovedRow_IsThereAgainAsItWas()
    {
        var (assessment, _, gone) = await Changed();
        using var officer = await app.SignedIn(TestCity.Officer);

        HtmlAssert.Redirects(await Send(officer, Url(assessment, $"versions/1/restore/Purpose/{gone.Id}")));

        var stored = (await Build.Stored<Purpose>(app, gone.Id))!;
        Assert.Equal((gone.Name, gone.OwnerId), (stored.Name, stored.OwnerId));
    }

    [Fact]
    public async Task Restore_FlowOfARemovedDataset_400SaysWhichAndStoresNothing()
    {
        var assessment = await Build.Prefilled(app);
        var flow = await app.Db(db => db.DataFlows.AsNoTracking().FirstAsync(f => f.OwnerId == assessment.DescriptionId && f.SourceDatasetId != null && !db.DataFlows.Any(g => g.SourceFlowId == f.Id)));
        var dataset = (await Build.Stored<Dataset>(app, flow.SourceDatasetId!.Value))!;
        await Freeze(assessment);
        await app.Db(async db =>
        {
            db.RemoveRange(await db.DataFlows.Where(f => f.OwnerId == assessment.DescriptionId).ToListAsync());
            db.RemoveRange(await db.DataItems.Where(i => i.DatasetId == dataset.Id).ToListAsync());
            db.RemoveRange(await db.Datasets.Where(d => d.Id == dataset.Id).ToListAsync());
            return await db.SaveAsync(Build.Actor(app), CancellationToken.None);
        });
        using var officer = await app.SignedIn(TestCity.Officer);

        var page = HtmlAssert.Status(HttpStatusCode.BadRequest, await Send(officer, Url(assessment, $"versions/1/restore/DataFlow/{flow.Id}")));

        HtmlAssert.Says(page, dataset.Name);
        Assert.Null(await Build.Stored<DataFlow>(app, flow.Id));
        var item = await app.Db(db => db.AssessmentVersions.Where(v => v.AssessmentId == assessment.Id).Select(v => v.Json).SingleAsync()) is { } json
            ? CanonicalJson.Read(json).Items.First(i => i.DatasetId == dataset.Id) : null;
        HtmlAssert.Says(HtmlAssert.Status(HttpStatusCode.BadRequest, await Send(officer, Url(assessment, $"versions/1/restore/DataItem/{item!.Id}"))), dataset.Name);
    }

    [Fact]
    public async Task Restore_RowChangedMeanwhile_409ShowsItAndTheSecondTryRestores()
    {
        var (assessment, kept, _) = await Changed();
        using var officer = await app.SignedIn(TestCity.Officer);
        var page = HtmlAssert.Ok(await officer.Get(Url(assessment, $"versions/1/restore/Purpose/{kept.Id}")));
        await Build.Change<Purpose>(app, kept.Id, p => p.Name = "Changed by Carl");

        var conflict = HtmlAssert.Status(HttpStatusCode.Conflict, await officer.Submit(page, "#row-form", null));

        HtmlAssert.Says(conflict, "Changed by Carl");
        HtmlAssert.Redirects(await officer.Submit(conflict, "#row-form", null));
        Assert.Equal(kept.Name, (await Build.Stored<Purpose>(app, kept.Id))!.Name);
    }

    [Fact]
    public async Task Restore_ForeignRowUnknownFieldAndReader_AreRefused()
    {
        var (assessment, kept, gone) = await Changed();
        var (_, foreign, _) = await Changed();
        using var officer = await app.SignedIn(TestCity.Officer);
        using var auditor = await app.SignedIn(TestCity.Auditor);

        foreach (var path in new[] { $"Purpose/{foreign.Id}", $"Purpose/{kept.Id}/Version", $"Purpose/{kept.Id}/OwnerId", $"Purpose/{gone.Id}/Name", $"Account/{kept.Id}", $"Risk/{kept.Id}" })
            HtmlAssert.Status(HttpStatusCode.NotFound, await officer.Get(Url(assessment, "versions/1/restore/" + path)));
        HtmlAssert.Status(HttpStatusCode.Forbidden, await auditor.Get(Url(assessment, $"versions/1/restore/Purpose/{kept.Id}")));
    }

    [Fact]
    public async Task Restore_WhileInReview_IsNotOfferedAndRefused()
    {
        var (assessment, kept, _) = await Changed();
        await Build.Submit(app, assessment);
        using var officer = await app.SignedIn(TestCity.Officer);
        var address = Url(assessment, $"versions/1/restore/Purpose/{kept.Id}");

        var page = HtmlAssert.Ok(await officer.Get(address));
        HtmlAssert.Says(page, "in review");
        HtmlAssert.Status(HttpStatusCode.Forbidden, await officer.SendWithToken(address, ("Version", "1")));
        Assert.EndsWith("and bicycles", (await Build.Stored<Purpose>(app, kept.Id))!.Name, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Restore_WhileClosed_ANewDraftIsTheLeadsToStart()
    {
        var (assessment, kept, _) = await Changed();
        await Build.Submit(app, assessment);
        await Build.Act(app, assessment, Domain.Reviews.ReviewRole.Author, TestCity.Officer, scene => scene.Review.Withdraw(scene.Assessment, scene.By, "Too early."));
        await app.Db(db => db.Assessments.Where(a => a.Id == assessment.Id).ExecuteUpdateAsync(s => s.SetProperty(a => a.Status, AssessmentStatus.Submitted)));
        var editor = await Build.Person(app, "Edda Editor", Data.Accounts.Roles.Officer, TestCity.Transport);
        await Build.AskIn(app, assessment, editor, ParticipantRole.Editor);
        var address = Url(assessment, $"versions/1/restore/Purpose/{kept.Id}");
        using var asked = await app.SignedIn(editor);
        using var lead = await app.SignedIn(TestCity.Officer);

        Assert.Null(HtmlAssert.Ok(await asked.Get(address)).Find("form[action$='handler=Draft']"));
        foreach (var draft in new[] { address + "?handler=Draft", Url(assessment, "check?handler=Draft") })
            HtmlAssert.Status(HttpStatusCode.Forbidden, await asked.SendWithToken(draft));
        Assert.Equal(AssessmentStatus.Submitted, await app.Db(db => db.Assessments.Where(a => a.Id == assessment.Id).Select(a => a.Status).SingleAsync()));

        HtmlAssert.Redirects(await lead.Submit(HtmlAssert.Ok(await lead.Get(address)), "form[action$='handler=Draft']", null), address);
        HtmlAssert.Redirects(await Send(asked, address));
    }

    /// <summary>Version 1 has two purposes. Since then one was changed, one removed and one added.</summary>
    private async Task<(Assessment Assessment, Purpose Kept, Purpose Gone)> Changed()
    {
        var assessment = await Build.Assessment(app);
        var kept = await Build.Add(app, new Purpose { Id = Build.Ids(app)(), OwnerId = assessment.DescriptionId, Name = "Count people", Description = "Old words" });
        var gone = await Build.Add(app, new Purpose { Id = Build.Ids(app)(), OwnerId = assessment.DescriptionId, Name = "Plan trains" });
        await Freeze(assessment);
        await Build.Change<Purpose>(app, kept.Id, p => (p.Name, p.Description) = ("Count people and bicycles", "New words"));
        await Build.Remove<Purpose>(app, gone.Id);
        await Build.Add(app, new Purpose { Id = Build.Ids(app)(), OwnerId = assessment.DescriptionId, Name = "Brand new" });
        return (assessment, new() { Id = kept.Id, OwnerId = kept.OwnerId, Name = "Count people" }, gone);
    }

    /// <summary>Freezes a version; the reviewer requests changes at once.</summary>
    private async Task Freeze(Assessment assessment)
    {
        await Build.Submit(app, assessment);
        await Build.Act(app, assessment, Domain.Reviews.ReviewRole.Reviewer, TestCity.Reviewer, scene => scene.Review.RequestChanges(scene.Assessment, scene.By, "More."));
    }

    private static async Task<HtmlPage> Send(PiaClient client, string address) => await client.Submit(HtmlAssert.Ok(await client.Get(address)), "#row-form", null);

    private static string Url(Assessment assessment, string path) => $"/assessments/{assessment.Reference}/{path}";
}
