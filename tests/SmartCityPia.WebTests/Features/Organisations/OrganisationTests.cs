using System.Globalization;
using System.Net;
using System.Resources;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data.City;
using SmartCityPia.Data.Organisations;
using SmartCityPia.Data.Trail;
using SmartCityPia.Domain.City;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Findings;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Organisations;
using SmartCityPia.TestSupport;
using SmartCityPia.Web.Infrastructure;
using Xunit;

namespace SmartCityPia.WebTests.Features.Organisations;

/// <summary>One body is one entry, however it is written; two entries of one body become one.</summary>
public sealed class OrganisationTests(WebApp app) : IClassFixture<WebApp>
{
    [Theory]
    [InlineData("Stadtwerke Köln GmbH")]
    [InlineData("stadtwerke köln gmbh")]
    [InlineData("STADTWERKE KÖLN GMBH")]
    [InlineData("Stadtwerke Köln GmbH ")]
    [InlineData(" Stadtwerke Köln GmbH")]
    [InlineData("Stadtwerke  Köln GmbH")]
    [InlineData("Stadtwerke\u00A0Köln\u2003GmbH")]
    [InlineData("Stadtwerke Ko\u0308ln GmbH")]
    public async Task Post_TheSameNameInOtherLetters_IsRefusedAtTheField(string name)
    {
        using var officer = await app.SignedIn(TestCity.Officer);
        if (!await app.Db(db => db.Organisations.Named("Stadtwerke Köln GmbH").AnyAsync()))
            HtmlAssert.Redirects(await Add(officer, "Stadtwerke Köln GmbH"));

        HtmlAssert.ErrorAt(await Add(officer, name), "Input.Name", "There is an organisation of this name already");
        Assert.Equal(1, await app.Db(db => db.Organisations.Named(name).CountAsync()));
    }

    [Theory]
    [InlineData("\u200B", "U+200B")]
    [InlineData("Ada\u202Eexe", "U+202E")]
    [InlineData("Zero\u2060width", "U+2060")]
    [InlineData("Bell\u0007", "U+0007")]
    [InlineData("\u200D", "nothing to see")]
    public async Task Post_WhatNobodySees_IsTakenOutAndShown(string name, string said)
    {
        using var officer = await app.SignedIn(TestCity.Officer);

        var page = HtmlAssert.ErrorAt(await Add(officer, name), "Input.Name", said);

        Assert.Equal(TypedText.Clean(name, isLine: true), page.One("#Input_Name").GetAttribute("value"));
    }

    [Fact]
    public async Task Post_BlanksAround_AreNotPartOfTheName()
    {
        using var officer = await app.SignedIn(TestCity.Officer);

        HtmlAssert.Redirects(await Add(officer, "  Hafen\u00A0 Bremen "));

        Assert.Equal("Hafen Bremen", await app.Db(db => db.Organisations.Named("hafen bremen").Select(o => o.Name).SingleAsync()));
    }

    [Fact]
    public async Task Words_EveryPlaceThatNamesOne_HasThem()
    {
        var words = new ResourceManager("SmartCityPia.Web.Resources.Organisations", typeof(Addresses).Assembly);
        var places = await app.Db(db => Task.FromResult(OrganisationUses.Places(db.Model)));

        Assert.All(places.Where(p => p.Kind != nameof(MergedOrganisation)), p => Assert.NotNull(words.GetString($"Use.{p.Kind}.{p.Field}", CultureInfo.InvariantCulture)));
        Assert.True(places.Count > 10);
    }

    [Fact]
    public async Task Remove_Unused_GoesAndUsedStays()
    {
        using var officer = await app.SignedIn(TestCity.Officer);
        HtmlAssert.Redirects(await Add(officer, "Orphan Office"));
        var id = await Id("Orphan Office");

        var page = await officer.Get($"/organisations/{id}");
        HtmlAssert.Says(page, "Nothing names this organisation");
        HtmlAssert.Redirects(await officer.Press(page, page.Button("Remove this organisation")), "/organisations");
        Assert.False(await app.Db(db => db.Organisations.AnyAsync(o => o.Id == id)));
        Assert.Equal("Removed", await app.Db(db => db.AuditEvents.Where(e => e.SubjectId == id).OrderByDescending(e => e.At).ThenByDescending(e => e.Id).Select(e => e.Verb).FirstAsync()));

        var used = await officer.Get($"/organisations/{TestCity.Hall}");
        Assert.Null(used.Find("button[formaction], form[action*='Remove']"));
        HtmlAssert.ErrorInSummary(HtmlAssert.Status(HttpStatusCode.BadRequest, await officer.SendWithToken($"/organisations/{TestCity.Hall}?handler=Remove")), "still rests on this");
    }

    [Fact]
    public async Task Merge_EverythingMovesAndTheCityKnowsOneBody()
    {
        using var administrator = await app.SignedIn(TestCity.Administrator);
        using var officer = await app.SignedIn(TestCity.Officer);
        HtmlAssert.Redirects(await Add(officer, "City police"));
        HtmlAssert.Redirects(await Add(officer, "City policing"));
        var (kept, merged) = (await Id("City police"), await Id("City policing"));
        var assessment = await Build.Prefilled(app);
        var frozen = await app.Db(db => db.Datasets.FirstAsync(d => d.OwnerId == assessment.DescriptionId && !d.Public));
        await Build.Change<Dataset>(app, frozen.Id, d => d.HolderId = merged);
        var (one, other) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await Build.Add(app, new Stakeholder { Id = one, OwnerId = assessment.DescriptionId, OrganisationId = kept, Role = StakeholderRole.ThirdParty, Fears = "Noise" });
        await Build.Add(app, new Stakeholder { Id = other, OwnerId = assessment.DescriptionId, OrganisationId = merged, Role = StakeholderRole.Processor, Fears = "Cost", Expectations = "Speed" });
        await Build.Submit(app, assessment);
        Assert.NotEqual(0, await app.Db(db => db.Database.ExecuteSqlAsync($"UPDATE auditor_grants SET agencies = agencies || {merged}")));
        var (together, decision) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await app.Db(async db =>
        {
            db.Add(new Coalition { Id = together, Name = "Three of a kind", Kind = CoalitionKind.Other, Members = [merged, TestCity.Hall, TestCity.Operator] });
            return await Data.Saving.AuditedSave.SaveAsync(db, Actor.System("test", TestCity.Start), CancellationToken.None);
        });
        await Build.Add(app, new FindingDisposition { Id = decision, OwnerId = assessment.Id, FindingKey = $"{CityId.Of(merged)}|D07", ProofHash = "x", Disposition = Disposition.Accepted, Reason = "Known." });

        var choose = await administrator.Get($"/organisations/{merged}/merge");
        Assert.Equal("City police", choose.One("#Into optgroup option").TextContent);
        var preview = HtmlAssert.Ok(await administrator.Get($"/organisations/{merged}/merge?Into={kept}"));
        HtmlAssert.Says(preview, "Datasets it holds");
        HtmlAssert.Says(preview, "In 1 description both are stakeholders");
        HtmlAssert.Redirects(await administrator.Press(preview, preview.Button("Merge the two")), "/organisations");

        Assert.Empty(await app.Db(db => db.UsesOf(merged, CancellationToken.None)));
        Assert.False(await app.Db(db => db.Organisations.AnyAsync(o => o.Id == merged)));
        Assert.Equal(kept, (await Build.Stored<Dataset>(app, frozen.Id))!.HolderId);
        Assert.Equal(new[] { kept, TestCity.Hall, TestCity.Operator }.Order(), (await app.Db(db => db.Coalitions.AsNoTracking().SingleAsync(c => c.Id == together))).Members.Order());
        Assert.Equal($"{CityId.Of(kept)}|D07", (await Build.Stored<FindingDisposition>(app, decision))!.FindingKey);
        // What was merged is told by events: the trail is still whole.
        Assert.Null((await app.With<CheckTrail, TrailResult>(check => check.Handle(null, null, CancellationToken.None))).Fault);
        var joined = (await Build.Stored<Stakeholder>(app, one))!;
        Assert.Equal((StakeholderRole.ThirdParty, "Noise\n\nCity policing: Cost", "Speed"), (joined.Role, joined.Fears, joined.Expectations));
        Assert.Null(await Build.Stored<Stakeholder>(app, other));
        Assert.Equal(2, await app.Db(db => db.AuditEvents.CountAsync(e => e.Verb == "Merged" && e.SubjectId == kept && (e.OwnerId == null || e.OwnerId == assessment.Id))));
        var graph = await app.With<CityReader, CityGraph>(reader => reader.Read(CancellationToken.None));
        Assert.Equal(kept, graph.Holdings[frozen.Id].HolderId);
        Assert.False(graph.Organisations.ContainsKey(merged));
        Assert.Equal("City police", graph.Organisations[kept].Name);
        HtmlAssert.Says(HtmlAssert.Ok(await administrator.Get("/history")), "merged another entry of the same body into");

        // Merged again: what the first pointed at goes on.
        HtmlAssert.Redirects(await Add(officer, "Police of the city"));
        var last = await Id("Police of the city");
        HtmlAssert.Redirects(await administrator.SendWithToken($"/organisations/{kept}/merge", ("Into", last.ToString())), "/organisations");
        graph = await app.With<CityReader, CityGraph>(reader => reader.Read(CancellationToken.None));
        Assert.Equal(last, graph.Holdings[frozen.Id].HolderId);
    }

    [Fact]
    public async Task Merge_WhatCannotBe_IsRefusedWithTheReason()
    {
        using var administrator = await app.SignedIn(TestCity.Administrator);
        using var officer = await app.SignedIn(TestCity.Officer);
        HtmlAssert.Redirects(await Add(officer, "Twin one"));
        HtmlAssert.Redirects(await Add(officer, "Twin two"));
        var (one, two) = (await Id("Twin one"), await Id("Twin two"));
        await app.Db(async db =>
        {
            db.Add(new Coalition { Id = Guid.CreateVersion7(), Name = "The twins", Kind = CoalitionKind.Other, Members = [one, two] });
            return await Data.Saving.AuditedSave.SaveAsync(db, Actor.System("test", TestCity.Start), CancellationToken.None);
        });

        HtmlAssert.ErrorInSummary(HtmlAssert.Status(HttpStatusCode.BadRequest, await administrator.SendWithToken($"/organisations/{one}/merge", ("Into", two.ToString()))), "The twins");
        HtmlAssert.Status(HttpStatusCode.BadRequest, await administrator.SendWithToken($"/organisations/{one}/merge", ("Into", one.ToString())));
        HtmlAssert.Status(HttpStatusCode.BadRequest, await administrator.SendWithToken($"/organisations/{one}/merge"));
        HtmlAssert.Status(HttpStatusCode.NotFound, await administrator.Get($"/organisations/{Guid.CreateVersion7()}/merge"));
        Assert.Equal(2, await app.Db(db => db.Organisations.CountAsync(o => o.Id == one || o.Id == two)));
    }

    private static async Task<HtmlPage> Add(PiaClient person, string name) => await person.Post("/organisations/new", ("Input.Name", name), ("Input.Kind", "Agency"));

    private Task<Guid> Id(string name) => app.Db(db => db.Organisations.Named(name).Select(o => o.Id).SingleAsync());
}
