using System.Globalization;

namespace SmartCityPia.Domain.Foundation;

/// <summary>
/// A count with its noun. Its texts end in <c>.One</c> and <c>.Many</c>, and in <c>.None</c> where none has a sentence of its own; elsewhere
/// none reads "no …", never "0 …".
/// </summary>
public static class Counted
{
    /// <param name="find">The text of a key; null where there is none.</param>
    /// <param name="more">What fills {1} and on; {0} is the count.</param>
    /// <exception cref="KeyNotFoundException">There is no such text. The tests find these.</exception>
    public static string Of(string key, double count, Func<string, string?> find, CultureInfo? culture = null, params object?[] more)
    {
        culture ??= CultureInfo.CurrentCulture;
        var own = count == 0 ? find(key + ".None") : count == 1 ? find(key + ".One") : null;
        var text = own ?? find(key + ".Many") ?? throw new KeyNotFoundException($"There is no text {key}.Many.");
        if (count != 0 || own is not null)
            return string.Format(culture, text, [count, .. more]);
        var none = string.Format(culture, text, [Words.Find(typeof(Counted), "No") ?? "no", .. more]);
        return text.StartsWith("{0", StringComparison.Ordinal) ? char.ToUpper(none[0], culture) + none[1..] : none;
    }
}
