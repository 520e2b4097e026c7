using UglyToad.PdfPig;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Tokens;

namespace SmartCityPia.BrowserTests.Journeys;

/// <summary>A downloaded report, as a reader program sees it.</summary>
internal sealed class ReportFile : IDisposable
{
    private readonly PdfDocument file;

    public ReportFile(string path)
    {
        file = PdfDocument.Open(path);
        Letters = Squeezed(string.Concat(file.GetPages().SelectMany(p => p.GetMarkedContents()).Select(TextOf)));
    }

    /// <summary>All text without white space and without running heads, so that a line or page break hides no sentence.</summary>
    public string Letters { get; }

    public int Pages => file.NumberOfPages;

    public string? Title => file.Information.Title;

    public bool IsTagged => file.Structure.Catalog.CatalogDictionary.Data.ContainsKey("StructTreeRoot")
        && file.Structure.Catalog.CatalogDictionary.Data.TryGetValue("MarkInfo", out var mark) && Marked(mark);

    /// <summary>The bookmarks of the first level, which are the headings of the first level.</summary>
    public IReadOnlyList<string> Chapters => file.TryGetBookmarks(out var bookmarks) ? [.. bookmarks.Roots.Select(b => b.Title)] : [];

    public bool Says(string text) => Letters.Contains(Squeezed(text), StringComparison.Ordinal);

    public void Dispose() => file.Dispose();

    private bool Marked(IToken mark) =>
        (mark is IndirectReferenceToken reference ? file.Structure.GetObject(reference.Data).Data : mark) is DictionaryToken { Data: var data }
        && data.TryGetValue("Marked", out var marked) && marked is BooleanToken { Data: true };

    private static string TextOf(MarkedContentElement content) =>
        content.IsArtifact ? "" : string.Concat(content.Letters.Select(l => l.Value)) + string.Concat(content.Children.Select(TextOf));

    private static string Squeezed(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));
}
