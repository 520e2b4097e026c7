using System.Globalization;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Pictures.Diagrams;

/// <summary>Two small risk maps side by side, before measures and with them: each cell has the number of its risks.</summary>
internal static class RiskGrids
{
    private const int Levels = 4;
    private const double CellWidth = 62;
    private const double CellHeight = 30;
    private const double CellGap = 3;
    private const double AxisWidth = 84;
    private const double Between = 34;
    private const double Top = 26;
    private const double GridWidth = Levels * (CellWidth + CellGap);
    private const double GridHeight = Levels * (CellHeight + CellGap);
    private const double Width = AxisWidth + GridWidth + Between + GridWidth;

    public static Drawing Draw(RiskPicture picture)
    {
        var marks = new List<Mark>();
        var words = picture.Words;
        for (var level = 1; level <= Levels; level++)
            marks.Add(new Label(AxisWidth - 8, Top + ((Levels - level) * (CellHeight + CellGap)) + (CellHeight / 2) + 4, TextMeasure.Fit(words.SeverityLevels[level - 1], AxisWidth - 10, 12), 12, Anchor.End, Tone: Tone.Muted));
        Grid(AxisWidth, words.Before, r => r.Inherent);
        Grid(AxisWidth + GridWidth + Between, words.After, r => r.Current);
        marks.Add(new Label(AxisWidth, Top + GridHeight + 16, string.Create(CultureInfo.InvariantCulture, $"{words.Likelihood}: {words.LikelihoodLevels[0]} → {words.LikelihoodLevels[^1]}"), 12, Tone: Tone.Muted));
        return new(Width, Top + GridHeight + 24, picture.Title, string.Format(CultureInfo.InvariantCulture, words.Description, picture.Risks.Count,
            In(RiskZone.High), In(RiskZone.Medium), In(RiskZone.Low), picture.Risks.Count(r => r.Moved)), marks);

        int In(RiskZone zone) => picture.Risks.Count(r => RiskMap.ZoneOf(picture, r.Current) == zone);

        void Grid(double left, string title, Func<RiskPoint, RiskLevel> at)
        {
            marks.Add(new Label(left, Top - 10, title, 13, Bold: true));
            for (var cell = 0; cell < Levels * Levels; cell++)
            {
                var level = new RiskLevel((cell / Levels) + 1, (cell % Levels) + 1);
                var (x, y) = (left + ((level.Likelihood - 1) * (CellWidth + CellGap)), Top + ((Levels - level.Severity) * (CellHeight + CellGap)));
                var zone = RiskMap.ZoneOf(picture, level);
                marks.Add(new Box(x, y, CellWidth, CellHeight, 3, RiskMap.ToneOf(zone), Tone.None));
                if (picture.Risks.Count(r => at(r) == level) is > 0 and var count)
                {
                    marks.Add(new Disc(x + (CellWidth / 2), y + (CellHeight / 2), 12, Tone.Accent, Tone.Ground, 1.2));
                    marks.Add(new Label(x + (CellWidth / 2), y + (CellHeight / 2) + 4.5, count.ToString(CultureInfo.InvariantCulture), 13, Anchor.Middle, Bold: true, Tone.Surface));
                }
                else
                {
                    // The colour alone says nothing to those who don't see it.
                    marks.Add(new Label(x + (CellWidth / 2), y + (CellHeight / 2) + 4, TextMeasure.Fit(zone switch { RiskZone.High => words.High, RiskZone.Medium => words.Medium, _ => words.Low }, CellWidth - 6, 11), 11, Anchor.Middle));
                }
            }
        }
    }
}
