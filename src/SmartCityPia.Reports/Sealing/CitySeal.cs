using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;

namespace SmartCityPia.Reports.Sealing;

/// <summary>Gives a time stamp for a hash (RFC 3161).</summary>
/// <returns>The service's response.</returns>
public delegate byte[] StampTime(byte[] request);

/// <summary>The city's certificate with its key: makes signatures (PAdES B-B; B-T with a time stamp) and recognises them.</summary>
public sealed class CitySeal(X509Certificate2 certificate, X509Certificate2Collection issuers, StampTime? stamp = null) : IDisposable
{
    private static readonly Oid SigningCertificateV2 = new("1.2.840.113549.1.9.16.2.47");
    private static readonly Oid TimeStampToken = new("1.2.840.113549.1.9.16.2.14");

    /// <summary>Whose seal it is.</summary>
    public string Name => certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false);

    public DateTimeOffset ValidUntil => new(certificate.NotAfter);

    /// <exception cref="CryptographicException">The file isn't a PFX, the password is wrong, or it holds no RSA key.</exception>
    public static CitySeal Read(string file, string? password, StampTime? stamp = null)
    {
        var all = X509CertificateLoader.LoadPkcs12CollectionFromFile(file, password, X509KeyStorageFlags.EphemeralKeySet);
        var own = all.FirstOrDefault(c => c.HasPrivateKey && c.GetRSAPublicKey() is not null) ?? throw new CryptographicException("It holds no certificate with an RSA key.");
        return new(own, [.. all.Where(c => c != own)], stamp);
    }

    /// <summary>A PFX with a certificate that signs itself, for demos and tests: it proves nothing.</summary>
    public static byte[] MakeOwn(string name, DateTimeOffset from, string? password = null)
    {
        using var key = RSA.Create(3072);
        var subject = new X500DistinguishedNameBuilder();
        subject.AddCommonName(name);
        var request = new CertificateRequest(subject.Build(), key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.NonRepudiation, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        using var made = request.CreateSelfSigned(from.AddDays(-1), from.AddYears(10));
        return made.Export(X509ContentType.Pfx, password);
    }

    /// <summary>A detached CMS message over the bytes (CAdES: the certificate is part of what is signed, the signing time is not).</summary>
    public byte[] Sign(byte[] content)
    {
        var cms = Envelope(content);
        if (stamp is not null)
        {
            var request = Rfc3161TimestampRequest.CreateFromSignerInfo(cms.SignerInfos[0], HashAlgorithmName.SHA256, requestSignerCertificates: true, nonce: RandomNumberGenerator.GetBytes(8));
            var token = request.ProcessResponse(stamp(request.Encode()), out _);
            cms.SignerInfos[0].AddUnsignedAttribute(new AsnEncodedData(TimeStampToken, token.AsSignedCms().Encode()));
        }
        return cms.Encode();
    }

    /// <summary>
    /// The signature is the one that this certificate makes over these bytes, to the last byte: RSA signs the same in the same way. A time stamp
    /// in it has to be over this signature.
    /// </summary>
    public bool Recognises(SealedPart seal)
    {
        try
        {
            var cms = new SignedCms(new ContentInfo(seal.Content), detached: true);
            cms.Decode(seal.Signature);
            if (cms.SignerInfos is not [var signer])
                return false;
            var expected = Envelope(seal.Content);
            foreach (var attribute in signer.UnsignedAttributes)
            {
                if (attribute.Values is not [var token] || !Rfc3161TimestampToken.TryDecode(token.RawData, out var time, out _) || !time.VerifySignatureForSignerInfo(signer, out _))
                    return false;
                expected.SignerInfos[0].AddUnsignedAttribute(new AsnEncodedData(TimeStampToken, token.RawData));
            }
            return expected.Encode().AsSpan().SequenceEqual(seal.Signature);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private SignedCms Envelope(byte[] content)
    {
        var cms = new SignedCms(new ContentInfo(content), detached: true);
        var signer = new CmsSigner(SubjectIdentifierType.IssuerAndSerialNumber, certificate) { DigestAlgorithm = new(Sha256), IncludeOption = X509IncludeOption.EndCertOnly };
        signer.Certificates.AddRange(issuers);
        signer.SignedAttributes.Add(new AsnEncodedData(SigningCertificateV2, CertificateId()));
        cms.ComputeSignature(signer, silent: true);
        return cms;
    }

    public void Dispose() => certificate.Dispose();

    private const string Sha256 = "2.16.840.1.101.3.4.2.1";

    /// <summary>SigningCertificateV2 with one ESSCertIDv2; its hash is SHA-256, which is the default and left out.</summary>
    private byte[] CertificateId()
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        using (writer.PushSequence())
        using (writer.PushSequence())
            writer.WriteOctetString(SHA256.HashData(certificate.RawData));
        return writer.Encode();
    }
}
