using SmartCityPia.Domain.Findings;

namespace SmartCityPia.Web.Features.Findings;

/// <summary>A card's words and the ways on from it.</summary>
/// <param name="SafeguardUrl">The dataset or flow where the cheapest change is made; null where the person may not, or nothing stops it.</param>
/// <param name="TryUrl">The workbench with that change made.</param>
/// <param name="CutUrl">Where the cheapest changes in the whole city are looked for.</param>
public sealed record CardView(CardText Text, string? SafeguardUrl, string? TryUrl, string? CutUrl);
