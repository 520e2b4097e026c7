using System.Net;
using System.Net.Http.Headers;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace SmartCityPia.TestSupport;

/// <summary>An answer of the application, read as HTML.</summary>
public sealed record HtmlPage(Uri Address, HttpStatusCode Status, HttpResponseHeaders Headers, HttpContentHeaders ContentHeaders, string Source, IHtmlDocument Document)
{
    private static readonly HtmlParser Parser = new();

    /// <summary>Where it redirects to, as given; null where it does not.</summary>
    public string? Location => Headers.Location?.OriginalString;

    public string Title => Document.Title ?? "";

    /// <summary>The text of the main part, as a person reads it, with single spaces.</summary>
    public string Text => Squeeze((Document.QuerySelector("main") ?? Document.Body as IElement ?? Document.DocumentElement).TextContent);

    public static async Task<HtmlPage> Read(HttpResponseMessage response)
    {
        var source = await response.Content.ReadAsStringAsync();
        return new(response.RequestMessage!.RequestUri!, response.StatusCode, response.Headers, response.Content.Headers, source, Parser.ParseDocument(source));
    }

    public IElement? Find(string selector) => Document.QuerySelector(selector);

    public IElement One(string selector) => Find(selector) ?? throw new HtmlAssertException($"Nothing matches {selector}.", this);

    public IReadOnlyList<string> Texts(string selector) => [.. Document.QuerySelectorAll(selector).Select(e => Squeeze(e.TextContent))];

    /// <summary>The form to fill in: the one given, else the first of the main part that posts.</summary>
    public IHtmlFormElement Form(string? selector = null) =>
        Document.QuerySelector(selector ?? "main form[method=post]") as IHtmlFormElement
        ?? throw new HtmlAssertException($"There is no form {selector}.", this);

    /// <summary>The button of the form that says so.</summary>
    public IElement Button(string text) =>
        Document.QuerySelectorAll("button").FirstOrDefault(b => Squeeze(b.TextContent) == text) ?? throw new HtmlAssertException($"There is no button \"{text}\".", this);

    /// <summary>What the page shows in a control: its value, or the chosen values of a list, in order.</summary>
    public IReadOnlyList<string> ValuesOf(string name) => [.. Fields(Form("#row-form, main form[method=post]")).Where(f => f.Key == name).Select(f => f.Value)];

    /// <summary>What a browser would send for a form, without its buttons.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Fields(IHtmlFormElement form)
    {
        var fields = new List<KeyValuePair<string, string>>();
        foreach (var control in form.Elements)
        {
            if (control.GetAttribute("name") is not { Length: > 0 } name || control.HasAttribute("disabled"))
                continue;
            switch (control)
            {
                case IHtmlInputElement { Type: "checkbox" or "radio", IsChecked: false } or IHtmlInputElement { Type: "submit" or "button" or "image" }:
                    break;
                case IHtmlInputElement input:
                    fields.Add(new(name, input.GetAttribute("value") ?? (input.Type == "checkbox" ? "on" : "")));
                    break;
                case IHtmlTextAreaElement area:
                    fields.Add(new(name, area.Value.ReplaceLineEndings("\r\n")));
                    break;
                case IHtmlSelectElement select:
                    var chosen = select.Options.Where(o => o.HasAttribute("selected")).ToList();
                    fields.AddRange((chosen.Count == 0 && !select.IsMultiple ? select.Options.Take(1) : chosen).Select(o => KeyValuePair.Create(name, o.Value)));
                    break;
            }
        }
        return fields;
    }

    internal static string Squeeze(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
