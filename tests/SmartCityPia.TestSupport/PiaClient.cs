using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace SmartCityPia.TestSupport;

/// <summary>A person with a browser that has no script: gets pages, fills in forms as they stand, keeps cookies, follows nothing.</summary>
public sealed class PiaClient(HttpClient http, CookieContainer cookies) : IDisposable
{
    public HttpClient Http => http;

    public CookieContainer Cookies => cookies;

    public async Task<HtmlPage> Get(string url)
    {
        using var response = await http.GetAsync(new Uri(url, UriKind.RelativeOrAbsolute));
        return await HtmlPage.Read(response);
    }

    /// <summary>Gets the page, fills in its first form and sends it. See <see cref="Submit"/>.</summary>
    public async Task<HtmlPage> Post(string url, params (string Name, string? Value)[] values)
    {
        var page = await Get(url);
        return page.Status == HttpStatusCode.OK ? await Submit(page, null, null, values)
            : throw new HtmlAssertException("There is no form to send.", page);
    }

    /// <summary>
    /// Sends a form of a page with everything in it (token, version and other hidden fields included), where the given
    /// values take the place of what stood there. A null leaves the field out.
    /// </summary>
    /// <param name="button">The button that is pressed, where it is not the form's own first one.</param>
    public Task<HtmlPage> Submit(HtmlPage page, string? form, IElement? button, params (string Name, string? Value)[] values)
    {
        var element = page.Form(form);
        var fields = HtmlPage.Fields(element).Where(f => values.All(v => v.Name != f.Key))
            .Concat(values.Where(v => v.Value is not null).Select(v => KeyValuePair.Create(v.Name, v.Value!)));
        if (button?.GetAttribute("name") is { } name)
            fields = fields.Append(new(name, button.GetAttribute("value") ?? ""));
        var action = button?.GetAttribute("formaction") ?? element.GetAttribute("action");
        return Send(string.IsNullOrEmpty(action) ? page.Address.PathAndQuery : action, fields, element.Enctype == "multipart/form-data");
    }

    /// <inheritdoc cref="Submit(HtmlPage, string?, IElement?, ValueTuple{string, string?}[])"/>
    public Task<HtmlPage> Submit(HtmlPage page, params (string Name, string? Value)[] values) => Submit(page, null, null, values);

    /// <summary>Presses a button: sends the form it belongs to.</summary>
    public Task<HtmlPage> Press(HtmlPage page, IElement button, params (string Name, string? Value)[] values)
    {
        var id = button.GetAttribute("form") ?? button.Ancestors<IHtmlFormElement>().First().Id;
        return id is { Length: > 0 } ? Submit(page, "#" + id, button, values)
            : Submit(page, Selector(page, button.Ancestors<IHtmlFormElement>().First()), button, values);
    }

    /// <summary>Posts exactly these fields.</summary>
    public async Task<HtmlPage> Send(string url, IEnumerable<KeyValuePair<string, string>> fields, bool multipart = false)
    {
        using HttpContent content = multipart ? Multipart(fields) : new FormUrlEncodedContent(fields);
        using var response = await http.PostAsync(new Uri(url, UriKind.RelativeOrAbsolute), content);
        return await HtmlPage.Read(response);
    }

    /// <summary>Posts exactly these values, with a token that is good for this person.</summary>
    public async Task<HtmlPage> SendWithToken(string url, params (string Name, string Value)[] values) =>
        await Send(url, [new("__RequestVerificationToken", await Token()), .. values.Select(v => KeyValuePair.Create(v.Name, v.Value))]);

    /// <summary>A token of this person's session: every signed-in page has one in its header, the sign-in page for all others.</summary>
    public async Task<string> Token()
    {
        var page = await Get("/account/sign-in");
        return page.One("input[name=__RequestVerificationToken]").GetAttribute("value")!;
    }

    /// <summary>Where a redirect leads.</summary>
    public Task<HtmlPage> Follow(HtmlPage page) =>
        page.Location is { } location ? Get(location) : throw new HtmlAssertException("This is no redirect.", page);

    public void Dispose() => http.Dispose();

    private static MultipartFormDataContent Multipart(IEnumerable<KeyValuePair<string, string>> fields)
    {
        var content = new MultipartFormDataContent();
        foreach (var (name, value) in fields)
        {
            // Browsers send no type with a field.
            var part = new StringContent(value);
            part.Headers.ContentType = null;
            content.Add(part, name);
        }
        return content;
    }

    private static string Selector(HtmlPage page, IHtmlFormElement form) =>
        form.GetAttribute("action") is { } action ? $"form[action=\"{action}\"]" : throw new HtmlAssertException("The form has neither id nor action.", page);
}
