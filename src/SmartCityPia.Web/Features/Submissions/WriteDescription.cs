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

/// <summary>Opens a description for writing, with what it begins with; later, with what a file says instead.</summary>
public sealed class BeginDescription(PiaDbContext db)
{
    /// <param name="begin">Sets the service's own row and gives all others, with the organisations they name that are new; null leaves what the city shared.</param>
    /// <returns>False where it is no longer, or not yet again, for the vendor to write.</returns>
    public async Task<bool> Handle(Guid submissionId, Func<ServiceDescription, Task<IReadOnlyList<object>>>? begin, Actor actor, CancellationToken cancellationToken) =>
        (await db.Try(() => Open(submissionId, begin, actor, cancellationToken))).WasFirst();

    private async Task<Outcome> Open(Guid submissionId, Func<ServiceDescription, Task<IReadOnlyList<object>>>? begin, Actor actor, CancellationToken cancellationToken)
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
            // In reverse: each row goes before those it names.
            foreach (var kind in RowKinds.OfDescriptions.Reverse())
                db.RemoveRange(await kind.Use(new RowsOfOwner(db, description.Id, cancellationToken)));
            await db.SaveAsync(actor, cancellationToken);
            db.AddRange(await begin(description));
        }
        await db.SaveAsync(actor, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new Outcome.Done();
    }
}

/// <summary>Hands a description in: freezes what is handed in, and closes it for the vendor.</summary>
public sealed class SubmitDescription(PiaDbContext db, DossierReader reader, TimeProvider clock)
{
    /// <param name="seen">The row version that the page showed: saving any row moves it on.</param>
    /// <returns>As <see cref="SubmitAssessment"/> answers.</returns>
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
        var open = await db.DescriptionRemarks.CountAsync(r => r.OwnerId == submissionId && (r.Answer == null || r.Answer == ""), cancellationToken);
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
