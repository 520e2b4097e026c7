using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using PdfSharp.Pdf;
using SmartCityPia.Reports.Content;

namespace SmartCityPia.Reports.Pdf;

/// <summary>
/// The file's metadata, in the information dictionary and as XMP. All of it comes from the report and the production time, so the same
/// report produced at the same time is the same file.
/// </summary>
internal sealed class Metadata(ReportDocument document, DateTimeOffset producedAt)
{
    private static readonly string Creator = $"SmartCityPia {typeof(Metadata).Assembly.GetName().Version!.ToString(3)}";

    // Rounded to seconds, as stored in the file, so that the file can be reproduced from what it states.
    private readonly DateTimeOffset _time = new(producedAt.UtcTicks - (producedAt.UtcTicks % TimeSpan.TicksPerSecond), TimeSpan.Zero);
    private readonly string _title = PlainText.OneLine(document.Title);
    private readonly string _subject = PlainText.OneLine(document.Subject);
    private readonly string _author = PlainText.OneLine(document.Author);
    private readonly string _id = PlainText.OneLine(document.Id);

    public void WriteInformation(PdfDocument file)
    {
        var info = file.Info.Elements;
        info["/Title"] = PdfObjects.Text(_title);
        info["/Subject"] = PdfObjects.Text(_subject);
        info["/Author"] = PdfObjects.Text(_author);
        info["/Keywords"] = PdfObjects.Text(_id);
        info.SetString("/Creator", Creator);
        var time = string.Create(CultureInfo.InvariantCulture, $"D:{_time:yyyyMMddHHmmss}+00'00'");
        info.SetString("/CreationDate", time);
        info.SetString("/ModDate", time);
        file.Internals.FirstDocumentID = Encoding.Latin1.GetString(Fingerprint("document"));
        file.Internals.SecondDocumentID = Encoding.Latin1
            .GetString(Fingerprint("instance " + _time.ToString("O", CultureInfo.InvariantCulture)));
    }

    /// <summary>The XMP packet: Dublin Core, and conformance to PDF/A-2a, or -3a with files inside, and PDF/UA-1.</summary>
    public byte[] ToXmp(string producer)
    {
        XNamespace x = "adobe:ns:meta/", rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#", dc = "http://purl.org/dc/elements/1.1/",
            pdf = "http://ns.adobe.com/pdf/1.3/", xmp = "http://ns.adobe.com/xap/1.0/", media = "http://ns.adobe.com/xap/1.0/mm/",
            archive = "http://www.aiim.org/pdfa/ns/id/", access = "http://www.aiim.org/pdfua/ns/id/";
        var time = _time.ToString("yyyy-MM-dd'T'HH:mm:ss'+00:00'", CultureInfo.InvariantCulture);
        XElement Any(string text) => new(rdf + "Alt", new XElement(rdf + "li", new XAttribute(XNamespace.Xml + "lang", "x-default"), text));
        XElement About(XNamespace names, string prefix, params object[] content)
            => new(rdf + "Description", new XAttribute(rdf + "about", ""), new XAttribute(XNamespace.Xmlns + prefix, names), content);

        var packet = new XElement(x + "xmpmeta", new XAttribute(XNamespace.Xmlns + "x", x),
            new XElement(rdf + "RDF", new XAttribute(XNamespace.Xmlns + "rdf", rdf),
                About(dc, "dc",
                    new XElement(dc + "format", "application/pdf"),
                    new XElement(dc + "title", Any(_title)),
                    new XElement(dc + "description", Any(_subject)),
                    new XElement(dc + "creator", new XElement(rdf + "Seq", new XElement(rdf + "li", _author))),
                    new XElement(dc + "language", new XElement(rdf + "Bag", new XElement(rdf + "li", document.Language))),
                    new XElement(dc + "identifier", _id)),
                About(pdf, "pdf", new XElement(pdf + "Producer", producer), new XElement(pdf + "Keywords", _id)),
                About(xmp, "xmp", new XElement(xmp + "CreatorTool", Creator), new XElement(xmp + "CreateDate", time),
                    new XElement(xmp + "ModifyDate", time)),
                About(media, "xmpMM",
                    new XElement(media + "DocumentID", Uuid("document")),
                    new XElement(media + "InstanceID", Uuid("instance " + _time.ToString("O", CultureInfo.InvariantCulture)))),
                About(archive, "pdfaid", new XElement(archive + "part", document.Attachments.Count > 0 ? "3" : "2"), new XElement(archive + "conformance", "A")),
                About(access, "pdfuaid", new XElement(access + "part", "1")),
                AccessSchema(rdf, access)));
        return Encoding.UTF8.GetBytes($"<?xpacket begin=\"\uFEFF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n{packet}\n<?xpacket end=\"r\"?>");
    }

    /// <summary>PDF/A requires a description of every schema it doesn't define, such as PDF/UA's.</summary>
    private static XElement AccessSchema(XNamespace rdf, XNamespace access)
    {
        XNamespace extension = "http://www.aiim.org/pdfa/ns/extension/", schema = "http://www.aiim.org/pdfa/ns/schema#",
        property = "http://www.aiim.org/pdfa/ns/property#";
        var resource = new XAttribute(rdf + "parseType", "Resource");
        return new XElement(rdf + "Description", new XAttribute(rdf + "about", ""),
            new XAttribute(XNamespace.Xmlns + "pdfaExtension", extension), new XAttribute(XNamespace.Xmlns + "pdfaSchema", schema),
            new XAttribute(XNamespace.Xmlns + "pdfaProperty", property),
            new XElement(extension + "schemas", new XElement(rdf + "Bag", new XElement(rdf + "li", resource,
                new XElement(schema + "schema", "PDF/UA identification"),
                new XElement(schema + "namespaceURI", access.NamespaceName),
                new XElement(schema + "prefix", "pdfuaid"),
                new XElement(schema + "property", new XElement(rdf + "Seq", new XElement(rdf + "li", resource,
                    new XElement(property + "name", "part"),
                    new XElement(property + "valueType", "Integer"),
                    new XElement(property + "category", "internal"),
                    new XElement(property + "description", "The part of ISO 14289 the file is made for"))))))));
    }

    private string Uuid(string purpose) => "uuid:" + new Guid(Fingerprint(purpose));

    private byte[] Fingerprint(string purpose) => SHA256.HashData(Encoding.UTF8.GetBytes($"{document.Id}\n{purpose}"))[..16];
}
