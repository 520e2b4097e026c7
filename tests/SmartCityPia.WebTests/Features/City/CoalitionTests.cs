using System.Globalization;
using System.Net;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Domain.City;
using SmartCityPia.TestSupport;
using Xunit;
using static SmartCityPia.TestSupport.TestCity;

namespace SmartCityPia.WebTests.Features.City;

/// <summary>Groups of organisations that officers declare.</summary>
public sealed class CoalitionTests(WebApp app) : IClassFixture<WebApp>
{
    [Fact]
    public async Task Post_New_IsDeclaredListedAndOnTheTrail()
    {
        using var officer = await app.SignedIn(Officer);

        var saved = HtmlAssert.Redirects(await Declare(officer, "Owners & co"), "/city/coalitions");

        HtmlAssert.Says(HtmlAssert.Ok(await officer.Follow(saved)), "Owners & co");
        var row = await Stored("Owners & co");
        Assert.Equal([Hall, Operator], row!.Members.Order());
        var change = await app.Db(db => db.AuditEvents.SingleAsync(e => e.SubjectId == row.Id));
        Assert.Equal(("Added", "Coalition", Officer.Id), (change.Verb, change.Subject, change.AccountId));
        // Pressed twice: the same group, once.
        HtmlAssert.Redirects(await Declare(officer, "Owners & co", row.Id), "/city/coalitions");
        Assert.Equal(1, await app.Db(db => db.Coalitions.CountAsync(c => c.Name == "Owners & co")));
    }

    [Fact]
    public async Task Post_WrongFields_AreNamedAndWhatWasTypedIsKept()
    {
        using var officer = await app.SignedIn(Officer);
        HtmlAssert.Redirects(await Declare(officer, "Taken"));

        HtmlAssert.ErrorAt(await Declare(officer, "Taken"), "Input.Name", "There is a coalition of this name already.");
        HtmlAssert.ErrorAt(await Declare(officer, ""), "Input.Name");
        HtmlAssert.ErrorAt(await officer.Post("/city/coalitions/new", ("Input.Name", "No kind"), ("Input.Members", Hall.ToString())), "Input.Kind");
        var twice = await officer.SendWithToken("/city/coalitions/new", ("NewId", Guid.CreateVersion7().ToString()), ("Input.Name", "Alone twice"), ("Input.Kind", "Other"), ("Input.Members", Hall.ToString()), ("Input.Members", Hall.ToString()));
        HtmlAssert.ErrorAt(twice, "Input.Members", "Choose at least two organisations.");
        HtmlAssert.Value(twice, "Input.Name", "Alone twice");
        HtmlAssert.ErrorAt(
            await officer.SendWithToken("/city/coalitions/new", ("NewId", Guid.CreateVersion7().ToString()), ("Input.Name", "Strangers"), ("Input.Kind", "Other"), ("Input.Members", Hall.ToString()), ("Input.Members", Guid.CreateVersion7().ToString())),
            "Input.Members");
    }

    [Fact]
    public async Task Post_ChangedMeanwhile_ShowsBothAndCanBeTaken()
    {
        using var officer = await app.SignedIn(Officer);
        using var colleague = await app.SignedIn(Colleague);
        HtmlAssert.Redirects(await Declare(officer, "Disputed"));
        var id = (await Stored("Disputed"))!.Id;
        var open = HtmlAssert.Ok(await officer.Get($"/city/coalitions/{id}"));
        HtmlAssert.Redirects(await colleague.Post($"/city/coalitions/{id}", ("Input.Reason", "Theirs.")));

        var page = HtmlAssert.Status(HttpStatusCode.Conflict, await officer.Submit(open, "#row-form", null, ("Input.Reason", "Mine.")));

        HtmlAssert.Says(page, "Theirs.");
        HtmlAssert.Says(page, Colleague.Name);
        HtmlAssert.Value(page, "Input.Reason", "Mine.");
        var taken = HtmlAssert.Ok(await officer.Press(page, page.One(".conflict button")));
        HtmlAssert.Value(taken, "Input.Reason", "Theirs.");
        HtmlAssert.Redirects(await officer.Submit(page, "#row-form", null));
        Assert.Equal("Mine.", (await Stored("Disputed"))!.Reason);
    }

    [Fact]
    public async Task Post_Remove_TakesItAwayUnlessChangedMeanwhile()
    {
        using var officer = await app.SignedIn(Officer);
        HtmlAssert.Redirects(await Declare(officer, "Short-lived"));
        var id = (await Stored("Short-lived"))!.Id;
        var open = HtmlAssert.Ok(await officer.Get($"/city/coalitions/{id}"));
        HtmlAssert.Redirects(await officer.Post($"/city/coalitions/{id}", ("Input.Reason", "Newer.")));

        HtmlAssert.Status(HttpStatusCode.Conflict, await officer.Press(open, open.One(".remove button")));
        var again = HtmlAssert.Ok(await officer.Get($"/city/coalitions/{id}"));
        HtmlAssert.Redirects(await officer.Press(again, again.One(".remove button")), "/city/coalitions");

        Assert.Null(await Stored("Short-lived"));
        HtmlAssert.Status(HttpStatusCode.NotFound, await officer.Get($"/city/coalitions/{id}"));
    }

    [Fact]
    public async Task Get_ManyGroups_ArePaged()
    {
        await Build.Add(app, [.. Enumerable.Range(0, 60).Select(i => new Coalition { Id = Build.Ids(app)(), Name = string.Create(CultureInfo.InvariantCulture, $"Group {i:00}"), Kind = CoalitionKind.Other, Members = [Hall, Operator] })]);
        using var reviewer = await app.SignedIn(Reviewer);

        var first = HtmlAssert.Ok(await reviewer.Get("/city/coalitions"));

        Assert.Equal(25, first.Document.QuerySelectorAll(".table tbody tr").Length);
        Assert.Null(first.Find(".table a"));
        HtmlAssert.Ok(await reviewer.Get(first.One(".pager a[rel=next]").GetAttribute("href")!));
    }

    [Fact]
    public async Task Get_Form_IsForOfficersAlone()
    {
        foreach (var person in People)
        {
            using var client = await app.SignedIn(person);
            Assert.Equal((person.Email, person.Role == Officer.Role ? HttpStatusCode.OK : HttpStatusCode.Forbidden), (person.Email, (await client.Get("/city/coalitions/new")).Status));
        }
    }

    private Task<Coalition?> Stored(string name) => app.Db(db => db.Coalitions.AsNoTracking().SingleOrDefaultAsync(c => c.Name == name));

    private static Task<HtmlPage> Declare(PiaClient client, string name, Guid? id = null) => client.SendWithToken(
        "/city/coalitions/new", ("NewId", (id ?? Guid.CreateVersion7()).ToString()), ("Input.Name", name), ("Input.Kind", "CorporateGroup"), ("Input.Members", Hall.ToString()), ("Input.Members", Operator.ToString()));
}
