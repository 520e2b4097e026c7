using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Pictures.Diagrams;

/// <summary>Things of one state, counted by zone.</summary>
/// <param name="Text">What is said of the whole row.</param>
/// <param name="Href">A local link.</param>
public sealed record PortfolioRow(string Name, string Text, string? Href, IReadOnlyList<PortfolioPart> Parts);

/// <param name="Zone">Null for those without a rated risk.</param>
public sealed record PortfolioPart(RiskZone? Zone, string ZoneName, int Count);

/// <summary>A bar for each state, divided by zone. Each part has its number, and the key names the zones by tone and letter.</summary>
public static class PortfolioDrawing
{
    private const double Longest = 560;
    private const double Pitch = 48;
    private const double Thickness = 24;
    private const double TextSize = 13;
    private const double Width = Longest + 60;

    public static Drawing Draw(string title, string description, IReadOnlyList<PortfolioRow> rows)
    {
        var most = rows.Select(r => r.Parts.Sum(p => p.Count)).DefaultIfEmpty(0).Max();
        var marks = new List<Mark>();
        for (var i = 0; i < rows.Count; i++)
        {
            var (row, y, x) = (rows[i], 4 + (i * Pitch), 0.0);
            var parts = new List<Mark> { new Label(0, y + 12, TextMeasure.Fit(row.Name, Width, TextSize), TextSize) };
            foreach (var part in row.Parts.Where(p => p.Count > 0))
            {
                var length = Longest * part.Count / most;
                var text = Short(part);
                parts.Add(new Box(x, y + 18, length, Thickness, 2, ToneOf(part.Zone), Tone.Muted, 1, Dashed: part.Zone is null));
                parts.Add(new Label(x + (length / 2), y + 35, TextMeasure.Width(text, TextSize, bold: true) > length - 4 ? TextMeasure.Fit(part.Count.ToString(System.Globalization.CultureInfo.CurrentCulture), Math.Max(10, length), TextSize, bold: true) : text, TextSize, Anchor.Middle, Bold: true));
                x += length;
            }
            marks.Add(new Group(row.Text, row.Href, parts));
        }
        return new Drawing(Width, 8 + (rows.Count * Pitch), title, description, marks);
    }

    private static string Short(PortfolioPart part) => $"{part.ZoneName} {part.Count.ToString(System.Globalization.CultureInfo.CurrentCulture)}";

    private static Tone ToneOf(RiskZone? zone) => zone is { } rated ? RiskMap.ToneOf(rated) : Tone.Surface;
}
