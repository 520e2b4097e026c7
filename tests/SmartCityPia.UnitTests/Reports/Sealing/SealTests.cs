using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Text;
using SmartCityPia.Domain.Reviews;
using SmartCityPia.Reports.Content;
using SmartCityPia.Reports.Pdf;
using SmartCityPia.Reports.Sealing;
using SmartCityPia.UnitTests.Reviews;
using UglyToad.PdfPig;
using Xunit;

namespace SmartCityPia.UnitTests.Reports.Sealing;

/// <summary>The city's seal: as an independent program sees it, and after every possible change of a byte.</summary>
public sealed class SealTests : IDisposable
{
    private static readonly DateTimeOffset At = ReviewStory.Now.AddDays(40);

    private readonly string folder = Directory.CreateTempSubdirectory("seal").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Write_Document_IsAnUpdateThatPdfsigCallsValid(bool stamped)
    {
        var document = Document();
        using var seal = Own(stamped ? OpenSsl : null);

        var file = PdfSeal.Write(document, seal.Name, "PIA-2026-014-v1", At, seal.Sign);

        Assert.Equal(document, file[..document.Length]);
        var part = PdfSeal.Read(file);
        Assert.NotNull(part);
        Assert.Equal(document.Length, part.Length);
        Assert.True(seal.Recognises(part));
        var said = PdfSig(file);
        Assert.Contains("Signature is Valid", said, StringComparison.Ordinal);
        Assert.Contains("Total document signed", said, StringComparison.Ordinal);
        Assert.Contains("ETSI.CAdES.detached", said, StringComparison.Ordinal);
        Assert.Contains("City of Exampleton (test)", said, StringComparison.Ordinal);
        using (var pdf = PdfDocument.Open(file))
            Assert.Equal(PdfDocument.Open(document).NumberOfPages, pdf.NumberOfPages);
        var cms = new SignedCms(new ContentInfo(part.Content), detached: true);
        cms.Decode(part.Signature);
        Assert.DoesNotContain(cms.SignerInfos[0].SignedAttributes.Cast<CryptographicAttributeObject>(), a => a.Oid.Value == "1.2.840.113549.1.9.5");
        Assert.Equal(stamped ? 1 : 0, cms.SignerInfos[0].UnsignedAttributes.Count);
    }

    /// <summary>Every position of the update with the signature itself, and some of the document before it.</summary>
    [Fact]
    public void Recognises_OneByteChangedAnywhere_IsNoSeal()
    {
        using var seal = Own(null);
        var document = Document();
        var file = PdfSeal.Write(document, seal.Name, "PIA-2026-014-v1", At, seal.Sign);
        var passed = new List<int>();
        for (var i = 0; i < file.Length; i += i < document.Length ? 211 : 1)
        {
            file[i] ^= 1;
            if (PdfSeal.Read(file) is { } part && seal.Recognises(part))
                passed.Add(i);
            file[i] ^= 1;
        }

        Assert.Empty(passed);
        foreach (var i in new[] { 20, file.Length / 4, file.Length - 40, file.AsSpan().LastIndexOf("/ByteRange"u8) - 4 })
        {
            file[i] ^= 1;
            Assert.DoesNotContain("Signature is Valid", PdfSig(file), StringComparison.Ordinal);
            file[i] ^= 1;
        }
    }

    [Fact]
    public void Recognises_AnothersSealOrMoreBehindIt_IsNotOurs()
    {
        using var seal = Own(null);
        using var other = Own(null);
        var file = PdfSeal.Write(Document(), seal.Name, "PIA", At, other.Sign);

        Assert.False(seal.Recognises(PdfSeal.Read(file)!));
        Assert.True(other.Recognises(PdfSeal.Read(file)!));
        Assert.Null(PdfSeal.Read([.. file, .. "\n%more"u8]));
        Assert.Null(PdfSeal.Read(Document()));
        Assert.Null(PdfSeal.Read(file.AsSpan(0, file.Length / 2)));
        Assert.Null(PdfSeal.Read("/ByteRange[0 9999999999 9999999999 9999999999]/Contents<"u8));
        Assert.Null(PdfSeal.Read([]));
    }

    [Fact]
    public void Sign_StampThatIsNone_IsRefused()
    {
        using var seal = Own(_ => "no stamp"u8.ToArray());

        Assert.ThrowsAny<CryptographicException>(() => seal.Sign([1, 2, 3]));
    }

    [Fact]
    public void Write_WithAttachments_CarriesThemByteForByte()
    {
        var json = Encoding.UTF8.GetBytes("{\"a\":\"ü\"}");
        var file = Document([new("decision.json", "The record of the decision", "application/json", json, At)]);

        using var pdf = PdfDocument.Open(file);
        Assert.True(pdf.Advanced.TryGetEmbeddedFiles(out var embedded));
        Assert.Equal(json, embedded.Single(e => e.Name == "decision.json").Memory.ToArray());
        var text = Encoding.Latin1.GetString(file);
        Assert.Contains("/AFRelationship/Data", text, StringComparison.Ordinal);
        Assert.Contains("/Subtype/application#2Fjson", text, StringComparison.Ordinal);
        Assert.Contains("<pdfaid:part>3</pdfaid:part>", text, StringComparison.Ordinal);
        Assert.Equal(file, Document([new("decision.json", "The record of the decision", "application/json", json, At)]));
    }

    private static byte[] Document(IReadOnlyList<Attachment>? attachments = null)
    {
        var (frozen, version) = RichDossier.Freeze(RichDossier.Prefilled());
        var summary = PdfReportWriter.Fitting(PublicSummary.Drafts(frozen, version, "City of Exampleton", CultureInfo.GetCultureInfo("en-GB"), null), 1);
        using var file = new MemoryStream();
        PdfReportWriter.Write(summary with { Attachments = attachments ?? [] }, At, file);
        return file.ToArray();
    }

    private CitySeal Own(StampTime? stamp)
    {
        var file = Path.Combine(folder, $"{Guid.CreateVersion7():N}.pfx");
        File.WriteAllBytes(file, CitySeal.MakeOwn("City of Exampleton (test)", TimeProvider.System.GetUtcNow(), "secret"));
        return CitySeal.Read(file, "secret", stamp);
    }

    /// <summary>A time-stamp service: openssl with a certificate of its own.</summary>
    private byte[] OpenSsl(byte[] query)
    {
        string At(string name) => Path.Combine(folder, name);
        File.WriteAllText(At("tsa.cnf"), """
            [req]
            distinguished_name = dn
            x509_extensions = ext
            prompt = no
            [dn]
            CN = Test time stamps
            [ext]
            extendedKeyUsage = critical,timeStamping
            keyUsage = critical,digitalSignature
            basicConstraints = critical,CA:false
            [tsa]
            default_tsa = one
            [one]
            serial = serial
            crypto_device = builtin
            signer_digest = sha256
            default_policy = 1.2.3.4.1
            digests = sha256
            accuracy = secs:1
            ordering = no
            tsa_name = no
            ess_cert_id_chain = no
            ess_cert_id_alg = sha256
            """);
        File.WriteAllText(At("serial"), "01");
        File.WriteAllBytes(At("query.tsq"), query);
        Run("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "30", "-config", "tsa.cnf", "-keyout", "tsa.key", "-out", "tsa.pem");
        Run("openssl", "ts", "-reply", "-config", "tsa.cnf", "-queryfile", "query.tsq", "-signer", "tsa.pem", "-inkey", "tsa.key", "-out", "reply.tsr");
        return File.ReadAllBytes(At("reply.tsr"));
    }

    private string PdfSig(byte[] file)
    {
        File.WriteAllBytes(Path.Combine(folder, "sealed.pdf"), file);
        return Run("pdfsig", "-nocert", "sealed.pdf");
    }

    private string Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var said = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var wrong = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        process.WaitForExit();
        return said.Result + wrong.Result;
    }
}
