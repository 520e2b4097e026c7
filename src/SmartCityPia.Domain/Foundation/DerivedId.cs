using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace SmartCityPia.Domain.Foundation;

/// <summary>
/// Ids computed from an owner and a key, for rows of which an owner has at most one per key. If two people add the same row at the same
/// time, the second save is an ordinary edit conflict instead of a unique violation.
/// </summary>
public static class DerivedId
{
    /// <summary>
    /// A UUID of version 8 (RFC 9562, 5.8): the first 128 bits of SHA-256 over owner and key, with version and variant set.
    /// </summary>
    public static Guid Of(Guid owner, string key)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{owner:D}/{key}"))).AsSpan(0, 16);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new(bytes, bigEndian: true);
    }

    /// <summary>
    /// The id of a row's copy in another description. Applied twice it gives the original id (XOR), so no mapping table is needed. The
    /// timestamp bits of the UUIDv7 are unchanged, so copies sort like their originals.
    /// </summary>
    public static Guid Copy(Guid row, Guid into)
    {
        Span<byte> bytes = stackalloc byte[16];
        row.TryWriteBytes(bytes, bigEndian: true, out _);
        var hash = SHA256.HashData(into.ToByteArray(bigEndian: true));
        for (var i = 9; i < 16; i++)
            bytes[i] ^= hash[i];
        return new(bytes, bigEndian: true);
    }
}
