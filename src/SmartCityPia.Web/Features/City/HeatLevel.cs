using SmartCityPia.Domain.Findings;
using SmartCityPia.Pictures.Diagrams;

namespace SmartCityPia.Web.Features.City;

/// <summary>The three shades of a map, by the words of the scale.</summary>
internal static class HeatLevel
{
    public static HeatMapLevel Of(double score) => Sureness.BandOf(score) switch
    {
        CertaintyBand.NearlyCertain => HeatMapLevel.High,
        CertaintyBand.VeryLikely or CertaintyBand.Likely => HeatMapLevel.Medium,
        CertaintyBand.Possible or CertaintyBand.Unlikely => HeatMapLevel.Low,
        _ => throw new ArgumentOutOfRangeException(nameof(score)),
    };
}
