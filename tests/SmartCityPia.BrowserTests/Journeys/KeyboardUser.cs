using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Xunit;

namespace SmartCityPia.BrowserTests.Journeys;

/// <summary>
/// Somebody with a keyboard and nothing else. Every control is found by pressing Tab until the focus is on it, so what
/// cannot be reached stops the test by its name; every stop on the way has to show that it has the focus, and to lie
/// behind the one before. Each kind of page that is come across is looked at for accessibility faults once.
/// </summary>
/// <remarks>Names are the accessible ones, whole, or their beginning where a star follows.</remarks>
internal sealed partial class KeyboardUser(IPage page)
{
    /// <summary>More stops than any page has: the longest list of ticks and the frame around it.</summary>
    private const int MostStops = 250;

    private const float Patience = 60_000;

    /// <summary>Text up to here is typed key by key; longer text comes as from a clipboard, which is quicker.</summary>
    private const int TypedWhole = 16;

    private const string Look = """
        start => {
          const text = node => (node?.textContent ?? "").replace(/\s+/g, " ").trim();
          const element = document.activeElement === document.body ? null : document.activeElement;
          const before = start ? null : window.stopBefore;
          window.stopBefore = element;
          if (!element) return null;
          const labelledBy = element.getAttribute("aria-labelledby");
          // What is part of a drawing has a ring of its own in place of an outline.
          const ring = element.querySelector(":scope > .drawing-ring");
          const style = getComputedStyle(element), box = element.getBoundingClientRect();
          return {
            Kind: element.localName === "button" ? "button" : element.type || element.localName,
            Name: element.getAttribute("aria-label") ?? (labelledBy ? labelledBy.split(/\s+/).map(id => text(document.getElementById(id))).join(" ") : element.labels?.length ? text(element.labels[0]) : text(element)),
            Group: text(element.closest("fieldset")?.querySelector("legend")),
            Value: element.localName === "select" ? text(element.selectedOptions[0]) : element.value ?? "",
            Checked: element.checked === true,
            Marked: ((style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2) || (ring && getComputedStyle(ring).stroke !== "none")) && box.width > 0 && box.height > 0
              && box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth,
            Onward: !before?.isConnected || before === element || (before.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0,
          };
        }
        """;

    private readonly HashSet<string> seen = new(StringComparer.Ordinal);

    private sealed record Stop
    {
        /// <summary>The type of an input, else the element's name.</summary>
        public string Kind { get; init; } = "";

        public string Name { get; init; } = "";

        /// <summary>The question that radio buttons and ticks answer together.</summary>
        public string Group { get; init; } = "";

        public string Value { get; init; } = "";

        public bool Checked { get; init; }

        /// <summary>It is on the screen and has an outline, or its ring in a drawing.</summary>
        public bool Marked { get; init; }

        /// <summary>It lies behind the stop before.</summary>
        public bool Onward { get; init; }

        public override string ToString() => $"{Kind} “{Name}”";
    }

    /// <summary>How many controls had the focus so far, and how many kinds of page were looked at.</summary>
    public int Stops { get; private set; }

    public int Kinds => seen.Count;

    /// <summary>Follows a link of the page's content.</summary>
    public Task Follow(string link) => Follow(link, backwards: false);

    /// <summary>Goes to another step: the steps stand before the content.</summary>
    public Task GoTo(string step) => Follow(step, backwards: true);

    public async Task Press(string button)
    {
        await Reach(button, s => s.Kind == "button" && Fits(s.Name, button));
        await Leave(button, "Enter");
    }

    /// <summary>Presses "Save", and is told that it was.</summary>
    public async Task Save(string button = "Save")
    {
        await Press(button);
        if (await page.Locator(".saved").CountAsync() == 0)
            Assert.Fail($"{page.Url} was not saved: {await page.Locator("main").InnerTextAsync()}");
    }

    /// <summary>Presses the button on something that is not right: the focus is then on what is said about it, and its link leads to the field.</summary>
    public async Task SaveWrongly(string message, string field, string button = "Save")
    {
        await Reach(button, s => s.Kind == "button" && Fits(s.Name, button));
        await Leave(button, "Enter", wrong: true);
        Assert.Equal("error-summary", await page.EvaluateAsync<string>("document.activeElement.id"));
        await Reach(message, s => s.Kind == "a" && Fits(s.Name, message), most: 3);
        await page.Keyboard.PressAsync("Enter");
        var stop = await Where(start: true);
        Assert.True(stop is not null && Fits(stop.Name, field), $"The link of the error leads to {stop}, not to “{field}”.");
    }

    public async Task Write(string label, string text)
    {
        var stop = await Reach(label, s => s.Kind is "text" or "textarea" or "email" or "password" or "search" && Fits(s.Name, label));
        await Put(stop, text);
    }

    /// <summary>Like <see cref="Write"/>, where the focus is there already.</summary>
    public async Task WriteHere(string text) => await Put(await Where(start: true) ?? throw new InvalidOperationException("Nothing has the focus."), text);

    /// <summary>The same digits as day and as month, so that it does not matter which the browser asks for first.</summary>
    public async Task Day(string label, int dayAndMonth, int year)
    {
        await Reach(label, s => s.Kind == "date" && Fits(s.Name, label));
        await page.Keyboard.TypeAsync(string.Create(CultureInfo.InvariantCulture, $"{dayAndMonth:00}{dayAndMonth:00}{year}"));
        Assert.Equal(string.Create(CultureInfo.InvariantCulture, $"{year}-{dayAndMonth:00}-{dayAndMonth:00}"), (await Where(start: true))!.Value);
    }

    /// <summary>One of some radio buttons: Tab leads into them, the arrows to the one.</summary>
    public async Task Choose(string question, string answer)
    {
        var stop = await Reach(question, s => s.Kind == "radio" && Fits(s.Group, question));
        for (var i = 0; i < 10 && !Fits(stop.Name, answer); i++)
        {
            await page.Keyboard.PressAsync("ArrowDown");
            stop = (await Where(start: true))!;
        }
        if (!stop.Checked)
            await page.Keyboard.PressAsync("Space");
        stop = (await Where(start: true))!;
        Assert.True(Fits(stop.Name, answer) && stop.Checked, $"“{answer}” cannot be chosen for “{question}”: {stop} is.");
    }

    /// <summary>One of a list: the box before a long one narrows it, the arrow goes down it.</summary>
    public async Task Pick(string label, string option)
    {
        var stop = await Reach(label, s => (s.Kind == "select-one" && Fits(s.Name, label)) || (s.Kind == "search" && s.Name == $"Filter the list of: {label}"));
        if (stop.Kind == "search")
        {
            await Put(stop, option.TrimEnd('*'));
            stop = await Reach(label, s => s.Kind == "select-one" && Fits(s.Name, label), most: 1);
        }
        for (var i = 0; i < 100 && !Fits(stop.Value, option); i++)
        {
            await page.Keyboard.PressAsync("ArrowDown");
            var next = (await Where(start: true))!;
            if (next.Value == stop.Value)
                Assert.Fail($"“{option}” is not in the list “{label}”; its end is “{stop.Value}”.");
            stop = next;
        }
    }

    /// <summary>Comes across a list in which something is chosen already.</summary>
    public async Task Finds(string label, string option) =>
        Assert.Equal(option, (await Reach(label, s => s.Kind == "select-one" && Fits(s.Name, label))).Value);

    /// <summary>A tick of its own.</summary>
    public async Task Tick(string label)
    {
        await Reach(label, s => s is { Kind: "checkbox", Checked: false } && Fits(s.Name, label));
        await page.Keyboard.PressAsync("Space");
        Assert.True((await Where(start: true))!.Checked, $"“{label}” cannot be ticked.");
    }

    /// <summary>A tick among many: where there is a box that narrows them, it is used.</summary>
    public async Task Tick(string question, string choice)
    {
        bool IsIt(Stop s) => s.Kind == "checkbox" && Fits(s.Group, question) && Fits(s.Name, choice);
        var stop = await Reach(question, s => IsIt(s) || (s.Kind == "search" && Fits(s.Group, question)));
        if (stop.Kind == "search")
        {
            await Put(stop, choice.TrimEnd('*'));
            stop = await Reach($"{choice} of {question}", IsIt, most: 20);
        }
        await page.Keyboard.PressAsync("Space");
        Assert.True((await Where(start: true))!.Checked, $"“{choice}” of “{question}” cannot be ticked.");
    }

    /// <summary>Narrows a long list of ticks, so that the way past it is short.</summary>
    public async Task Narrow(string question, string word) =>
        await Put(await Reach(question, s => s.Kind == "search" && Fits(s.Group, question)), word);

    /// <summary>A file cannot be typed: the field is reached, and what the browser's own window would give is put in.</summary>
    public async Task Attach(string label, string name, string type, byte[] content)
    {
        await Reach(label, s => s.Kind == "file" && Fits(s.Name, label));
        await page.Locator(":focus").SetInputFilesAsync(new FilePayload { Name = name, MimeType = type, Buffer = content });
    }

    public async Task<IDownload> Download(string link)
    {
        await Reach(link, s => s.Kind == "a" && Fits(s.Name, link));
        return await page.RunAndWaitForDownloadAsync(() => page.Keyboard.PressAsync("Enter"), new() { Timeout = Patience });
    }

    /// <summary>Looks at the page come to: no accessibility fault; past its frame by the first link there is.</summary>
    public async Task Arrive(bool wrong = false)
    {
        var title = await page.TitleAsync();
        Assert.True(wrong == title.StartsWith("Error:", StringComparison.Ordinal), $"{page.Url} is titled “{title}”: {await page.Locator("main").InnerTextAsync()}");
        if (seen.Add(Shape().Replace(new Uri(page.Url).AbsolutePath, "*") + (wrong ? " with an error" : "")))
            Assert.Empty(await Axe.Faults(page, page.Url));
        // An error or a conflict takes the focus to itself, and a mark in the address leads into the page.
        if (await Where(start: true) is not null || IsMarked)
            return;
        await Reach("Skip to the content", s => s.Name == "Skip to the content", most: 1);
        await page.Keyboard.PressAsync("Enter");
        Assert.Equal("main", await page.EvaluateAsync<string>("document.activeElement.id"));
    }

    private bool IsMarked => new Uri(page.Url).Fragment is { Length: > 1 } and not "#main";

    private async Task Follow(string link, bool backwards)
    {
        await Reach(link, s => s.Kind == "a" && Fits(s.Name, link), backwards);
        await Leave(link, "Enter");
    }

    private async Task Put(Stop stop, string text)
    {
        if (stop.Value.Length > 0)
            await page.Keyboard.PressAsync("Control+a");
        if (text.Length <= TypedWhole)
            await page.Keyboard.TypeAsync(text);
        else
            await page.Keyboard.InsertTextAsync(text);
        var now = (await Where(start: true))!;
        Assert.True(now.Value == text, $"“{stop.Name}” took “{now.Value}” instead of “{text}”.");
    }

    private async Task<Stop> Reach(string what, Func<Stop, bool> isIt, bool backwards = false, int most = MostStops)
    {
        var passed = new List<Stop>();
        await Where(start: true);
        // An address with a mark begins in the middle of the page: what stands above comes once the end is passed.
        var ends = IsMarked ? 2 : 1;
        for (var rounds = 0; passed.Count < most && rounds < ends;)
        {
            await page.Keyboard.PressAsync(backwards ? "Shift+Tab" : "Tab");
            if (await Where(start: false) is not { } stop)
            {
                rounds++;
                continue;
            }
            Stops++;
            passed.Add(stop);
            Assert.True(stop.Marked, $"{page.Url}: the focus on {stop} cannot be seen.");
            if (!backwards && !stop.Onward)
                rounds++;
            if (isIt(stop))
                return stop;
        }
        Assert.Fail($"{page.Url}: “{what}” cannot be reached. Come across: {string.Join(", ", passed)}");
        throw new InvalidOperationException();
    }

    private async Task<Stop?> Where(bool start) => await page.EvaluateAsync<Stop?>(Look, start);

    private async Task Leave(string what, string key, bool wrong = false)
    {
        var loaded = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Loaded(object? sender, IPage of) => loaded.TrySetResult();
        page.DOMContentLoaded += Loaded;
        var from = page.Url;
        try
        {
            await page.Keyboard.PressAsync(key);
            await loaded.Task.WaitAsync(TimeSpan.FromMilliseconds(Patience));
        }
        catch (TimeoutException)
        {
            Assert.Fail($"“{what}” of {from} leads nowhere.");
        }
        finally
        {
            page.DOMContentLoaded -= Loaded;
        }
        await Arrive(wrong);
    }

    private static bool Fits(string name, string wanted) =>
        wanted.EndsWith('*') ? name.StartsWith(wanted[..^1], StringComparison.Ordinal) : string.Equals(name, wanted, StringComparison.Ordinal);

    /// <summary>What makes two addresses of one kind of page differ: references, ids, numbers, and the names of principles and findings.</summary>
    [GeneratedRegex("(PIA|SD)-[0-9-]+|[0-9a-f]{8}-[0-9a-f-]{27}|(?<=/(findings|principles|versions)/)[^/]+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Shape();
}
