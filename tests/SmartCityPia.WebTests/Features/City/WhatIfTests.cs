using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SmartCityPia.Analysis;
using SmartCityPia.Analysis.City;
using SmartCityPia.Data.City;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.City;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Findings;
using SmartCityPia.Domain.Trail;
using SmartCityPia.TestSupport;
using SmartCityPia.Web.Features.City;
using SmartCityPia.Web.Frame.City;
using SmartCityPia.Web.Infrastructure;
using Xunit;

namespace SmartCityPia.WebTests.Features.CityView;

/// <summary>Changes tried on the city, cuts, changes between dates, and the export.</summary>
public sealed class WhatIfTests(WebApp app) : IClassFixture<WebApp>
{
    [Theory]
    [InlineData("/city/what-if")]
    [InlineData("/city/cut")]
    [InlineData("/city/changes")]
    [InlineData("/city/city.json")]
    public async Task Get_VendorOrAdministrator_IsRefused(string address)
    {
        foreach (var person in new[] { TestSupport.TestCity.Vendor, TestSupport.TestCity.Administrator })
        {
            using var client = await app.SignedIn(person);
            HtmlAssert.Status(HttpStatusCode.Forbidden, await client.Get(address));
        }
        foreach (var person in new[] { TestSupport.TestCity.Officer, TestSupport.TestCity.Reviewer, TestSupport.TestCity.Auditor })
        {
            using var client = await app.SignedIn(person);
            Assert.Equal(HttpStatusCode.OK, (await Done(client, address)).Status);
        }
    }

    [Fact]
    public async Task Get_EditThatTakesAService_ShowsWhatVanishes()
    {
        // A city of its own: elsewhere another service may still tell the same.
        await using var only = new WebApp();
        await only.InitializeAsync();
        var (_, part) = await Frozen(at: only);
        using var officer = await only.SignedIn(TestSupport.TestCity.Officer);

        var page = HtmlAssert.NoError(HtmlAssert.Ok(await Done(officer, CityAddress.WhatIf([new(WhatIfKind.TakeOut, part.ServiceId)]), only)));

        HtmlAssert.Says(page, "What would change");
        Assert.NotNull(page.Find("section a[href*='/city/finding?']"));
        var csv = await officer.Http.GetStringAsync(new Uri(page.One("a[href*='handler=Csv']").GetAttribute("href")!, UriKind.Relative), TestContext.Current.CancellationToken);
        var lines = csv.Split('\n', StringSplitOptions.RemoveEmptyEntries)[1..];
        Assert.NotEmpty(lines);
        Assert.All(lines, line => Assert.Contains("Gone", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Get_WrongEdits_AreRefusedAndTheRestKept()
    {
        var (_, part) = await Frozen();
        using var officer = await app.SignedIn(TestSupport.TestCity.Officer);
        var good = new WhatIfEdit(WhatIfKind.Drop, part.Dossier.Flows[0].Id);

        foreach (var wrong in new[] { "nonsense", new WhatIfEdit(WhatIfKind.Drop, Guid.CreateVersion7(TestSupport.TestCity.Start)).ToString(), new WhatIfEdit(WhatIfKind.Apply, part.Dossier.Datasets[0].Id, "C999").ToString(), good.ToString() })
        {
            var page = HtmlAssert.Status(HttpStatusCode.BadRequest, await Done(officer, $"{CityAddress.WhatIf([good])}&e={wrong}"));
            Assert.NotNull(page.Find("#error-summary a[href='#e']"));
            Assert.Contains(part.Dossier.Code(good.Id), page.One("#e ol").TextContent, StringComparison.Ordinal);
        }
        var many = Enumerable.Range(0, 41).Select(_ => new WhatIfEdit(WhatIfKind.Drop, Guid.CreateVersion7(TestSupport.TestCity.Start)));
        HtmlAssert.ErrorInSummary(await Done(officer, CityAddress.WhatIf(many)), "No more than 40");
    }

    [Fact]
    public async Task Get_Plan_OnlyADraftOneMaySee()
    {
        await Frozen();
        var foreign = await Build.Prefilled(app, "S02", agency: TestSupport.TestCity.Hall);
        var address = CityAddress.WhatIf([new(WhatIfKind.Plan, foreign.Id)]);
        using var officer = await app.SignedIn(TestSupport.TestCity.Officer);
        using var other = await app.SignedIn(TestSupport.TestCity.TransportOfficer);

        HtmlAssert.NoError(HtmlAssert.Ok(await Done(officer, address)));
        HtmlAssert.ErrorInSummary(HtmlAssert.Status(HttpStatusCode.BadRequest, await Done(other, address)), "not yours to see");
    }

    [Fact]
    public async Task Choose_ServiceThenDataset_OffersChangesThatWork()
    {
        var (_, part) = await Frozen();
        using var officer = await app.SignedIn(TestSupport.TestCity.Officer);

        var page = HtmlAssert.Ok(await Done(officer, $"/city/what-if?service={part.ServiceId}&holding={part.Dossier.Datasets[0].Id}"));

        var offered = page.Document.QuerySelectorAll("input[type=radio][name=e]").Select(r => r.GetAttribute("value")!).ToList();
        Assert.True(offered.Count > 5);
        foreach (var edit in offered)
            HtmlAssert.NoError(HtmlAssert.Ok(await Done(officer, $"/city/what-if?e={edit}")));
    }

    [Fact]
    public async Task TakeOver_Draft_AddsTheControlWithItsReason()
    {
        var (assessment, part) = await Frozen(reopen: true);
        var edit = Control(part);
        using var officer = await app.SignedIn(TestSupport.TestCity.Officer);
        var page = HtmlAssert.Ok(await Done(officer, CityAddress.WhatIf([edit])));

        var saved = HtmlAssert.Redirects(await officer.Submit(page, "form[method=post][action*='TakeOver']", null, ("take", edit.ToString())));

        HtmlAssert.Says(await Done(officer, saved.Location!), "Taken over");
        var planned = Assert.Single(await On(edit));
        Assert.Equal(MeasureState.Planned, planned.State);
        var noted = await app.Db(db => db.AuditEvents.SingleAsync(e => e.SubjectId == planned.Id && e.Reason == TakeOver.Reason));
        Assert.Equal((AuditVerbs.Added, TestSupport.TestCity.Officer.Id), (noted.Verb, noted.AccountId));
        Assert.Equal(AssessmentStatus.Draft, (await app.Db(db => db.Assessments.SingleAsync(a => a.Id == assessment.Id))).Status);
    }

    [Fact]
    public async Task TakeOver_RowChangedMeanwhile_IsAConflictAndChangesNothing()
    {
        var (_, part) = await Frozen(reopen: true);
        var edit = Control(part);
        using var officer = await app.SignedIn(TestSupport.TestCity.Officer);
        var page = HtmlAssert.Ok(await Done(officer, CityAddress.WhatIf([edit])));
        await Build.Change<Dataset>(app, edit.Id, d => d.Retention = "One day");

        var answer = await officer.Submit(page, "form[method=post][action*='TakeOver']", null, ("take", edit.ToString()));

        HtmlAssert.ErrorInSummary(HtmlAssert.Status(HttpStatusCode.Conflict, answer), TestSupport.TestCity.Colleague.Name);
        Assert.Empty(await On(edit));
        HtmlAssert.Redirects(await officer.Submit(answer, "form[method=post][action*='TakeOver']", null, ("take", edit.ToString())));
    }

    [Fact]
    public async Task TakeOver_ClosedForeignOrReader_IsRefused()
    {
        var (_, part) = await Frozen();
        var edit = Control(part);
        var address = CityAddress.WhatIf([edit]);
        using var officer = await app.SignedIn(TestSupport.TestCity.Officer);
        var page = HtmlAssert.Ok(await Done(officer, address));
        HtmlAssert.Says(page, "start a new draft first");
        Assert.Null(page.Find("form[action*='TakeOver']"));

        foreach (var (person, expected) in new[] { (TestSupport.TestCity.Officer, HttpStatusCode.Forbidden), (TestSupport.TestCity.Reviewer, HttpStatusCode.Forbidden), (TestSupport.TestCity.TransportOfficer, HttpStatusCode.NotFound) })
        {
            using var client = await app.SignedIn(person);
            await Done(client, address);
            HtmlAssert.Status(expected, await client.SendWithToken(address + "&handler=TakeOver", ("take", edit.ToString())));
        }
        Assert.Empty(await On(edit));
    }

    private Task<List<Measure>> On(WhatIfEdit edit) => app.Db(db => db.Measures.AsNoTracking().Where(m => m.DatasetId == edit.Id && m.ControlId == edit.What).ToListAsync());

    [Fact]
    public async Task Cut_Possible_IsProvenAndTheWorkbenchAgrees()
    {
        await Frozen();
        var graph = await Graph();
        var known = CityKnowledge.Of(graph).Known.First(k => k.Places > 0 && !k.Given && k.Actor.Count == 1);
        using var officer = await app.SignedIn(TestSupport.TestCity.Officer);

        var page = HtmlAssert.NoError(HtmlAssert.Ok(await Done(officer, CityAddress.With("/city/cut", known.Actor, known.TypeId))));

        HtmlAssert.Says(page, "Proven: nothing cheaper exists");
        HtmlAssert.NoError(HtmlAssert.Ok(await Done(officer, page.One("#answer a[href*='/city/what-if']").GetAttribute("href")!)));
        Assert.Equal(HttpStatusCode.OK, (await officer.Http.GetAsync(new Uri(page.One("a[href*='handler=Csv']").GetAttribute("href")!, UriKind.Relative), TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    public async Task Cut_OnlyAnotherServiceMayChange_IsImpossibleAndSaysWhatStays()
    {
        var (_, part) = await Frozen();
        var (_, other) = await Frozen("S30");
        var graph = await Graph();
        var holder = CityKnowledge.Of(graph).Known.First(k => k.Places > 0 && k.Actor.Count == 1 && graph.Model.HoldingsOf([.. k.Actor.Select(CityId.Of)]).All(h => graph.PartOf(CityId.Parse(h))?.ServiceId != other.ServiceId));
        using var officer = await app.SignedIn(TestSupport.TestCity.Officer);

        var page = HtmlAssert.Ok(await Done(officer, $"{CityAddress.With("/city/cut", holder.Actor, holder.TypeId)}&service={other.ServiceId}"));

        HtmlAssert.Says(page, "No set of the open changes is enough");
        Assert.NotNull(page.Find("#answer li"));
        Assert.NotEqual(part.ServiceId, other.ServiceId);
    }

    [Fact]
    public async Task Cut_WrongQuestion_SaysAtTheField()
    {
        await Frozen();
        using var officer = await app.SignedIn(TestSupport.TestCity.Officer);

        HtmlAssert.ErrorAt(await Done(officer, "/city/cut?asked=true&actor=everyone&type=D03&price[RemoveField]=0"), "price[RemoveField]", "above 0");
        foreach (var (query, field) in new[] { ("actor=everyone", "type"), ("type=D03", "actor"), ("type=D999&actor=everyone", "type"), ("type=D03&actor=" + Guid.CreateVersion7(TestSupport.TestCity.Start), "actor"), ("type=D03&actor=everyone&service=1", "service"), ("type=D03&actor=everyone&threshold=2", "threshold") })
            Assert.NotNull(HtmlAssert.Status(HttpStatusCode.BadRequest, await Done(officer, "/city/cut?asked=true&" + query)).Find($"#error-summary a[href='#{field}']"));
    }

    [Fact]
    public async Task Changes_BetweenDates_ShowTheServiceThatCame()
    {
        // Of its own: forty days later every other test would have to sign in again.
        await using var later = new WebApp();
        await later.InitializeAsync();
        await Frozen(at: later);
        later.Clock.Advance(TimeSpan.FromDays(40));
        var (_, came) = await Frozen("S02", at: later);
        using var officer = await later.SignedIn(TestSupport.TestCity.Officer);

        var page = HtmlAssert.NoError(HtmlAssert.Ok(await Done(officer, "/city/changes")));
        HtmlAssert.Says(page, came.Reference);
        HtmlAssert.Says(page, "Appears");

        HtmlAssert.Says(HtmlAssert.Ok(await Done(officer, "/city/changes?from=2020-01-01&to=2020-01-02")), "Nothing changes");
        HtmlAssert.ErrorAt(await Done(officer, "/city/changes?from=yesterday"), "from");
        HtmlAssert.ErrorAt(await Done(officer, "/city/changes?from=2026-02-02&to=2026-01-01"), "from");
    }

    [Fact]
    public async Task Changes_BetweenVersions_OnlyOfAnAssessmentOneMaySee()
    {
        var (assessment, part) = await Frozen(reopen: true);
        await Build.Add(app, new Measure
        {
            Id = Guid.CreateVersion7(),
            OwnerId = assessment.DescriptionId,
            Name = "As tried",
            ControlId = Control(part).What,
            DatasetId = part.Dossier.Datasets[0].Id,
            State = MeasureState.InPlace,
            ResponsibleId = part.Dossier.Datasets[0].HolderId,
        });
        await Build.Submit(app, assessment);
        var address = $"/city/changes?assessment={assessment.Reference}&from=1&to=2";
        using var officer = await app.SignedIn(TestSupport.TestCity.Officer);
        using var other = await app.SignedIn(TestSupport.TestCity.TransportOfficer);

        HtmlAssert.Says(HtmlAssert.Ok(await Done(officer, address)), part.Service);
        HtmlAssert.Status(HttpStatusCode.NotFound, await Done(other, address));
        HtmlAssert.Status(HttpStatusCode.NotFound, await Done(officer, address + "0"));
        HtmlAssert.ErrorInSummary(await Done(officer, $"/city/changes?assessment={assessment.Reference}&from=a&to=2"), "number");
        Assert.NotNull((await officer.Get($"/assessments/{assessment.Reference}/versions")).Find("a[href^='/city/changes?']"));
    }

    [Fact]
    public async Task Export_Analysed_IsTheLiveCity()
    {
        await Frozen();
        using var officer = await app.SignedIn(TestSupport.TestCity.Officer);

        var file = await officer.Http.GetByteArrayAsync(new Uri("/city/city.json", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(Findings((await Graph()).Model), Findings(CityModel.Build(CityFile.Read(new MemoryStream(file)))));
        Assert.Contains("\"name\"", Encoding.UTF8.GetString(file), StringComparison.Ordinal);
        Assert.True(await app.Db(db => db.AuditEvents.AnyAsync(e => e.Verb == AuditVerbs.Exported && e.Subject == nameof(CityGraph) && e.Reason == "city.json")));
    }

    private static string Findings(CityModel model)
    {
        using var output = new MemoryStream();
        FindingsFile.Write(output, CityAnalysis.Run(model, new(Coalitions: CoalitionScope.Pairs)));
        return Encoding.UTF8.GetString(output.ToArray());
    }

    /// <summary>A submitted service and how the city sees it; open again where asked for.</summary>
    private async Task<(Assessment Assessment, CityPart Part)> Frozen(string archetype = "S06", bool reopen = false, WebApp? at = null)
    {
        at ??= app;
        var assessment = await Build.Prefilled(at, archetype, agency: TestSupport.TestCity.Hall);
        await Build.Submit(at, assessment);
        if (reopen)
        {
            await at.Db(async db =>
            {
                (await db.Assessments.SingleAsync(a => a.Id == assessment.Id)).StartNewDraft();
                return await db.SaveAsync(Build.Actor(at), CancellationToken.None);
            });
        }
        return (assessment, (await Graph(at)).Parts.Single(p => p.AssessmentId == assessment.Id));
    }

    private Task<CityGraph> Graph(WebApp? at = null) => (at ?? app).With<CityReader, CityGraph>(reader => reader.Read(CancellationToken.None));

    private static WhatIfEdit Control(CityPart part) => new(WhatIfKind.Apply, part.Dossier.Datasets[0].Id, "C25");

    /// <summary>The page, after the one that waits where it takes longer.</summary>
    private async Task<HtmlPage> Done(PiaClient client, string address, WebApp? at = null)
    {
        var page = await client.Get(address);
        while (page.Location?.StartsWith("/city/run/", StringComparison.Ordinal) == true)
        {
            var run = (at ?? app).Services.GetRequiredService<CityRuns>().Find(Guid.Parse(page.Location["/city/run/".Length..].Split('?')[0]));
            await (run?.Work ?? Task.CompletedTask);
            page = await client.Get(address);
        }
        return page;
    }
}
