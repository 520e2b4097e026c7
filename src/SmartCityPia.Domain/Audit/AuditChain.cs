using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace SmartCityPia.Domain.Audit;

/// <summary>An event's place in the chain. Written by the database when the event's transaction commits.</summary>
public sealed class AuditLink
{
    /// <summary>1, 2, 3 … in the order of commits, without a gap.</summary>
    public required long Sequence { get; init; }

    public required Guid EventId { get; init; }

    /// <summary>SHA-256 of the event's personal part with its salt; stays when that part is erased.</summary>
    public required byte[] Details { get; init; }

    /// <summary>The predecessor's <see cref="Hash"/>; 32 zero bytes for the first.</summary>
    public required byte[] Previous { get; init; }

    /// <summary>SHA-256 of everything above and of the event's other fields.</summary>
    public required byte[] Hash { get; init; }
}

/// <summary>
/// How the chain's hashes are computed; the database does the same in SQL (<c>TrailSql</c>). Each field is written as its
/// length in UTF-8 bytes, a colon, its text and a line feed; a missing one as a hyphen and a line feed. Ids are lower case
/// with hyphens, hashes lower-case hexadecimal, times UTC with microseconds: 2026-11-24T09:00:00.000000Z.
/// </summary>
public static class AuditChain
{
    public static readonly byte[] Beginning = new byte[SHA256.HashSizeInBytes];

    /// <summary>Over salt, account name, reason, before, after.</summary>
    public static byte[] Details(AuditEvent e) => Hash(e.Salt?.ToString(), e.AccountName, e.Reason, e.Before, e.After);

    /// <summary>Over sequence, predecessor's hash, id, time, account, verb, subject, subject's id, owner, request, details.</summary>
    public static byte[] Hash(long sequence, byte[] previous, byte[] details, AuditEvent e) => Hash(
        sequence.ToString(CultureInfo.InvariantCulture), Convert.ToHexStringLower(previous), e.Id.ToString(),
        e.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture),
        e.AccountId.ToString(), e.Verb, e.Subject, e.SubjectId.ToString(), e.OwnerId?.ToString(), e.RequestId, Convert.ToHexStringLower(details));

    private static byte[] Hash(params ReadOnlySpan<string?> fields)
    {
        var text = new StringBuilder();
        foreach (var field in fields)
        {
            if (field is null)
                text.Append('-');
            else
                text.Append(CultureInfo.InvariantCulture, $"{Encoding.UTF8.GetByteCount(field)}:{field}");
            text.Append('\n');
        }
        return SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()));
    }
}
