using System.IO.Compression;
using PdfSharp.Pdf;
using PdfSharp.Pdf.Advanced;

namespace SmartCityPia.Reports.Pdf;

/// <summary>Creates the objects of one PDF file in PDFsharp's object model.</summary>
internal sealed class PdfObjects(PdfDocument document)
{
    public PdfDocument Document { get; } = document;

    /// <summary>An indirect dictionary.</summary>
    public PdfDictionary Dictionary(string? type = null)
    {
        var dictionary = new PdfDictionary(Document);
        Document.Internals.AddObject(dictionary);
        if (type is not null)
            dictionary.Elements.SetName("/Type", type);
        return dictionary;
    }

    /// <summary>A compressed stream.</summary>
    public PdfDictionary Stream(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var zip = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true)) zip.Write(content);
        var stream = Dictionary();
        stream.CreateStream(packed.ToArray());
        stream.Elements.SetName("/Filter", "/FlateDecode");
        return stream;
    }

    public static PdfReference Ref(PdfObject target)
        => target.Reference ?? throw new InvalidOperationException("Only an indirect object can be referred to.");

    public static PdfArray Array(params ReadOnlySpan<PdfItem> items)
    {
        var array = new PdfArray();
        foreach (var item in items)
            array.Elements.Add(item);
        return array;
    }

    public static PdfArray Numbers(params ReadOnlySpan<double> numbers)
    {
        var array = new PdfArray();
        foreach (var number in numbers)
            array.Elements.Add(new PdfReal(number));
        return array;
    }

    /// <summary>Text for display, in any script.</summary>
    public static PdfString Text(string text) => new(text, PdfStringEncoding.Unicode);
}
