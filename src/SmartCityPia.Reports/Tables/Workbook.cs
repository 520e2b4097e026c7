using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;

namespace SmartCityPia.Reports.Tables;

/// <summary>
/// A spreadsheet file (Office Open XML) with text in all of its cells: nothing in it is evaluated. The same sheets give the same bytes.
/// </summary>
public static class Workbook
{
    /// <summary>The most characters that a cell can hold.</summary>
    public const int MostCharacters = 32_767;

    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Related = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Packaged = "http://schemas.openxmlformats.org/package/2006/relationships";

    // The earliest day that a ZIP file can state.
    private static readonly DateTimeOffset Written = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <param name="Name">At most 31 characters, without <c>: \ / ? * [ ]</c>.</param>
    /// <param name="Rows">Header first.</param>
    public sealed record Sheet(string Name, IReadOnlyList<double> Widths, IReadOnlyList<IReadOnlyList<string>> Rows);

    public static byte[] Write(IReadOnlyList<Sheet> sheets)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            Part(zip, "[Content_Types].xml", x =>
            {
                x.WriteStartElement("Types", "http://schemas.openxmlformats.org/package/2006/content-types");
                Element(x, "Default", ("Extension", "rels"), ("ContentType", "application/vnd.openxmlformats-package.relationships+xml"));
                Element(x, "Default", ("Extension", "xml"), ("ContentType", "application/xml"));
                Element(x, "Override", ("PartName", "/xl/workbook.xml"), ("ContentType", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"));
                Element(x, "Override", ("PartName", "/xl/styles.xml"), ("ContentType", "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"));
                for (var i = 1; i <= sheets.Count; i++)
                    Element(x, "Override", ("PartName", Numbered("/xl/worksheets/sheet", i)), ("ContentType", "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"));
                x.WriteEndElement();
            });
            Part(zip, "_rels/.rels", x =>
            {
                x.WriteStartElement("Relationships", Packaged);
                Element(x, "Relationship", ("Id", "r1"), ("Type", Related + "/officeDocument"), ("Target", "xl/workbook.xml"));
                x.WriteEndElement();
            });
            Part(zip, "xl/workbook.xml", x =>
            {
                x.WriteStartElement("workbook", Main);
                x.WriteAttributeString("xmlns", "r", null, Related);
                x.WriteStartElement("sheets", Main);
                for (var i = 1; i <= sheets.Count; i++)
                {
                    x.WriteStartElement("sheet", Main);
                    x.WriteAttributeString("name", sheets[i - 1].Name);
                    x.WriteAttributeString("sheetId", i.ToString(CultureInfo.InvariantCulture));
                    x.WriteAttributeString("r", "id", Related, string.Create(CultureInfo.InvariantCulture, $"r{i}"));
                    x.WriteEndElement();
                }
                x.WriteEndElement();
                x.WriteEndElement();
            });
            Part(zip, "xl/_rels/workbook.xml.rels", x =>
            {
                x.WriteStartElement("Relationships", Packaged);
                for (var i = 1; i <= sheets.Count; i++)
                    Element(x, "Relationship", ("Id", string.Create(CultureInfo.InvariantCulture, $"r{i}")), ("Type", Related + "/worksheet"), ("Target", Numbered("worksheets/sheet", i)));
                Element(x, "Relationship", ("Id", "styles"), ("Type", Related + "/styles"), ("Target", "styles.xml"));
                x.WriteEndElement();
            });
            Part(zip, "xl/styles.xml", x =>
            {
                x.WriteStartElement("styleSheet", Main);
                x.WriteRaw("""<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="2"><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf><xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf></cellXfs>""");
                x.WriteEndElement();
            });
            for (var i = 1; i <= sheets.Count; i++)
                Part(zip, Numbered("xl/worksheets/sheet", i), x => Write(x, sheets[i - 1]));
        }
        return file.ToArray();
    }

    private static void Write(XmlWriter x, Sheet sheet)
    {
        x.WriteStartElement("worksheet", Main);
        x.WriteRaw("""<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>""");
        x.WriteStartElement("cols", Main);
        for (var c = 0; c < sheet.Widths.Count; c++)
        {
            var number = (c + 1).ToString(CultureInfo.InvariantCulture);
            Element(x, "col", ("min", number), ("max", number), ("width", sheet.Widths[c].ToString(CultureInfo.InvariantCulture)), ("customWidth", "1"));
        }
        x.WriteEndElement();
        x.WriteStartElement("sheetData", Main);
        for (var r = 0; r < sheet.Rows.Count; r++)
        {
            x.WriteStartElement("row", Main);
            x.WriteAttributeString("r", (r + 1).ToString(CultureInfo.InvariantCulture));
            foreach (var text in sheet.Rows[r])
            {
                x.WriteStartElement("c", Main);
                x.WriteAttributeString("t", "inlineStr");
                x.WriteAttributeString("s", r == 0 ? "1" : "0");
                x.WriteStartElement("is", Main);
                x.WriteStartElement("t", Main);
                x.WriteAttributeString("xml", "space", null, "preserve");
                x.WriteString(Storable(CsvText.Inert(text)));
                x.WriteEndElement();
                x.WriteEndElement();
                x.WriteEndElement();
            }
            x.WriteEndElement();
        }
        x.WriteEndElement();
        x.WriteEndElement();
    }

    /// <summary>What XML and a cell can hold.</summary>
    private static string Storable(string text)
    {
        var kept = new StringBuilder(Math.Min(text.Length, MostCharacters));
        foreach (var rune in text.EnumerateRunes())
        {
            if (kept.Length + rune.Utf16SequenceLength > MostCharacters)
                break;
            if (rune.Utf16SequenceLength == 2 || XmlConvert.IsXmlChar((char)rune.Value))
                kept.Append(rune);
        }
        return kept.ToString();
    }

    private static string Numbered(string path, int number) => string.Create(CultureInfo.InvariantCulture, $"{path}{number}.xml");

    private static void Element(XmlWriter x, string name, params (string Name, string Value)[] attributes)
    {
        x.WriteStartElement(name, null);
        foreach (var (attribute, value) in attributes)
            x.WriteAttributeString(attribute, value);
        x.WriteEndElement();
    }

    private static void Part(ZipArchive zip, string path, Action<XmlWriter> write)
    {
        var entry = zip.CreateEntry(path);
        entry.LastWriteTime = Written;
        using var stream = entry.Open();
        using var x = XmlWriter.Create(stream, new() { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), CloseOutput = false });
        x.WriteStartDocument();
        write(x);
        x.WriteEndDocument();
    }
}
