using System.Globalization;
using SmartCityPia.Pictures.Layout;

namespace SmartCityPia.Pictures.Diagrams;

/// <summary>
/// Draws a data-flow diagram from left to right. Kinds of nodes differ in icon and outline, special-category data is marked with a letter,
/// safeguarded flows are dashed, transfers abroad have a border icon. Colour never carries meaning alone.
/// </summary>
public static class DataFlowDiagram
{
    private const double NodeWidth = 214;
    private const double Padding = 12;
    private const double GlyphRoom = 24;
    private const double NameSize = 13;
    private const double DetailSize = 11.5;
    private const double TagSize = 11;
    private const double TagHeight = 18;
    private const double TagTextWidth = 56;
    private const double BorderSign = 20;
    private const double Margin = 10;
    private const int TitleLength = 160;

    private static readonly LayoutStyle Style = new() { ShelfWidth = 1000, PartGap = 36 };

    /// <exception cref="ArgumentException">Two nodes have the same id, or a flow refers to a missing node.</exception>
    public static Drawing Draw(DataFlowPicture picture)
    {
        var words = picture.Words;
        if (picture.Nodes.Count == 0 && picture.Flows.Count == 0)
        {
            return new Drawing(320, 72, picture.Title, words.Empty,
                [new Label(160, 41, words.Empty, NameSize, Anchor.Middle, Tone: Tone.Muted)]);
        }

        var index = Index(picture);
        var nodes = picture.Nodes.Select(n => new NodeText(n)).ToList();
        var tags = picture.Flows.Select(f => new Tag(f)).ToList();
        var arrangement = LayeredLayout.Arrange(
            [.. nodes.Select(n => new LayoutNode(NodeWidth, n.Height))],
            [.. picture.Flows.Select((f, i) => new LayoutEdge(index[f.From], index[f.To], tags[i].Width, TagHeight))],
            Style);

        var width = Math.Max(arrangement.Width, 460) + 2 * Margin;
        var marks = new List<Mark>();
        var leaving = picture.Flows.Select((flow, i) => (flow, i)).ToLookup(f => index[f.flow.From], f => f.i);
        // Keyboard order is reading order: nodes from left to right, each followed by its outgoing flows.
        foreach (var node in Enumerable.Range(0, nodes.Count).OrderBy(i => arrangement.Nodes[i].X).ThenBy(i => arrangement.Nodes[i].Y)
            .ThenBy(i => i))
        {
            marks.Add(nodes[node].Draw(arrangement.Nodes[node].Moved(Margin, Margin), words));
            foreach (var flow in leaving[node])
                marks.Add(tags[flow].Draw(arrangement.Routes[flow].Moved(Margin, Margin), Title(picture, index, flow)));
        }
        var bottom = Key(picture).Write(marks, Margin, arrangement.Height + 2 * Margin + 10, width - 2 * Margin);
        return new Drawing(width, bottom + Margin, picture.Title, Description(picture), marks);
    }

    private static Dictionary<string, int> Index(DataFlowPicture picture)
    {
        var index = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < picture.Nodes.Count; i++)
        {
            if (!index.TryAdd(picture.Nodes[i].Id, i))
                throw new ArgumentException($"Two nodes have the id '{picture.Nodes[i].Id}'.", nameof(picture));
        }
        var stray = picture.Flows.FirstOrDefault(f => !index.ContainsKey(f.From) || !index.ContainsKey(f.To));
        if (stray is not null)
            throw new ArgumentException($"Flow '{stray.Id}' names a node that is not in the picture.", nameof(picture));
        return index;
    }

    private static string Title(DataFlowPicture picture, Dictionary<string, int> index, int at)
    {
        var (flow, words) = (picture.Flows[at], picture.Words);
        var label = string.IsNullOrWhiteSpace(flow.Detail) ? Name(flow.Label) : $"{Name(flow.Label)} ({Name(flow.Detail)})";
        var title = string.Format(
            CultureInfo.InvariantCulture, words.FlowTitle, label, Name(picture.Nodes[index[flow.From]].Label),
            Name(picture.Nodes[index[flow.To]].Label));
        if (flow.Safeguarded)
            title += $"; {words.Safeguarded}";
        if (flow.CrossesBorder)
            title += $"; {words.CrossesBorder}";
        return title;
    }

    private static string Name(string text) => PictureText.Isolate(PictureText.Shorten(PictureText.Clean(text), TitleLength));

    private static string Description(DataFlowPicture picture)
    {
        int Of(FlowNodeKind kind) => picture.Nodes.Count(n => n.Kind == kind);
        return string.Format(
            CultureInfo.InvariantCulture, picture.Words.Description,
            Of(FlowNodeKind.People), Of(FlowNodeKind.Organisation), Of(FlowNodeKind.Dataset), Of(FlowNodeKind.Public),
            picture.Flows.Count, picture.Flows.Count(f => f.Safeguarded), picture.Flows.Count(f => f.CrossesBorder),
            picture.Nodes.Count(n => n.Special));
    }

    /// <summary>The legend explains only signs that occur.</summary>
    private static Legend Key(DataFlowPicture picture)
    {
        var (legend, words) = (new Legend(), picture.Words);
        foreach (var kind in picture.Nodes.Select(n => n.Kind).Distinct().Order())
            legend.Add(Word(kind, words), 16, (x, y) => Sign(kind, x, y - 8));
        if (picture.Nodes.Any(n => n.Special))
            legend.Add(words.Special, 17, (x, y) => Signs.Badge(x + 8.5, y, words.SpecialLetter));
        if (picture.Flows.Any(f => !f.Safeguarded))
            legend.Add(words.Flow, 30, (x, y) => [Line([new(x, y), new(x + 30, y)], smooth: false, dashed: false)]);
        if (picture.Flows.Any(f => f.Safeguarded))
            legend.Add(words.Safeguarded, 30, (x, y) => [Line([new(x, y), new(x + 30, y)], smooth: false, dashed: true)]);
        if (picture.Flows.Any(f => f.CrossesBorder))
            legend.Add(words.CrossesBorder, 14, (x, y) => Signs.BorderCrossing(x, y - 8));
        return legend;
    }

    private static string Word(FlowNodeKind kind, DataFlowWords words) => kind switch
    {
        FlowNodeKind.People => words.People,
        FlowNodeKind.Organisation => words.Organisation,
        FlowNodeKind.Dataset => words.Dataset,
        FlowNodeKind.Public => words.Public,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "A kind of node this picture does not know."),
    };

    private static IEnumerable<Mark> Sign(FlowNodeKind kind, double x, double y) => kind switch
    {
        FlowNodeKind.People => Signs.People(x, y),
        FlowNodeKind.Organisation => Signs.Organisation(x, y),
        FlowNodeKind.Dataset => Signs.Dataset(x, y),
        _ => Signs.Globe(x, y),
    };

    private static Stroke Line(IReadOnlyList<Spot> points, bool smooth, bool dashed) =>
        new(points, smooth, Tone.Muted, 1.4, Arrow: true, dashed);

    private sealed class NodeText
    {
        private readonly FlowNode _node;
        private readonly IReadOnlyList<string> _name;
        private readonly IReadOnlyList<string> _detail;

        public NodeText(FlowNode node)
        {
            const double room = NodeWidth - Padding - GlyphRoom - 8;
            _node = node;
            _name = TextMeasure.Wrap(node.Label, room, NameSize, bold: true, maxLines: 3);
            _detail = TextMeasure.Wrap(node.Detail, room, DetailSize, maxLines: 2);
        }

        public double Height => TextHeight + 2 * Padding - 2;

        private double TextHeight =>
            Math.Max(18, _name.Count * TextMeasure.LineHeight(NameSize) + _detail.Count * TextMeasure.LineHeight(DetailSize));

        public Group Draw(Area area, DataFlowWords words)
        {
            var dataset = _node.Kind == FlowNodeKind.Dataset;
            var radius = _node.Kind == FlowNodeKind.People ? 18 : dataset ? 2 : 5;
            var top = area.Y + (area.Height - TextHeight) / 2;
            var x = area.X + Padding;
            var marks = new List<Mark>
            {
                new Box(area.X, area.Y, area.Width, area.Height, radius, dataset ? Tone.AccentSoft : Tone.Surface,
                    dataset ? Tone.None : Tone.Line, 1.2,
                    Dashed: _node.Kind == FlowNodeKind.Public),
            };
            // Data stores as in classic data-flow notation: lines above, below and on the left, open on the right.
            if (dataset)
            {
                marks.Add(new Stroke(
                    [new(area.Right, area.Y), new(area.X, area.Y), new(area.X, area.Bottom), new(area.Right, area.Bottom)], Smooth: false, Tone.Accent, 1.2));
            }
            marks.AddRange(Sign(_node.Kind, x, top));
            var y = top - 4;
            foreach (var line in _name)
                marks.Add(new Label(x + GlyphRoom, y += TextMeasure.LineHeight(NameSize), line, NameSize, Bold: true));
            foreach (var line in _detail)
                marks.Add(new Label(x + GlyphRoom, y += TextMeasure.LineHeight(DetailSize), line, DetailSize, Tone: Tone.Muted));
            if (_node.Special)
                marks.AddRange(Signs.Badge(area.Right - 12, area.Y, words.SpecialLetter));

            var title = $"{Word(_node.Kind, words)}: {Name(_node.Label)}";
            if (!string.IsNullOrWhiteSpace(_node.Detail))
                title += $", {Name(_node.Detail)}";
            if (_node.Special)
                title += $"; {words.Special}";
            return new Group(title, _node.Href, marks);
        }
    }

    private sealed class Tag(DrawnFlow flow)
    {
        private readonly string _text = TextMeasure.Fit(flow.Label, TagTextWidth, TagSize, bold: true);

        private double TextWidth => TextMeasure.Width(_text, TagSize, bold: true);

        public double Width => Math.Max(26, TextWidth + 14 + (flow.CrossesBorder ? BorderSign : 0));

        public Group Draw(Route route, string title)
        {
            var area = route.Label!.Value;
            var marks = new List<Mark>
            {
                Line(route.Points, smooth: true, flow.Safeguarded),
                new Box(area.X, area.Y, area.Width, area.Height, area.Height / 2, Tone.Ground,
                    flow.CrossesBorder ? Tone.Accent : Tone.Line),
            };
            var middle = area.Centre.X;
            if (flow.CrossesBorder)
            {
                marks.AddRange(Signs.BorderCrossing(area.Right - BorderSign - 2, area.Y + 1));
                middle -= BorderSign / 2;
            }
            marks.Add(new Label(middle, area.Y + 13, _text, TagSize, Anchor.Middle, Bold: true));
            return new Group(title, flow.Href, marks);
        }
    }
}
