using System.Text;
using SmartCityPia.Domain.Evidence;
using SmartCityPia.Web.Features.Evidence;
using Xunit;

namespace SmartCityPia.WebTests.Features.Evidence;

public sealed class MailAttachmentsTests
{
    [Theory]
    [InlineData("=?utf-8?B?dG9vbC5leGU=?=", "hello"), InlineData("tool.EXE.", "hello"), InlineData("notes.txt", "MZ and so on"), InlineData("run.ps1", "x"), InlineData("page.html", "<p>"), InlineData("script.pdf", "%PDF-1.7\n<< /S /JavaScript >>\n%%EOF\n")]
    public void Refuse_ProgramOrActiveDocument_IsRefusedAlsoInsideAForwardedMail(string name, string content)
    {
        var mail = Mail(name, content);
        Assert.Equal("FileProgramAttached", Assert.Throws<RefusedFileException>(() => MailAttachments.Refuse(Bytes(mail))).ErrorAt("").Rule);
        Assert.Equal("FileProgramAttached", Assert.Throws<RefusedFileException>(() => MailAttachments.Refuse(Bytes($"From: a@b.example\r\nSubject: Fwd\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=o\r\n\r\n--o\r\nContent-Type: message/rfc822\r\n\r\n{mail}\r\n--o--\r\n"))).ErrorAt("").Rule);
    }

    [Theory]
    [InlineData("report.pdf", "%PDF-1.7\n%%EOF\n"), InlineData("notes.txt", "Minutes of the meeting"), InlineData("signature.p7s", "x"), InlineData("other.zip", "x")]
    public void Refuse_HarmlessAttachment_IsTaken(string name, string content) => MailAttachments.Refuse(Bytes(Mail(name, content)));

    private static MemoryStream Bytes(string text) => new(Encoding.Latin1.GetBytes(text));

    private static string Mail(string name, string content) =>
        $"From: a@b.example\r\nTo: c@d.example\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nHello\r\n--b\r\nContent-Type: application/octet-stream\r\nContent-Disposition: attachment; filename=\"{name}\"\r\nContent-Transfer-Encoding: base64\r\n\r\n{Convert.ToBase64String(Encoding.Latin1.GetBytes(content))}\r\n--b--\r\n";
}
