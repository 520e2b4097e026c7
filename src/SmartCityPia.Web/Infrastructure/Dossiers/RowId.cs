using System.Security.Cryptography;
using System.Text;

namespace SmartCityPia.Web.Infrastructure.Dossiers;

/// <summary>
/// The id of a row of which there is one per key: whoever adds it first, a second person adding it at the same time
/// meets the first one's row and is shown both texts.
/// </summary>
internal static class RowId
{
    /// <summary>A UUID of version 8 (RFC 9562): the first 16 bytes of the SHA-256 of owner and key.</summary>
    /// <param name="ownerId">The assessment or service description.</param>
    /// <param name="key">What the row is about, for example a finding's key.</param>
    public static Guid Of(Guid ownerId, string key)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData([.. ownerId.ToByteArray(bigEndian: true), .. Encoding.UTF8.GetBytes(key)], hash);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }
}
