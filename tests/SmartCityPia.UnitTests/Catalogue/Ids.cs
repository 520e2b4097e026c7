using System.Globalization;

namespace SmartCityPia.UnitTests.Catalogue;

internal static class Ids
{
    /// <summary>"Q1" to "Q9", or with two digits "A01" to "A90".</summary>
    public static IEnumerable<string> Numbered(string prefix, int count, int digits) =>
        Enumerable.Range(1, count).Select(n => prefix + n.ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0'));
}
