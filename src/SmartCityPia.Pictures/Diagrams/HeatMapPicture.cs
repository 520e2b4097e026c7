namespace SmartCityPia.Pictures.Diagrams;

/// <summary>Input of a heat map: row labels, column labels and cells.</summary>
/// <param name="Description">The text alternative, in sentences.</param>
public sealed record HeatMapPicture(string Title, string Description,
    IReadOnlyList<string> Rows, IReadOnlyList<string> Columns, IReadOnlyList<HeatMapCell> Cells)
{
    public HeatMapWords Words { get; init; } = new();
}

/// <summary>Intensity of a cell. Besides its colour each level has its own frame: dashed or heavier.</summary>
public enum HeatMapLevel { Given, Low, Medium, High }

/// <param name="Row">Zero-based.</param>
/// <param name="Column">Zero-based.</param>
/// <param name="Text">A word or number with the same meaning as the colour.</param>
/// <param name="Note">Smaller text below.</param>
/// <param name="Title">The cell's content as a sentence.</param>
/// <param name="Href">A local link.</param>
public sealed record HeatMapCell(int Row, int Column, HeatMapLevel Level, string Text, string? Note, string Title, string? Href);

/// <summary>Texts of the legend; a level without a text is left out.</summary>
public sealed record HeatMapWords
{
    public string Given { get; init; } = "";

    public string Low { get; init; } = "";

    public string Medium { get; init; } = "";

    public string High { get; init; } = "";

    /// <summary>Legend of an empty cell.</summary>
    public string Nothing { get; init; } = "";
}
