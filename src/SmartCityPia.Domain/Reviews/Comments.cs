using System.ComponentModel.DataAnnotations;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Domain.Reviews;

public class CommentDetails
{
    [Required, MaxLength(Limits.Text)]
    public string Text { get; set; } = "";

    /// <summary>Somebody who may see the assessment and should look at this.</summary>
    public Guid? MentionedId { get; set; }
}

public class ThreadDetails : CommentDetails
{
    /// <summary>The field of the row it is about; none for the row or step as a whole.</summary>
    [MaxLength(100)]
    public string? Field { get; set; }
}

/// <summary>A conversation about a step, a row or a field of an assessment.</summary>
public sealed class CommentThread : IReviewRecord
{
    public required Guid Id { get; init; }

    public required Guid OwnerId { get; init; }

    public required Step Step { get; init; }

    /// <summary>The row; none where it is about the step.</summary>
    public Guid? RowId { get; init; }

    [MaxLength(100)]
    public string? Field { get; init; }

    /// <summary>How the row was called when the thread began: it may be renamed or removed.</summary>
    [MaxLength(Limits.Line)]
    public required string About { get; init; }

    public DateTimeOffset? ResolvedAt { get; private set; }

    [MaxLength(Limits.Name)]
    public string? ResolvedBy { get; private set; }

    public DateTimeOffset ChangedAt { get; set; }

    public Guid ChangedById { get; set; }

    public uint Version { get; private set; }

    public void Resolve(Actor by) => (ResolvedAt, ResolvedBy) = (by.At, by.Name);

    public void Reopen() => (ResolvedAt, ResolvedBy) = (null, null);
}

/// <summary>What somebody said in a thread. It stays as it is.</summary>
public sealed class Comment : IReviewRecord
{
    public required Guid Id { get; init; }

    public required Guid OwnerId { get; init; }

    public required Guid ThreadId { get; init; }

    [MaxLength(Limits.Text)]
    public required string Text { get; init; }

    public Guid? MentionedId { get; init; }

    public required DateTimeOffset At { get; init; }

    public required Guid AccountId { get; init; }

    [MaxLength(Limits.Name)]
    public required string AccountName { get; init; }
}
