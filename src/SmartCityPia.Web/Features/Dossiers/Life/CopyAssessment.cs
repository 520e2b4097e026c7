using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Dossiers;
using SmartCityPia.Data.Evidence;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Catalogue;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Submissions;
using SmartCityPia.Domain.Trail;

namespace SmartCityPia.Web.Features.Dossiers.Life;

/// <summary>Opens an assessment with the rows of another, or with what describes its service alone.</summary>
/// <remarks>Comments, reviews, frozen versions, requests and what vendors were told are no rows of it and stay where they are.</remarks>
public sealed class CopyAssessment(PiaDbContext db)
{
    /// <param name="id">Given out with the form, so that posting it twice opens one assessment.</param>
    /// <returns>Its reference.</returns>
    public Task<string> Handle(Guid id, Dossier from, Assessment original, CopyDetails details, Actor actor, CancellationToken cancellationToken) =>
        StartAssessment.OpenOnce(db, id, () => Open(id, from, original, details, actor, cancellationToken), cancellationToken);

    private async Task<string> Open(Guid id, Dossier from, Assessment original, CopyDetails details, Actor actor, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var service = new Service { Id = Guid.CreateVersion7(actor.At), AgencyId = details.AgencyId!.Value, ArchetypeId = from.Head.ArchetypeId };
        var description = new ServiceDescription { Id = Guid.CreateVersion7(actor.At), OwnerId = service.Id, Revision = 1 };
        foreach (var field in DossierDiff.FieldsOf(typeof(ServiceDetails)))
            field.SetValue(description, field.GetValue(from.Service));
        description.Name = details.Name;
        var copy = new Assessment
        {
            Id = id,
            Reference = await StartAssessment.FreeReference(db, actor.At.Year, AssessmentKind.Assessment, cancellationToken),
            ServiceId = service.Id,
            DescriptionId = description.Id,
            AgencyId = details.AgencyId.Value,
            OwnerId = actor.AccountId,
            CreatedAt = actor.At,
        };
        var (everything, rows) = (details.Extent == CopyExtent.Everything, new CopyOfRows(from, id, description.Id));
        if (everything)
        {
            foreach (var field in DossierDiff.FieldsOf(typeof(ScreeningDecisionDetails)))
                field.SetValue(copy, field.GetValue(original));
            (copy.Outcome, copy.Dismissed) = (original.Outcome, [.. original.Dismissed.Select(rows.Translate)]);
            db.AddRange(rows.All(details.Evidence));
        }
        else
        {
            copy.Outcome = Domain.Dossiers.Screening.Evaluate(PiaCatalogue.Current, [], overruled: false).Decided;
            db.AddRange(DescriptionRows.Of(from).Select(row => DescriptionRows.Copy(row, rows.IdOf(row.Id), description.Id, rows.IdOf)));
        }
        copy.Unseen = [.. original.Unseen.Select(rows.IdOf)];
        db.AddRange(service, description, copy);
        var files = everything && details.Evidence ? rows.Files() : [];
        db.AddRange(files);
        await db.SaveAsync(actor, cancellationToken);
        foreach (var (file, was) in files.Zip(from.Files))
            await EvidenceContent.Copy(db, was.Id, file.Id, cancellationToken);
        await db.RecordAsync(actor, AuditVerbs.Copied, nameof(Assessment), original.Id, id, cancellationToken, original.Reference);
        await transaction.CommitAsync(cancellationToken);
        return copy.Reference;
    }
}
