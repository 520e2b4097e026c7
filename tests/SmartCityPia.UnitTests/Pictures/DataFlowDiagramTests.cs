using SmartCityPia.Pictures;
using SmartCityPia.Pictures.Diagrams;
using SmartCityPia.Pictures.Layout;
using Xunit;
using static System.FormattableString;

namespace SmartCityPia.UnitTests.Pictures;

public sealed class DataFlowDiagramTests
{
    [Theory]
    [InlineData(40, 80)]
    [InlineData(40, 10)]
    [InlineData(6, 40)]
    [InlineData(1, 5)]
    [InlineData(25, 0)]
    public void Draw_RandomPictures_NothingOverlapsAndTextStaysInItsNode(int nodes, int flows)
    {
        for (var seed = 0; seed < 25; seed++)
        {
            var picture = Random(seed, nodes, flows);

            var drawing = DataFlowDiagram.Draw(picture);

            var (arrangement, edges) = Read(drawing, picture);
            Assert.Empty(Geometry.Faults(arrangement, edges));
            AssertTextInside(drawing);
        }
    }

    [Fact]
    public void Draw_SamePicture_SameDrawing() =>
        Assert.Equal(SvgWriter.Write(DataFlowDiagram.Draw(Random(3, 40, 80)), "d"), SvgWriter.Write(DataFlowDiagram.Draw(Random(3, 40, 80)), "d"));

    [Fact]
    public void Draw_Nothing_SaysSo()
    {
        var drawing = DataFlowDiagram.Draw(new DataFlowPicture("Flows", [], []));

        Assert.Equal("Nothing to draw yet", Assert.IsType<Label>(Assert.Single(drawing.Marks)).Text);
    }

    [Fact]
    public void Draw_FlowNamingNoNode_Throws() =>
        Assert.Throws<ArgumentException>(() => DataFlowDiagram.Draw(new DataFlowPicture("Flows", [Node("a")], [new DrawnFlow("f", "a", "b", "F1")])));

    [Fact]
    public void Draw_TwoNodesWithOneId_Throws() =>
        Assert.Throws<ArgumentException>(() => DataFlowDiagram.Draw(new DataFlowPicture("Flows", [Node("a"), Node("a")], [])));

    [Fact]
    public void Draw_SafeguardedTransfer_IsToldWithoutColour()
    {
        var drawing = DataFlowDiagram.Draw(new DataFlowPicture(
            "Flows", [Node("a"), Node("b") with { Special = true }],
            [new DrawnFlow("f", "a", "b", "F1", "plates", Safeguarded: true, CrossesBorder: true, Href: "#f1"), new DrawnFlow("g", "a", "b", "F2")]));

        var flow = drawing.Marks.OfType<Group>().Single(g => g.Href == "#f1");
        Assert.True(flow.Marks.OfType<Stroke>().First().Dashed);
        Assert.Equal(3, flow.Marks.OfType<Stroke>().Count());
        Assert.Contains("Transfer abroad", flow.Title, StringComparison.Ordinal);
        Assert.Contains("Safeguarded", flow.Title, StringComparison.Ordinal);
        var plain = drawing.Marks.OfType<Group>().Single(g => g.Title.Contains("F2", StringComparison.Ordinal));
        Assert.False(Assert.Single(plain.Marks.OfType<Stroke>()).Dashed);
        var special = drawing.Marks.OfType<Group>().Single(g => g.Title.Contains("Special", StringComparison.Ordinal));
        Assert.Contains(special.Marks.OfType<Label>(), l => l.Text == "S");
        Assert.Contains("Data flows: 2, safeguarded: 1, transfers abroad: 1. With special-category data: 1.", drawing.Description, StringComparison.Ordinal);
    }

    [Fact]
    public void Draw_KeyboardOrder_FollowsTheFlowOfData()
    {
        var drawing = DataFlowDiagram.Draw(new DataFlowPicture(
            "Flows", [Node("c"), Node("b"), Node("a")], [new DrawnFlow("1", "a", "b", "F1"), new DrawnFlow("2", "b", "c", "F2")]));

        Assert.Equal(["a", "F1", "b", "F2", "c"], drawing.Marks.OfType<Group>().Select(g => g.Marks.OfType<Label>().First().Text));
    }

    private static FlowNode Node(string id) => new(id, id, null, FlowNodeKind.Organisation);

    internal static DataFlowPicture Random(int seed, int nodeCount, int flowCount)
    {
        var random = new Random(seed);
        var kinds = Enum.GetValues<FlowNodeKind>();
        return new DataFlowPicture(
            Hostile.At(seed),
            [.. Enumerable.Range(0, nodeCount).Select(i => new FlowNode(
                Invariant($"n{i:000}"), i % 3 == 0 ? Hostile.At(i + seed) : Invariant($"Organisation {i:000}"), i % 4 == 0 ? Hostile.At(i * 3) : null,
                kinds[random.Next(kinds.Length)], random.Next(5) == 0, Invariant($"/nodes/{i:000}")))],
            [.. Enumerable.Range(0, flowCount).Select(i => new DrawnFlow(
                Invariant($"f{i:000}"), Invariant($"n{random.Next(nodeCount):000}"), Invariant($"n{random.Next(nodeCount):000}"), i % 10 == 9 ? Hostile.At(i) : Invariant($"F{i:000}"),
                Hostile.At(i), random.Next(2) == 0, random.Next(5) == 0, Invariant($"#flow-{i:000}")))]);
    }

    /// <summary>Reads the geometry from the painted elements.</summary>
    private static (Arrangement Arrangement, LayoutEdge[] Edges) Read(Drawing drawing, DataFlowPicture picture)
    {
        var groups = drawing.Marks.OfType<Group>().ToDictionary(g => g.Href!, StringComparer.Ordinal);
        var index = picture.Nodes.Select((n, i) => (n.Id, i)).ToDictionary(p => p.Id, p => p.i, StringComparer.Ordinal);
        Area Frame(string href)
        {
            var box = groups[href].Marks.OfType<Box>().First();
            return new Area(box.X, box.Y, box.Width, box.Height);
        }
        return (
            new Arrangement(drawing.Width, drawing.Height, [.. picture.Nodes.Select(n => Frame(n.Href!))],
                [.. picture.Flows.Select(f => new Route(groups[f.Href!].Marks.OfType<Stroke>().First().Points, Frame(f.Href!)))]),
            [.. picture.Flows.Select(f => new LayoutEdge(index[f.From], index[f.To]))]);
    }

    private static void AssertTextInside(Drawing drawing)
    {
        foreach (var group in drawing.Marks.OfType<Group>())
        {
            var box = group.Marks.OfType<Box>().First();
            foreach (var label in group.Marks.OfType<Label>())
            {
                var width = TextMeasure.Width(label.Text, label.Size, label.Bold);
                var left = label.Anchor == Anchor.Middle ? label.X - width / 2 : label.X;
                Assert.True(left >= box.X - 0.1 && left + width <= box.X + box.Width + 0.1, Invariant($"'{label.Text}' leaves its box"));
                if (label.Text != "S") Assert.InRange(label.Y, box.Y + label.Size * 0.7, box.Y + box.Height - 2);
            }
        }
        foreach (var label in drawing.Marks.OfType<Label>())
            Assert.True(label.X + TextMeasure.Width(label.Text, label.Size) <= drawing.Width, Invariant($"'{label.Text}' leaves the picture"));
    }
}
