namespace SmartCityPia.Analysis.Correlation;

public sealed partial class CityModel
{
    /// <summary>What would appear, vanish, weaken or strengthen with some edits made; nothing is saved.</summary>
    /// <param name="actors">Whose findings to compare; null for everyone, see <see cref="CityDiff.Between"/>.</param>
    /// <exception cref="ArgumentException">An edit or actor names something that is not there.</exception>
    /// <exception cref="CityFormatException">The edited city is not sound.</exception>
    public CityDiff WhatIf(
        IEnumerable<CityEdit> edits, IReadOnlyList<IReadOnlyList<string>>? actors = null, double threshold = DefaultThreshold, CancellationToken cancel = default) =>
        CityDiff.Between(this, Build(CityEditing.Apply(City, edits)), actors, threshold, cancel);
}
