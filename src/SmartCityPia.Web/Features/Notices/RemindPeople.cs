using System.Globalization;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Data.Dossiers;
using SmartCityPia.Data.Notices;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Evidence;
using SmartCityPia.Domain.Findings;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Notices;
using SmartCityPia.Domain.Reviews;
using SmartCityPia.Domain.Submissions;
using SmartCityPia.Domain.Trail;
using SmartCityPia.Web.Features.City;
using SmartCityPia.Web.Features.Reviews;
using SmartCityPia.Web.Frame.City;
using SmartCityPia.Web.Infrastructure;

namespace SmartCityPia.Web.Features.Notices;

/// <summary>
/// The daily reminders: conditions, requests and descriptions that are due or late, approvals due for review again, and mails that can't be
/// delivered.
/// </summary>
public sealed class RemindPeople(PiaDbContext db, DossierReader reader, ComputeContribution city, FindReasonsToReview find,
    LiveSettings settings, TimeProvider clock)
{
    public const int ConditionDays = 7;
    public const int RequestDays = 3;
    public const int QuestionDays = 7;

    /// <summary>Age of an unsent mail at which administrators are told.</summary>
    public static readonly TimeSpan MailPatience = TimeSpan.FromDays(2);

    /// <returns>The number of notices added.</returns>
    public async Task<int> Handle(CancellationToken cancellationToken)
    {
        db.ChangeTracker.Clear();
        Days.Use(settings.Now.Clock.Zone);
        var now = clock.GetUtcNow();
        var today = clock.Today();
        var notices = new CreateNotices(db, Actor.System("reminders", now), cancellationToken);
        // Of what is archived or withdrawn nobody is reminded.
        var inUse = db.Assessments.InUse().Select(a => a.Id);
        var conditions = await db.ReviewConditions.AsNoTracking()
            .Where(c => inUse.Contains(c.OwnerId) && c.DueOn <= today.AddDays(ConditionDays) && !db.ConditionClosures.Any(x => x.ConditionId == c.Id))
            .ToListAsync(cancellationToken);
        foreach (var condition in conditions)
        {
            var kind = condition.DueOn < today ? NoticeKind.ConditionOverdue : NoticeKind.ConditionDue;
            if (await IsTold(kind, condition.Id, cancellationToken))
                continue;
            var responsible = await db.Users.Where(u => u.DisplayName == condition.Responsible && u.DeactivatedAt == null).Select(u => u.Id).ToListAsync(cancellationToken);
            var owner = await db.Assessments.Where(a => a.Id == condition.OwnerId).Select(a => a.OwnerId).SingleAsync(cancellationToken);
            await notices.TellOf(condition.OwnerId, kind, condition.Id, [.. responsible, owner]);
        }
        var requests = await db.EvidenceRequests.AsNoTracking()
            .Where(r => inUse.Contains(r.OwnerId) && r.State == EvidenceRequestState.Requested && r.DueOn <= today.AddDays(RequestDays)).ToListAsync(cancellationToken);
        foreach (var request in requests)
        {
            var kind = request.DueOn < today ? NoticeKind.EvidenceLate : NoticeKind.EvidenceDue;
            if (await IsTold(kind, request.Id, cancellationToken))
                continue;
            var asked = await notices.Asked(request);
            await notices.Tell(kind, request.Id, null, kind == NoticeKind.EvidenceLate ? [.. asked, request.AskedById] : asked);
        }
        DescriptionState[] withVendor = [DescriptionState.Asked, DescriptionState.Draft, DescriptionState.Returned];
        var descriptions = await db.DescriptionRequests.AsNoTracking()
            .Where(r => (r.TargetId == null || inUse.Contains(r.TargetId.Value)) && withVendor.Contains(r.State) && r.DueOn <= today.AddDays(RequestDays)).ToListAsync(cancellationToken);
        foreach (var request in descriptions)
        {
            var kind = request.DueOn < today ? NoticeKind.DescriptionLate : NoticeKind.DescriptionDue;
            if (await IsTold(kind, request.Id, cancellationToken))
                continue;
            await notices.TellOfDescription(request.OwnerId, kind, request.Id, toVendor: true);
            if (kind == NoticeKind.DescriptionLate)
                await notices.TellOfDescription(request.OwnerId, kind, request.Id, toVendor: false);
        }
        var questions = await db.PublicQuestions.AsNoTracking().Where(q => q.AnsweredAt == null && q.DueOn <= today.AddDays(QuestionDays)).Select(q => new { q.Id, q.OwnerId, q.DueOn }).ToListAsync(cancellationToken);
        foreach (var question in questions)
        {
            var kind = question.DueOn < today ? NoticeKind.QuestionLate : NoticeKind.QuestionDue;
            if (!await IsTold(kind, question.Id, cancellationToken))
                await notices.TellOf(question.OwnerId, kind, question.Id, await notices.Editors(question.OwnerId));
        }
        var patience = now - MailPatience;
        var waits = await db.Notices.Where(n => n.MailedAt == null && n.MailDue != null && n.Attempts > 0 && n.At < patience)
            .OrderBy(n => n.At).Select(n => (Guid?)n.Id).FirstOrDefaultAsync(cancellationToken);
        if (waits is { } oldest && !await IsTold(NoticeKind.MailWaits, oldest, cancellationToken))
        {
            var administrators = await db.Holders(Roles.Administrator).ToListAsync(cancellationToken);
            await notices.Tell(NoticeKind.MailWaits, oldest, null, administrators);
        }
        await RemindOfAccessReview(notices, now, cancellationToken);
        // What the calendar says does not wait for the analysis.
        var told = await Save(cancellationToken);
        await FindReasons(notices, cancellationToken);
        return told + await Save(cancellationToken);
    }

    /// <summary>A year after somebody last went through the list of who has access, or after the first account was made.</summary>
    private async Task RemindOfAccessReview(CreateNotices notices, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var last = await db.AuditEvents.Where(e => e.Verb == AuditVerbs.AccessReviewed).MaxAsync(e => (DateTimeOffset?)e.At, cancellationToken)
            ?? await db.Users.MinAsync(u => (DateTimeOffset?)u.CreatedAt, cancellationToken);
        if (last is not { } reviewed || reviewed.AddYears(1) > now)
            return;
        var subject = DerivedId.Of(Guid.Empty, string.Create(CultureInfo.InvariantCulture, $"access review {reviewed.UtcDateTime:yyyy-MM-dd}"));
        if (!await IsTold(NoticeKind.AccessReviewDue, subject, cancellationToken))
            await notices.Tell(NoticeKind.AccessReviewDue, subject, null, await db.Holders(Roles.Administrator).ToListAsync(cancellationToken));
    }

    private async Task<int> Save(CancellationToken cancellationToken)
    {
        // Another worker may add the same notice at this moment. If it fails, the next run adds it.
        var outcome = await db.Try(async () => new Outcome.Done<int>(await db.SaveChangesAsync(cancellationToken)));
        return outcome.WasFirst() && outcome is Outcome.Done<int> saved ? saved.What : 0;
    }

    private async Task FindReasons(CreateNotices notices, CancellationToken cancellationToken)
    {
        var inUse = db.Assessments.InUse().Select(a => a.Id);
        var approved = await db.Reviews.AsNoTracking().Where(r => inUse.Contains(r.OwnerId) && (r.State == ReviewState.Approved
            || r.State == ReviewState.ApprovedWithConditions)).Select(r => r.OwnerId).ToListAsync(cancellationToken);
        foreach (var id in approved)
        {
            var live = (await reader.Read(id, cancellationToken))!.WithFindings();
            live = live.WithCity(await city.Wait(live, Guid.Empty, cancellationToken));
            var reasons = await find.Handle(live, Guid.Empty, cancellationToken);
            foreach (var trigger in reasons.Triggers)
            {
                // Incidents have a notice of their own when recorded. A draft changes all the time, so changes of the description count as
                // one event.
                var reason = DerivedId.Of(reasons.Review!.Id,
                    trigger.Kind == TriggerKind.Description ? $"{trigger.Kind}" : $"{trigger.Kind} {trigger.Seen}");
                if (trigger.Kind != TriggerKind.Incident && !await IsTold(NoticeKind.DueAgain, reason, cancellationToken))
                    await notices.TellDueAgain(reasons.Review, reason);
            }
        }
    }

    private Task<bool> IsTold(NoticeKind kind, Guid subjectId, CancellationToken cancellationToken) =>
        db.Notices.AnyAsync(n => n.SubjectId == subjectId && n.Kind == kind, cancellationToken);
}
