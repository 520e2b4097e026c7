using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace SmartCityPia.Web.Infrastructure.Security;

/// <summary>
/// A Bloom filter of passwords that are guessed first: the shipped one is built by <c>eng/passwords</c>, which names its
/// sources; a city may name a longer list. It never misses an entry, and refuses one good password in a million.
/// </summary>
public sealed class WellKnownPasswords
{
    private const int HeaderBytes = 20;
    private const double FalsePositives = 1e-6;

    /// <summary>What is best at that rate.</summary>
    private const int Hashes = 20;

    private readonly byte[] field;
    private readonly ulong bits;
    private readonly int hashes;

    public int Count { get; }

    private WellKnownPasswords(byte[] field, ulong bits, int hashes, int count) => (this.field, this.bits, this.hashes, Count) = (field, bits, hashes, count);

    public static WellKnownPasswords Shipped { get; } = ReadShipped();

    /// <param name="lines">One password each.</param>
    public static WellKnownPasswords Of(IReadOnlyCollection<string> lines)
    {
        var size = (ulong)Math.Max(1024, Math.Ceiling(-lines.Count * Math.Log(FalsePositives) / (Math.Log(2) * Math.Log(2)) / 8) * 8);
        var made = new WellKnownPasswords(new byte[size / 8], size, Hashes, lines.Count);
        foreach (var line in lines)
        {
            foreach (var bit in made.BitsOf(Fold(line)))
                made.field[bit >> 3] |= (byte)(1 << (int)(bit & 7));
        }
        return made;
    }

    /// <summary>However it is written: capitals, other forms of letters, and digits that stand for letters do not make it another one.</summary>
    public bool Contains(string password)
    {
        var folded = Fold(password);
        return Has(folded) || Has(Plain(folded));
    }

    private bool Has(string text) => BitsOf(text).All(bit => (field[bit >> 3] & (1 << (int)(bit & 7))) != 0);

    private IEnumerable<ulong> BitsOf(string text)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(text));
        var (first, second) = (BinaryPrimitives.ReadUInt64LittleEndian(hash), BinaryPrimitives.ReadUInt64LittleEndian(hash.AsSpan(8)));
        for (var i = 0; i < hashes; i++)
            yield return unchecked(first + ((ulong)i * second)) % bits;
    }

    internal static string Fold(string text) => text.Normalize(NormalizationForm.FormKC).ToLowerInvariant();

    /// <summary>p@ssw0rd2026 is password2026: only what stands before the last letter is read as letters.</summary>
    private static string Plain(string folded)
    {
        var letters = folded.Length;
        while (letters > 0 && !char.IsLetter(folded[letters - 1]))
            letters--;
        return string.Concat(folded[..letters].Select(c => c switch { '0' => 'o', '1' or '!' => 'i', '3' => 'e', '4' or '@' => 'a', '5' or '$' => 's', '7' => 't', _ => c })) + folded[letters..];
    }

    private static WellKnownPasswords ReadShipped()
    {
        using var stream = typeof(WellKnownPasswords).Assembly.GetManifestResourceStream("well-known-passwords.bin") ?? throw new InvalidOperationException("The list of passwords is not embedded.");
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        var header = content.AsSpan(0, HeaderBytes);
        return !header.StartsWith("PWB1"u8) ? throw new InvalidOperationException("The list of passwords has another format.")
            : new(content[HeaderBytes..], BinaryPrimitives.ReadUInt64LittleEndian(header[12..]), BinaryPrimitives.ReadInt32LittleEndian(header[8..]), BinaryPrimitives.ReadInt32LittleEndian(header[4..]));
    }
}
