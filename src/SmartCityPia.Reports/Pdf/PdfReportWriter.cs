using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using PdfSharp.Pdf;
using SmartCityPia.Reports.Content;
using SmartCityPia.Reports.Images;

namespace SmartCityPia.Reports.Pdf;

/// <summary>
/// Writes a report as a tagged A4 PDF. The same document and production time give the same bytes; another time changes only the file's
/// instance id and dates. Stateless and thread-safe.
/// </summary>
public static class PdfReportWriter
{
    /// <param name="document">May contain any text: missing characters become boxes, invisible ones are dropped.</param>
    /// <param name="producedAt">The production time stated in the file, to the second.</param>
    /// <param name="output">Receives the file from its present position on and is left open.</param>
    [SuppressMessage("Reliability", "CA2000", Justification = "The document owns nothing but memory.")]
    public static void Write(ReportDocument document, DateTimeOffset producedAt, Stream output)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(output);
        var report = Layout.Place(document);
        var painter = new Painter();
        var metadata = new Metadata(document, producedAt);

        var file = new PdfDocument { Version = 17 };
        file.Options.ColorMode = PdfColorMode.Undefined; // no transparency group on the pages: nothing is transparent
        var objects = new PdfObjects(file);
        var resources = objects.Dictionary();
        var pages = report.Sheets.Select(sheet => AddPage(objects, resources, sheet, painter.Paint(sheet))).ToList();
        resources.Elements["/Font"] = Fonts(objects, painter);
        if (painter.Logo is { } logo)
        {
            var pictures = new PdfDictionary();
            pictures.Elements.SetReference("/" + Painter.LogoName, Picture(objects, logo));
            resources.Elements["/XObject"] = pictures;
        }

        var structure = new StructureWriter(objects, pages, painter);
        Navigation.AddLinks(objects, structure, pages, report);
        Navigation.AddOutline(file, pages, report);
        var catalog = file.Internals.Catalog;
        catalog.Elements.SetReference("/StructTreeRoot", structure.Write(report.Structure));
        var marked = new PdfDictionary();
        marked.Elements.SetBoolean("/Marked", true);
        catalog.Elements["/MarkInfo"] = marked;
        catalog.Elements["/OutputIntents"] = PdfObjects.Array(ColourProfile(objects));
        catalog.Language = document.Language;
        file.ViewerPreferences.DisplayDocTitle = true;
        metadata.WriteInformation(file);
        if (document.Attachments.Count > 0)
            AddAttachments(objects, catalog, document.Attachments);

        using var written = new MemoryStream();
        file.Save(written);
        MetadataPatch.Write(written.GetBuffer().AsSpan(0, (int)written.Length), metadata.ToXmp(file.Info.Producer), output);
    }

    /// <summary>The first draft that has no more pages than it may, else the last one.</summary>
    /// <param name="drafts">Each shorter than the one before.</param>
    public static ReportDocument Fitting(IEnumerable<ReportDocument> drafts, int mostPages)
    {
        ReportDocument? last = null;
        foreach (var draft in drafts)
        {
            last = draft;
            if (Layout.Place(draft).Sheets.Count <= mostPages)
                break;
        }
        return last ?? throw new ArgumentException("There is no draft.", nameof(drafts));
    }

    /// <summary>Associated files of the whole document, as PDF/A-3 has them.</summary>
    private static void AddAttachments(PdfObjects objects, PdfDictionary catalog, IReadOnlyList<Attachment> attachments)
    {
        var (names, files) = (new PdfArray(), new PdfArray());
        foreach (var attachment in attachments.OrderBy(a => a.Name, StringComparer.Ordinal))
        {
            var content = objects.Stream(attachment.Content);
            content.Elements.SetName("/Type", "/EmbeddedFile");
            content.Elements.SetName("/Subtype", "/" + attachment.MediaType);
            var parameters = new PdfDictionary();
            parameters.Elements.SetInteger("/Size", attachment.Content.Length);
            parameters.Elements.SetString("/ModDate", string.Create(CultureInfo.InvariantCulture, $"D:{attachment.ModifiedAt.UtcDateTime:yyyyMMddHHmmss}+00'00'"));
            content.Elements["/Params"] = parameters;
            var file = objects.Dictionary("/Filespec");
            file.Elements["/F"] = PdfObjects.Text(attachment.Name);
            file.Elements["/UF"] = PdfObjects.Text(attachment.Name);
            file.Elements["/Desc"] = PdfObjects.Text(attachment.Description);
            file.Elements.SetName("/AFRelationship", "/Data");
            var embedded = new PdfDictionary();
            embedded.Elements.SetReference("/F", content);
            embedded.Elements.SetReference("/UF", content);
            file.Elements["/EF"] = embedded;
            names.Elements.Add(PdfObjects.Text(attachment.Name));
            names.Elements.Add(PdfObjects.Ref(file));
            files.Elements.Add(PdfObjects.Ref(file));
        }
        var tree = new PdfDictionary();
        tree.Elements["/Names"] = names;
        var all = new PdfDictionary();
        all.Elements["/EmbeddedFiles"] = tree;
        catalog.Elements["/Names"] = all;
        catalog.Elements["/AF"] = files;
    }

    private static PdfPage AddPage(PdfObjects objects, PdfDictionary resources, Sheet sheet, byte[] content)
    {
        var page = objects.Document.AddPage();
        page.Elements["/MediaBox"] = PdfObjects.Numbers(0, 0, sheet.Width, sheet.Height);
        page.Elements.SetReference("/Resources", resources);
        page.Elements.SetReference("/Contents", objects.Stream(content));
        page.Elements.SetName("/Tabs", "/S");
        return page;
    }

    private static PdfDictionary Fonts(PdfObjects objects, Painter painter)
    {
        var fonts = new PdfDictionary();
        for (var i = 0; i < painter.Fonts.Count; i++)
            fonts.Elements.SetReference("/" + Painter.FontName(i), EmbeddedFont.Write(objects, painter.Fonts[i]));
        return fonts;
    }

    private static PdfDictionary Picture(PdfObjects objects, LogoImage logo)
    {
        var picture = objects.Stream(logo.Rgb);
        picture.Elements.SetName("/Type", "/XObject");
        picture.Elements.SetName("/Subtype", "/Image");
        picture.Elements.SetInteger("/Width", logo.Width);
        picture.Elements.SetInteger("/Height", logo.Height);
        picture.Elements.SetName("/ColorSpace", "/DeviceRGB");
        picture.Elements.SetInteger("/BitsPerComponent", 8);
        return picture;
    }

    /// <summary>Declares the colours as sRGB, with the profile that PDFsharp contains.</summary>
    private static PdfDictionary ColourProfile(PdfObjects objects)
    {
        using var source = typeof(PdfDocument).Assembly.GetManifestResourceStream("PdfSharp.Resources.sRGB2014.icc")
            ?? throw new InvalidOperationException("The PDF library no longer carries the sRGB profile.");
        var profile = new byte[source.Length];
        source.ReadExactly(profile);
        var stream = objects.Stream(profile);
        stream.Elements.SetInteger("/N", 3);

        var intent = new PdfDictionary();
        intent.Elements.SetName("/Type", "/OutputIntent");
        intent.Elements.SetName("/S", "/GTS_PDFA1");
        intent.Elements.SetString("/OutputConditionIdentifier", "sRGB");
        intent.Elements.SetString("/Info", "sRGB IEC61966-2.1");
        intent.Elements.SetReference("/DestOutputProfile", stream);
        return intent;
    }
}
