using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SmartCityPia.Data;
using SmartCityPia.Data.Dossiers;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.City;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Findings;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Reviews;
using SmartCityPia.Domain.Trail;
using SmartCityPia.Web.Features.City;
using SmartCityPia.Web.Frame.City;
using SmartCityPia.Web.Infrastructure;

namespace SmartCityPia.Web.Features.Dossiers.Submit;

/// <summary>Freezes the dossier as the next version, closes the assessment for changes and hands the version to review.</summary>
public sealed class SubmitAssessment(PiaDbContext db, DossierReader reader, ComputeContribution city, IOptions<MailOptions> mail, TimeProvider clock)
{
    /// <param name="seen">The assessment's row version that the page showed: saving any row of the dossier moves it on.</param>
    /// <returns>
    /// The newest version's number, also where a double click found it frozen already; Blocked by what the fresh dossier
    /// lacks; Changed where somebody saved meanwhile, so that what would be frozen is not what the person saw.
    /// </returns>
    public async Task<Outcome> Handle(Guid assessmentId, uint seen, string statement, Actor actor, CancellationToken cancellationToken)
    {
        var outcome = await db.Try(() => Freeze(assessmentId, seen, statement, actor, cancellationToken));
        if (outcome is not (Outcome.Changed or Outcome.Taken))
            return outcome;
        // Two submits in one moment: whichever statement runs first, the second one finds the version number taken.
        db.ChangeTracker.Clear();
        var now = await db.Assessments.AsNoTracking().SingleAsync(a => a.Id == assessmentId, cancellationToken);
        return now.IsReadOnly ? new Outcome.Done<int>(now.Versions) : new Outcome.Changed();
    }

    private async Task<Outcome> Freeze(Guid assessmentId, uint seen, string statement, Actor actor, CancellationToken cancellationToken)
    {
        db.ChangeTracker.Clear();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var assessment = await db.Assessments.SingleAsync(a => a.Id == assessmentId, cancellationToken);
        if (assessment.IsSetAside)
            return new Outcome.Closed();
        if (assessment.IsReadOnly)
            return new Outcome.Done<int>(assessment.Versions);
        if (assessment.Version != seen)
            return new Outcome.Changed();
        var dossier = await reader.Read(assessmentId, cancellationToken)
            ?? throw new InvalidOperationException($"Assessment {assessmentId} has no dossier.");
        dossier = dossier.WithFindings();
        dossier = dossier.WithCity(await city.Wait(dossier, actor.AccountId, cancellationToken));
        var frozen = dossier.WithStops().Frozen(await reader.Contributors(assessmentId, assessment.DescriptionId, cancellationToken));
        var gaps = DossierCheck.Gaps(frozen, clock.Today());
        if (gaps.Any(g => g.Blocks))
            return new Outcome.Blocked<IReadOnlyList<Gap>>(gaps);
        var version = assessment.Submit(frozen, statement, actor.AccountId, actor.Name, actor.At);
        version.PublicAddress = mail.Value.PublicAddress;
        db.Add(version);
        db.Add(Review.Begin(version, frozen, new(actor, ReviewRole.Author, HasAuthored: true)));
        // The update of the assessment asks for the row version read above: a row saved in between makes it fail.
        await db.SaveAsync(actor, cancellationToken, verb: AuditVerbs.Submitted);
        await transaction.CommitAsync(cancellationToken);
        return new Outcome.Done<int>(version.Number);
    }
}
