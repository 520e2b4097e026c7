using System.Globalization;
using System.Text;

namespace SmartCityPia.Domain.Foundation;

/// <summary>Numbers as people type them.</summary>
public static class TypedNumber
{
    /// <summary>
    /// A whole number: 750000, 750,000, 750.000, 750 000 (any blank), 750\u2019000, 7,50,000, digits of any script. Between its groups stands one
    /// mark, always the same; the last group has three digits, the others three, or two as in India. So 1.5 and 1,50 are no whole numbers.
    /// </summary>
    /// <returns>Null for what is none. A number too large for the type is <see cref="int.MaxValue"/>, which no range allows.</returns>
    public static int? Whole(string typed)
    {
        var digits = new StringBuilder(typed.Length);
        var groups = new List<int>();
        char? mark = null;
        var text = typed.Trim();
        var isNegative = text is ['-' or '\u2212', ..];
        foreach (var rune in text[(isNegative || text is ['+', ..] ? 1 : 0)..].EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) == UnicodeCategory.DecimalDigitNumber)
            {
                digits.Append((int)Rune.GetNumericValue(rune));
                continue;
            }
            var found = rune.IsBmp && Rune.IsWhiteSpace(rune) ? ' ' : rune.Value is '\'' or '\u2019' ? '\u2019' : rune.Value is ',' or '.' or '\u066C' ? (char)rune.Value : '\0';
            if (found == '\0' || found != (mark ??= found))
                return null;
            groups.Add(digits.Length);
        }
        if (digits.Length == 0 || !AreGroups(groups, digits.Length))
            return null;
        return long.TryParse(digits.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < int.MaxValue ? (int)(isNegative ? -number : number) : int.MaxValue;
    }

    /// <param name="starts">Of each group but the first: how many digits stand before it.</param>
    private static bool AreGroups(List<int> starts, int digits)
    {
        if (starts.Count == 0)
            return true;
        int[] lengths = [.. starts.Append(digits).Zip(starts.Prepend(0), (end, start) => end - start)];
        return lengths[0] is > 0 and <= 3 && lengths[^1] == 3 && (lengths[1..^1].All(l => l == 3) || (lengths[0] <= 2 && lengths[1..^1].All(l => l == 2)));
    }
}
