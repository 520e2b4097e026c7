using System.Globalization;
using System.Text;

namespace SmartCityPia.Pictures;

/// <summary>Makes user input safe to use in a picture.</summary>
internal static class PictureText
{
    private const char FirstStrongIsolate = '\u2068';
    private const char PopIsolate = '\u2069';

    /// <summary>
    /// Removes what XML forbids (control characters, non-characters, lone surrogates) and what reorders the text around it (bidi
    /// embeddings, overrides and isolates). White space becomes single spaces.
    /// </summary>
    public static string Clean(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return "";
        var clean = new StringBuilder(text.Length);
        var pendingSpace = false;
        for (var at = 0; at < text.Length;)
        {
            // A lone surrogate is decoded as the replacement character with one char consumed; it is dropped below.
            var status = Rune.DecodeFromUtf16(text.AsSpan(at), out var rune, out var consumed);
            at += consumed;
            if (status != System.Buffers.OperationStatus.Done || IsReordering(rune.Value))
                continue;
            if (Rune.IsWhiteSpace(rune))
            {
                pendingSpace = clean.Length > 0;
                continue;
            }
            if (!IsXml(rune.Value))
                continue;
            if (pendingSpace)
                clean.Append(' ');
            pendingSpace = false;
            clean.Append(rune);
        }
        return clean.ToString();
    }

    /// <summary>Cleaned text within bidi isolates, so that its writing direction doesn't affect the words around it.</summary>
    public static string Isolate(string? text) => $"{FirstStrongIsolate}{Clean(text)}{PopIsolate}";

    /// <summary>Final check before a file is written: only characters that XML 1.0 allows; balanced isolates are kept.</summary>
    public static string ForXml(string text)
    {
        var clean = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length;)
        {
            var status = Rune.DecodeFromUtf16(text.AsSpan(at), out var rune, out var consumed);
            at += consumed;
            if (status == System.Buffers.OperationStatus.Done && IsXml(rune.Value) && !IsOverride(rune.Value))
                clean.Append(rune);
        }
        return clean.ToString();
    }

    /// <summary>At most <paramref name="length"/> user-perceived characters, with an ellipsis if the text was cut.</summary>
    public static string Shorten(string text, int length)
    {
        if (text.Length <= length)
            return text;
        var parts = StringInfo.ParseCombiningCharacters(text);
        return parts.Length <= length ? text : string.Concat(text.AsSpan(0, parts[length - 1]).TrimEnd(), "…");
    }

    private static bool IsXml(int value) =>
        value is 0x9 or 0xA or 0xD or (>= 0x20 and < 0x7F) or (>= 0xA0 and <= 0xD7FF) or (>= 0xE000 and <= 0xFFFD)
        || (value >= 0x10000 && (value & 0xFFFE) != 0xFFFE);

    private static bool IsOverride(int value) => value is >= 0x202A and <= 0x202E;

    private static bool IsReordering(int value) => IsOverride(value) || value is (>= 0x2066 and <= 0x2069) or 0x200E or 0x200F or 0x061C;
}
