using SmartCityPia.Pictures.Layout;
using Xunit;

namespace SmartCityPia.UnitTests.Pictures;

public sealed class LayeredLayoutTests
{
    public static TheoryData<int, int, int, bool, bool> Graphs()
    {
        var data = new TheoryData<int, int, int, bool, bool>();
        for (var seed = 0; seed < 40; seed++)
        {
            data.Add(seed, 40, 80, false, false);
            data.Add(seed, 12, 30, false, seed % 2 == 0);
            data.Add(seed, 15, 22, true, true);
            data.Add(seed, 30, 8, seed % 2 == 0, false);
        }
        return data;
    }

    [Theory]
    [MemberData(nameof(Graphs))]
    public void Arrange_RandomGraph_NothingOverlaps(int seed, int nodeCount, int edgeCount, bool topDown, bool shared)
    {
        var (nodes, edges) = Random(seed, nodeCount, edgeCount, shared);

        var drawn = LayeredLayout.Arrange(nodes, edges, new LayoutStyle { TopDown = topDown, SharedPorts = shared, MaxPerLayer = topDown ? 3 : int.MaxValue });

        Assert.Empty(Geometry.Faults(drawn, edges, shared));
        for (var i = 0; i < nodes.Length; i++)
        {
            Assert.True(drawn.Nodes[i].Width >= nodes[i].Width);
            Assert.True(drawn.Nodes[i].Height >= nodes[i].Height);
        }
    }

    [Fact]
    public void Arrange_SameGraphTwice_SamePicture()
    {
        var (nodes, edges) = Random(7, 40, 80, shared: false);

        var first = LayeredLayout.Arrange(nodes, edges, new LayoutStyle());
        var second = LayeredLayout.Arrange(nodes, edges, new LayoutStyle());

        Assert.Equal(first.Nodes, second.Nodes);
        Assert.Equal(first.Routes.SelectMany(r => r.Points), second.Routes.SelectMany(r => r.Points));
    }

    [Fact]
    public void Arrange_Chain_IsStraightAndReadsFromLeftToRight()
    {
        var drawn = LayeredLayout.Arrange(
            [new(100, 40), new(100, 60), new(100, 40)], [new(0, 1, 26, 18), new(1, 2, 26, 18)], new LayoutStyle());

        Assert.True(drawn.Nodes[0].Right < drawn.Nodes[1].X);
        Assert.True(drawn.Nodes[1].Right < drawn.Nodes[2].X);
        Assert.Single(drawn.Routes.SelectMany(r => r.Points).Select(p => Math.Round(p.Y, 3)).Distinct());
    }

    [Fact]
    public void Arrange_AgainstTheGrain_RouteStillRunsFromItsFirstNodeToItsSecond()
    {
        LayoutEdge[] edges = [new(0, 1), new(1, 2), new(2, 0)];

        var drawn = LayeredLayout.Arrange([new(50, 30), new(50, 30), new(50, 30)], edges, new LayoutStyle());

        Assert.Empty(Geometry.Faults(drawn, edges));
    }

    [Fact]
    public void Arrange_PlanarLadder_HasNoCrossing()
    {
        // In an order with the maximum number of crossings.
        LayoutEdge[] edges = [.. Enumerable.Range(0, 8).Select(i => new LayoutEdge(i, 15 - i))];
        LayoutEdge[] tied = [.. edges, .. Enumerable.Range(0, 7).Select(i => new LayoutEdge(i, 14 - i))];

        var drawn = LayeredLayout.Arrange([.. Enumerable.Repeat(new LayoutNode(50, 30), 16)], tied, new LayoutStyle());

        var spans = drawn.Routes.Select(r => (From: r.Points[0].Y, To: r.Points[^1].Y)).ToList();
        Assert.DoesNotContain(spans, a => spans.Any(b => a.From < b.From - 0.1 && a.To > b.To + 0.1));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Arrange_MaxPerLayer_IsKept(int most)
    {
        LayoutEdge[] edges = [.. Enumerable.Range(0, 10).Select(i => new LayoutEdge(i, 10))];

        var drawn = LayeredLayout.Arrange([.. Enumerable.Repeat(new LayoutNode(80, 30), 11)], edges, new LayoutStyle { TopDown = true, MaxPerLayer = most });

        Assert.All(drawn.Nodes.GroupBy(n => Math.Round(n.Y)), row => Assert.True(row.Count() <= most));
        Assert.Empty(Geometry.Faults(drawn, edges));
    }

    [Fact]
    public void Arrange_SeparateParts_AreSetSideBySideWithinTheShelf()
    {
        var drawn = LayeredLayout.Arrange([.. Enumerable.Repeat(new LayoutNode(180, 40), 20)], [], new LayoutStyle { ShelfWidth = 900 });

        Assert.True(drawn.Width <= 900);
        Assert.True(drawn.Height < 500);
        Assert.Empty(Geometry.Faults(drawn, []));
    }

    [Fact]
    public void Arrange_Nothing_IsEmpty() => Assert.Equal(0, LayeredLayout.Arrange([], [], new LayoutStyle()).Width);

    [Fact]
    public void Arrange_StrayIndex_Throws() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => LayeredLayout.Arrange([new(10, 10)], [new(0, 1)], new LayoutStyle()));

    /// <summary>With cycles, loops, parallel connections and, at few edges, many parts; a tree-like drawing has no cycles.</summary>
    private static (LayoutNode[] Nodes, LayoutEdge[] Edges) Random(int seed, int nodeCount, int edgeCount, bool shared)
    {
        var random = new Random(seed);
        LayoutNode[] nodes = [.. Enumerable.Range(0, nodeCount).Select(_ => new LayoutNode(random.Next(120, 220), random.Next(40, 120)))];
        LayoutEdge[] edges = [.. Enumerable.Range(0, edgeCount).Select(_ => new LayoutEdge(random.Next(nodeCount), random.Next(nodeCount), random.Next(24, 60), 18))];
        if (!shared) return (nodes, edges);

        var labelled = new HashSet<int>();
        return (nodes, [.. edges.Where(e => e.From != e.To)
            .Select(e => e.From < e.To ? e : e with { From = e.To, To = e.From })
            .Select(e => labelled.Add(e.From) ? e : e with { LabelWidth = 0, LabelHeight = 0 })]);
    }
}
