using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SmartCityPia.Domain.Foundation;

/// <summary>Addresses of mail as RFC 5321 allows them, and RFC 6531 with letters of all scripts.</summary>
public static class MailAddresses
{
    private const int LocalMaxBytes = 64;
    private const int MaxBytes = 254;

    private static readonly IdnMapping Idn = new() { UseStd3AsciiRules = true, AllowUnassigned = true };

    /// <summary>What is around an address and not part of it: blanks of all kinds, also those without width.</summary>
    public static string Trim(string? typed) => (typed ?? "").Trim([.. (typed ?? "").Where(c => char.IsWhiteSpace(c) || (!char.IsSurrogate(c) && !TypedText.IsSeen(c) && TypedText.IsStorable(c.ToString())))]);

    public static bool IsValid(string address) => Split(address) is var (local, domain)
        && Encoding.UTF8.GetByteCount(local) <= LocalMaxBytes && Encoding.UTF8.GetByteCount(address) <= MaxBytes
        && (IsDots(local) || IsQuoted(local)) && (IsLiteral(domain) || Ascii(domain) is not null);

    /// <summary>Equal for the same mailbox: the case of letters, the form of accents and the spelling of the domain do not count.</summary>
    public static string Key(string address)
    {
        address = Trim(address).Normalize(NormalizationForm.FormC);
        return Split(address) is var (local, domain) ? local.ToUpperInvariant() + "@" + (Ascii(domain) ?? domain).ToUpperInvariant() : address.ToUpperInvariant();
    }

    private static (string Local, string Domain)? Split(string address)
    {
        var at = address.LastIndexOf('@');
        return at > 0 && at < address.Length - 1 ? (address[..at], address[(at + 1)..]) : null;
    }

    private static bool IsDots(string local) => local.Split('.').All(atom => atom.Length > 0 && atom.EnumerateRunes().All(IsAtomText));

    private static bool IsAtomText(Rune rune) => rune.IsAscii
        ? Rune.IsLetterOrDigit(rune) || "!#$%&'*+-/=?^_`{|}~".Contains((char)rune.Value, StringComparison.Ordinal)
        : IsVisible(rune);

    private static bool IsVisible(Rune rune) =>
        rune != Rune.ReplacementChar && TypedText.IsSeen(rune.Value) && !TypedText.IsJoiner(rune.Value) && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.PrivateUse
            or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.SpaceSeparator);

    private static bool IsQuoted(string local)
    {
        if (local is not ['"', .., '"'] || local.Length < 3)
            return false;
        for (var i = 1; i < local.Length - 1; i++)
        {
            var isEscaped = local[i] == '\\';
            if (isEscaped && ++i == local.Length - 1)
                return false;
            if (local[i] < ' ' || local[i] == '\x7F' || (local[i] == '"' && !isEscaped))
                return false;
        }
        return local[1..^1].EnumerateRunes().All(rune => rune.IsAscii || IsVisible(rune));
    }

    private static bool IsLiteral(string domain) => domain is ['[', .. var inner, ']']
        && (inner.StartsWith("IPv6:", StringComparison.OrdinalIgnoreCase)
            ? IPAddress.TryParse(inner[5..], out var six) && six.AddressFamily == AddressFamily.InterNetworkV6
            : inner.Count(c => c == '.') == 3 && IPAddress.TryParse(inner, out var four) && four.AddressFamily == AddressFamily.InterNetwork);

    /// <returns>Null where it is no domain.</returns>
    private static string? Ascii(string domain)
    {
        try
        {
            var ascii = Idn.GetAscii(domain);
            return ascii.EndsWith('.') ? null : ascii;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}

/// <summary>An address of mail. Blanks around it do not count.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class MailAddressAttribute : ValidationAttribute
{
    public override bool IsValid(object? value) => value is not string { Length: > 0 } text || MailAddresses.IsValid(MailAddresses.Trim(text));
}
