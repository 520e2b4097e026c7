using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Dossiers;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Findings;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Submissions;
using SmartCityPia.Domain.Trail;
using SmartCityPia.Web.Features.Dossiers.Submit;

namespace SmartCityPia.Web.Features.Submissions;

/// <summary>Opens a description for editing with its initial rows. Used again to replace all rows from a file.</summary>
public sealed class BeginDescription(PiaDbContext db)
{
    /// <param name="begin">Fills the service's own row and returns all others, including new organisations; null keeps the rows that the
    /// city shared.</param>
    /// <param name="ofKind">The rows come from a kind of service: they are marked until the vendor has looked at them.</param>
    /// <returns>False if the vendor may not edit the description now.</returns>
    public async Task<bool> Handle(Guid submissionId,
        Func<ServiceDescription, Task<IReadOnlyList<object>>>? begin, Actor actor, CancellationToken cancellationToken, bool ofKind = false) =>
        (await db.Try(() => Open(submissionId, begin, ofKind, actor, cancellationToken))).WasFirst();

    private async Task<Outcome> Open(Guid submissionId,
        Func<ServiceDescription, Task<IReadOnlyList<object>>>? begin, bool ofKind, Actor actor, CancellationToken cancellationToken)
    {
        db.ChangeTracker.Clear();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var submission = await db.Assessments.SingleAsync(a => a.Id == submissionId, cancellationToken);
        var request = await db.DescriptionRequests.SingleAsync(r => r.OwnerId == submissionId, cancellationToken);
        if (!request.Start() && !request.IsWritten)
            return new Outcome.Changed();
        submission.StartNewDraft();
        (submission.ChangedAt, submission.ChangedById) = (actor.At, actor.AccountId);
        if (begin is not null)
        {
            var description = await db.ServiceDescriptions.SingleAsync(d => d.Id == submission.DescriptionId, cancellationToken);
            // In reverse order: rows are deleted before those they refer to.
            foreach (var kind in RowKinds.OfDescriptions.Reverse())
                db.RemoveRange(await kind.Use(new RowsOfOwner(db, description.Id, cancellationToken)));
            await db.SaveAsync(actor, cancellationToken);
            var rows = await begin(description);
            submission.Unseen = ofKind ? [description.Id, .. rows.OfType<IRow>().Select(r => r.Id)] : [];
            db.AddRange(rows);
        }
        await db.SaveAsync(actor, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new Outcome.Done();
    }
}

/// <summary>Submits a description: freezes it and makes it read-only for the vendor.</summary>
public sealed class SubmitDescription(PiaDbContext db, DossierReader reader, TimeProvider clock)
{
    /// <param name="seen">The assessment's row version on the page. Saving any row changes it.</param>
    /// <returns>See <see cref="SubmitAssessment"/>.</returns>
    public Task<Outcome> Handle(Guid submissionId, uint seen, string statement, Actor actor, CancellationToken cancellationToken) =>
        db.Try(() => Freeze(submissionId, seen, statement, actor, cancellationToken));

    private async Task<Outcome> Freeze(Guid submissionId, uint seen, string statement, Actor actor, CancellationToken cancellationToken)
    {
        db.ChangeTracker.Clear();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var submission = await db.Assessments.SingleAsync(a => a.Id == submissionId, cancellationToken);
        var request = await db.DescriptionRequests.SingleAsync(r => r.OwnerId == submissionId, cancellationToken);
        if (!request.IsWritten)
            return request.State == DescriptionState.Submitted ? new Outcome.Done<int>(submission.Versions) : new Outcome.Changed();
        if (submission.Version != seen)
            return new Outcome.Changed();
        var dossier = (await reader.Read(submissionId, cancellationToken))!;
        var frozen = dossier.Frozen(await reader.Contributors(submissionId, submission.DescriptionId, cancellationToken));
        List<Gap> gaps = [.. Steps.GapsOf(AssessmentKind.Submission, DossierCheck.Gaps(frozen, clock.Today()))];
        var open = await db.DescriptionRemarks.CountAsync(r => r.OwnerId == submissionId
            && (r.Answer == null || r.Answer == ""), cancellationToken);
        if (open > 0 || gaps.Exists(g => g.Blocks))
            return new Outcome.Blocked<IReadOnlyList<Gap>>(gaps);
        var version = submission.Submit(frozen, statement, actor.AccountId, actor.Name, actor.At);
        request.Submit();
        db.Add(version);
        await db.SaveAsync(actor, cancellationToken, verb: AuditVerbs.Submitted);
        await transaction.CommitAsync(cancellationToken);
        return new Outcome.Done<int>(version.Number);
    }
}
