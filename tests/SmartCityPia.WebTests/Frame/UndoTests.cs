using System.Net;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data.Dossiers;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Trail;
using SmartCityPia.TestSupport;
using Xunit;

namespace SmartCityPia.WebTests.Frame;

/// <summary>A removed row of any kind comes back as it was.</summary>
public sealed class UndoTests(WebApp app) : IClassFixture<WebApp>
{
    [Theory, MemberData(nameof(RowCases.ThatRemove), MemberType = typeof(RowCases))]
    public async Task Undo_AfterRemoving_BringsTheRowBackAsItWas(string name)
    {
        var row = RowCases.Of(name);
        var scene = await row.Scene(app);
        var id = await row.Add(scene);
        await row.ChangeBehind(app, id, row.Text, "What is stored.");
        if (row.Kind.CanComment)
            await Build.Comment(app, scene.Assessment, row.Kind.Step, id, "Why is that?");
        if (row.Kind.Subject is { } subject)
            await Build.Add(app, new EvidenceItem { Id = scene.NewId(), OwnerId = scene.Assessment.Id, Title = "About it", SubjectId = id, SubjectKind = subject });
        var (whole, code) = (await row.Whole(app, id), (await Read(scene)).Code(id));
        var officer = await app.SignedIn(TestCity.Officer);
        var page = await officer.Get(row.Url(scene, id));

        var said = HtmlAssert.Ok(await officer.Follow(HtmlAssert.Redirects(await officer.Press(page, page.One(".remove button[type=submit]")))));
        Assert.False(await row.IsStored(app, id));
        var back = HtmlAssert.Redirects(await officer.Press(said, said.One(".saved button")));

        Assert.Equal(whole, await row.Whole(app, id));
        var dossier = await Read(scene);
        Assert.Equal(code, dossier.Code(id));
        var shown = HtmlAssert.Ok(await officer.Follow(back));
        Assert.StartsWith("Brought back at ", shown.One(".saved").TextContent, StringComparison.Ordinal);
        Assert.Contains("What is stored.", shown.Source, StringComparison.Ordinal);
        if (row.Kind.CanComment)
            Assert.Equal(1, await app.Db(db => db.CommentThreads.CountAsync(t => t.RowId == id)));
        if (row.Kind.Subject is not null)
            Assert.Equal(id, Assert.Single(dossier.Evidence).SubjectId);
        // A second click finds it there.
        HtmlAssert.Redirects(await officer.Press(said, said.One(".saved button")));
        Assert.Equal([AuditVerbs.Removed, AuditVerbs.Undone], await app.Db(db => db.AuditEvents.Where(e => e.SubjectId == id && (e.Verb == AuditVerbs.Removed || e.Verb == AuditVerbs.Undone)).OrderBy(e => e.At).ThenBy(e => e.Id).Select(e => e.Verb).ToListAsync()));
    }

    [Fact]
    public async Task Undo_OfADataset_BringsItsFieldsAndSafeguardsBack()
    {
        var assessment = await Build.Assessment(app);
        var ids = Build.Ids(app);
        var (dataset, item, measure) = (ids(), ids(), ids());
        await Build.Add(app, new Stakeholder { Id = ids(), OwnerId = assessment.DescriptionId, OrganisationId = TestCity.Operator, Role = StakeholderRole.Processor },
            new Dataset { Id = dataset, OwnerId = assessment.DescriptionId, Name = "Sightings", HolderId = TestCity.Operator },
            new DataItem { Id = item, OwnerId = assessment.DescriptionId, DatasetId = dataset, TypeId = Domain.Catalogue.PiaCatalogue.Current.Types.First(t => !t.Derived).Id, Level = DataLevel.Individual, Note = "As it was." },
            new Measure { Id = measure, OwnerId = assessment.DescriptionId, DatasetId = dataset, Name = "Delete daily" });
        var officer = await app.SignedIn(TestCity.Officer);

        var said = await Remove(officer, $"/assessments/{assessment.Reference}/datasets/{dataset}");
        Assert.Equal(3, await app.Db(db => db.AuditEvents.CountAsync(e => e.Verb == AuditVerbs.Removed && (e.SubjectId == dataset || e.SubjectId == item || e.SubjectId == measure))));
        Assert.Null(await Build.Stored<DataItem>(app, item));
        HtmlAssert.Redirects(await officer.Press(said, said.One(".saved button")));

        Assert.Equal("As it was.", (await Build.Stored<DataItem>(app, item))!.Note);
        Assert.Equal(dataset, (await Build.Stored<Measure>(app, measure))!.DatasetId);
    }

    [Fact]
    public async Task Undo_OfWhatNamesARemovedRow_SaysSo_AndWorksInOrder()
    {
        var assessment = await Build.Assessment(app);
        var ids = Build.Ids(app);
        var (set, measure) = (ids(), ids());
        await Build.Add(app,
            new Stakeholder { Id = ids(), OwnerId = assessment.DescriptionId, OrganisationId = TestCity.Operator, Role = StakeholderRole.Processor },
            new Dataset { Id = set, OwnerId = assessment.DescriptionId, Name = "Sightings", HolderId = TestCity.Operator },
            new DataItem { Id = ids(), OwnerId = assessment.DescriptionId, DatasetId = set, TypeId = Domain.Catalogue.PiaCatalogue.Current.Types.First(t => !t.Derived).Id, Level = DataLevel.Individual });
        await Build.Add(app, new DataFlow { Id = ids(), OwnerId = assessment.DescriptionId, Name = "Daily counts", SourceDatasetId = set, RecipientId = TestCity.Operator });
        var dossier = await Read(new(app, assessment));
        await Build.Add(app, new Measure { Id = measure, OwnerId = assessment.DescriptionId, FlowId = dossier.Flows[0].Id, Name = "Delete daily" });
        dossier = await Read(new(app, assessment));
        var (address, officer, flow) = ($"/assessments/{assessment.Reference}/", await app.SignedIn(TestCity.Officer), dossier.Flows[0]);
        await Remove(officer, $"{address}flows/{flow.Id}");
        await Remove(officer, $"{address}datasets/{flow.SourceDatasetId}");

        var list = HtmlAssert.Ok(await officer.Get(address + "undo"));
        Assert.Contains(flow.Name, list.Text, StringComparison.Ordinal);
        var refused = HtmlAssert.Status(HttpStatusCode.Conflict, await officer.SendWithToken(address + "undo", ("row", flow.Id.ToString())));
        HtmlAssert.ErrorInSummary(refused, "removed too");
        HtmlAssert.Redirects(await officer.SendWithToken(address + "undo", ("row", flow.SourceDatasetId!.Value.ToString())));
        HtmlAssert.Redirects(await officer.SendWithToken(address + "undo", ("row", flow.Id.ToString())));

        var again = await Read(new(app, assessment));
        Assert.Equal(dossier.Flows.Select(f => (f.Id, dossier.Code(f.Id))), again.Flows.Select(f => (f.Id, again.Code(f.Id))));
        Assert.Equal(dossier.Items.Select(i => i.Id), again.Items.Select(i => i.Id));
        Assert.Equal(dossier.Measures.Select(m => (m.Id, m.DatasetId, m.FlowId)), again.Measures.Select(m => (m.Id, m.DatasetId, m.FlowId)));
    }

    [Fact]
    public async Task Undo_WhereSomethingElseStands_ChangesNothing()
    {
        var row = RowCases.All.First(c => c is { ByKey: true, CanRemove: true } && c.Kind.Row == typeof(PrincipleAnswer));
        var scene = await row.Scene(app);
        var id = await row.Add(scene);
        var officer = await app.SignedIn(TestCity.Officer);
        await Remove(officer, row.Url(scene, id));
        HtmlAssert.Redirects(await officer.Post(row.Url(scene, id), ("Input.Answer", "Another answer.")));

        var refused = HtmlAssert.Status(HttpStatusCode.Conflict, await officer.SendWithToken(scene.At("undo"), ("row", id.ToString())));

        HtmlAssert.ErrorInSummary(refused, "something else stands in its place");
        Assert.Equal("Another answer.", Assert.Single((await Read(scene)).Principles).Answer);
    }

    [Fact]
    public async Task Undo_OfOthers_OrInAClosedAssessment_IsRefused()
    {
        var (assessment, other) = (await Build.Assessment(app), await Build.Assessment(app));
        var purpose = await Build.Add(app, new Purpose { Id = Build.Ids(app)(), OwnerId = assessment.DescriptionId, Name = "Count" });
        await Build.Remove<Purpose>(app, purpose.Id);
        var officer = await app.SignedIn(TestCity.Officer);

        HtmlAssert.Status(HttpStatusCode.NotFound, await officer.SendWithToken($"/assessments/{other.Reference}/undo", ("row", purpose.Id.ToString())));
        HtmlAssert.Status(HttpStatusCode.NotFound, await officer.SendWithToken($"/assessments/{assessment.Reference}/undo", ("row", Guid.CreateVersion7().ToString())));
        var reviewer = await app.SignedIn(TestCity.Reviewer);
        HtmlAssert.Status(HttpStatusCode.Forbidden, await reviewer.SendWithToken($"/assessments/{assessment.Reference}/undo", ("row", purpose.Id.ToString())));
        await Build.Submit(app, assessment);
        HtmlAssert.Status(HttpStatusCode.Forbidden, await officer.SendWithToken($"/assessments/{assessment.Reference}/undo", ("row", purpose.Id.ToString())));
        Assert.Null(await Build.Stored<Purpose>(app, purpose.Id));
    }

    private static async Task<HtmlPage> Remove(PiaClient officer, string address)
    {
        var page = HtmlAssert.Ok(await officer.Get(address));
        return HtmlAssert.Ok(await officer.Follow(HtmlAssert.Redirects(await officer.Press(page, page.One(".remove button[type=submit]")))));
    }

    private async Task<Dossier> Read(Scene scene) => (await app.With<DossierReader, Dossier?>(reader => reader.Read(scene.Assessment.Id, CancellationToken.None)))!;
}
