using System.Xml.Linq;
using SmartCityPia.Pictures;
using SmartCityPia.Pictures.Diagrams;
using Xunit;

namespace SmartCityPia.UnitTests.Pictures;

public sealed class HeatMapDrawingTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(25, 13)]
    public void Draw_FullMap_CellsAreApartInsideAndSayTheirValue(int rows, int columns)
    {
        var drawing = HeatMapDrawing.Draw(Picture(rows, columns));

        var cells = drawing.Marks.OfType<Group>().ToList();
        Assert.Equal(rows * columns, cells.Count);
        var boxes = cells.ConvertAll(c => Assert.Single(c.Marks.OfType<Box>()));
        Assert.All(boxes, b => Assert.True(b.X >= 0 && b.Y >= 0 && b.X + b.Width <= drawing.Width && b.Y + b.Height <= drawing.Height));
        for (var a = 0; a < boxes.Count; a++)
        {
            for (var b = a + 1; b < boxes.Count; b++)
                Assert.True(boxes[a].X + boxes[a].Width <= boxes[b].X || boxes[b].X + boxes[b].Width <= boxes[a].X || boxes[a].Y + boxes[a].Height <= boxes[b].Y);
        }
        Assert.All(cells, c => Assert.NotEmpty(Assert.Single(c.Marks.OfType<Label>()).Text));
    }

    /// <summary>Levels differ without colour: a dashed frame for given, a heavy frame for the surest, and words.</summary>
    [Fact]
    public void Draw_Levels_DifferByMoreThanColour()
    {
        var drawing = HeatMapDrawing.Draw(Picture(1, 4));

        Assert.Equal(
            [(true, 1d), (false, 1d), (false, 1d), (false, 2d)],
            drawing.Marks.OfType<Group>().Select(g => g.Marks.OfType<Box>().Single()).Select(b => (b.Dashed, b.Thickness)));
    }

    [Theory]
    [InlineData(2, 0)]
    [InlineData(0, 2)]
    [InlineData(-1, 0)]
    public void Draw_CellOutside_Throws(int row, int column) => Assert.Throws<ArgumentOutOfRangeException>(
        () => HeatMapDrawing.Draw(new("", "", ["a", "b"], ["c", "d"], [new(row, column, HeatMapLevel.Low, "", null, "", null)])));

    [Fact]
    public void Draw_HostileNames_StayText()
    {
        for (var i = 0; i < Hostile.Texts.Length; i++)
        {
            var text = Hostile.At(i);
            var svg = SvgWriter.Write(HeatMapDrawing.Draw(new(text, text, [text], [text], [new(0, 0, HeatMapLevel.High, text, text, text, text)]) { Words = new() { High = text } }), "map");

            Assert.DoesNotContain(XElement.Parse(svg).Descendants(), e => e.Name.LocalName is "script" or "svg" || e.Attributes().Any(a => a.Name.LocalName.StartsWith("on", StringComparison.Ordinal)));
        }
    }

    [Fact]
    public void Bars_Values_AreAsLongAsTheyAreLarge()
    {
        var bars = BarDrawing.Draw(new("Flows", "", [new("a", 40, "40", null), new("b", 10, "10", null), new("c", 0, "0", null)])).Marks.OfType<Group>().Select(g => g.Marks.OfType<Box>().Single().Width).ToList();

        Assert.Equal(bars[0], 4 * bars[1], 1e-9);
        Assert.True(bars[2] < bars[1] / 4);
        Assert.Throws<ArgumentOutOfRangeException>(() => BarDrawing.Draw(new("", "", [new("a", -1, "", null)])));
    }

    private static HeatMapPicture Picture(int rows, int columns) => new(
        "Who knows what", "",
        [.. Enumerable.Range(0, rows).Select(i => "Organisation for the measurement of everything " + i)],
        [.. Enumerable.Range(0, columns).Select(i => "where a person of this kind lives and works " + i)],
        [.. Enumerable.Range(0, rows * columns).Select(i => new HeatMapCell(i / columns, i % columns, (HeatMapLevel)(i % 4), "0.5", null, "cell", null))]);
}
