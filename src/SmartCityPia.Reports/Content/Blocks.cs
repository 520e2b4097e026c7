using SmartCityPia.Pictures;
using SmartCityPia.Pictures.Diagrams;
using SmartCityPia.Pictures.Dossiers;

namespace SmartCityPia.Reports.Content;

/// <summary>A report as neutral blocks, before any file format. A further format is one more writer.</summary>
/// <param name="Title">The document's title, shown to assistive technology and in the window's title.</param>
/// <param name="Language">BCP 47 tag of the text, for example "en".</param>
/// <param name="RunningHead">Short text repeated at the top of every page after the cover.</param>
/// <param name="RunningFoot">Short text repeated at the bottom of every page beside the page number.</param>
/// <param name="Id">Identifies the frozen version (reference, version, hash); written into the file's metadata.</param>
public sealed record ReportDocument(
    string Title, string Subject, string Author, string Language, string RunningHead, string RunningFoot,
    string Id, IReadOnlyList<Block> Blocks)
{
    /// <summary>The page number in the running foot, in the report's language: {0} the page, {1} how many there are.</summary>
    public string PageOfPages { get; init; } = "Page {0} of {1}";
}

public abstract record Block;

/// <summary>The cover page: fills a page of its own.</summary>
public sealed record Cover(string Organisation, string Kind, string Title, string Subtitle, IReadOnlyList<Fact> Facts, string Note) : Block;

/// <summary>A table of contents of all headings up to <paramref name="Depth"/>, with page numbers and links.</summary>
public sealed record Contents(string Title, int Depth) : Block;

/// <summary>A heading; <paramref name="Level"/> is 1 to 4. Level 1 begins a new page when <paramref name="NewPage"/> is set.</summary>
public sealed record Heading(int Level, string Text, bool NewPage = false) : Block;

public sealed record Paragraph(string Text, bool Muted = false) : Block;

/// <param name="From">The first number, where they are numbered.</param>
public sealed record Bullets(IReadOnlyList<string> Items, bool Numbered = false, int From = 1) : Block;

/// <summary>Label and value pairs in two columns; a value may be long and hold line breaks.</summary>
public sealed record Facts(IReadOnlyList<Fact> Items) : Block;

public readonly record struct Fact(string Label, string Value);

/// <summary>
/// A table with a header row that repeats on every page it reaches. Column widths are relative weights.
/// The first column is the row header when <paramref name="RowHeaders"/> is set.
/// </summary>
public sealed record Table(string Caption, IReadOnlyList<Column> Columns, IReadOnlyList<IReadOnlyList<string>> Rows, bool RowHeaders = true) : Block;

public readonly record struct Column(string Title, double Weight, bool Right = false);

/// <summary>A picture with its caption; it is scaled to the text width and never split.</summary>
public sealed record Figure(Drawing Drawing, string Caption) : Block;

public enum CalloutKind { Note, Caution, Good, Bad }

/// <summary>A boxed remark: a title and text.</summary>
public sealed record Callout(CalloutKind Kind, string Title, string Text) : Block;

/// <summary>Begins a new page.</summary>
public sealed record PageBreak : Block;
