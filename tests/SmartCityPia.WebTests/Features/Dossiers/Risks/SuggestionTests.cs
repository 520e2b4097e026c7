using System.Net;
using SmartCityPia.TestSupport;
using Xunit;

namespace SmartCityPia.WebTests.Features.Dossiers.Risks;

/// <summary>What the dossier suggests as a risk, taken off the list and put back.</summary>
public sealed class SuggestionTests(WebApp app) : IClassFixture<WebApp>
{
    private const string Dismiss = "form[action$='handler=Dismiss']";
    private const string Restore = "form[action$='handler=Restore']";

    [Fact]
    public async Task Dismiss_Suggestion_IsOffTheListUntilItIsPutBack()
    {
        var assessment = await Build.Prefilled(app);
        var address = $"/assessments/{assessment.Reference}/risks";
        using var officer = await app.SignedIn(TestCity.Officer);
        var page = HtmlAssert.Ok(await officer.Get(address));
        var key = Keys(page, Dismiss)[0];

        HtmlAssert.Redirects(await officer.Submit(page, Dismiss, null));
        var without = HtmlAssert.Ok(await officer.Get(address));
        Assert.DoesNotContain(key, Keys(without, Dismiss));
        Assert.Equal([key], Keys(without, Restore));
        HtmlAssert.Redirects(await officer.Submit(page, Dismiss, null));
        Assert.Equal([key], Keys(HtmlAssert.Ok(await officer.Get(address)), Restore));

        HtmlAssert.Redirects(await officer.Submit(without, Restore, null));
        var again = HtmlAssert.Ok(await officer.Get(address));
        Assert.Contains(key, Keys(again, Dismiss));
        Assert.Empty(Keys(again, Restore));
    }

    [Fact]
    public async Task Dismiss_WhatIsNotSuggested_ChangesNothing()
    {
        var assessment = await Build.Prefilled(app);
        var address = $"/assessments/{assessment.Reference}/risks";
        using var officer = await app.SignedIn(TestCity.Officer);
        var page = HtmlAssert.Ok(await officer.Get(address));

        HtmlAssert.Redirects(await officer.Submit(page, Dismiss, null, ("key", "no such suggestion")));

        Assert.Equal(Keys(page, Dismiss), Keys(HtmlAssert.Ok(await officer.Get(address)), Dismiss));
        Assert.Empty(Keys(HtmlAssert.Ok(await officer.Get(address)), Restore));
    }

    [Fact]
    public async Task Dismiss_ByWhoMayOnlyRead_IsRefused()
    {
        var assessment = await Build.Prefilled(app);
        var address = $"/assessments/{assessment.Reference}/risks";
        using var officer = await app.SignedIn(TestCity.Officer);
        var page = HtmlAssert.Ok(await officer.Get(address));
        await Build.Submit(app, assessment);

        HtmlAssert.Status(HttpStatusCode.Forbidden, await officer.Submit(page, Dismiss, null));
    }

    private static List<string?> Keys(HtmlPage page, string form) => [.. page.Document.QuerySelectorAll($"{form} input[name='key']").Select(i => i.GetAttribute("value"))];
}
