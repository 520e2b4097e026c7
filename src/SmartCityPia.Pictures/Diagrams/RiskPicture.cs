using SmartCityPia.Domain.Catalogue;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Pictures.Diagrams;

/// <summary>The risks of an assessment on a map of severity and likelihood.</summary>
/// <param name="Risks">In the order in which they should be shown where a cell cannot hold all of them.</param>
internal sealed record RiskPicture(string Title, IReadOnlyList<RiskPoint> Risks)
{
    public RiskWords Words { get; init; } = new();

    /// <summary>Which zone a cell is in.</summary>
    public IReadOnlyList<RiskMapRow> Map { get; init; } = PiaCatalogue.Current.Scales.Map;
}

/// <param name="Code">Short label, for example "R1"; longer than about five characters is cut.</param>
/// <param name="Name">What may happen; part of the title, not drawn.</param>
/// <param name="Inherent">Before controls.</param>
/// <param name="Residual">With controls; null while they are not yet assessed.</param>
/// <param name="Href">Local link to the risk's row.</param>
internal sealed record RiskPoint(string Code, string Name, RiskLevel Inherent, RiskLevel? Residual = null, string? Href = null)
{
    /// <summary>Where the risk stands as far as is known.</summary>
    public RiskLevel Current => Residual ?? Inherent;

    public bool Moved => Current != Inherent;
}

/// <summary>Severity and likelihood, each from 1 to 4.</summary>
internal readonly record struct RiskLevel(int Severity, int Likelihood);

/// <summary>The words of the map, English unless a page sets them in its language.</summary>
internal sealed record RiskWords
{
    public string Severity { get; init; } = "Severity";

    public string Likelihood { get; init; } = "Likelihood";

    /// <summary>From 1 to 4.</summary>
    public IReadOnlyList<string> SeverityLevels { get; init; } = ["Negligible", "Limited", "Significant", "Maximum"];

    /// <summary>From 1 to 4.</summary>
    public IReadOnlyList<string> LikelihoodLevels { get; init; } = ["Negligible", "Limited", "Significant", "Maximum"];

    public string Low { get; init; } = "Low";

    public string Medium { get; init; } = "Medium";

    public string High { get; init; } = "High";

    public string Before { get; init; } = "Before controls";

    public string After { get; init; } = "With controls";

    /// <summary>{0} risks before controls, {1} with controls: the note in a cell when there are too many moves to draw. Short.</summary>
    public string Count { get; init; } = "{0} → {1}";

    /// <summary>Explains that note.</summary>
    public string CountKey { get; init; } = "Number of risks before → with controls";

    /// <summary>{0} number of risks a cell could not show, {1} their codes.</summary>
    public string More { get; init; } = "{0} more: {1}";

    /// <summary>{0} severity, {1} likelihood, {2} zone.</summary>
    public string Level { get; init; } = "severity {0}, likelihood {1}: {2}";

    /// <summary>{0} risks, {1} high, {2} medium, {3} low (as far as assessed), {4} risks that controls moved.</summary>
    public string Description { get; init; } =
        "Risks: {0}. They stand in the zones high: {1}, medium: {2}, low: {3}. Moved by controls: {4}. Severity rises from bottom to top, likelihood from left to right.";
}
