using Microsoft.Playwright;
using SmartCityPia.TestSupport;
using Xunit;

[assembly: AssemblyFixture(typeof(TestDatabaseServer))]

namespace SmartCityPia.BrowserTests;

/// <summary>The application on a port of loopback, and a Chromium to look at it with.</summary>
/// <remarks>The browser is the one of the machine: <c>CHROMIUM_PATH</c>, else /usr/bin/chromium.</remarks>
public class BrowserApp : PiaApp, IAsyncLifetime
{
    private IPlaywright? playwright;
    private IBrowser? browser;

    public Uri Address { get; private set; } = null!;

    public virtual async ValueTask InitializeAsync()
    {
        // Five seconds are few where browsers and builds share a machine.
        Assertions.SetDefaultExpectTimeout(30_000);
        Address = await StartForBrowserAsync();
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM_PATH") is { Length: > 0 } given ? given : "/usr/bin/chromium",
            Args = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking", "--renderer-process-limit=1"],
        });
    }

    /// <summary>A window of somebody signed in, or of nobody.</summary>
    public async Task<IBrowserContext> Window(Person? person, int width = 1280, bool dark = false, bool script = true)
    {
        var context = await browser!.NewContextAsync(new()
        {
            BaseURL = Address.ToString(),
            ViewportSize = new() { Width = width, Height = 900 },
            ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
            JavaScriptEnabled = script,
            ReducedMotion = ReducedMotion.Reduce,
        });
        if (person is not null)
        {
            using var client = await SignedIn(person);
            await context.AddCookiesAsync(client.Cookies.GetAllCookies().Select(c => new Microsoft.Playwright.Cookie { Name = c.Name, Value = c.Value, Url = Address.ToString() }));
        }
        return context;
    }

    public override async ValueTask DisposeAsync()
    {
        if (browser is not null)
            await browser.DisposeAsync();
        playwright?.Dispose();
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
