using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using CsCheck;
using SmartCityPia.Reports.Content;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Tokens;
using Xunit;

namespace SmartCityPia.UnitTests.Reports.Pdf;

public sealed class FileTests
{
    [Fact]
    public void Write_SameReportAndTime_GivesSameBytes()
        => Assert.Equal(ReadBack.Bytes(SampleReport.Full()), ReadBack.Bytes(SampleReport.Full()));

    [Fact]
    public void Write_SameInstantInAnotherZone_GivesSameBytes()
        => Assert.Equal(ReadBack.Bytes(SampleReport.Full()), ReadBack.Bytes(SampleReport.Full(), ReadBack.Noon.ToOffset(TimeSpan.FromHours(5))));

    [Fact]
    public void Write_AnotherTime_ChangesOnlyIdAndDates()
    {
        var first = Encoding.Latin1.GetString(ReadBack.Bytes(SampleReport.Full()));
        var later = Encoding.Latin1.GetString(ReadBack.Bytes(SampleReport.Full(), ReadBack.Noon.AddDays(400).AddSeconds(7)));
        Assert.NotEqual(first, later);
        Assert.Equal(Normalised(first), Normalised(later));

        static string Normalised(string file)
        {
            file = Without(file, @"(?<=/(?:CreationDate|ModDate)\s*)\(D:[^)]*\)");
            file = Without(file, @"(?<=<xmp:(?:CreateDate|ModifyDate)>)[^<]*");
            file = Without(file, @"(?<=<xmpMM:InstanceID>)[^<]*");
            return Without(file, @"(?<=/ID\s*\[\s*<[0-9A-Fa-f]*>\s*)<[0-9A-Fa-f]*>");
        }

        static string Without(string text, string pattern) => Regex.Replace(text, pattern, "", RegexOptions.None, TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task Write_ManyThreads_EachGetsTheSameFile()
    {
        var expected = ReadBack.Bytes(SampleReport.Full(60));
        var other = ReadBack.Bytes(SampleReport.Full(10));
        var tasks = Enumerable.Range(0, 24).Select(i => Task.Run(() => ReadBack.Bytes(SampleReport.Full(i % 2 == 0 ? 60 : 10)))).ToArray();
        var files = await Task.WhenAll(tasks);
        for (var i = 0; i < files.Length; i++) Assert.Equal(i % 2 == 0 ? expected : other, files[i]);
    }

    [Fact]
    public void Write_Structure_IsTaggedWithLanguageAndTitle()
    {
        using var pdf = ReadBack.Of(SampleReport.Full() with { Language = "nl-BE" });
        Assert.Equal("nl-BE", Text(pdf.Catalog.Data["Lang"]));
        Assert.Equal(BooleanToken.True, pdf.Read<DictionaryToken>(pdf.Catalog.Data["MarkInfo"]).Data["Marked"]);
        Assert.Equal(BooleanToken.True, pdf.Read<DictionaryToken>(pdf.Catalog.Data["ViewerPreferences"]).Data["DisplayDocTitle"]);
        Assert.Equal("Metro Wi-Fi movement analytics", pdf.File.Information.Title);
        Assert.Equal("PIA-2026-014/1/a3f9c2d1", pdf.File.Information.Keywords);

        var tags = pdf.Elements().Select(e => e.Tag).ToHashSet(StringComparer.Ordinal);
        Assert.Superset(new HashSet<string>(StringComparer.Ordinal) { "Document", "Title", "TOC", "TOCI", "Link", "H1", "H2", "H3", "H4", "P", "L", "LI", "Lbl", "LBody", "Table", "THead", "TBody", "TR", "TH", "TD", "Caption", "Figure" }, tags);
    }

    [Fact]
    public void Write_FigureAndHeaderCells_CarryAlternativeAndScope()
    {
        using var pdf = ReadBack.Of(SampleReport.Full());
        var figure = Assert.Single(pdf.Elements(), e => e.Tag == "Figure");
        Assert.Equal(SampleReport.Flows().Description, Text(figure.Dictionary.Data["Alt"]));
        var scopes = pdf.Elements().Where(e => e.Tag == "TH").Select(e => ((NameToken)((DictionaryToken)e.Dictionary.Data["A"]).Data["Scope"]).Data).ToList();
        Assert.Equal(4 + 5, scopes.Count(s => s == "Column"));
        Assert.Equal(3 + 24, scopes.Count(s => s == "Row"));
    }

    [Fact]
    public void Write_RunningLines_AreOutsideTheStructure()
    {
        using var pdf = ReadBack.Of(SampleReport.Full(60));
        var said = string.Concat(pdf.Elements().Select(e => e.Text));
        Assert.DoesNotContain("Page 3 of", said, StringComparison.Ordinal);
        Assert.Single(pdf.Elements(), e => e.Text == "What could happen, and to whom");
    }

    [Fact]
    public void Write_EveryLetter_BelongsToAnElementOrIsAnArtifact()
    {
        using var pdf = ReadBack.Of(SampleReport.Full(60));
        foreach (var page in pdf.Pages)
        {
            var marked = page.GetMarkedContents();
            Assert.Equal(page.Letters.Count, marked.Sum(m => m.Letters.Count + m.Children.Sum(c => c.Letters.Count)));
            Assert.All(marked, m => Assert.True(m.IsArtifact || m.MarkedContentIdentifier >= 0));
        }
    }

    [Fact]
    public void Write_ParentTree_LeadsFromEveryMarkBackToItsElement()
    {
        using var pdf = ReadBack.Of(SampleReport.Full(60));
        var root = pdf.Read<DictionaryToken>(pdf.Catalog.Data["StructTreeRoot"]);
        var numbers = pdf.Read<ArrayToken>(pdf.Read<DictionaryToken>(root.Data["ParentTree"]).Data["Nums"]).Data;
        foreach (var page in pdf.Pages)
        {
            var key = ((NumericToken)page.Dictionary.Data["StructParents"]).Int;
            var owners = pdf.Read<ArrayToken>(numbers[2 * key + 1]);
            var marks = page.GetMarkedContents().Where(m => !m.IsArtifact && m.MarkedContentIdentifier >= 0).ToList();
            Assert.Equal(owners.Length, marks.Count);
            foreach (var mark in marks)
                Assert.Equal(mark.Tag, ((NameToken)pdf.Read<DictionaryToken>(owners.Data[mark.MarkedContentIdentifier]).Data["S"]).Data);
        }
    }

    [Fact]
    public void Write_Metadata_IsWellFormedAndCarriesTheId()
    {
        using var pdf = ReadBack.Of(SampleReport.Full() with { Title = "A <b> & \"c\"\0 ]]>", Id = "PIA-1/2/<hash>" });
        Assert.True(pdf.File.TryGetXmpMetadata(out var metadata));
        var xmp = XDocument.Parse(Encoding.UTF8.GetString(metadata.GetXmlBytes()));
        XNamespace dc = "http://purl.org/dc/elements/1.1/", ua = "http://www.aiim.org/pdfua/ns/id/";
        Assert.Equal("A <b> & \"c\" ]]>", xmp.Descendants(dc + "title").Single().Value);
        Assert.Equal("PIA-1/2/<hash>", xmp.Descendants(dc + "identifier").Single().Value);
        Assert.Equal("1", xmp.Descendants(ua + "part").Single().Value);
    }

    [Fact]
    public void Write_InformationDates_AreAsTheStandardWantsThem()
    {
        using var pdf = ReadBack.Of(SampleReport.Full());
        Assert.Equal("D:20261114120000+00'00'", pdf.File.Information.CreationDate);
        Assert.Equal("D:20261114120000+00'00'", pdf.File.Information.ModifiedDate);
    }

    [Fact]
    public void Write_RunningLines_AreMarkedAsHeaderAndFooter()
    {
        using var pdf = ReadBack.Of(SampleReport.Full());
        foreach (var page in pdf.Pages.Skip(1))
        {
            var kinds = page.GetMarkedContents().OfType<ArtifactMarkedContentElement>().Where(a => a.Letters.Count > 0).Select(a => a.SubType).ToList();
            Assert.Contains("Header", kinds);
            Assert.Contains("Footer", kinds);
        }
    }

    [Fact]
    public void Write_EveryList_SaysHowItIsNumbered()
    {
        using var pdf = ReadBack.Of(SampleReport.Full());
        var kinds = pdf.Elements().Where(e => e.Tag == "L").Select(e => ((NameToken)((DictionaryToken)e.Dictionary.Data["A"]).Data["ListNumbering"]).Data);
        Assert.Superset(new HashSet<string>(StringComparer.Ordinal) { "Disc", "Decimal", "Description" }, kinds.ToHashSet(StringComparer.Ordinal));
    }

    [Fact]
    public void Write_SymbolsInTwoWeights_EmbedsTheirFontOnce()
    {
        var file = Encoding.Latin1.GetString(ReadBack.Bytes(SampleReport.Of(new Paragraph("\u2610"), new Heading(2, "\u2610"))));
        Assert.Single(Regex.Matches(file, @"/FontName\s*/[A-Z]{6}\+NotoSansSymbols2", RegexOptions.None, TimeSpan.FromSeconds(5)));
    }

    [Fact]
    public void Write_AnyText_NeverFails()
    {
        var text = Gen.OneOf(Gen.String, Gen.Char.Array[0, 60].Select(c => new string(c)), Gen.Int[0x20, 0x1FFFF].Where(c => c is < 0xD800 or > 0xDFFF).Array[0, 30].Select(c => string.Concat(c.Select(char.ConvertFromUtf32))));
        text.Array[6].Sample(t =>
        {
            using var pdf = ReadBack.Of(SampleReport.Of(new Cover(t[0], t[1], t[2], t[3], [new(t[4], t[5])], t[0]), new Contents(t[1], 2), new Heading(1, t[2]), new Paragraph(t[3]),
                new Bullets([t[0], t[1]]), new Table(t[0], [new(t[1], 1), new(t[2], 0.01, true)], [[t[3], t[4]], [t[5]]]), new Callout(CalloutKind.Bad, t[4], t[5]),
                new Figure(SampleReport.Flows() with { Description = t[0] }, t[1])) with
            { Title = t[0], Author = t[1], Subject = t[2], Id = t[3], RunningHead = t[4], RunningFoot = t[5] });
            return pdf.Pages.Count > 0;
        }, iter: 60, threads: 1);
    }

    private static string Text(IToken token) => token switch
    {
        StringToken text => text.Data,
        HexToken hex => hex.Data,
        _ => throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"{token} is no text.")),
    };
}
