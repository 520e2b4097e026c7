using Microsoft.EntityFrameworkCore;
using Npgsql;
using SmartCityPia.Data;
using SmartCityPia.Data.Dossiers;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Findings;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Reviews;
using SmartCityPia.Domain.Trail;
using SmartCityPia.Web.Features.City;
using SmartCityPia.Web.Frame.City;

namespace SmartCityPia.Web.Features.Dossiers.Submit;

/// <summary>What came of submitting.</summary>
public abstract record SubmitResult
{
    /// <summary>The newest version now; also where a double click found it frozen already.</summary>
    public sealed record Frozen(int Number) : SubmitResult;

    /// <summary>The fresh dossier lacks something.</summary>
    public sealed record Blocked(IReadOnlyList<Gap> Gaps) : SubmitResult;

    /// <summary>Somebody saved meanwhile; what would be frozen is not what the person saw.</summary>
    public sealed record Changed : SubmitResult;
}

/// <summary>Freezes the dossier as the next version, closes the assessment for changes and hands the version to review.</summary>
public sealed class SubmitAssessment(PiaDbContext db, DossierReader reader, LookAtCity city, TimeProvider clock)
{
    /// <param name="seen">The assessment's row version that the page showed: saving any row of the dossier moves it on.</param>
    public async Task<SubmitResult> Handle(Guid assessmentId, uint seen, string statement, Actor actor, CancellationToken cancellationToken)
    {
        db.ChangeTracker.Clear();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var assessment = await db.Assessments.SingleAsync(a => a.Id == assessmentId, cancellationToken);
        if (assessment.IsReadOnly)
            return new SubmitResult.Frozen(assessment.Versions);
        if (assessment.Version != seen)
            return new SubmitResult.Changed();
        var dossier = await reader.Read(assessmentId, cancellationToken)
            ?? throw new InvalidOperationException($"Assessment {assessmentId} has no dossier.");
        dossier = dossier.WithFindings();
        dossier = dossier.WithCity(await city.Wait(dossier, actor.AccountId, cancellationToken));
        var frozen = dossier.Frozen(await reader.Contributors(assessmentId, assessment.DescriptionId, cancellationToken));
        var gaps = DossierCheck.Gaps(frozen, clock.Today());
        if (gaps.Any(g => g.Blocks))
            return new SubmitResult.Blocked(gaps);
        var version = assessment.Submit(frozen, statement, actor.AccountId, actor.Name, actor.At);
        db.Add(version);
        db.Add(Review.Begin(version, frozen, new(actor, ReviewRole.Author, HasAuthored: true)));
        try
        {
            // The update of the assessment asks for the row version read above: a row saved in between makes it fail.
            await db.SaveAsync(actor, cancellationToken, verb: AuditVerbs.Submitted);
            await transaction.CommitAsync(cancellationToken);
            return new SubmitResult.Frozen(version.Number);
        }
        catch (DbUpdateException e) when (e is DbUpdateConcurrencyException || e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            // Two submits in one moment: whichever statement runs first, the second one finds the version number taken.
            await transaction.RollbackAsync(cancellationToken);
            db.ChangeTracker.Clear();
            var now = await db.Assessments.AsNoTracking().SingleAsync(a => a.Id == assessmentId, cancellationToken);
            return now.IsReadOnly ? new SubmitResult.Frozen(now.Versions) : new SubmitResult.Changed();
        }
    }
}
