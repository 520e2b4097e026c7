using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace SmartCityPia.Domain.Register;

/// <summary>
/// A Merkle tree over the public fields of a decided version (shaped like RFC 6962, section 2.1). Its root is frozen with the decision. Each
/// leaf has a salt of 128 bits of its own, so that the leaf of a field that is held back proves that there is one, and nothing else.
/// </summary>
public static class PublicTree
{
    public const int SaltBytes = 16;
    public const int SeedBytes = 32;

    /// <summary>SHA-256 of a zero byte, the salt, the length of the key in four bytes (the most significant first), the key and the text in UTF-8.</summary>
    public static byte[] Leaf(ReadOnlySpan<byte> salt, string key, string text)
    {
        var keyBytes = Encoding.UTF8.GetBytes(key);
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, keyBytes.Length);
        return SHA256.HashData([0, .. salt, .. length, .. keyBytes, .. Encoding.UTF8.GetBytes(text)]);
    }

    /// <summary>Of the leaves in their order: SHA-256 of a one byte and the roots of the left and the right part; the left is the largest power of two that is smaller than all.</summary>
    public static byte[] Root(IReadOnlyList<byte[]> leaves)
    {
        if (leaves.Count == 0)
            return SHA256.HashData([]);
        return Of(0, leaves.Count);

        byte[] Of(int from, int count)
        {
            if (count == 1)
                return leaves[from];
            var left = (int)(BitOperations.RoundUpToPowerOf2((uint)count) / 2);
            return SHA256.HashData([1, .. Of(from, left), .. Of(from + left, count - left)]);
        }
    }

    /// <summary>A leaf's salt. Knowing some says nothing about the others without the seed, which is never published.</summary>
    public static byte[] Salt(ReadOnlySpan<byte> seed, string key) => HMACSHA256.HashData(seed, Encoding.UTF8.GetBytes(key))[..SaltBytes];
}
