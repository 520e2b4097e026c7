using System.ComponentModel.DataAnnotations;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Domain.Reviews;

public class CommentDetails
{
    [Required, MaxLength(Limits.Text)]
    public string Text { get; set; } = "";

    /// <summary>A person who is asked to look at this. They must be allowed to see the assessment.</summary>
    public Guid? MentionedId { get; set; }
}

public class ThreadDetails : CommentDetails
{
    /// <summary>The field of the row; null if the comment is about the whole row or step.</summary>
    [MaxLength(100)]
    public string? Field { get; set; }
}

/// <summary>A discussion about a step, a row or a field of an assessment.</summary>
public sealed class CommentThread : IReviewRecord
{
    public required Guid Id { get; init; }

    public required Guid OwnerId { get; init; }

    public required Step Step { get; init; }

    /// <summary>Null if the thread is about the step.</summary>
    public Guid? RowId { get; init; }

    [MaxLength(100)]
    public string? Field { get; init; }

    /// <summary>The row's name when the thread began. The row may have been renamed or removed since.</summary>
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

/// <summary>One message of a thread. It can't be edited.</summary>
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
