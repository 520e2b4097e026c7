using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Reviews;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Reviews.Comments;

/// <summary>Adds a comment to a thread or starts a new thread.</summary>
public sealed class WriteComment(PiaDbContext db, ReviewPeople people)
{
    /// <param name="id">The comment's id, generated with the form, so that posting it twice adds one comment.</param>
    /// <param name="thread">A thread of the assessment, or a new one.</param>
    /// <returns>The error; null if the comment was saved.</returns>
    public async Task<FieldError?> Handle(Guid id, Assessment assessment, CommentThread thread, CommentDetails details, Actor actor,
        CancellationToken cancellationToken)
    {
        if (details.MentionedId is { } mentioned && !await people.WhoMaySee(assessment).AnyAsync(u => u.Id == mentioned, cancellationToken))
            return new(nameof(CommentDetails.MentionedId), "NotOffered");
        db.ChangeTracker.Clear();
        if (!await db.CommentThreads.AnyAsync(t => t.Id == thread.Id, cancellationToken))
            db.Add(thread);
        db.Add(new Comment
        {
            Id = id,
            OwnerId = assessment.Id,
            ThreadId = thread.Id,
            Text = details.Text,
            MentionedId = details.MentionedId,
            At = actor.At,
            AccountId = actor.AccountId,
            AccountName = actor.Name,
        });
        await db.SaveOnce(actor, cancellationToken);
        return null;
    }
}

/// <summary>Resolves or reopens a thread.</summary>
public sealed class ResolveThread(PiaDbContext db)
{
    public async Task Handle(Guid assessmentId, Guid threadId, bool resolved, Actor actor, CancellationToken cancellationToken)
    {
        db.ChangeTracker.Clear();
        var thread = await db.CommentThreads.SingleAsync(t => t.Id == threadId && t.OwnerId == assessmentId, cancellationToken);
        if (thread.ResolvedAt is not null == resolved)
            return;
        if (resolved)
            thread.Resolve(actor);
        else
            thread.Reopen();
        await db.SaveOnce(actor, cancellationToken);
    }
}
