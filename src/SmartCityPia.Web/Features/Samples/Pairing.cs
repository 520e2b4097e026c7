using SmartCityPia.Domain.Dossiers;

namespace SmartCityPia.Web.Features.Samples;

/// <summary>Brings rows and what a file says of them together, and lets nothing slip through.</summary>
internal static class Pairing
{
    /// <exception cref="InvalidDataException">A row the file leaves out, or a name that no row has.</exception>
    public static IEnumerable<(TRow Row, T Told)> Of<TRow, T>(IReadOnlyList<TRow> rows, Func<TRow, string> name, IReadOnlyDictionary<string, T> told)
    {
        var names = rows.Select(name).ToList();
        if (names.FirstOrDefault(n => !told.ContainsKey(n)) is { } missing)
            throw new InvalidDataException($"Nothing is said of the {typeof(TRow).Name} \"{missing}\".");
        if (told.Keys.FirstOrDefault(n => !names.Contains(n, StringComparer.Ordinal)) is { } unknown)
            throw new InvalidDataException($"There is no {typeof(TRow).Name} \"{unknown}\".");
        return rows.Select(r => (r, told[name(r)]));
    }

    /// <exception cref="InvalidDataException">The row breaks a rule that its page would hold it to.</exception>
    public static void Hold<TRow>(TRow row, Dossier dossier) where TRow : IRow, IChecked<TRow>
    {
        if (row.Check(dossier, row).FirstOrDefault() is { } error)
            throw new InvalidDataException($"{typeof(TRow).Name}: {error.Field} breaks {error.Rule} {string.Join(", ", error.Arguments)}.");
    }
}
