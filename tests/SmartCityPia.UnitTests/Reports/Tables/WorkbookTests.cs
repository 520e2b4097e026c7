using System.IO.Compression;
using System.Xml.Linq;
using SmartCityPia.Reports.Tables;
using Xunit;

namespace SmartCityPia.UnitTests.Reports.Tables;

public sealed class WorkbookTests
{
    private static readonly XNamespace Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    [Fact]
    public void Write_Sheets_ReadBackAsTheyWere()
    {
        IReadOnlyList<string> row = ["Łódź & <so>", "two\nlines", " blank ahead", "𝄞"];

        var parts = Read(Workbook.Write([new("First", [10, 20], [["A", "B"], row]), new("Second", [10], [["C"]])]));

        Assert.Equal(["First", "Second"], parts["xl/workbook.xml"].Descendants(Main + "sheet").Select(s => (string)s.Attribute("name")!));
        Assert.Equal([["A", "B"], row], parts["xl/worksheets/sheet1.xml"].Descendants(Main + "row").Select(r => (IReadOnlyList<string>)[.. r.Descendants(Main + "t").Select(t => t.Value)]));
        // Each part that the package names is there, and each that is there is named.
        var named = parts["[Content_Types].xml"].Root!.Elements().Select(e => ((string?)e.Attribute("PartName"))?.TrimStart('/')).OfType<string>();
        Assert.Equal(parts.Keys.Where(k => k.StartsWith("xl/", StringComparison.Ordinal) && !k.EndsWith(".rels", StringComparison.Ordinal)).Order(StringComparer.Ordinal), named.Order(StringComparer.Ordinal));
        Assert.All(parts["xl/_rels/workbook.xml.rels"].Root!.Elements(), r => Assert.Contains("xl/" + (string)r.Attribute("Target")!, parts.Keys));
    }

    [Theory]
    [InlineData("=1+1")]
    [InlineData("@cmd")]
    [InlineData(" -2")]
    public void Write_TextLikeAFormula_StaysText(string text)
    {
        var cell = Read(Workbook.Write([new("A", [10], [[text]])]))["xl/worksheets/sheet1.xml"].Descendants(Main + "c").Single();

        Assert.Equal("inlineStr", (string?)cell.Attribute("t"));
        Assert.Empty(cell.Descendants(Main + "f"));
        Assert.Equal("'" + text, cell.Value);
    }

    [Fact]
    public void Write_WhatACellCannotHold_IsLeftOut()
    {
        var cell = Read(Workbook.Write([new("A", [10], [["a\u0007b\ud800" + new string('x', 40_000)]])]))["xl/worksheets/sheet1.xml"].Descendants(Main + "c").Single().Value;

        Assert.StartsWith("ab", cell, StringComparison.Ordinal);
        Assert.Equal(Workbook.MostCharacters, cell.Length);
    }

    [Fact]
    public void Write_SameSheets_SameBytes() =>
        Assert.Equal(Workbook.Write([new("A", [10], [["b"]])]), Workbook.Write([new("A", [10], [["b"]])]));

    private static Dictionary<string, XDocument> Read(byte[] file)
    {
        using var zip = new ZipArchive(new MemoryStream(file));
        return zip.Entries.ToDictionary(e => e.FullName, e =>
        {
            using var stream = e.Open();
            return XDocument.Load(stream);
        }, StringComparer.Ordinal);
    }
}
