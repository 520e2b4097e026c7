using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.Options;
using SmartCityPia.Data;

namespace SmartCityPia.Web.Infrastructure.Security;

/// <summary>
/// The keys that seal cookies and forms lie in the database. A certificate or a key file outside it, from the section
/// <c>Keys</c>, keeps them from whoever has a copy of the database alone.
/// </summary>
internal static class KeyRing
{
    public static bool IsProtected(IConfiguration configuration) => !string.IsNullOrWhiteSpace(configuration["Keys:Certificate"]) || !string.IsNullOrWhiteSpace(configuration["Keys:File"]);

    /// <exception cref="OptionsValidationException">What is configured cannot be used.</exception>
    public static void Add(IServiceCollection services, IConfiguration configuration)
    {
        var keys = services.AddDataProtection().SetApplicationName("SmartCityPia").PersistKeysToDbContext<PiaDbContext>();
        if (configuration["Keys:Certificate"] is { Length: > 0 } certificate)
        {
            try
            {
                keys.ProtectKeysWithCertificate(X509CertificateLoader.LoadPkcs12FromFile(certificate, configuration["Keys:CertificatePassword"]));
            }
            catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
            {
                throw Refuse($"Keys:Certificate: {certificate} cannot be read as a PKCS#12 file with a private key and the password of Keys:CertificatePassword ({e.GetType().Name}).");
            }
        }
        else if (configuration["Keys:File"] is { Length: > 0 } file)
        {
            services.AddSingleton(KeyFile.Read(file));
            services.Configure<KeyManagementOptions>(o => o.XmlEncryptor = new FileEncryptor(KeyFile.Read(file)));
        }
    }

    internal static OptionsValidationException Refuse(string sentence) => new("Keys", typeof(string), [sentence]);
}

/// <summary>A key of 32 bytes or more that lies in a file, made by <c>openssl rand -out FILE 32</c>.</summary>
internal sealed record KeyFile(byte[] Key)
{
    private const int Bytes = 32;

    public static KeyFile Read(string path)
    {
        try
        {
            var content = File.ReadAllBytes(path);
            return content.Length < Bytes ? throw KeyRing.Refuse($"Keys:File: {path} has fewer than {Bytes} bytes. Make one with: openssl rand -out {path} {Bytes}")
                : new(HKDF.DeriveKey(HashAlgorithmName.SHA256, content, Bytes, info: "SmartCityPia.KeyRing"u8.ToArray()));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw KeyRing.Refuse($"Keys:File: {path} cannot be read ({e.GetType().Name}).");
        }
    }
}

/// <summary>Seals each key of the ring with the key of the file: AES-256-GCM.</summary>
internal sealed class FileEncryptor(KeyFile file) : IXmlEncryptor
{
    public EncryptedXmlInfo Encrypt(XElement plaintextElement)
    {
        var plain = System.Text.Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting));
        var (nonce, tag, sealedText) = (RandomNumberGenerator.GetBytes(AesGcm.NonceByteSizes.MaxSize), new byte[AesGcm.TagByteSizes.MaxSize], new byte[plain.Length]);
        using var aes = new AesGcm(file.Key, tag.Length);
        aes.Encrypt(nonce, plain, sealedText, tag);
        return new(new XElement("sealedByFile", Convert.ToBase64String([.. nonce, .. tag, .. sealedText])), typeof(FileDecryptor));
    }
}

/// <summary>Made by the framework by its name, which is written beside each key.</summary>
internal sealed class FileDecryptor(IServiceProvider services) : IXmlDecryptor
{
    public XElement Decrypt(XElement encryptedElement)
    {
        var file = services.GetService<KeyFile>() ?? throw new CryptographicException("The keys were sealed with a key file: set Keys:File.");
        var content = Convert.FromBase64String(encryptedElement.Value).AsSpan();
        var nonce = content[..AesGcm.NonceByteSizes.MaxSize];
        var tag = content.Slice(nonce.Length, AesGcm.TagByteSizes.MaxSize);
        var sealedText = content[(nonce.Length + tag.Length)..];
        var plain = new byte[sealedText.Length];
        using var aes = new AesGcm(file.Key, tag.Length);
        aes.Decrypt(nonce, sealedText, tag, plain);
        return XElement.Parse(System.Text.Encoding.UTF8.GetString(plain));
    }
}
