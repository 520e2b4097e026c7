using System.Globalization;
using SmartCityPia.Data.Organisations;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Organisations;

namespace SmartCityPia.Web.Infrastructure;

/// <summary>The city's colours and logo, for every page, and its time zone for every request.</summary>
internal static class CityLook
{
    private const string Forever = "public, max-age=31536000, immutable";

    public static void Use(WebApplication app)
    {
        var settings = app.Services.GetRequiredService<LiveSettings>();
        app.Use((http, next) =>
        {
            Days.Use(settings.Now.Clock.Zone);
            return next(http);
        });
    }

    public static void Map(WebApplication app)
    {
        app.MapGet(Addresses.CityStyle, (HttpContext http, LiveSettings settings) =>
        {
            http.Response.Headers.CacheControl = Forever;
            return Results.Text(Style(settings.Now.Identity), "text/css");
        }).AllowAnonymous();
        // Logos from before are in old reports alone.
        app.MapGet(Addresses.CityLogo, async (string sha256, HttpContext http, LiveSettings settings, SaveCitySettings logos) =>
        {
            if (settings.Now.LogoSha256 != sha256 || await logos.Logo(sha256, http.RequestAborted) is not { } png)
                return Results.NotFound();
            http.Response.Headers.CacheControl = Forever;
            return Results.Bytes(png, "image/png");
        }).AllowAnonymous();
    }

    /// <summary>The address of the style sheet, another for other colours; null where the colours are the product's.</summary>
    public static string? StyleAddress(CityIdentity city) =>
        city.Accent is null ? null : $"{Addresses.CityStyle}?v={city.Accent[1..]}{city.AccentDark?[1..]}";

    public static string? LogoAddress(CitySettings city) =>
        city.LogoSha256 is { } sha256 ? Addresses.CityLogo.Replace("{sha256}", sha256, StringComparison.Ordinal) : null;

    internal static string Style(CityIdentity city)
    {
        if (AccentColour.Parse(city.Accent) is not { } light)
            return "";
        var dark = AccentColour.Parse(city.AccentDark) ?? light.ForDark();
        return string.Create(CultureInfo.InvariantCulture, $$""":root { {{Tones(light, dark: false)}} } @media (prefers-color-scheme: dark) { :root { {{Tones(dark, dark: true)}} } }""");
    }

    private static string Tones(AccentColour colour, bool dark) => $"--accent: {colour}; --accent-strong: {colour.Strong(dark)}; --accent-soft: {colour.Soft(dark)};";
}
