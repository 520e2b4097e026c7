using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Dossiers;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Web.Features.Dossiers;
using SmartCityPia.Web.Features.Dossiers.Measures;

namespace SmartCityPia.Web.Features.City;

/// <summary>Controls to add to a dataset or flow, and the version of it that the person saw.</summary>
public sealed record ControlsToTake(Guid RowId, uint Version, IReadOnlyList<string> Controls);

/// <summary>Makes controls tried in the workbench planned safeguards of one draft: all of them or none.</summary>
public sealed class TakeOver(PiaDbContext db, DossierReader reader)
{
    public const string Reason = "From the what-if workbench";

    /// <returns>
    /// Done; Closed where the assessment is no draft; Gone where a row is no longer there, Changed where it goes while
    /// this is written; Conflict with a row that somebody changed meanwhile; Invalid with the first rule a row would break.
    /// </returns>
    public Task<Outcome> Handle(Assessment assessment, IReadOnlyList<ControlsToTake> taken, Actor actor, CancellationToken cancellationToken) =>
        db.Try(() => Write(assessment, taken, actor, cancellationToken));

    private async Task<Outcome> Write(Assessment assessment, IReadOnlyList<ControlsToTake> taken, Actor actor, CancellationToken cancellationToken)
    {
        db.ChangeTracker.Clear();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (!await assessment.Touch(db, actor, cancellationToken) || await reader.Read(assessment.Id, cancellationToken) is not { } dossier)
            return new Outcome.Closed();
        var newId = StartAssessment.RisingIds(actor.At);
        foreach (var take in taken)
        {
            IRow? row = await db.Datasets.SingleOrDefaultAsync(d => d.Id == take.RowId && d.OwnerId == dossier.Service.Id, cancellationToken);
            row ??= await db.DataFlows.SingleOrDefaultAsync(f => f.Id == take.RowId && f.OwnerId == dossier.Service.Id, cancellationToken);
            if (row is null)
                return new Outcome.Gone();
            if (row.Version != take.Version)
                return new Outcome.Conflict(row, await db.NameOf(row.ChangedById, cancellationToken));
            var added = AddSafeguards.Of(dossier, row.Id, take.Controls, MeasureState.Planned, newId);
            if (added.SelectMany(m => m.Check(dossier, m)).FirstOrDefault() is { } error)
                return new Outcome.Invalid([error]);
            db.AddRange(added);
        }
        await db.SaveAsync(actor, cancellationToken, Reason);
        await transaction.CommitAsync(cancellationToken);
        return new Outcome.Done();
    }
}
