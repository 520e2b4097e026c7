using System.Globalization;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Domain.Findings;

/// <summary>What the planned safeguards do to a finding, in words.</summary>
public static class PlannedText
{
    /// <returns>Null where they make no difference.</returns>
    public static string? Of(Dossier dossier, Finding finding, CultureInfo? culture = null) => dossier.Planned is not { } planned ? null
        : planned.Gone.Contains(finding.Key, StringComparer.Ordinal) ? Text("Gone", culture)
        : planned.Changed.FirstOrDefault(f => f.Key == finding.Key) is { } then ? Text("Changed", culture, ProofText.HowSureOf(then, culture), ProofText.HowSureOf(finding, culture))
        : null;

    /// <param name="then">The finding once they are in place; null where nothing can be told any more.</param>
    /// <returns>Null where they make no difference that is said in words.</returns>
    public static string? Between(Finding finding, Finding? then, CultureInfo? culture = null) => then is null ? Text("Gone", culture)
        : Sureness.Of(then).Brief(culture) == Sureness.Of(finding).Brief(culture) ? null
        : Text("Changed", culture, ProofText.HowSureOf(then, culture), ProofText.HowSureOf(finding, culture));

    /// <summary>What could be told only once they are in place, such as over codes that match then.</summary>
    public static IEnumerable<string> Appearing(Dossier dossier, CultureInfo? culture = null) =>
        (dossier.Planned?.Changed ?? []).Where(f => dossier.Findings.All(now => now.Key != f.Key))
            .Select(f => $"{ProofText.SentenceOf(dossier, f, culture)} {Text("Appears", culture, ProofText.HowSureOf(f, culture))}");

    /// <summary>How many findings there are once all that is planned is in place.</summary>
    public static int Count(Dossier dossier) =>
        dossier.Findings.Count - (dossier.Planned?.Gone.Count ?? 0) + (dossier.Planned?.Changed.Count(f => dossier.Findings.All(now => now.Key != f.Key)) ?? 0);

    private static string Text(string key, CultureInfo? culture, params object[] arguments) =>
        string.Format(culture ?? CultureInfo.CurrentCulture, Words.Find(typeof(PlannedText), key, culture) ?? key, arguments);
}
