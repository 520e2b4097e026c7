using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace SmartCityPia.Domain.Catalogue;

/// <summary>What a city decides about the catalogue, in its settings.</summary>
public sealed record CityChoices
{
    /// <summary>Disputed rules that are switched on, by id; what rests on them is a hypothesis.</summary>
    public IReadOnlyList<string> Rules { get; init; } = [];

    /// <summary>Outside sources that exist in the city's country, by id.</summary>
    public IReadOnlyList<string> Outside { get; init; } = [];

    /// <summary>How frequent a case is in this city, 0 to 1, by the rule of the classifier.</summary>
    public IReadOnlyDictionary<string, double> BaseRates { get; init; } = new Dictionary<string, double>();

    /// <summary>Choices as a city writes them in its settings: ids between commas, and rates as <c>I85=0.15</c>.</summary>
    /// <exception cref="FormatException">A rate is not written so.</exception>
    public static CityChoices Parse(string? rules, string? outside, string? baseRates) => new()
    {
        Rules = Parts(rules),
        Outside = Parts(outside),
        BaseRates = Parts(baseRates).Select(part => part.Split('=', StringSplitOptions.TrimEntries)).ToDictionary(
            pair => pair[0],
            pair => pair.Length == 2 && double.TryParse(pair[1], NumberStyles.Float, CultureInfo.InvariantCulture, out var rate) ? rate : throw new FormatException($"the base rate of {pair[0]} is not written like I85=0.15"),
            StringComparer.Ordinal),
    };

    private static string[] Parts(string? text) => text?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct(StringComparer.Ordinal).ToArray() ?? [];

    /// <summary>A version with a mark of the choices, so that what was computed with others is not taken for it.</summary>
    public string Mark(string version)
    {
        var made = string.Join('+', Rules.Concat(Outside).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Concat(BaseRates.OrderBy(r => r.Key, StringComparer.Ordinal).Select(r => string.Create(CultureInfo.InvariantCulture, $"{r.Key}={r.Value}"))));
        return made.Length == 0 ? version : $"{version}+{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(made)))[..8]}";
    }

    /// <exception cref="CatalogueException">A choice names nothing that can be chosen, or a base rate is outside 0 to 1.</exception>
    internal void Check(PiaCatalogue catalogue)
    {
        foreach (var id in Rules.Where(id => catalogue.Rules.ById.GetValueOrDefault(id) is not { Off: true }))
            throw new CatalogueException(catalogue.Rules.File, id, "it is switched on in the settings, but is no rule that is off");
        foreach (var id in Outside.Where(id => !catalogue.Outside.Contains(id)))
            throw new CatalogueException(catalogue.Outside.File, id, "the settings say that it exists, but it is no outside source");
        foreach (var (id, rate) in BaseRates.Where(r => catalogue.Rules.ById.GetValueOrDefault(r.Key)?.Classifier is null || r.Value is not (>= 0 and <= 1)))
            throw new CatalogueException(catalogue.Rules.File, id, string.Create(CultureInfo.InvariantCulture, $"the settings give it the base rate {rate}, which needs a classifier and a value from 0 to 1"));
    }
}
