namespace SmartCityPia.Pictures.Diagrams;

/// <summary>A table as a picture: lines across and down, and what stands where they cross.</summary>
/// <param name="Description">What it shows, in sentences.</param>
public sealed record HeatMapPicture(string Title, string Description, IReadOnlyList<string> Rows, IReadOnlyList<string> Columns, IReadOnlyList<HeatMapCell> Cells)
{
    public HeatMapWords Words { get; init; } = new();
}

/// <summary>How much a cell says. Each has a look of its own besides its colour: a dashed frame, or a heavier one.</summary>
public enum HeatMapLevel { Given, Low, Medium, High }

/// <param name="Row">Counted from 0.</param>
/// <param name="Column">Counted from 0.</param>
/// <param name="Text">A word or number that says the same as the colour.</param>
/// <param name="Note">Smaller, below the text.</param>
/// <param name="Title">The cell in a sentence.</param>
/// <param name="Href">A local address.</param>
public sealed record HeatMapCell(int Row, int Column, HeatMapLevel Level, string Text, string? Note, string Title, string? Href);

/// <summary>What the levels mean; one that is not said is not in the key.</summary>
public sealed record HeatMapWords
{
    public string Given { get; init; } = "";

    public string Low { get; init; } = "";

    public string Medium { get; init; } = "";

    public string High { get; init; } = "";

    /// <summary>Where nothing stands.</summary>
    public string Nothing { get; init; } = "";
}
