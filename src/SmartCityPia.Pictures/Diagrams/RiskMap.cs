using System.Globalization;
using SmartCityPia.Domain.Catalogue;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Pictures.Diagrams;

/// <summary>
/// A 4 by 4 grid: severity upwards, likelihood to the right. Each cell names its zone. A filled disc is a risk's present position, a ring
/// its position before controls, and an arrow connects the two. If there are too many arrows, cells show counts instead; discs that don't
/// fit become "+n".
/// </summary>
internal static class RiskMap
{
    private const int Levels = 4;
    private const int SlotColumns = 4;
    private const int SlotRows = 3;
    private const int Slots = SlotColumns * SlotRows;
    private const int MostArrows = 24;

    private const double Left = 108;
    private const double Top = 30;
    private const double CellWidth = 152;
    private const double CellHeight = 132;
    private const double CellGap = 3;
    private const double Radius = 14;
    private const double PitchX = 35;
    private const double PitchY = 33;
    private const double Width = Left + Levels * (CellWidth + CellGap) + 10;
    private const double GridBottom = Top + Levels * (CellHeight + CellGap);

    /// <exception cref="ArgumentOutOfRangeException">A level is not between 1 and 4.</exception>
    public static RiskZone ZoneOf(RiskPicture picture, RiskLevel level) =>
        level is { Severity: >= 1 and <= Levels, Likelihood: >= 1 and <= Levels }
            ? RiskScales.ZoneOf(picture.Map, (Level)level.Severity, (Level)level.Likelihood)
            : throw new ArgumentOutOfRangeException(nameof(level), level, "Severity and likelihood go from 1 to 4.");

    /// <exception cref="ArgumentOutOfRangeException">A risk has a level that is not between 1 and 4.</exception>
    public static Drawing Draw(RiskPicture picture)
    {
        var (risks, words) = (picture.Risks, picture.Words);
        foreach (var risk in risks)
            (_, _) = (ZoneOf(picture, risk.Inherent), ZoneOf(picture, risk.Current));
        var moved = risks.Count(r => r.Moved);
        var places = moved is > 0 and <= MostArrows ? Places(risks, withRings: true) : null;
        // Draw arrows only if both ends of all of them are visible; otherwise cells show counts.
        var arrows = places is { Overflow.Count: 0 };
        places = arrows ? places! : Places(risks, withRings: false);

        var marks = new List<Mark>();
        Grid(marks, picture);
        if (arrows)
        {
            foreach (var risk in Enumerable.Range(0, risks.Count).Where(i => risks[i].Moved))
                marks.Add(Arrow(places.Rings[risk], places.Discs[risk]));
        }
        Zones(marks, picture, counts: moved > 0 && !arrows);
        for (var i = 0; i < risks.Count; i++)
        {
            if (!places.Discs.TryGetValue(i, out var at))
                continue;
            var parts = new List<Mark>();
            if (places.Rings.TryGetValue(i, out var ring))
                parts.AddRange(Marker(ring, risks[i].Code, filled: false));
            parts.AddRange(Marker(at, risks[i].Code, filled: true));
            marks.Add(new Group(Title(picture, risks[i]), risks[i].Href, parts));
        }
        foreach (var (level, rest) in places.Overflow)
            marks.Add(More(level, [.. rest.Select(i => risks[i])], words));

        var bottom = GridBottom + 52;
        if (moved > 0)
        {
            var legend = new Legend();
            if (arrows)
                legend.Add(words.Before, 20, (x, y) => [new Disc(x + 10, y, 8, Tone.Ground, Tone.Muted, 1.4)]);
            legend.Add(words.After, 20, (x, y) => [new Disc(x + 10, y, 8, Tone.Accent, Tone.None)]);
            if (!arrows)
                legend.Add(words.CountKey, 34,
                    (x, y) => [new Label(x, y + 4, string.Format(CultureInfo.InvariantCulture, words.Count, "n", "n"), 11)]);
            bottom = legend.Write(marks, Left, bottom, Width - Left) + 8;
        }
        return new Drawing(Width, bottom, picture.Title, Description(picture, moved), marks);
    }

    private static void Grid(List<Mark> marks, RiskPicture picture)
    {
        var words = picture.Words;
        for (var severity = 1; severity <= Levels; severity++)
        {
            for (var likelihood = 1; likelihood <= Levels; likelihood++)
            {
                var level = new RiskLevel(severity, likelihood);
                var (x, y) = Corner(level);
                marks.Add(new Box(x, y, CellWidth, CellHeight, 3, ToneOf(ZoneOf(picture, level)), Tone.None));
            }
            var (_, top) = Corner(new RiskLevel(severity, 1));
            marks.AddRange(AxisLabel(Left - 12, top + CellHeight / 2, words.SeverityLevels[severity - 1], severity, Anchor.End));
            var (left, _) = Corner(new RiskLevel(1, severity));
            marks.AddRange(AxisLabel(left + CellWidth / 2, GridBottom + 18, words.LikelihoodLevels[severity - 1], severity, Anchor.Middle));
        }
        marks.Add(new Label(Left - 12, Top - 12, TextMeasure.Fit(words.Severity, Left - 12, 12, bold: true), 12, Anchor.End, Bold: true));
        marks.Add(new Stroke([new(Left - 4, GridBottom - CellGap), new(Left - 4, Top - 14)], Smooth: false, Tone.Muted, 1.2, Arrow: true));
        marks.Add(new Stroke([new(Left - 4, GridBottom + 2), new(Width - 2, GridBottom + 2)], Smooth: false, Tone.Muted, 1.2, Arrow: true));
        marks.Add(new Label(Width - 10, GridBottom + 42, words.Likelihood, 12, Anchor.End, Bold: true));
    }

    /// <summary>The zone's name in each cell, on a background of its own so that no arrow crosses it, and the counts.</summary>
    private static void Zones(List<Mark> marks, RiskPicture picture, bool counts)
    {
        for (var cell = 0; cell < Levels * Levels; cell++)
        {
            var level = new RiskLevel(cell / Levels + 1, cell % Levels + 1);
            var (x, y) = Corner(level);
            var zone = TextMeasure.Fit(ZoneWord(picture, level), 76, 11, bold: true);
            var width = TextMeasure.Width(zone, 11, bold: true) + 6;
            marks.Add(new Box(x + CellWidth - 6 - width, y + CellHeight - 22, width, 16, 2, ToneOf(ZoneOf(picture, level)), Tone.None));
            marks.Add(new Label(x + CellWidth - 9, y + CellHeight - 10, zone, 11, Anchor.End, Bold: true));
            var (before, now) = (picture.Risks.Count(r => r.Inherent == level), picture.Risks.Count(r => r.Current == level));
            if (!counts || before + now == 0)
                continue;
            var note = string.Format(CultureInfo.InvariantCulture, picture.Words.Count, before, now);
            marks.Add(new Label(x + 9, y + CellHeight - 10, TextMeasure.Fit(note, 70, 11), 11));
        }
    }

    private static IEnumerable<Mark> AxisLabel(double x, double y, string word, int level, Anchor anchor)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{level} {word}");
        yield return new Label(x, y + 4, TextMeasure.Fit(text, Left - 14, 12), 12, anchor, Tone: Tone.Muted);
    }

    /// <summary>Fills each cell's slots row by row in the order of the risks: discs from the left, rings from the right.</summary>
    private static Placing Places(IReadOnlyList<RiskPoint> risks, bool withRings)
    {
        var wanted = new Dictionary<RiskLevel, List<(int Risk, bool Ring)>>();
        for (var i = 0; i < risks.Count; i++)
        {
            At(risks[i].Current).Add((i, false));
            if (withRings && risks[i].Moved)
                At(risks[i].Inherent).Add((i, true));
        }
        var placing = new Placing([], [], []);
        foreach (var (level, items) in wanted.OrderBy(w => (w.Key.Severity, w.Key.Likelihood)))
        {
            var shown = items.Count > Slots ? Slots - 1 : items.Count;
            var free = Enumerable.Range(0, Slots).ToList();
            foreach (var (risk, ring) in items.Take(shown).OrderBy(item => item.Ring))
            {
                var slot = ring ? free.MinBy(s => (s / SlotColumns, -s)) : free[0];
                free.Remove(slot);
                (ring ? placing.Rings : placing.Discs)[risk] = Slot(level, slot);
            }
            if (shown < items.Count)
                placing.Overflow.Add((level, [.. items.Skip(shown).Select(item => item.Risk)]));
        }
        return placing;

        List<(int, bool)> At(RiskLevel level) =>
            wanted.TryGetValue(level, out var items) ? items : wanted[level] = [];
    }

    private static Spot Slot(RiskLevel level, int slot)
    {
        var (x, y) = Corner(level);
        return new Spot(x + 9 + Radius + slot % SlotColumns * PitchX, y + 9 + Radius + slot / SlotColumns * PitchY);
    }

    private static (double X, double Y) Corner(RiskLevel level) =>
        (Left + (level.Likelihood - 1) * (CellWidth + CellGap), Top + (Levels - level.Severity) * (CellHeight + CellGap));

    /// <summary>
    /// The arrow leaves the ring and reaches the disc from above or below, because their neighbours are to the left and right. Within one
    /// row of cells it curves below both.
    /// </summary>
    private static Stroke Arrow(Spot ring, Spot disc)
    {
        const double dip = 46;
        var sameRow = Math.Abs(disc.Y - ring.Y) < CellHeight / 2;
        var leave = sameRow || disc.Y > ring.Y ? 1 : -1;
        var arrive = sameRow ? 1 : -leave;
        var start = new Spot(ring.X, ring.Y + leave * Radius);
        var end = new Spot(disc.X, disc.Y + arrive * (Radius + 2));
        var reach = sameRow ? dip : Math.Abs(end.Y - start.Y) * 0.5;
        return new Stroke([start, new(start.X, start.Y + leave * reach), new(end.X, end.Y + arrive * reach), end], Smooth: true,
            Tone.Muted, 1.3, Arrow: true);
    }

    private static IEnumerable<Mark> Marker(Spot at, string code, bool filled)
    {
        var text = TextMeasure.Fit(code, 2 * Radius - 2, 7.5, bold: true);
        var size = Math.Clamp(Math.Floor((2 * Radius - 2.5) / Math.Max(0.1, TextMeasure.Width(text, 1, bold: true)) * 2) / 2, 8, 11);
        yield return new Disc(at.X, at.Y, Radius, filled ? Tone.Accent : Tone.Ground, filled ? Tone.Ground : Tone.Muted, 1.4);
        yield return new Label(at.X, at.Y + size * 0.36, text, size, Anchor.Middle, Bold: true, filled ? Tone.Surface : Tone.Muted);
    }

    private static Group More(RiskLevel level, IReadOnlyList<RiskPoint> rest, RiskWords words)
    {
        var at = Slot(level, Slots - 1);
        var text = string.Create(CultureInfo.InvariantCulture, $"+{rest.Count}");
        var title = string.Format(CultureInfo.InvariantCulture, words.More, rest.Count,
            string.Join(", ", rest.Select(r => PictureText.Isolate(r.Code))));
        return new Group(title, null,
        [
            new Box(at.X - Radius - 2, at.Y - 11, 2 * Radius + 4, 22, 11, Tone.Ground, Tone.Ink, 1.2),
            new Label(at.X, at.Y + 3.8, text, 10.5, Anchor.Middle, Bold: true),
        ]);
    }

    private static string Title(RiskPicture picture, RiskPoint risk)
    {
        var words = picture.Words;
        var title = $"{PictureText.Isolate(risk.Code)} {PictureText.Isolate(PictureText.Shorten(PictureText.Clean(risk.Name), 200))}. {words.Before}: {Say(risk.Inherent)}";
        return risk.Residual is { } residual ? $"{title}. {words.After}: {Say(residual)}" : title;

        string Say(RiskLevel level) => string.Format(
            CultureInfo.InvariantCulture, words.Level,
            words.SeverityLevels[level.Severity - 1], words.LikelihoodLevels[level.Likelihood - 1], ZoneWord(picture, level));
    }

    private static string Description(RiskPicture picture, int moved)
    {
        int In(RiskZone zone) => picture.Risks.Count(r => ZoneOf(picture, r.Current) == zone);
        return string.Format(
            CultureInfo.InvariantCulture, picture.Words.Description, picture.Risks.Count, In(RiskZone.High), In(RiskZone.Medium),
            In(RiskZone.Low), moved);
    }

    private static string ZoneWord(RiskPicture picture, RiskLevel level) => ZoneOf(picture, level) switch
    {
        RiskZone.High => picture.Words.High,
        RiskZone.Medium => picture.Words.Medium,
        _ => picture.Words.Low,
    };

    internal static Tone ToneOf(RiskZone zone) => zone switch
    {
        RiskZone.High => Tone.High,
        RiskZone.Medium => Tone.Medium,
        _ => Tone.Low,
    };

    private sealed record Placing(Dictionary<int, Spot> Discs, Dictionary<int, Spot> Rings, List<(RiskLevel Level, int[] Risks)> Overflow);
}
