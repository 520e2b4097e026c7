using System.Globalization;
using System.Text;

namespace SmartCityPia.Domain.Foundation;

/// <summary>Names of files that came from somebody else's machine.</summary>
public static class FileNames
{
    public const int MaxLength = 150;

    /// <summary>The last part of the path, without characters that some system forbids or that hide the true ending.</summary>
    public static string Sanitise(string? name)
    {
        var clean = new StringBuilder();
        foreach (var rune in (name ?? "").EnumerateRunes())
        {
            if (rune.Value is '/' or '\\')
                clean.Clear();
            // Format characters turn the reading direction: "gpj.exe" would look like "exe.jpg".
            else if (Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
                         or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
                     && rune != Rune.ReplacementChar && !(rune.IsAscii && "<>:\"|?*".Contains((char)rune.Value, StringComparison.Ordinal)))
                clean.Append(rune.ToString());
        }
        var text = clean.ToString().Trim(' ', '.').Normalize(NormalizationForm.FormC);
        var ending = Path.GetExtension(text);
        if (text.Length > MaxLength)
        {
            var stem = text[..Math.Max(1, MaxLength - Math.Min(ending.Length, 20))];
            text = (char.IsHighSurrogate(stem[^1]) ? stem[..^1] : stem) + (ending.Length <= 20 ? ending : "");
        }
        return text.Length == 0 ? "file" : text;
    }
}
