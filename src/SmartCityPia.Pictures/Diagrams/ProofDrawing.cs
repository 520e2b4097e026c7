using System.Globalization;
using SmartCityPia.Pictures.Layout;

namespace SmartCityPia.Pictures.Diagrams;

/// <summary>
/// Draws an inference: premises lead to rules and links, and these to the conclusion. Short proofs run from left to right, deep ones
/// downwards, so that the picture stays within a text column.
/// </summary>
internal static class ProofDrawing
{
    /// <summary>Maximum natural width in CSS pixels. Only a step with very many passing connections exceeds it.</summary>
    public const double MaxWidth = 720;

    private const double Margin = 8;
    private const double Padding = 12;
    private const double KindSize = 10.5;
    private const double TextSize = 13;
    private const double DetailSize = 11.5;
    private const double NoteSize = 11;
    private const double LeastWidth = 158;
    private const double BestWidth = 208;

    private static readonly LayoutStyle Base =
        new() { SharedPorts = true, Bend = 36, NodeGap = 18, LaneGap = 12, ArrowRoom = 10, ShelfWidth = MaxWidth - 2 * Margin };

    private static readonly LayoutStyle Downwards = Base with { TopDown = true, Bend = 30, MaxAcross = MaxWidth - 2 * Margin };

    /// <exception cref="ArgumentOutOfRangeException">A premise is not a step of the picture.</exception>
    /// <exception cref="ArgumentException">The steps contain a cycle.</exception>
    public static Drawing Draw(ProofPicture picture)
    {
        var words = picture.Words;
        if (picture.Steps.Count == 0)
            return new Drawing(320, 72, picture.Title, words.Empty,
                [new Label(160, 41, words.Empty, TextSize, Anchor.Middle, Tone: Tone.Muted)]);

        ThrowIfCircular(picture.Steps);
        var (steps, arrows, arrangement) = Narrowest(picture);
        var marks = new List<Mark>();
        for (var i = 0; i < arrows.Count; i++)
            marks.Add(new Stroke(arrangement.Routes[i].Moved(Margin, Margin).Points, Smooth: true, Tone.Muted, 1.4, Arrow: true));
        for (var i = 0; i < arrows.Count; i++)
        {
            if (arrangement.Routes[i].Label is { } area)
                marks.AddRange(steps[arrows[i].From].Note(area.Moved(Margin, Margin)));
        }
        // Keyboard order follows the argument.
        for (var i = 0; i < steps.Count; i++)
            marks.Add(steps[i].Draw(arrangement.Nodes[i].Moved(Margin, Margin), words));
        return new Drawing(arrangement.Width + 2 * Margin, arrangement.Height + 2 * Margin, picture.Title, Description(picture), marks) { Breaks = Breaks(arrangement) };
    }

    /// <summary>The middle of each gap between steps, above the confidence that stands in it.</summary>
    private static List<double> Breaks(Arrangement arrangement)
    {
        var breaks = new List<double>();
        double? end = null;
        foreach (var area in arrangement.Nodes.Concat(arrangement.Routes.Select(r => r.Label).OfType<Area>()).OrderBy(a => a.Y))
        {
            if (area.Y > end)
                breaks.Add(Margin + (end.Value + area.Y) / 2);
            end = Math.Max(end ?? 0, area.Bottom);
        }
        return breaks;
    }

    private static void ThrowIfCircular(IReadOnlyList<DrawnStep> steps)
    {
        foreach (var premise in steps.SelectMany(s => s.Premises))
        {
            ArgumentOutOfRangeException.ThrowIfNegative(premise);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(premise, steps.Count);
        }
        var settled = new HashSet<int>();
        while (settled.Count < steps.Count)
        {
            var before = settled.Count;
            for (var i = 0; i < steps.Count; i++)
                if (steps[i].Premises.All(settled.Contains))
                    settled.Add(i);
            if (settled.Count == before)
                throw new ArgumentException("A step of the proof rests on itself.", nameof(steps));
        }
    }

    /// <summary>Left to right if steps of a readable width fit, otherwise downwards with as many steps side by side as fit.</summary>
    private static (List<Step> Steps, List<LayoutEdge> Arrows, Arrangement Arrangement) Narrowest(ProofPicture picture)
    {
        foreach (var width in (double[])[BestWidth, (BestWidth + LeastWidth) / 2, LeastWidth])
        {
            var rightwards = Arrange(picture, width, Base);
            if (Fits(rightwards))
                return rightwards;
        }
        foreach (var (abreast, width) in new[] { (4, LeastWidth), (3, BestWidth), (3, LeastWidth), (2, BestWidth), (2, LeastWidth) })
        {
            var downwards = Arrange(picture, width, Downwards with { MaxPerLayer = abreast });
            if (Fits(downwards))
                return downwards;
        }
        return Arrange(picture, BestWidth, Downwards with { MaxPerLayer = 1 });

        static bool Fits((List<Step>, List<LayoutEdge>, Arrangement Arrangement) drawn) => drawn.Arrangement.Width + 2 * Margin <= MaxWidth;
    }

    private static (List<Step>, List<LayoutEdge>, Arrangement) Arrange(ProofPicture picture, double width, LayoutStyle style)
    {
        var arrows = picture.Steps
            .SelectMany((step, to) => step.Premises.Distinct().Select(from => new LayoutEdge(from, to)))
            .ToList();
        var used = arrows.Select(a => a.From).ToHashSet();
        var steps = picture.Steps.Select((step, i) => new Step(step, width, inside: !used.Contains(i))).ToList();
        // Arrows that leave one step share a trunk, so one note is enough.
        var noted = new HashSet<int>();
        for (var i = 0; i < arrows.Count; i++)
        {
            var from = arrows[i].From;
            if (steps[from].NoteWidth == 0 || !noted.Add(from))
                continue;
            arrows[i] = arrows[i] with { LabelWidth = steps[from].NoteWidth, LabelHeight = steps[from].NoteHeight };
        }
        return (steps, arrows, LayeredLayout.Arrange([.. steps.Select(s => new LayoutNode(width, s.Height))], arrows, style));
    }

    private static string Description(ProofPicture picture)
    {
        int Of(DrawnStepKind kind) => picture.Steps.Count(s => s.Kind == kind);
        var conclusions = picture.Steps.Where(s => s.Kind == DrawnStepKind.Conclusion)
            .Select(s => PictureText.Isolate(s.Text) + (s.Confidence is null ? "" : $" ({PictureText.Isolate(s.Confidence)})"));
        return string.Format(
            CultureInfo.InvariantCulture, picture.Words.Description,
            Of(DrawnStepKind.Field), Of(DrawnStepKind.Rule), Of(DrawnStepKind.Link), string.Join("; ", conclusions));
    }

    private static string Word(DrawnStepKind kind, ProofWords words) => kind switch
    {
        DrawnStepKind.Field => words.Field,
        DrawnStepKind.Rule => words.Rule,
        DrawnStepKind.Link => words.Link,
        DrawnStepKind.Conclusion => words.Conclusion,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "A kind of step this picture does not know."),
    };

    private sealed class Step
    {
        private readonly DrawnStep _step;
        private readonly bool _inside;
        private readonly IReadOnlyList<string> _text;
        private readonly IReadOnlyList<string> _detail;
        private readonly IReadOnlyList<string> _note;

        public Step(DrawnStep step, double width, bool inside)
        {
            _step = step;
            _inside = inside;
            var room = width - 2 * Padding;
            _text = TextMeasure.Wrap(step.Text, room, TextSize, bold: true, maxLines: 5);
            _detail = TextMeasure.Wrap(step.Detail, room, DetailSize, maxLines: 3);
            _note = inside ? TextMeasure.Wrap(step.Confidence, room, TextSize, maxLines: 5)
                : TextMeasure.Wrap(step.Confidence, 62, NoteSize, maxLines: 2);
        }

        public double NoteWidth => _inside || _note.Count == 0 ? 0 : _note.Max(line => TextMeasure.Width(line, NoteSize)) + 8;

        public double NoteHeight => NoteWidth == 0 ? 0 : _note.Count * 13 + 4;

        public double Height =>
            Padding * 2 - 4 + 14 + _text.Count * TextMeasure.LineHeight(TextSize) + _detail.Count * TextMeasure.LineHeight(DetailSize)
            + (_inside && _note.Count > 0 ? 6 + _note.Count * TextMeasure.LineHeight(TextSize) : 0);

        /// <summary>The confidence on an arrow: text on the background colour, which interrupts the line.</summary>
        public IEnumerable<Mark> Note(Area area)
        {
            yield return new Box(area.X, area.Y, area.Width, area.Height, 2, Tone.Ground, Tone.None);
            for (var i = 0; i < _note.Count; i++)
                yield return new Label(area.Centre.X, area.Y + 12.5 + i * 13, _note[i], NoteSize, Anchor.Middle, Tone: Tone.Ink);
        }

        public Group Draw(Area area, ProofWords words)
        {
            var concluded = _step.Kind == DrawnStepKind.Conclusion;
            var marks = new List<Mark> { Outline(area) };
            var x = area.X + Padding;
            var y = area.Y + (area.Height - Height) / 2 + Padding + 7;
            marks.Add(new Label(x, y, Word(_step.Kind, words), KindSize, Bold: true, Tone: concluded ? Tone.Accent : Tone.Muted));
            y += 2;
            foreach (var line in _text)
                marks.Add(new Label(x, y += TextMeasure.LineHeight(TextSize), line, TextSize, Bold: concluded
                    || _step.Kind == DrawnStepKind.Field));
            foreach (var line in _detail)
                marks.Add(new Label(x, y += TextMeasure.LineHeight(DetailSize), line, DetailSize, Tone: Tone.Muted));
            y += 6;
            if (_inside)
                foreach (var line in _note)
                    marks.Add(new Label(x, y += TextMeasure.LineHeight(TextSize), line, TextSize, Bold: concluded));

            var title = $"{Word(_step.Kind, words)}: {PictureText.Isolate(PictureText.Shorten(PictureText.Clean(_step.Text), 200))}";
            if (!string.IsNullOrWhiteSpace(_step.Detail))
                title += $", {PictureText.Isolate(_step.Detail)}";
            if (!string.IsNullOrWhiteSpace(_step.Confidence))
                title += $", {PictureText.Isolate(_step.Confidence)}";
            return new Group(title, _step.Href, marks);
        }

        private Box Outline(Area area) => _step.Kind switch
        {
            DrawnStepKind.Conclusion => new Box(area.X, area.Y, area.Width, area.Height, 5, Tone.AccentSoft, Tone.Accent, 2),
            DrawnStepKind.Rule => new Box(area.X, area.Y, area.Width, area.Height, 16, Tone.Surface, Tone.Line, 1.2),
            DrawnStepKind.Link => new Box(area.X, area.Y, area.Width, area.Height, 16, Tone.Surface, Tone.Muted, 1.2, Dashed: true),
            _ => new Box(area.X, area.Y, area.Width, area.Height, 3, Tone.Surface, Tone.Line, 1.2),
        };
    }
}
