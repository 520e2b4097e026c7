using SmartCityPia.Pictures;
using SmartCityPia.Pictures.Diagrams;
using SmartCityPia.Pictures.Dossiers;
using SmartCityPia.Reports.Images;

namespace SmartCityPia.Reports.Content;

/// <summary>A report as blocks that know no file format. Each format has a writer.</summary>
/// <param name="Title">The document title, for assistive technology and the window title.</param>
/// <param name="Language">BCP 47 tag of the text, for example "en".</param>
/// <param name="RunningHead">Text at the top of every page after the cover.</param>
/// <param name="RunningFoot">Text at the bottom of every page, beside the page number.</param>
/// <param name="Id">Reference, version and hash of the frozen version; written into the file's metadata.</param>
public sealed record ReportDocument(
    string Title, string Subject, string Author, string Language, string RunningHead, string RunningFoot,
    string Id, IReadOnlyList<Block> Blocks)
{
    /// <summary>Format of the page number in the report's language: {0} the page, {1} the number of pages.</summary>
    public string PageOfPages { get; init; } = "Page {0} of {1}";

    /// <summary>What the document was made of, where its readers may have it.</summary>
    public IReadOnlyList<Attachment> Attachments { get; init; } = [];
}

/// <summary>A file that travels inside of the document.</summary>
public sealed record Attachment(string Name, string Description, string MediaType, byte[] Content, DateTimeOffset ModifiedAt);

public abstract record Block;

/// <summary>The cover, a page of its own.</summary>
public sealed record Cover(string Organisation, string Kind, string Title, string Subtitle, IReadOnlyList<Fact> Facts, string Note) : Block
{
    /// <summary>Above the organisation's name.</summary>
    public LogoImage? Logo { get; init; }
}

/// <summary>A table of contents with the headings up to <paramref name="Depth"/>, their page numbers and links.</summary>
public sealed record Contents(string Title, int Depth) : Block;

/// <summary>A heading of level 1 to 4. With <paramref name="NewPage"/>, level 1 starts a new page.</summary>
public sealed record Heading(int Level, string Text, bool NewPage = false) : Block;

public sealed record Paragraph(string Text, bool Muted = false) : Block;

/// <param name="From">The first number of a numbered list.</param>
public sealed record Bullets(IReadOnlyList<string> Items, bool Numbered = false, int From = 1) : Block;

/// <summary>Label and value pairs in two columns. Values may be long and contain line breaks.</summary>
public sealed record Facts(IReadOnlyList<Fact> Items) : Block;

public readonly record struct Fact(string Label, string Value);

/// <summary>
/// A table whose header row is repeated on every page. Column widths are relative weights. With <paramref name="RowHeaders"/>, the first
/// column is the row header.
/// </summary>
public sealed record Table(string Caption,
    IReadOnlyList<Column> Columns, IReadOnlyList<IReadOnlyList<string>> Rows, bool RowHeaders = true) : Block;

public readonly record struct Column(string Title, double Weight, bool Right = false);

/// <summary>A picture with a caption, scaled to the text width and never split.</summary>
public sealed record Figure(Drawing Drawing, string Caption) : Block;

public enum CalloutKind { Note, Caution, Good, Bad }

/// <summary>A box with a title and text.</summary>
public sealed record Callout(CalloutKind Kind, string Title, string Text) : Block;

/// <summary>Starts a new page.</summary>
public sealed record PageBreak : Block;
