using System.Globalization;
using System.Text;

namespace SmartCityPia.Domain.Foundation;

/// <summary>Whether two different names may be meant for one: accents and signs left out, or one letter written otherwise.</summary>
public static class NearNames
{
    /// <summary>Shorter names differ by a letter because they are others: "BVG" and "BVB".</summary>
    private const int ShortestMisspelt = 6;

    public static bool AreNear(string one, string other)
    {
        if (TextKey.AreSame(one, other))
            return false;
        var (a, b) = (Letters(one), Letters(other));
        if (a.Length == 0 || b.Length == 0)
            return false;
        if (a == b)
            return true;
        // "Line 1" and "Line 2" are two, and so are "North Hospital" and "South Hospital".
        return Math.Min(a.Length, b.Length) >= ShortestMisspelt && Digits(a) == Digits(b) && Math.Abs(a.Length - b.Length) <= 1 && Distance(a, b) <= 1;
    }

    /// <summary>Letters and digits, folded: composed forms and accents do not count.</summary>
    private static string Letters(string name)
    {
        var letters = new StringBuilder(name.Length);
        foreach (var letter in TextKey.Of(name).Normalize(NormalizationForm.FormKD).Replace("Ø", "O", StringComparison.Ordinal).Replace("Ł", "L", StringComparison.Ordinal).Replace("&", "AND", StringComparison.Ordinal))
        {
            if (char.IsLetterOrDigit(letter) && CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark)
                letters.Append(letter);
        }
        return letters.ToString();
    }

    private static string Digits(string letters) => string.Concat(letters.Where(char.IsDigit));

    /// <summary>Letters added, left out, changed or exchanged with their neighbour.</summary>
    private static int Distance(string a, string b)
    {
        var (before, last, row) = (new int[b.Length + 1], Enumerable.Range(0, b.Length + 1).ToArray(), new int[b.Length + 1]);
        for (var i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                row[j] = Math.Min(Math.Min(row[j - 1], last[j]) + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    row[j] = Math.Min(row[j], before[j - 2] + 1);
            }
            (before, last, row) = (last, row, before);
        }
        return last[b.Length];
    }
}
