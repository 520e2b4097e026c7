using SmartCityPia.Domain.Catalogue;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Pictures.Diagrams;

/// <summary>Input of a risk map.</summary>
/// <param name="Risks">In order of priority, for cells that can't show all of them.</param>
internal sealed record RiskPicture(string Title, IReadOnlyList<RiskPoint> Risks)
{
    public RiskWords Words { get; init; } = new();

    /// <summary>The zone of a cell.</summary>
    public IReadOnlyList<RiskMapRow> Map { get; init; } = PiaCatalogue.Current.Scales.Map;
}

/// <param name="Code">Short label, for example "R1"; cut after about five characters.</param>
/// <param name="Name">What may happen; in the title, not drawn.</param>
/// <param name="Inherent">Before controls.</param>
/// <param name="Residual">With controls; null if not assessed yet.</param>
/// <param name="Href">Local link to the risk's row.</param>
internal sealed record RiskPoint(string Code, string Name, RiskLevel Inherent, RiskLevel? Residual = null, string? Href = null)
{
    /// <summary>The residual position, or the inherent one if that is all there is.</summary>
    public RiskLevel Current => Residual ?? Inherent;

    public bool Moved => Current != Inherent;
}

/// <summary>Severity and likelihood, each from 1 to 4.</summary>
internal readonly record struct RiskLevel(int Severity, int Likelihood);

/// <summary>Texts of the map; English unless set.</summary>
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

    /// <summary>Short note in a cell if arrows aren't drawn: {0} risks before controls, {1} with controls.</summary>
    public string Count { get; init; } = "{0} → {1}";

    /// <summary>Legend of that note.</summary>
    public string CountKey { get; init; } = "Number of risks before → with controls";

    /// <summary>{0} number of risks a cell couldn't show, {1} their codes.</summary>
    public string More { get; init; } = "{0} more: {1}";

    /// <summary>{0} severity, {1} likelihood, {2} zone.</summary>
    public string Level { get; init; } = "severity {0}, likelihood {1}: {2}";

    /// <summary>{0} risks, {1} high, {2} medium, {3} low (as far as assessed), {4} risks whose position changed through controls.</summary>
    public string Description { get; init; } =
        "Risks: {0}. They stand in the zones high: {1}, medium: {2}, low: {3}. Moved by controls: {4}. Severity rises from bottom to top, likelihood from left to right.";
}
