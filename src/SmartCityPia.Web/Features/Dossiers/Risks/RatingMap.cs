using System.Globalization;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Web.Features.Dossiers.Risks;

/// <summary>Severity and likelihood chosen together, as a field of the map of risks.</summary>
/// <param name="Name">What the radio buttons are called.</param>
public sealed record RatingMap(RiskModel Page, string Name, string SeverityField, Level? Severity, string LikelihoodField, Level? Likelihood)
{
    public static IReadOnlyList<Level> All { get; } = Enum.GetValues<Level>();

    public RiskZone? ZoneOf(Level severity, Level likelihood) => Page.Dossier.ZoneOf(severity, likelihood);

    public static string Value(Level severity, Level likelihood) => string.Create(CultureInfo.InvariantCulture, $"{(int)severity}-{(int)likelihood}");

    /// <returns>Null where it is no field of the map.</returns>
    public static (Level Severity, Level Likelihood)? Levels(string? value) =>
        value is [>= '1' and <= '4', '-', >= '1' and <= '4'] ? ((Level)(value[0] - '0'), (Level)(value[2] - '0')) : null;
}
