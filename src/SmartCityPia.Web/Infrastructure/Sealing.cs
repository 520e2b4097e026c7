using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using SmartCityPia.Reports.Sealing;

namespace SmartCityPia.Web.Infrastructure;

/// <summary>The certificate with which the city seals documents, from section <c>Seal</c>. Without one they are handed out as they are.</summary>
public sealed class Sealing : IDisposable
{
    /// <summary>Seconds within which the time-stamp service has to answer.</summary>
    private const int Patience = 15;

    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(Patience), MaxResponseContentBufferSize = 64 * 1024 };

    private Sealing(CitySeal? seal) => Seal = seal;

    public CitySeal? Seal { get; }

    /// <exception cref="OptionsValidationException">What is configured cannot be used.</exception>
    public static Sealing Read(IConfiguration configuration)
    {
        if (configuration["Seal:Certificate"] is not { Length: > 0 } certificate)
            return new(null);
        StampTime? stamp = null;
        if (configuration["Seal:TimeStamp"] is { Length: > 0 } service)
        {
            if (!Uri.TryCreate(service, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
                throw Refuse("Seal:TimeStamp has to be the address of a time-stamp service (RFC 3161), such as https://stamp.example.");
            stamp = request => Stamp(address, request);
        }
        try
        {
            return new(CitySeal.Read(certificate, configuration["Seal:Password"], stamp));
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw Refuse($"Seal:Certificate: {certificate} cannot be read as a PKCS#12 file with a private key and the password of Seal:Password ({e.GetType().Name}).");
        }
    }

    public void Dispose() => Seal?.Dispose();

    private static byte[] Stamp(Uri service, byte[] query)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, service) { Content = new ByteArrayContent(query) { Headers = { ContentType = new("application/timestamp-query") } } };
        using var answer = Http.Send(request);
        answer.EnsureSuccessStatusCode();
        using var body = new MemoryStream();
        answer.Content.ReadAsStream().CopyTo(body);
        return body.ToArray();
    }

    private static OptionsValidationException Refuse(string sentence) => new("Seal", typeof(Sealing), [sentence]);
}
