using SmartCityPia.Analysis.City;
using SmartCityPia.Analysis.Coalitions;
using SmartCityPia.Analysis.Inference;

namespace SmartCityPia.Analysis;

public static class ModelWhatIf
{
    /// <summary>What would appear, vanish, weaken or strengthen with some edits made; nothing is saved.</summary>
    /// <param name="actors">Whose findings to compare; null for everyone, see <see cref="CityDiff.Between"/>.</param>
    /// <exception cref="ArgumentException">An edit or actor names something that is not there.</exception>
    /// <exception cref="CityFormatException">The edited city is not sound.</exception>
    public static CityDiff WhatIf(
        this CityModel model, IEnumerable<CityEdit> edits, IReadOnlyList<IReadOnlyList<string>>? actors = null, double threshold = CityModel.DefaultThreshold, CancellationToken cancel = default) =>
        CityDiff.Between(model, CityModel.Build(CityEditing.Apply(model.Input, edits)), actors, threshold, cancel);
}
