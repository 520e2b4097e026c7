using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Domain.Trail;

/// <summary>
/// An entry of the audit trail, saved in the transaction it describes. The database adds it to the chain (<see cref="AuditLink"/>) and
/// refuses to change or delete it. Only the personal part (name, reason, before, after) can be erased once it is old enough.
/// </summary>
public sealed class AuditEvent
{
    public required Guid Id { get; init; }

    public required DateTimeOffset At { get; init; }

    public required Guid AccountId { get; init; }

    /// <summary>Empty after erasure.</summary>
    [MaxLength(Limits.Name)]
    public required string AccountName { get; init; }

    /// <summary>One of <see cref="AuditVerbs"/>; the key of the sentence that is shown.</summary>
    [MaxLength(50)]
    public required string Verb { get; init; }

    /// <summary>The entity's name, for example <c>Dataset</c>.</summary>
    [MaxLength(100)]
    public required string Subject { get; init; }

    public required Guid SubjectId { get; init; }

    /// <summary>The assessment or description it belongs to; null for other subjects.</summary>
    public Guid? OwnerId { get; init; }

    [MaxLength(Limits.Text)]
    public string? Reason { get; init; }

    /// <summary>The changed fields before and after, as JSON objects.</summary>
    public string? Before { get; init; }

    public string? After { get; init; }

    [MaxLength(100)]
    public required string RequestId { get; init; }

    /// <summary>Random, so that the personal part can't be guessed from its hash after erasure. Erased with it; then null.</summary>
    public Guid? Salt { get; init; } = new(RandomNumberGenerator.GetBytes(16));
}
