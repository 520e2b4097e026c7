using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace SmartCityPia.Domain.Foundation;

/// <summary>
/// Whether two names are one. Composition (NFC), blanks around and between words, joiners and the case of letters do not count; accents do:
/// "Straßenbahn " and "STRASSENBAHN" are one name, "Munster" and "Münster" are two.
/// </summary>
public static class TextKey
{
    /// <summary>A key has at most three characters for one of the name (ΐ becomes three), but letters that do so are few.</summary>
    public const int MaxLength = 2 * Limits.Name;

    public static IEqualityComparer<string> Comparer { get; } = new KeyComparer();

    /// <summary>Equal for equal names, and nothing else: it is not shown.</summary>
    public static string Of(string name)
    {
        var key = new StringBuilder(name.Length);
        foreach (var rune in TypedText.Line(name).EnumerateRunes())
        {
            if (TypedText.IsJoiner(rune.Value))
                continue;
            key.Append(rune.Value switch
            {
                // Full case folding: in capitals this letter is two.
                'ß' or 'ẞ' => "SS",
                // One letter here, two in Turkish: whoever types on another keyboard has no choice.
                'ı' or 'İ' => "I",
                _ => Rune.ToUpperInvariant(rune).ToString(),
            });
        }
        return key.ToString();
    }

    public static bool AreSame(string? one, string? other) => one is null || other is null ? one == other : Of(one) == Of(other);

    private sealed class KeyComparer : IEqualityComparer<string>
    {
        public bool Equals(string? x, string? y) => AreSame(x, y);

        public int GetHashCode([DisallowNull] string obj) => Of(obj).GetHashCode(StringComparison.Ordinal);
    }
}
