using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace SmartCityPia.Domain.Trail;

/// <summary>An event's link in the hash chain. The database adds it when the event's transaction commits.</summary>
public sealed class AuditLink
{
    /// <summary>1, 2, 3 … in commit order, without gaps.</summary>
    public required long Sequence { get; init; }

    public required Guid EventId { get; init; }

    /// <summary>SHA-256 of the event's personal part and its salt. It remains when the personal part is erased.</summary>
    public required byte[] Details { get; init; }

    /// <summary>The <see cref="Hash"/> of the previous link; 32 zero bytes for the first.</summary>
    public required byte[] Previous { get; init; }

    /// <summary>SHA-256 of the values above and of the event's other fields.</summary>
    public required byte[] Hash { get; init; }
}

/// <summary>
/// Computes the hashes of the chain. Migrations/Initial.Trail.sql does the same in SQL. The hashed text is a JSON array of strings and
/// nulls in the format of PostgreSQL's <c>json_build_array</c>: elements are separated by a comma and a space, and only quotation marks,
/// backslashes and characters below U+0020 are escaped. Ids are lower case with hyphens, hashes are lower-case hexadecimal, numbers are
/// strings, times are UTC with microseconds: 2026-11-24T09:00:00.000000Z.
/// </summary>
public static class AuditChain
{
    public static readonly byte[] Beginning = new byte[SHA256.HashSizeInBytes];

    /// <summary>Hash of salt, account name, reason, before, after.</summary>
    public static byte[] Details(AuditEvent e) => Hash(e.Salt?.ToString(), e.AccountName, e.Reason, e.Before, e.After);

    /// <summary>Hash of sequence, previous hash, id, time, account, verb, subject, subject id, owner, request, details.</summary>
    public static byte[] Hash(long sequence, byte[] previous, byte[] details, AuditEvent e) => Hash(
        sequence.ToString(CultureInfo.InvariantCulture), Convert.ToHexStringLower(previous), e.Id.ToString(),
        e.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture),
        e.AccountId.ToString(), e.Verb, e.Subject, e.SubjectId.ToString(), e.OwnerId?.ToString(), e.RequestId,
        Convert.ToHexStringLower(details));

    private static byte[] Hash(params ReadOnlySpan<string?> fields)
    {
        var json = new StringBuilder("[");
        foreach (var field in fields)
        {
            json.Append(json.Length > 1 ? ", " : "");
            if (field is null)
                json.Append("null");
            else
                Quote(json, field);
        }
        return SHA256.HashData(Encoding.UTF8.GetBytes(json.Append(']').ToString()));
    }

    private static void Quote(StringBuilder json, string text)
    {
        json.Append('"');
        foreach (var c in text)
        {
            _ = c switch
            {
                '"' => json.Append("\\\""),
                '\\' => json.Append("\\\\"),
                '\b' => json.Append("\\b"),
                '\f' => json.Append("\\f"),
                '\n' => json.Append("\\n"),
                '\r' => json.Append("\\r"),
                '\t' => json.Append("\\t"),
                < ' ' => json.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => json.Append(c),
            };
        }
        json.Append('"');
    }
}
