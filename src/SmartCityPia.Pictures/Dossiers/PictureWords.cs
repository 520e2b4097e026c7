using System.Globalization;
using System.Resources;

namespace SmartCityPia.Pictures.Dossiers;

/// <summary>Texts of a dossier's pictures, from <c>Pictures.resx</c>.</summary>
internal static class PictureWords
{
    private static readonly ResourceManager Texts = new("SmartCityPia.Pictures.Resources.Pictures", typeof(PictureWords).Assembly);

    /// <exception cref="KeyNotFoundException">There is no such text.</exception>
    public static string Text(string key, CultureInfo? culture, params object[] arguments)
    {
        var text = Texts.GetString(key, culture ?? CultureInfo.CurrentUICulture)
            ?? throw new KeyNotFoundException($"The pictures have no text {key}.");
        return arguments.Length == 0 ? text : string.Format(culture ?? CultureInfo.CurrentCulture, text, arguments);
    }
}
