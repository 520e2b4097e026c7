using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Domain.Trail;

/// <summary>
/// One thing that happened, written in the transaction that did it. The database chains it (<see cref="AuditLink"/>) and
/// refuses to change or delete it; only its personal part (name, reason, before, after) can be erased when it is old.
/// </summary>
public sealed class AuditEvent
{
    public required Guid Id { get; init; }

    public required DateTimeOffset At { get; init; }

    public required Guid AccountId { get; init; }

    /// <summary>Empty once erased.</summary>
    [MaxLength(Limits.Name)]
    public required string AccountName { get; init; }

    /// <summary>What was done, as a key for a sentence: one of <see cref="AuditVerbs"/>.</summary>
    [MaxLength(50)]
    public required string Verb { get; init; }

    /// <summary>The kind of thing it was done to: the entity's name.</summary>
    [MaxLength(100)]
    public required string Subject { get; init; }

    public required Guid SubjectId { get; init; }

    /// <summary>The assessment or description it belongs to, where it does.</summary>
    public Guid? OwnerId { get; init; }

    [MaxLength(Limits.Text)]
    public string? Reason { get; init; }

    /// <summary>The changed values before and after, as JSON objects.</summary>
    public string? Before { get; init; }

    public string? After { get; init; }

    [MaxLength(100)]
    public required string RequestId { get; init; }

    /// <summary>
    /// Makes the hash of the personal part impossible to guess from a list of names once it is erased, together with it: null then.
    /// </summary>
    public Guid? Salt { get; init; } = new(RandomNumberGenerator.GetBytes(16));
}
