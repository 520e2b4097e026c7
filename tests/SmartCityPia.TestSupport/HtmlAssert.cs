using System.Globalization;
using System.Net;

namespace SmartCityPia.TestSupport;

/// <summary>A page is not as it should be; the message ends with what it says.</summary>
public sealed class HtmlAssertException(string message, HtmlPage page)
    : Exception(string.Create(CultureInfo.InvariantCulture, $"{message} {page.Address.PathAndQuery} ({(int)page.Status}): {Shorten(page.Text)}"))
{
    private static string Shorten(string text) => text.Length <= 1500 ? text : text[..1500] + "…";
}

/// <summary>What every page of ours promises, in one line per promise.</summary>
public static class HtmlAssert
{
    public static HtmlPage Ok(HtmlPage page) => Status(HttpStatusCode.OK, page);

    public static HtmlPage Status(HttpStatusCode expected, HtmlPage page) =>
        page.Status == expected ? page : throw new HtmlAssertException($"Expected {expected}.", page);

    /// <summary>Saved or removed: the answer leads on, and the page it leads to is there.</summary>
    public static HtmlPage Redirects(HtmlPage page, string? to = null)
    {
        if (page.Status is not (HttpStatusCode.Redirect or HttpStatusCode.SeeOther))
            throw new HtmlAssertException("Expected a redirect.", page);
        return to is null || page.Location == to ? page : throw new HtmlAssertException($"Expected a redirect to {to}, not {page.Location}.", page);
    }

    /// <summary>
    /// The same page with status 400 (or the one given): "Error:" in the title, a summary that links to the field, the
    /// message at the field, and a control that says so to those who do not see it.
    /// </summary>
    public static HtmlPage ErrorAt(HtmlPage page, string field, string? saying = null, HttpStatusCode status = HttpStatusCode.BadRequest)
    {
        Status(status, page);
        var id = field.Replace('.', '_').Replace('[', '_').Replace(']', '_');
        Check(page, page.Title.StartsWith("Error:", StringComparison.Ordinal), "The title does not begin with \"Error:\".");
        var link = page.Find($"#error-summary a[href='#{id}']") ?? throw new HtmlAssertException($"The summary has no link to #{id}.", page);
        var control = page.Find("#" + id) ?? throw new HtmlAssertException($"The summary links to #{id}, which is not on the page.", page);
        var message = page.Find($"#{id}-error") ?? throw new HtmlAssertException($"There is no message at the field (#{id}-error).", page);
        Check(page, message.TextContent.Contains(link.TextContent, StringComparison.Ordinal), "The summary and the field say different things.");
        Check(page, (control.GetAttribute("aria-describedby") ?? "").Split(' ').Contains(id + "-error"), $"#{id} does not name its message in aria-describedby.");
        Check(page, saying is null || message.TextContent.Contains(saying, StringComparison.Ordinal), $"The message does not say \"{saying}\".");
        return page;
    }

    /// <summary>An error about the whole form: in the summary, at no field.</summary>
    public static HtmlPage ErrorInSummary(HtmlPage page, string saying)
    {
        Check(page, page.Texts("#error-summary li").Any(t => t.Contains(saying, StringComparison.Ordinal)), $"The summary does not say \"{saying}\".");
        return page;
    }

    public static HtmlPage NoError(HtmlPage page)
    {
        Check(page, page.Find("#error-summary, .error-message, .has-error") is null, "There is an error on the page.");
        Check(page, !page.Title.StartsWith("Error:", StringComparison.Ordinal), "The title begins with \"Error:\".");
        return page;
    }

    /// <summary>The control shows this value, character for character (line breaks as a browser sends them).</summary>
    public static HtmlPage Value(HtmlPage page, string field, params string[] expected)
    {
        var shown = page.ValuesOf(field);
        Check(page, shown.SequenceEqual(expected, StringComparer.Ordinal), $"{field} shows [{string.Join(" | ", shown.Select(Visible))}], not [{string.Join(" | ", expected.Select(Visible))}].");
        return page;
    }

    public static HtmlPage Says(HtmlPage page, string text)
    {
        Check(page, page.Text.Contains(text, StringComparison.Ordinal), $"The page does not say \"{text}\".");
        return page;
    }

    public static HtmlPage SaysNot(HtmlPage page, string text)
    {
        Check(page, !page.Text.Contains(text, StringComparison.Ordinal), $"The page says \"{text}\".");
        return page;
    }

    private static string Visible(string text) => text.Length <= 200 ? text : $"{text[..200]}… ({text.Length.ToString(CultureInfo.InvariantCulture)})";

    private static void Check(HtmlPage page, bool holds, string otherwise)
    {
        if (!holds)
            throw new HtmlAssertException(otherwise, page);
    }
}
