using System.ComponentModel.DataAnnotations;
using System.Net;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.TestSupport;
using SmartCityPia.Web.Frame;
using SmartCityPia.Web.Infrastructure;
using Xunit;

namespace SmartCityPia.WebTests.Frame;

/// <summary>The contract of all row pages.</summary>
public sealed class RowPageTests(WebApp app) : IClassFixture<WebApp>
{
    /// <summary>Markup, quotes, template syntax, both writing directions, a direction override, and characters outside the BMP.</summary>
    private const string Hostile = "<script>alert(1)</script> \"double\" 'single' &amp; {{7*7}} \u202Eevil\u202C \u05E9\u05DC\u05D5\u05DD \u200F مرحبا \U0001F6B2 <img src=x onerror=alert(1)> --> ]]>"; // under 200 characters, for names

    /// <summary>The pages of an assessment; that of a vendor's answer is tested with its description.</summary>
    private static readonly Type[] Pages =
    [
        .. typeof(DossierPage).Assembly.GetTypes().Where(t => !t.IsAbstract && t != typeof(Web.Features.Submissions.AnswerModel)
            && Parents(t).Any(p => p.IsGenericType && p.GetGenericTypeDefinition() == typeof(RowForm<,>))),
    ];

    private static IEnumerable<Type> Parents(Type type)
    {
        for (var parent = type.BaseType; parent is not null; parent = parent.BaseType)
            yield return parent;
    }

    [Fact]
    public void Table_HasEveryRowPage() =>
        Assert.Equal(Pages.Select(p => p.FullName!).Order(StringComparer.Ordinal), RowCases.All.Select(c => c.Page.FullName!).Distinct().Order(StringComparer.Ordinal));

    [Theory, MemberData(nameof(RowCases.Names), MemberType = typeof(RowCases))]
    public async Task Get_StoredRow_ShowsItWithoutErrors(string name)
    {
        var (row, scene, id, officer) = await Open(name);
        await row.ChangeBehind(app, id, row.Text, "What is stored.");

        var page = HtmlAssert.NoError(HtmlAssert.Ok(await officer.Get(row.Url(scene, id))));

        HtmlAssert.Value(page, "Input." + row.Text, "What is stored.");
    }

    [Theory, MemberData(nameof(RowCases.Names), MemberType = typeof(RowCases))]
    public async Task Post_NewText_IsSavedAndSaidSo(string name)
    {
        var (row, scene, id, officer) = await Open(name);

        var saved = HtmlAssert.Redirects(await officer.Post(row.Url(scene, id), ("Input." + row.Text, "A new text.")));

        Assert.Equal("A new text.", await row.StoredText(app, id, row.Text));
        Assert.StartsWith("Saved at ", HtmlAssert.Ok(await officer.Follow(saved)).One(".saved[role=status]").TextContent, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(RowCases.Names), MemberType = typeof(RowCases))]
    public async Task Post_TextAtItsLimit_IsSaved(string name)
    {
        var (row, scene, id, officer) = await Open(name);

        HtmlAssert.Redirects(await officer.Post(row.Url(scene, id), ("Input." + row.Text, new string('x', row.TextLimit))));

        Assert.Equal(row.TextLimit, (await row.StoredText(app, id, row.Text))!.Length);
    }

    [Theory, MemberData(nameof(RowCases.Names), MemberType = typeof(RowCases))]
    public async Task Post_TextTooLong_ReturnsErrorAndKeepsIt(string name)
    {
        var (row, scene, id, officer) = await Open(name);
        var text = new string('x', row.TextLimit + 1);

        var page = await officer.Post(row.Url(scene, id), ("Input." + row.Text, text), ("Input." + (row.Other ?? "Nothing"), "Kept too."));

        HtmlAssert.ErrorAt(page, "Input." + row.Text, row.TextLimit.ToString(System.Globalization.CultureInfo.InvariantCulture));
        HtmlAssert.Value(page, "Input." + row.Text, text);
        if (row.Other is not null)
            HtmlAssert.Value(page, "Input." + row.Other, "Kept too.");
        Assert.Null(await row.StoredText(app, id, row.Text));
        // After shortening the text on the page with the error it can be saved.
        HtmlAssert.Redirects(await officer.Submit(page, ("Input." + row.Text, "Short.")));
        if (row.Other is not null)
            Assert.Equal("Kept too.", await row.StoredText(app, id, row.Other));
    }

    [Theory, MemberData(nameof(RowCases.Names), MemberType = typeof(RowCases))]
    public async Task Post_NulCharacter_ReturnsError(string name)
    {
        var (row, scene, id, officer) = await Open(name);

        var page = await officer.Post(row.Url(scene, id), ("Input." + row.Text, "before\0after"), ("Input." + (row.Other ?? "Nothing"), "Kept too."));

        HtmlAssert.ErrorAt(page, "Input." + row.Text);
        if (row.Other is not null)
            HtmlAssert.Value(page, "Input." + row.Other, "Kept too.");
        Assert.Null(await row.StoredText(app, id, row.Text));
    }

    [Theory, MemberData(nameof(RowCases.Names), MemberType = typeof(RowCases))]
    public async Task Post_HostileText_IsKeptAsTypedAndStaysText(string name)
    {
        var (row, scene, id, officer) = await Open(name);

        var typed = HostileIn(name, row.Text);
        var saved = HtmlAssert.Redirects(await officer.Post(row.Url(scene, id), ("Input." + row.Text, typed), ("Input." + (row.Other ?? "Nothing"), row.Other is null ? "" : HostileIn(name, row.Other))));

        Assert.Equal(typed, await row.StoredText(app, id, row.Text));
        foreach (var page in new[] { await officer.Get(row.Url(scene, id)), await officer.Follow(saved), await officer.Get($"/assessments/{scene.Assessment.Reference}") })
            AssertInert(HtmlAssert.Ok(page));
        HtmlAssert.Value(await officer.Get(row.Url(scene, id)), "Input." + row.Text, typed);
    }

    /// <summary>A text of several lines may turn the reading direction, a line such as a name may not: what nobody sees is taken out of it.</summary>
    private static string HostileIn(string page, string field)
    {
        var details = typeof(Addresses).Assembly.GetType("SmartCityPia.Web.Features." + page)!.GetProperty("Input")!.PropertyType;
        return details.GetProperty(field)!.GetCustomAttribute<MaxLengthAttribute>()!.Length > Limits.Line ? Hostile : TypedText.Line(TypedText.Clean(Hostile, isLine: true));
    }

    [Theory, MemberData(nameof(RowCases.Names), MemberType = typeof(RowCases))]
    public async Task Post_HostileTextInAConflict_StaysText(string name)
    {
        var (row, scene, id, officer) = await Open(name);
        var open = await officer.Get(row.Url(scene, id));
        var typed = HostileIn(name, row.Text);
        await row.ChangeBehind(app, id, row.Text, typed + " theirs");

        var page = HtmlAssert.Status(HttpStatusCode.Conflict, await officer.Submit(open, ("Input." + row.Text, typed + " mine")));

        AssertInert(page);
        Assert.Contains(page.Document.QuerySelectorAll(".conflict td.text"), td => td.TextContent == typed + " theirs");
    }

    [Theory, MemberData(nameof(RowCases.Names), MemberType = typeof(RowCases))]
    public async Task Post_StaleVersion_ShowsBothTextsAndThenSavesMine(string name)
    {
        var (row, scene, id, officer) = await Open(name);
        var open = await officer.Get(row.Url(scene, id));
        await row.ChangeBehind(app, id, row.Text, "Theirs.");

        var conflict = HtmlAssert.Status(HttpStatusCode.Conflict, await officer.Submit(open, ("Input." + row.Text, "Mine."), ("Input." + (row.Other ?? "Nothing"), "Also mine.")));

        Assert.Equal("Theirs.", await row.StoredText(app, id, row.Text));
        Assert.Contains(TestCity.Colleague.Name, conflict.One(".conflict").TextContent, StringComparison.Ordinal);
        var cells = conflict.Texts(".conflict td.text");
        Assert.Contains("Theirs.", cells);
        Assert.Contains("Mine.", cells);
        HtmlAssert.Value(conflict, "Input." + row.Text, "Mine.");
        if (row.Other is not null)
            HtmlAssert.Value(conflict, "Input." + row.Other, "Also mine.");

        HtmlAssert.Redirects(await officer.Submit(conflict));
        Assert.Equal(("Mine.", "Also mine."), (await row.StoredText(app, id, row.Text), row.Other is null ? "Also mine." : await row.StoredText(app, id, row.Other)));
        // The overwritten text is on the trail, unless nothing of such a row is.
        var told = await Trail(id);
        if (row.IsUntold)
            Assert.DoesNotContain(told, e => (e.Before + e.After).Contains("Theirs.", StringComparison.Ordinal) || (e.Before + e.After).Contains("Mine.", StringComparison.Ordinal));
        else
            Assert.Contains(told, e => e.Before?.Contains("Theirs.", StringComparison.Ordinal) == true && e.After!.Contains("Mine.", StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(RowCases.Names), MemberType = typeof(RowCases))]
    public async Task Post_StaleAgainWhileChoosing_AsksAgain(string name)
    {
        var (row, scene, id, officer) = await Open(name);
        var open = await officer.Get(row.Url(scene, id));
        await row.ChangeBehind(app, id, row.Text, "First.");
        var conflict = await officer.Submit(open, ("Input." + row.Text, "Mine."));
        await row.ChangeBehind(app, id, row.Text, "Second.");

        var again = HtmlAssert.Status(HttpStatusCode.Conflict, await officer.Submit(conflict));

        Assert.Contains("Second.", again.Texts(".conflict td.text"));
        HtmlAssert.Value(again, "Input." + row.Text, "Mine.");
    }

    [Theory, MemberData(nameof(RowCases.Names), MemberType = typeof(RowCases))]
    public async Task PostTake_OneField_TakesTheirsAndLeavesTheRestAsTyped(string name)
    {
        var (row, scene, id, officer) = await Open(name);
        var open = await officer.Get(row.Url(scene, id));
        await row.ChangeBehind(app, id, row.Text, "Theirs.");
        var conflict = await officer.Submit(open, ("Input." + row.Text, "Mine."), ("Input." + (row.Other ?? "Nothing"), "Also mine."));
        var take = conflict.One($".conflict button[formaction$='field={row.Text}']");

        var taken = HtmlAssert.Ok(await officer.Press(conflict, take));

        HtmlAssert.Value(taken, "Input." + row.Text, "Theirs.");
        if (row.Other is not null)
            HtmlAssert.Value(taken, "Input." + row.Other, "Also mine.");
        Assert.NotNull(taken.Find(".conflict"));
        HtmlAssert.Redirects(await officer.Submit(taken));
        Assert.Equal(("Theirs.", "Also mine."), (await row.StoredText(app, id, row.Text), row.Other is null ? "Also mine." : await row.StoredText(app, id, row.Other)));
    }

    [Theory, MemberData(nameof(RowCases.ThatRemove), MemberType = typeof(RowCases))]
    public async Task Post_RemovedByAnother_SaysSoAndSavesAsNew(string name)
    {
        var (row, scene, id, officer) = await Open(name);
        var open = await officer.Get(row.Url(scene, id));
        await row.RemoveBehind(app, id);

        var page = HtmlAssert.Status(HttpStatusCode.Conflict, await officer.Submit(open, ("Input." + row.Text, "Mine.")));

        HtmlAssert.ErrorInSummary(page, "removed");
        HtmlAssert.Value(page, "Input." + row.Text, "Mine.");
        Assert.False(await row.IsStored(app, id));
        HtmlAssert.Redirects(await officer.Submit(page));
        Assert.Equal(1, await row.Count(scene));
    }

    [Theory, MemberData(nameof(RowCases.ThatAdd), MemberType = typeof(RowCases))]
    public async Task Post_NewFormTwice_AddsOneRow(string name)
    {
        var (row, scene, officer) = await OpenNew(name);
        var before = await row.Count(scene);
        var form = HtmlAssert.NoError(HtmlAssert.Ok(await officer.Get(row.Url(scene, null))));
        (string, string?)[] typed = [.. row.Fill(scene), ("Input." + row.Text, "New.")];

        HtmlAssert.Redirects(await officer.Submit(form, typed));
        HtmlAssert.Redirects(await officer.Submit(form, typed));

        Assert.Equal(before + 1, await row.Count(scene));
    }

    [Theory, MemberData(nameof(RowCases.ThatAdd), MemberType = typeof(RowCases))]
    public async Task Post_NewFormTwiceWithAnotherText_ShowsBothAndSavesTheChosen(string name)
    {
        var (row, scene, officer) = await OpenNew(name);
        var before = await row.Count(scene);
        var form = await officer.Get(row.Url(scene, null));
        HtmlAssert.Redirects(await officer.Submit(form, [.. row.Fill(scene), ("Input." + row.Text, "First.")]));

        var conflict = HtmlAssert.Status(HttpStatusCode.Conflict, await officer.Submit(form, [.. row.Fill(scene), ("Input." + row.Text, "Second.")]));
        Assert.Contains("First.", conflict.Texts(".conflict td.text"));
        var taken = HtmlAssert.Ok(await officer.Press(conflict, conflict.One($".conflict button[formaction$='field={row.Text}']")));
        HtmlAssert.Value(taken, "Input." + row.Text, "First.");
        HtmlAssert.Redirects(await officer.Submit(taken, ("Input." + row.Text, "Third.")));

        Assert.Equal(before + 1, await row.Count(scene));
    }

    [Theory, MemberData(nameof(RowCases.ThatAdd), MemberType = typeof(RowCases))]
    public async Task Post_NewFormTwiceAtOnce_AddsOneRow(string name)
    {
        var (row, scene, officer) = await OpenNew(name);
        var before = await row.Count(scene);
        var form = await officer.Get(row.Url(scene, null));
        (string, string?)[] typed = [.. row.Fill(scene), ("Input." + row.Text, "New.")];

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => officer.Submit(form, typed)));

        Assert.All(answers, answer => HtmlAssert.Redirects(answer));
        Assert.Equal(before + 1, await row.Count(scene));
    }

    [Theory, MemberData(nameof(RowCases.WithIds), MemberType = typeof(RowCases))]
    public async Task Any_RowOfAnotherAssessment_NotFound(string name)
    {
        var (row, _, id, officer) = await Open(name);
        var mine = await row.Scene(app);
        await row.Prepare(mine);

        var url = row.Url(mine, id);
        HtmlAssert.Status(HttpStatusCode.NotFound, await officer.Get(url));
        HtmlAssert.Status(HttpStatusCode.NotFound, await officer.SendWithToken(url, [.. row.Fill(mine).Select(f => (f.Name, f.Value ?? "")), ("Input." + row.Text, "Stolen."), ("Version", "1")]));
        HtmlAssert.Status(HttpStatusCode.NotFound, await officer.SendWithToken(url + "?handler=Remove"));
        HtmlAssert.Status(HttpStatusCode.NotFound, await officer.SendWithToken(url + "?handler=Take&field=" + row.Text));

        Assert.Null(await row.StoredText(app, id, row.Text));
        Assert.Equal(0, await row.Count(mine));
    }

    [Theory, MemberData(nameof(RowCases.WithIds), MemberType = typeof(RowCases))]
    public async Task Post_NewFormWithTheIdOfAnotherAssessmentsRow_NotFound(string name)
    {
        var (row, _, id, officer) = await Open(name);
        var mine = await row.Scene(app);
        await row.Prepare(mine);

        var form = await officer.Get(row.Url(mine, null));
        HtmlAssert.Status(HttpStatusCode.NotFound, await officer.Submit(form, [.. row.Fill(mine), ("NewId", id.ToString()), ("Input." + row.Text, "Stolen.")]));

        Assert.Null(await row.StoredText(app, id, row.Text));
    }

    [Theory, MemberData(nameof(RowCases.Names), MemberType = typeof(RowCases))]
    public async Task Any_AssessmentOfAnotherAgency_NotFound(string name)
    {
        var (row, scene, id, _) = await Open(name);
        using var stranger = await app.SignedIn(TestCity.TransportOfficer);

        HtmlAssert.Status(HttpStatusCode.NotFound, await stranger.Get(row.Url(scene, id)));
        HtmlAssert.Status(HttpStatusCode.NotFound, await stranger.SendWithToken(row.Url(scene, id), ("Input." + row.Text, "Stolen.")));
        HtmlAssert.Status(HttpStatusCode.NotFound, await stranger.SendWithToken(row.Url(scene, id) + "?handler=Remove"));

        Assert.Null(await row.StoredText(app, id, row.Text));
    }

    [Theory, MemberData(nameof(RowCases.Names), MemberType = typeof(RowCases))]
    public async Task Any_Reviewer_ReadsAndDoesNotWrite(string name)
    {
        var (row, scene, id, _) = await Open(name);
        using var reviewer = await app.SignedIn(TestCity.Reviewer);

        var page = HtmlAssert.Ok(await reviewer.Get(row.Url(scene, id)));
        Assert.Null(page.Find("main form[method=post] button[type=submit]"));
        HtmlAssert.Status(HttpStatusCode.Forbidden, await reviewer.SendWithToken(row.Url(scene, id), ("Input." + row.Text, "Stolen.")));
        HtmlAssert.Status(row.HasRemove ? HttpStatusCode.Forbidden : HttpStatusCode.NotFound, await reviewer.SendWithToken(row.Url(scene, id) + "?handler=Remove"));
        if (row is { CanAdd: true, ByKey: false })
            HtmlAssert.Status(HttpStatusCode.Forbidden, await reviewer.Get(row.Url(scene, null)));

        Assert.Null(await row.StoredText(app, id, row.Text));
    }

    [Theory, MemberData(nameof(RowCases.Names), MemberType = typeof(RowCases))]
    public async Task Any_VendorAndAdministrator_Forbidden(string name)
    {
        var (row, scene, id, _) = await Open(name);
        foreach (var person in new[] { TestCity.Vendor, TestCity.Administrator })
        {
            using var client = await app.SignedIn(person);
            HtmlAssert.Status(HttpStatusCode.Forbidden, await client.Get(row.Url(scene, id)));
            HtmlAssert.Status(HttpStatusCode.Forbidden, await client.SendWithToken(row.Url(scene, id), ("Input." + row.Text, "Stolen.")));
        }
        Assert.Null(await row.StoredText(app, id, row.Text));
    }

    [Theory, MemberData(nameof(RowCases.Names), MemberType = typeof(RowCases))]
    public async Task Post_SubmittedAssessment_Forbidden(string name)
    {
        var (row, scene, id, officer) = await Open(name);
        var open = await officer.Get(row.Url(scene, id));
        await Build.Submit(app, scene.Assessment);

        HtmlAssert.Status(HttpStatusCode.Forbidden, await officer.Submit(open, ("Input." + row.Text, "Too late.")));

        Assert.Null(await row.StoredText(app, id, row.Text));
        Assert.Null(HtmlAssert.Ok(await officer.Get(row.Url(scene, id))).Find("main form[method=post] button[type=submit]"));
    }

    [Theory, MemberData(nameof(RowCases.Names), MemberType = typeof(RowCases))]
    public async Task Post_WithoutToken_RefusedAndNothingSaved(string name)
    {
        var (row, scene, id, officer) = await Open(name);
        var open = await officer.Get(row.Url(scene, id));

        HtmlAssert.Status(HttpStatusCode.BadRequest, await officer.Submit(open, ("Input." + row.Text, "Forged."), ("__RequestVerificationToken", null)));

        Assert.Null(await row.StoredText(app, id, row.Text));
    }

    [Theory, MemberData(nameof(RowCases.ThatRemove), MemberType = typeof(RowCases))]
    public async Task PostRemove_Row_IsGoneAndTheTrailKeepsIt(string name)
    {
        var (row, scene, id, officer) = await Open(name);
        await row.ChangeBehind(app, id, row.Text, "Remember me.");
        var page = await officer.Get(row.Url(scene, id));

        var removed = HtmlAssert.Redirects(await officer.Press(page, page.One(".remove button[type=submit]")));

        Assert.False(await row.IsStored(app, id));
        Assert.StartsWith("Removed at ", HtmlAssert.Ok(await officer.Follow(removed)).One(".saved").TextContent, StringComparison.Ordinal);
        var last = (await Trail(id))[^1];
        Assert.Equal(("Removed", TestCity.Officer.Id), (last.Verb, last.AccountId));
        Assert.Contains("Remember me.", last.Before, StringComparison.Ordinal);
        Assert.Null(last.After);
        if (!row.ByKey)
            HtmlAssert.Status(HttpStatusCode.NotFound, await officer.Get(row.Url(scene, id)));
    }

    [Theory, MemberData(nameof(RowCases.Names), MemberType = typeof(RowCases))]
    public async Task Post_Change_LeavesOneEventWithBeforeAndAfter(string name)
    {
        var (row, scene, id, officer) = await Open(name);
        await row.ChangeBehind(app, id, row.Text, "Before.");
        var events = (await Trail(id)).Count;

        HtmlAssert.Redirects(await officer.Post(row.Url(scene, id), ("Input." + row.Text, "After.")));

        var trail = await Trail(id);
        Assert.Equal(events + 1, trail.Count);
        var change = trail[^1];
        Assert.Equal(("Changed", TestCity.Officer.Id, TestCity.Officer.Name), (change.Verb, change.AccountId, change.AccountName));
        Assert.Equal(!row.IsUntold, change.Before!.Contains("\"Before.\"", StringComparison.Ordinal));
        Assert.Equal(!row.IsUntold, change.After!.Contains("\"After.\"", StringComparison.Ordinal));
        Assert.NotEmpty(change.RequestId);
        Assert.NotNull(change.OwnerId);
        // The event holds what changed and nothing else.
        if (row.Other is not null)
            Assert.DoesNotContain($"\"{char.ToLowerInvariant(row.Other[0])}{row.Other[1..]}\"", change.After, StringComparison.Ordinal);
    }

    private Task<List<Domain.Trail.AuditEvent>> Trail(Guid id) =>
        app.Db(db => db.AuditEvents.AsNoTracking().Where(e => e.SubjectId == id).OrderBy(e => e.At).ThenBy(e => e.Id).ToListAsync());

    private async Task<(RowCase Row, Scene Scene, Guid Id, PiaClient Officer)> Open(string name)
    {
        var row = RowCases.Of(name);
        var scene = await row.Scene(app);
        return (row, scene, await row.Add(scene), await app.SignedIn(TestCity.Officer));
    }

    private async Task<(RowCase Row, Scene Scene, PiaClient Officer)> OpenNew(string name)
    {
        var row = RowCases.Of(name);
        var scene = await row.Scene(app);
        await row.Prepare(scene);
        return (row, scene, await app.SignedIn(TestCity.Officer));
    }

    private static void AssertInert(HtmlPage page)
    {
        Assert.All(page.Document.QuerySelectorAll("script"), s => Assert.True(s.HasAttribute("src") && s.TextContent.Length == 0));
        Assert.Empty(page.Document.QuerySelectorAll("img[onerror]"));
    }
}
