using System.Globalization;
using System.Text;
using SmartCityPia.Reports.Content;
using SmartCityPia.Reports.Pdf;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Tokens;

namespace SmartCityPia.UnitTests.Reports.Pdf;

/// <summary>Writes a report and reads the file like a PDF reader.</summary>
internal sealed class ReadBack : IDisposable
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 14, 12, 0, 0, TimeSpan.Zero);

    private readonly PdfDocument _file;

    private ReadBack(byte[] bytes)
    {
        _file = PdfDocument.Open(bytes);
        Pages = [.. _file.GetPages()];
    }

    public IReadOnlyList<Page> Pages { get; }
    public PdfDocument File => _file;
    public DictionaryToken Catalog => _file.Structure.Catalog.CatalogDictionary;

    public static byte[] Bytes(ReportDocument document, DateTimeOffset? at = null)
    {
        using var stream = new MemoryStream();
        PdfReportWriter.Write(document, at ?? Noon, stream);
        return stream.ToArray();
    }

    public static ReadBack Of(ReportDocument document) => new(Bytes(document));

    public static ReadBack Of(params IReadOnlyList<Block> blocks) => Of(SampleReport.Of(blocks));

    /// <summary>All letters in content stream order, without white space.</summary>
    public string Letters => Squeezed(string.Concat(Pages.Select(LettersOf)));

    public static string LettersOf(Page page) => string.Concat(page.Letters.Select(l => l.Value));

    public static string Squeezed(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));

    /// <summary>The structure tree as lines of tag and text, indented by depth; the text comes through the tree, not from the page's order.</summary>
    public IReadOnlyList<Element> Elements()
    {
        var text = new Dictionary<(int Page, int Id), string>();
        foreach (var page in Pages)
        {
            foreach (var content in page.GetMarkedContents()) Collect(content, page.Number, text);
        }
        var numbers = new Dictionary<IndirectReference, int>();
        foreach (var page in Pages) numbers[PageReference(page.Number)] = page.Number;
        var elements = new List<Element>();
        var root = Read<DictionaryToken>(Catalog.Data["StructTreeRoot"]);
        Walk(Read<DictionaryToken>(Read<ArrayToken>(root.Data["K"]).Data[0]), 0, text, numbers, elements);
        return elements;
    }

    public T Read<T>(IToken token) where T : class, IToken
        => token as T ?? _file.Structure.GetObject(((IndirectReferenceToken)token).Data).Data as T ?? throw new InvalidOperationException($"{token} is no {typeof(T).Name}.");

    private IndirectReference PageReference(int number)
    {
        var pages = Read<ArrayToken>(Read<DictionaryToken>(Catalog.Data["Pages"]).Data["Kids"]);
        return ((IndirectReferenceToken)pages.Data[number - 1]).Data;
    }

    private static void Collect(MarkedContentElement content, int page, Dictionary<(int, int), string> text)
    {
        if (content.MarkedContentIdentifier >= 0 && !content.IsArtifact) text[(page, content.MarkedContentIdentifier)] = string.Concat(content.Letters.Select(l => l.Value));
        foreach (var child in content.Children) Collect(child, page, text);
    }

    private void Walk(DictionaryToken element, int depth, Dictionary<(int, int), string> text, Dictionary<IndirectReference, int> pages, List<Element> onto)
    {
        var at = onto.Count;
        onto.Add(new Element(((NameToken)element.Data["S"]).Data, "", depth, element));
        if (!element.Data.TryGetValue("K", out var kids)) return;
        var own = new StringBuilder();
        int PageOf(DictionaryToken holder) => holder.Data.TryGetValue("Pg", out var page) ? pages[((IndirectReferenceToken)page).Data] : 0;
        foreach (var kid in Read<ArrayToken>(kids).Data)
        {
            switch (kid)
            {
                case NumericToken number: own.Append(text[(PageOf(element), number.Int)]); break;
                case DictionaryToken { Data: var data } inline when data.ContainsKey("MCID"): own.Append(text[(PageOf(inline), ((NumericToken)data["MCID"]).Int)]); break;
                case DictionaryToken: break; // a link annotation
                default: Walk(Read<DictionaryToken>(kid), depth + 1, text, pages, onto); break;
            }
        }
        onto[at] = onto[at] with { Text = own.ToString() };
    }

    public void Dispose() => _file.Dispose();
}

internal sealed record Element(string Tag, string Text, int Depth, DictionaryToken Dictionary)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Tag}: {Text}");
}
