using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace SmartCityPia.Web.Infrastructure.Security;

/// <summary>Codes that an app shows for half a minute each: TOTP (RFC 6238) as every app knows it, with SHA-1 and six digits.</summary>
public static class TimeCodes
{
    public const int KeyBytes = 20;
    public const int Digits = 6;
    private const int StepSeconds = 30;

    /// <summary>Clocks differ, and typing takes time: the step before and the one after count too.</summary>
    private const int Drift = 1;

    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    public static long StepOf(DateTimeOffset at) => at.ToUnixTimeSeconds() / StepSeconds;

    public static string At(ReadOnlySpan<byte> key, long step, int digits = Digits)
    {
        Span<byte> counter = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        Span<byte> hash = stackalloc byte[HMACSHA1.HashSizeInBytes];
#pragma warning disable CA5350 // What the apps compute. HMAC does not rest on what SHA-1 has lost.
        HMACSHA1.HashData(key, counter, hash);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadInt32BigEndian(hash[(hash[^1] & 0xF)..]) & int.MaxValue;
        return (number % (int)Math.Pow(10, digits)).ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0');
    }

    /// <returns>The step whose code it is; null where it is none of now.</returns>
    public static long? Find(ReadOnlySpan<byte> key, string code, DateTimeOffset now)
    {
        long? found = null;
        var typed = System.Text.Encoding.UTF8.GetBytes(code);
        for (var step = StepOf(now) - Drift; step <= StepOf(now) + Drift; step++)
        {
            if (CryptographicOperations.FixedTimeEquals(System.Text.Encoding.UTF8.GetBytes(At(key, step)), typed))
                found = step;
        }
        return found;
    }

    /// <summary>Base 32 (RFC 4648), as apps want the key typed.</summary>
    public static string Base32(ReadOnlySpan<byte> bytes)
    {
        var text = new System.Text.StringBuilder();
        var (bits, held) = (0, 0);
        foreach (var b in bytes)
        {
            (bits, held) = ((bits << 8) | b, held + 8);
            while (held >= 5)
            {
                held -= 5;
                text.Append(Alphabet[(bits >> held) & 31]);
            }
            bits &= (1 << held) - 1;
        }
        return (held > 0 ? text.Append(Alphabet[(bits << (5 - held)) & 31]) : text).ToString();
    }

    /// <summary>What a phone reads out of the picture.</summary>
    public static string Address(string city, string account, ReadOnlySpan<byte> key) =>
        $"otpauth://totp/{Uri.EscapeDataString(city)}:{Uri.EscapeDataString(account)}?secret={Base32(key)}&issuer={Uri.EscapeDataString(city)}&digits={Digits}&period={StepSeconds}";
}
