using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Data.Dossiers;
using SmartCityPia.Domain.Accounts;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Engagement;
using SmartCityPia.Domain.Evidence;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Notices;
using SmartCityPia.Domain.Reviews;
using SmartCityPia.Domain.Submissions;
using SmartCityPia.Domain.Trail;

namespace SmartCityPia.Data.Notices;

/// <summary>
/// Creates the notices about the rows of a save, in the same transaction. Nobody gets a notice about their own action or about an
/// assessment they may not see.
/// </summary>
public sealed class CreateNotices(PiaDbContext db, Actor actor, CancellationToken cancellationToken)
{
    /// <param name="changed">The rows of this save.</param>
    public async Task Tell(IReadOnlyList<EntityEntry> changed)
    {
        foreach (var entry in changed)
        {
            var added = entry.State == EntityState.Added;
            switch (entry.Entity)
            {
                case ReviewEvent step when added:
                    await Tell(step);
                    break;
                case ConditionClosure closure when added:
                    await TellOf(closure.OwnerId, NoticeKind.ConditionMet, closure.ConditionId, await Authors(closure.OwnerId));
                    break;
                case Incident incident when added:
                    await TellOf(incident.OwnerId, NoticeKind.IncidentRecorded, incident.Id, [.. await Authors(incident.OwnerId), .. await WithDeputies(Ids(Roles.Reviewer))]);
                    break;
                case StepVerdict verdict when entry.State != EntityState.Deleted:
                    await Tell(verdict);
                    break;
                case Comment comment when added:
                    await Tell(comment);
                    break;
                case CommentThread { ResolvedAt: not null } thread when Changes(entry, nameof(CommentThread.ResolvedAt)):
                    await TellOf(thread.OwnerId, NoticeKind.ThreadResolved, thread.Id, [.. await Speakers(thread.Id), await OwnerOf(thread.OwnerId)]);
                    break;
                case Delegation delegation when added:
                    await Tell(NoticeKind.Delegated, delegation.Id, null, [delegation.DeputyId!.Value]);
                    break;
                case Delegation delegation when Changes(entry, nameof(Delegation.RevokedAt)):
                    await Tell(NoticeKind.DelegationEnded, delegation.Id, null, [delegation.DeputyId!.Value]);
                    break;
                case EvidenceRequest request:
                    await Tell(entry, request);
                    break;
                case DescriptionRequest request:
                    await Tell(entry, request);
                    break;
                case PublicQuestion question when added:
                    await TellOf(question.OwnerId, NoticeKind.QuestionAsked, question.Id, await Editors(question.OwnerId));
                    break;
                case EvidenceItem { RequestId: { } answered } when added:
                    var asker = await db.EvidenceRequests.Where(r => r.Id == answered).Select(r => r.AskedById).SingleAsync(cancellationToken);
                    await Tell(NoticeKind.EvidenceAnswered, answered, null, [asker]);
                    break;
            }
        }
    }

    /// <summary>Notices about an assessment, to those of the people who may see it.</summary>
    public async Task TellOf(Guid assessmentId, NoticeKind kind, Guid subjectId, IEnumerable<Guid> people)
    {
        var assessment = await Find(assessmentId);
        var wanted = people.Distinct().ToList();
        var seeing = await Visibility.WhoMaySee(db, assessment, actor.At.Day()).Where(u => wanted.Contains(u.Id)).Select(u => u.Id).ToListAsync(cancellationToken);
        await Tell(kind, subjectId, assessment.Reference, seeing);
    }

    /// <summary>Notices without a visibility check; the caller guarantees that the people may know subject and reference.</summary>
    public async Task Tell(NoticeKind kind, Guid subjectId, string? reference, IEnumerable<Guid> people)
    {
        var others = people.Where(id => id != actor.AccountId).Distinct().ToList();
        if (others.Count == 0)
            return;
        var choices = await db.NoticeSettings.AsNoTracking().Where(s => others.Contains(s.PersonId)).ToDictionaryAsync(s => s.PersonId, cancellationToken);
        foreach (var person in others)
        {
            var settings = choices.GetValueOrDefault(person, NoticeSettings.Defaults);
            db.Notices.Add(new()
            {
                Id = Guid.CreateVersion7(actor.At),
                PersonId = person,
                At = actor.At,
                Kind = kind,
                By = actor.AccountId == Guid.Empty ? null : actor.Name,
                Reference = reference,
                SubjectId = subjectId,
                MailDue = settings.MailDue(kind, actor.At, Days.Zone),
                Digest = settings.DeliveryOf(kind) == Delivery.Daily,
            });
        }
    }

    /// <summary>The people who may answer a request.</summary>
    public async Task<IReadOnlyList<Guid>> Asked(EvidenceRequest request) => request.AccountId is { } person ? [person]
        : await db.Users.Where(u => u.OrganisationId == request.OrganisationId && u.DeactivatedAt == null).Select(u => u.Id).ToListAsync(cancellationToken);

    private async Task Tell(ReviewEvent step)
    {
        NoticeKind? kind = (step.FromState, step.ToState) switch
        {
            (null, _) => NoticeKind.Submitted,
            (ReviewState.DpoOpinion, ReviewState.InReview) => NoticeKind.OpinionGiven,
            (_, ReviewState.ChangesRequested) => NoticeKind.ChangesRequested,
            (ReviewState.InReview, ReviewState.DpoOpinion) => NoticeKind.OpinionAsked,
            (_, ReviewState.Approved) when step.Statement is not null => NoticeKind.Approved,
            (_, ReviewState.ApprovedWithConditions) when step.Statement is not null => NoticeKind.ApprovedWithConditions,
            (_, ReviewState.Rejected) when step.Statement is not null => NoticeKind.Rejected,
            (_, ReviewState.Withdrawn) => NoticeKind.Withdrawn,
            _ => null,
        };
        if (kind is null)
            return;
        List<Guid> people = [.. await Authors(step.OwnerId)];
        people.AddRange(kind switch
        {
            NoticeKind.Submitted or NoticeKind.Withdrawn => await WithDeputies(Ids(Roles.Reviewer)),
            NoticeKind.OpinionAsked => await WithDeputies(Ids(Roles.Reviewer).Where(id => db.Users.Any(u => u.Id == id && u.DataProtectionOfficer))),
            _ => await Acted(step.ReviewId),
        });
        await TellOf(step.OwnerId, kind.Value, step.ReviewId, people);
    }

    /// <summary>Tells the authors and those who acted on the review that an approved assessment is due for review again.</summary>
    /// <param name="reason">Identifies the reason; each is reported once.</param>
    public async Task TellDueAgain(Review approved, Guid reason) =>
        await TellOf(approved.OwnerId, NoticeKind.DueAgain, reason, [.. await Authors(approved.OwnerId), .. await Acted(approved.Id)]);

    private Task<List<Guid>> Acted(Guid reviewId) => db.ReviewEvents.Where(e => e.ReviewId == reviewId).Select(e => e.AccountId).Distinct().ToListAsync(cancellationToken);

    private async Task Tell(StepVerdict verdict)
    {
        // A reviewer judges step after step. A person gets no further notice until they have read the first.
        var told = await db.Notices.Where(n => n.SubjectId == verdict.ReviewId && n.Kind == NoticeKind.Judged && n.ReadAt == null).Select(n => n.PersonId).ToListAsync(cancellationToken);
        await TellOf(verdict.OwnerId, NoticeKind.Judged, verdict.ReviewId, (await Authors(verdict.OwnerId)).Except(told));
    }

    private async Task Tell(Comment comment)
    {
        var thread = db.CommentThreads.Local.FindEntry(comment.ThreadId)?.Entity ?? await db.CommentThreads.AsNoTracking().SingleAsync(t => t.Id == comment.ThreadId, cancellationToken);
        var writers = thread.RowId is not { } row ? []
            : await db.AuditEvents.Where(e => e.SubjectId == row && (e.Verb == AuditVerbs.Added || e.Verb == AuditVerbs.Changed)).Select(e => e.AccountId).Distinct().ToListAsync(cancellationToken);
        if (comment.MentionedId is { } mentioned)
            await TellOf(comment.OwnerId, NoticeKind.Mentioned, thread.Id, [mentioned]);
        await TellOf(comment.OwnerId, NoticeKind.Commented, thread.Id,
            writers.Concat(await Speakers(thread.Id)).Append(await OwnerOf(comment.OwnerId)).Where(id => id != comment.MentionedId));
    }

    /// <remarks>
    /// People who are asked may not know the assessment, so the notice has neither its reference nor the text of the request.
    /// </remarks>
    private async Task Tell(EntityEntry entry, EvidenceRequest request)
    {
        var kind = entry.State switch
        {
            EntityState.Added => NoticeKind.EvidenceAsked,
            EntityState.Modified when Changes(entry, nameof(EvidenceRequest.Reminders)) => NoticeKind.EvidenceReminded,
            EntityState.Modified when Changes(entry, nameof(EvidenceRequest.State)) && request.State == EvidenceRequestState.Refused => NoticeKind.EvidenceRefused,
            EntityState.Modified when Changes(entry, nameof(EvidenceRequest.State)) && request.State == EvidenceRequestState.Withdrawn => NoticeKind.EvidenceWithdrawn,
            _ => (NoticeKind?)null,
        };
        if (kind is { } told)
            await Tell(told, request.Id, null, told == NoticeKind.EvidenceRefused ? [request.AskedById] : await Asked(request));
    }

    private async Task Tell(EntityEntry entry, DescriptionRequest request)
    {
        NoticeKind? kind = (entry.State, request.State) switch
        {
            (EntityState.Added, _) => NoticeKind.DescriptionAsked,
            (EntityState.Modified, _) when Changes(entry, nameof(DescriptionRequest.RemindedAt)) => NoticeKind.DescriptionReminded,
            (EntityState.Modified, _) when Changes(entry, nameof(DescriptionRequest.Message)) || Changes(entry, nameof(DescriptionRequest.DueOn)) => NoticeKind.DescriptionChanged,
            (EntityState.Modified, _) when !Changes(entry, nameof(DescriptionRequest.State)) => null,
            (_, DescriptionState.Submitted) => NoticeKind.DescriptionSubmitted,
            (_, DescriptionState.Returned) => NoticeKind.DescriptionReturned,
            (_, DescriptionState.Accepted) => NoticeKind.DescriptionAccepted,
            (_, DescriptionState.Withdrawn) => NoticeKind.DescriptionWithdrawn,
            _ => null,
        };
        if (kind is { } told)
            await TellOfDescription(request.OwnerId, told, request.Id, toVendor: told != NoticeKind.DescriptionSubmitted);
    }

    /// <summary>Notices about a vendor's description, to the vendor's people or to the officer who asked.</summary>
    public async Task TellOfDescription(Guid submissionId, NoticeKind kind, Guid requestId, bool toVendor)
    {
        var submission = await Find(submissionId);
        var vendors = Ids(Roles.Vendor);
        var people = toVendor ? await db.Users.Where(u => u.OrganisationId == submission.VendorId && vendors.Contains(u.Id)).Select(u => u.Id).ToListAsync(cancellationToken) : [submission.OwnerId];
        await Tell(kind, requestId, submission.Reference, people);
    }

    private static bool Changes(EntityEntry entry, string property) => entry.State == EntityState.Modified && entry.Property(property).IsModified;

    private async Task<Assessment> Find(Guid id) =>
        db.Assessments.Local.FindEntry(id)?.Entity ?? await db.Assessments.AsNoTracking().SingleAsync(a => a.Id == id, cancellationToken);

    /// <summary>Those who lead or wrote it and may still work on it.</summary>
    public async Task<IReadOnlyList<Guid>> Editors(Guid assessmentId)
    {
        var authors = await Authors(assessmentId);
        return await db.Holders(Permission.EditAssessments).Where(id => authors.Contains(id)).ToListAsync(cancellationToken);
    }

    private async Task<Guid> OwnerOf(Guid assessmentId) => (await Find(assessmentId)).OwnerId;

    /// <summary>The person who leads it and everyone who wrote a part of it.</summary>
    private async Task<IReadOnlyList<Guid>> Authors(Guid assessmentId)
    {
        var assessment = await Find(assessmentId);
        var authors = await new DossierReader(db).Authorship(assessmentId, assessment.DescriptionId).Select(e => e.AccountId).Distinct().ToListAsync(cancellationToken);
        return [assessment.OwnerId, .. authors];
    }

    private Task<List<Guid>> Speakers(Guid threadId) =>
        db.Comments.Where(c => c.ThreadId == threadId).Select(c => c.AccountId).Distinct().ToListAsync(cancellationToken);

    private Task<List<Guid>> WithDeputies(IQueryable<Guid> holders)
    {
        var today = actor.At.Day();
        return holders.Concat(db.Delegations.Where(d => d.RevokedAt == null && d.FirstDay <= today && d.LastDay >= today && holders.Contains(d.PrincipalId)).Select(d => d.DeputyId!.Value))
            .ToListAsync(cancellationToken);
    }

    private IQueryable<Guid> Ids(string role) => db.Holders(role);
}
