using System.Globalization;
using System.Text;

namespace SmartCityPia.Domain.Foundation;

/// <summary>Cleans the names of uploaded files.</summary>
public static class FileNames
{
    public const int MaxLength = 150;

    /// <summary>
    /// The last path segment, without characters that a file system forbids and without those that can hide the extension.
    /// </summary>
    public static string Sanitise(string? name)
    {
        var clean = new StringBuilder();
        foreach (var rune in (name ?? "").EnumerateRunes())
        {
            if (rune.Value is '/' or '\\')
                clean.Clear();
            // What nobody sees can reverse the reading direction, so that "gpj.exe" is displayed as "exe.jpg".
            else if (TypedText.IsSeen(rune.Value) && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.PrivateUse
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
