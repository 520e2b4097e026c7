using System.Xml.Linq;
using SmartCityPia.Pictures;
using SmartCityPia.Pictures.Diagrams;
using Xunit;

namespace SmartCityPia.UnitTests.Pictures;

public sealed class SvgWriterTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    public static TheoryData<string> Pictures() => ["flows", "risks", "proof", "nothing"];

    private static Drawing Picture(string name) => name switch
    {
        "flows" => DataFlowDiagram.Draw(DataFlowDiagramTests.Random(1, 40, 80)),
        "risks" => RiskMap.Draw(RiskMapTests.Random(1, 20)),
        "proof" => ProofDrawing.Draw(ProofDrawingTests.Random(14, 15)),
        _ => DataFlowDiagram.Draw(new DataFlowPicture("", [], [])),
    };

    [Theory]
    [MemberData(nameof(Pictures))]
    public void Write_HostileLabels_IsWellFormedAndHasNothingActive(string name)
    {
        var root = XDocument.Parse(SvgWriter.Write(Picture(name), "pic")).Root!;

        string[] allowed = ["svg", "title", "desc", "g", "a", "rect", "circle", "path", "text"];
        Assert.All(root.DescendantsAndSelf(), e => Assert.Contains(e.Name.LocalName, allowed));
        Assert.All(root.DescendantsAndSelf(), e => Assert.Equal(Svg, e.Name.Namespace));
        Assert.DoesNotContain(root.DescendantsAndSelf().Attributes(), a =>
            a.Name.LocalName == "style" || a.Name.LocalName.StartsWith("on", StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(root.DescendantNodes().OfType<XText>(), t => t.Value.Any(c => c is '\u202E' or '\0'));
    }

    [Theory]
    [MemberData(nameof(Pictures))]
    public void Write_AnyPicture_IsNamedAndEveryIdIsUnique(string name)
    {
        var root = XDocument.Parse(SvgWriter.Write(Picture(name), "pic")).Root!;

        var ids = root.Descendants().Attributes("id").ToDictionary(a => a.Value, a => a.Parent!, StringComparer.Ordinal);
        Assert.All(ids.Keys, id => Assert.StartsWith("pic-", id, StringComparison.Ordinal));
        Assert.Equal("title", ids[root.Attribute("aria-labelledby")!.Value].Name.LocalName);
        Assert.Equal("desc", ids[root.Attribute("aria-describedby")!.Value].Name.LocalName);
        Assert.All(root.Descendants(Svg + "a"), a => Assert.NotEmpty(a.Elements().First(e => e.Name == Svg + "title").Value));
        Assert.All(root.Descendants(Svg + "g"), g => Assert.Equal("0", g.Attribute("tabindex")!.Value));
        Assert.All(root.Descendants(Svg + "g"), g => Assert.Same(g, ids[g.Attribute("aria-labelledby")!.Value].Parent));
    }

    [Theory]
    [InlineData("/services/1", true)]
    [InlineData("/", true)]
    [InlineData("#flow-3", true)]
    [InlineData("/a?b=c#d", true)]
    [InlineData("//evil.example", false)]
    [InlineData("/\\evil.example", false)]
    [InlineData("/\t/evil.example", false)]
    [InlineData("\t//evil.example", false)]
    [InlineData("https://evil.example", false)]
    [InlineData("javascript:alert(1)", false)]
    [InlineData("#", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void Write_GroupWithHref_IsALinkOnlyOnThisSite(string? href, bool link)
    {
        var drawing = new Drawing(10, 10, "t", "d", [new Group("g", href, [new Disc(5, 5, 3, Tone.Ink, Tone.None)])]);

        var root = XDocument.Parse(SvgWriter.Write(drawing, "p")).Root!;

        Assert.Equal(link ? href : null, root.Element(Svg + "a")?.Attribute("href")?.Value);
        Assert.Equal(link ? 0 : 1, root.Elements(Svg + "g").Count());
    }

    [Fact]
    public void Write_Text_IsKeptAsWritten()
    {
        var drawing = new Drawing(10, 10, "A < B & \"C\"", "d", [new Label(1, 2, "<b>é 市 \U0001F6B2</b>", 12, Anchor.End, Bold: true)]);

        var root = XDocument.Parse(SvgWriter.Write(drawing, "p")).Root!;

        Assert.Equal("A < B & \"C\"", root.Element(Svg + "title")!.Value);
        Assert.Equal("<b>é 市 \U0001F6B2</b>", root.Element(Svg + "text")!.Value);
        Assert.Equal("end", root.Element(Svg + "text")!.Attribute("text-anchor")!.Value);
    }

    [Fact]
    public void Write_InACultureWithCommas_WritesPoints()
    {
        var before = Thread.CurrentThread.CurrentCulture;
        try
        {
            Thread.CurrentThread.CurrentCulture = new System.Globalization.CultureInfo("de-DE");

            Assert.Contains("cx=\"1.5\"", SvgWriter.Write(new Drawing(1, 1, "", "", [new Disc(1.5, 1, 1, Tone.Ink, Tone.None)]), "p"), StringComparison.Ordinal);
        }
        finally
        {
            Thread.CurrentThread.CurrentCulture = before;
        }
    }

    [Fact]
    public void Write_Arrow_PointsAlongTheEndOfItsPath()
    {
        var drawing = new Drawing(100, 100, "", "", [new Stroke([new(0, 50), new(90, 50)], Smooth: false, Tone.Ink, 1.5, Arrow: true)]);

        var paths = XDocument.Parse(SvgWriter.Write(drawing, "p")).Root!.Elements(Svg + "path").Select(p => p.Attribute("d")!.Value).ToList();

        Assert.Equal("M0 50L84.4 50", paths[0]);
        Assert.Equal("M90 50L82 53.4L82 46.6Z", paths[1]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("1a")]
    [InlineData("a b")]
    [InlineData("a\"b")]
    public void Write_PrefixThatIsNoId_Throws(string prefix) =>
        Assert.Throws<ArgumentException>(() => SvgWriter.Write(new Drawing(1, 1, "", "", []), prefix));
}
