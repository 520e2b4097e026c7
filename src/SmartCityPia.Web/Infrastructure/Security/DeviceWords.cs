using SmartCityPia.Data.Accounts;

namespace SmartCityPia.Web.Infrastructure.Security;

/// <summary>Which device somebody signed in on, as they would call it.</summary>
public static class DeviceWords
{
    /// <summary>In this order: a browser also names those that it is like.</summary>
    private static readonly (string Sign, string Name)[] Browsers =
        [("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox/", "Firefox"), ("FxiOS", "Firefox"), ("CriOS", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari")];

    private static readonly (string Sign, string Name)[] Systems =
        [("Windows", "Windows"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("CrOS", "ChromeOS"), ("Mac OS X", "Mac"), ("Linux", "Linux")];

    /// <returns>What the browser says of itself where we know it, else a word of ours: it is shown to people.</returns>
    public static string Of(string? userAgent)
    {
        var (browser, system) = (Find(Browsers, userAgent), Find(Systems, userAgent));
        var words = (browser, system) switch
        {
            (not null, not null) => $"{browser} · {system}",
            (null, null) => "?",
            _ => browser ?? system!,
        };
        return words[..Math.Min(words.Length, Session.DeviceMaxLength)];
    }

    private static string? Find((string Sign, string Name)[] known, string? text) =>
        text is null ? null : known.FirstOrDefault(k => text.Contains(k.Sign, StringComparison.Ordinal)).Name;
}
