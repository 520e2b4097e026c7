using System.Globalization;
using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace SmartCityPia.TestSupport;

/// <summary>
/// A person without script whose work is counted: only links and buttons that are on the page can be used, every page that is shown is a
/// load (a redirect is not), every link, button, tick and radio button a click, every choice from a list two.
/// </summary>
public sealed class Walker(PiaClient client)
{
    private readonly List<(string Form, string Name, string Value)> _given = [];

    private readonly HashSet<IElement> _unfolded = [];

    public int Loads { get; private set; }

    public int Clicks { get; private set; }

    /// <summary>Fields typed into, which takes no click.</summary>
    public int Typed { get; private set; }

    /// <summary>Forms that were saved.</summary>
    public int Saves { get; private set; }

    public HtmlPage Page { get; private set; } = null!;

    /// <summary>The page's form that is filled in.</summary>
    public string Form { get; set; } = "#row-form";

    public IElement? Find(string selector) => Page.Find(selector);

    /// <summary>The address is typed, or was in a mail.</summary>
    public async Task Open(string address) => await Show(await client.Get(address));

    /// <summary>Follows the first link that leads to such an address.</summary>
    public async Task Follow(string end)
    {
        var link = Page.Document.QuerySelectorAll("a[href]").Select(a => a.GetAttribute("href")!).FirstOrDefault(h => h.Split('#')[0].EndsWith(end, StringComparison.Ordinal) || h.EndsWith(end, StringComparison.Ordinal))
            ?? throw new HtmlAssertException($"No link leads to {end}.", Page);
        Clicks++;
        await Show(await client.Get(link));
    }

    public void Type(string name, string text)
    {
        var control = Control(name)[0];
        if (control is not (IHtmlTextAreaElement or IHtmlInputElement { Type: "text" or "date" or "password" or "email" }))
            throw new HtmlAssertException($"{name} can't be typed into.", Page);
        Unfold(control);
        Typed++;
        Give(name, text);
    }

    /// <summary>Clicks a radio button or ticks a box; not where it is chosen already.</summary>
    public void Choose(string name, string value)
    {
        var control = Control(name).OfType<IHtmlInputElement>().FirstOrDefault(c => c.Type is "radio" or "checkbox" && c.Value == value)
            ?? throw new HtmlAssertException($"{name} has no {value} to click.", Page);
        if (control.IsChecked)
            return;
        Unfold(control);
        Clicks++;
        if (control.Type == "checkbox")
            _given.Add((Form, name, value));
        else
            Give(name, value);
    }

    /// <summary>Opens a list and takes the option.</summary>
    public void Pick(string name, string value)
    {
        var list = Control(name).OfType<IHtmlSelectElement>().FirstOrDefault() ?? throw new HtmlAssertException($"{name} is no list.", Page);
        if (list.Options.All(o => o.Value != value))
            throw new HtmlAssertException($"{name} does not offer {value}.", Page);
        Unfold(list);
        Clicks += 2;
        Give(name, value);
    }

    /// <summary>Presses the button of the form that says so, and sees the page it leads to.</summary>
    public async Task Save(string button, bool saves = true)
    {
        var form = Page.Form(Form);
        var pressed = Page.Document.QuerySelectorAll("button").FirstOrDefault(b => HtmlPage.Squeeze(b.TextContent).StartsWith(button, StringComparison.Ordinal) && (form.Contains(b) || b.GetAttribute("form") == form.Id))
            ?? throw new HtmlAssertException($"There is no button \"{button}\" in {Form}.", Page);
        Clicks++;
        Saves += saves ? 1 : 0;
        var given = _given.Where(g => g.Form == Form).ToList();
        var ticked = given.Where(g => Control(g.Name).Any(c => c is IHtmlInputElement { Type: "checkbox" })).ToList();
        var already = HtmlPage.Fields(form).Where(f => ticked.Exists(t => t.Name == f.Key) && Control(f.Key).Any(c => c is IHtmlInputElement { Type: "checkbox", IsChecked: true } box && box.Value == f.Value));
        var answer = await client.Submit(Page, Form, pressed, [.. given.Except(ticked).Select(g => (g.Name, (string?)g.Value)), .. ticked.Select(t => (t.Name, (string?)t.Value)), .. already.Select(f => (f.Key, (string?)f.Value))]);
        await Show(answer);
    }

    public string Told => string.Create(CultureInfo.InvariantCulture, $"{Loads} page loads, {Clicks} clicks, {Saves} saved forms, {Typed} typed fields");

    private void Give(string name, string value)
    {
        _given.RemoveAll(g => g.Form == Form && g.Name == name);
        _given.Add((Form, name, value));
    }

    private List<IElement> Control(string name)
    {
        var found = Page.Form(Form).Elements.Where(e => e.GetAttribute("name") == name).ToList();
        return found.Count > 0 ? [.. found] : throw new HtmlAssertException($"There is no field {name}.", Page);
    }

    /// <summary>What is folded away is unfolded first.</summary>
    private void Unfold(IElement control)
    {
        Clicks += control.Ancestors<IElement>().Count(a => a.LocalName == "details" && !a.HasAttribute("open") && _unfolded.Add(a));
    }

    private async Task Show(HtmlPage page)
    {
        while (page.Location is not null)
            page = await client.Follow(page);
        if (page.Status != HttpStatusCode.OK)
            throw new HtmlAssertException("Something else than a page came.", page);
        _given.Clear();
        _unfolded.Clear();
        Form = "#row-form";
        Page = page;
        Loads++;
    }
}
