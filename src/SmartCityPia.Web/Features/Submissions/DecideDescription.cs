using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Dossiers;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Submissions;
using SmartCityPia.Domain.Trail;
using SmartCityPia.Web.Features.Dossiers;
using SmartCityPia.Web.Frame;

namespace SmartCityPia.Web.Features.Submissions;

/// <summary>The submitted description and the city's present one.</summary>
public sealed class CompareDescription(PiaDbContext db, DossierReader reader)
{
    /// <returns>Null if nothing has been submitted.</returns>
    public async Task<DescriptionDiff?> Handle(DescriptionRequest request, CancellationToken cancellationToken)
    {
        var json = await db.AssessmentVersions.AsNoTracking().Where(v => v.AssessmentId == request.OwnerId).OrderByDescending(v => v.Number)
            .Select(v => v.Json).FirstOrDefaultAsync(cancellationToken);
        if (json is null)
            return null;
        var proposed = CanonicalJson.Read(json);
        var current = request.TargetId is { } target ? await reader.Read(target, cancellationToken) : null;
        var shared = await db.SharedDescriptions.AsNoTracking().Where(s => s.Id == request.OwnerId).Select(s => s.AgreedJson ?? s.ShownJson).SingleOrDefaultAsync(cancellationToken);
        // For a new service all of it is new.
        return new(current ?? new Dossier
        {
            Head = proposed.Head,
            Service = new() { Id = request.Id, OwnerId = request.Id, Revision = 0, Name = request.Name }
        }, proposed, shared is null ? null : CanonicalJson.Read(shared));
    }
}

/// <summary>Returns a description, or withdraws the request.</summary>
public sealed class ReturnDescription(PiaDbContext db)
{
    /// <param name="seen">The row version of the request on the page.</param>
    /// <returns>False if another person acted first.</returns>
    public async Task<bool> Handle(Guid submissionId, uint seen, bool withdraw, string reason, Actor actor,
        CancellationToken cancellationToken)
    {
        db.ChangeTracker.Clear();
        var submission = await db.Assessments.SingleAsync(a => a.Id == submissionId, cancellationToken);
        var request = await db.DescriptionRequests.SingleAsync(r => r.OwnerId == submissionId, cancellationToken);
        if (request.Version != seen || !(withdraw ? request.Withdraw(reason) : request.Return(reason)))
            return false;
        if (withdraw)
            submission.Close();
        else
            submission.StartNewDraft();
        (submission.ChangedAt, submission.ChangedById) = (actor.At, actor.AccountId);
        return (await db.TrySave(actor, cancellationToken, reason, withdraw ? AuditVerbs.Withdrawn : AuditVerbs.Returned)).WasFirst();
    }
}

/// <summary>The result of accepting a description.</summary>
/// <param name="Reference">The assessment that now has the rows.</param>
/// <param name="Left">Changes that stay open; the request is accepted when there are none.</param>
public sealed record AcceptedRows(string Reference, int Dependencies, int Left);

/// <summary>What of a description is to be accepted.</summary>
/// <param name="Chosen">Changes, by key; null for all that can be accepted without undoing the officer.</param>
/// <param name="Settled">Fields in conflict for which the vendor's text is taken.</param>
public sealed record Acceptance(IReadOnlySet<Guid>? Chosen, IReadOnlySet<string> Settled);

/// <summary>Ends a request of which parts were accepted: the rest is not taken.</summary>
public sealed class FinishDescription(PiaDbContext db)
{
    /// <returns>False if another person acted first, or nothing was accepted yet.</returns>
    public Task<Outcome> Handle(Guid submissionId, uint seen, Actor actor, CancellationToken cancellationToken) => db.Try(async () =>
    {
        db.ChangeTracker.Clear();
        var request = await db.DescriptionRequests.SingleAsync(r => r.OwnerId == submissionId, cancellationToken);
        if (request.Version != seen || request.TargetId is null || !request.Accept())
            return new Outcome.Changed();
        await db.SaveAsync(actor, cancellationToken, verb: AuditVerbs.Accepted);
        return new Outcome.Done();
    });
}

/// <summary>Applies the chosen changes to the city's description as its next revision, all or none. What is not chosen stays open.</summary>
public sealed class AcceptDescription(PiaDbContext db, CompareDescription compare, StartAssessment start)
{
    /// <param name="target">The assessment on the page; null for a new service.</param>
    /// <returns>
    /// Blocked if changes depend on others; Closed if the assessment needs a new draft first; other outcomes if another person returned,
    /// withdrew or accepted it meanwhile, or changed the assessment's rows.
    /// </returns>
    public Task<Outcome> Handle(DescriptionRequest shown, uint seen, uint? target,
        Acceptance chosen, Actor actor, CancellationToken cancellationToken) =>
        db.Try(() => Accept(shown, seen, target, chosen, actor, cancellationToken));

    private async Task<Outcome> Accept(DescriptionRequest shown, uint seen, uint? target,
        Acceptance chosen, Actor actor, CancellationToken cancellationToken)
    {
        db.ChangeTracker.Clear();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var request = await db.DescriptionRequests.SingleAsync(r => r.OwnerId == shown.OwnerId, cancellationToken);
        if (request.Version != seen || request.State != DescriptionState.Submitted)
            return new Outcome.Changed();
        if (request.TargetId is null)
        {
            var submission = await db.Assessments.AsNoTracking().SingleAsync(a => a.Id == request.OwnerId, cancellationToken);
            var opened = Guid.CreateVersion7(actor.At);
            await start.Handle(opened, new() { Name = request.Name, AgencyId = submission.AgencyId }, actor, cancellationToken);
            request.TargetId = opened;
        }
        else if (target is null
            || await db.Assessments.AsNoTracking().SingleAsync(a => a.Id == request.TargetId, cancellationToken) is not { } now)
        {
            return new Outcome.Changed();
        }
        else if (now.IsReadOnly)
        {
            return new Outcome.Closed();
        }
        else if (now.Version != target)
        {
            return new Outcome.Changed();
        }
        var assessment = await db.Assessments.AsNoTracking().SingleAsync(a => a.Id == request.TargetId, cancellationToken);
        if (!await assessment.Touch(db, actor, cancellationToken))
            return new Outcome.Closed();
        var diff = (await compare.Handle(request, cancellationToken))!;
        var merge = chosen.Chosen is { } picked ? new DescriptionMerge(diff, picked, chosen.Settled) : DescriptionMerge.OfAll(diff);
        if (merge.Refusals.Count > 0)
            return new Outcome.Blocked<IReadOnlyList<MergeRefusal>>(merge.Refusals);
        await Write(merge, assessment, cancellationToken);
        var agreed = merge.Agreed();
        var left = new DescriptionDiff(merge.Service is { } described ? merge.Result with { Service = described } : merge.Result, diff.Proposed, agreed).Changes.Count;
        if (left == 0)
            request.Accept();
        if (await db.SharedDescriptions.SingleOrDefaultAsync(s => s.Id == request.OwnerId, cancellationToken) is not { } shared)
            db.Add(shared = new() { Id = request.OwnerId });
        shared.AgreedJson = CanonicalJson.Write(agreed);
        await db.SaveAsync(actor, cancellationToken);
        await db.RecordAsync(actor, AuditVerbs.Accepted, nameof(DescriptionRequest), request.Id, request.OwnerId, cancellationToken,
            assessment.Reference);
        await transaction.CommitAsync(cancellationToken);
        return new Outcome.Done<AcceptedRows>(new(assessment.Reference, merge.Dependencies.Count, left));
    }

    private async Task Write(DescriptionMerge merge, Assessment assessment, CancellationToken cancellationToken)
    {
        foreach (var row in merge.Removed)
        {
            if (await db.FindAsync(row.GetType(), [row.Id], cancellationToken) is { } stored)
                db.Remove(stored);
        }
        foreach (var row in merge.Written)
        {
            if (await db.FindAsync(row.GetType(), [row.Id], cancellationToken) is not IRow stored)
                db.Add(row);
            else
                Set(stored, row);
        }
        var description = await db.ServiceDescriptions.SingleAsync(d => d.Id == assessment.DescriptionId, cancellationToken);
        if (merge.Service is { } service)
            Set(description, service);
        description.Revision++;
    }

    private void Set(IRow stored, IRow row)
    {
        foreach (var field in DescriptionRows.Fields(row))
            db.Entry(stored).Property(field.Name).CurrentValue = field.GetValue(row);
    }
}
