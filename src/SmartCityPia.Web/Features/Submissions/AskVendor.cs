using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Dossiers;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Submissions;
using SmartCityPia.Web.Features.Dossiers;

namespace SmartCityPia.Web.Features.Submissions;

/// <summary>Requests a description from a vendor and creates its dossier.</summary>
public sealed class AskVendor(PiaDbContext db, DossierReader reader)
{
    /// <param name="id">Generated with the form, so that posting it twice creates one request.</param>
    /// <param name="target">The assessment of the service; null for a new service.</param>
    /// <param name="sharing">What the vendor is shown; null for what is usually shown.</param>
    /// <returns>The reference of the vendor's description.</returns>
    public Task<string> Handle(Guid id, DescriptionRequestDetails details, Assessment? target, Guid agencyId, Actor actor,
        CancellationToken cancellationToken, Sharing? sharing = null) =>
        StartAssessment.OpenOnce(db, id, () => Open(id, details, target, agencyId, sharing, actor, cancellationToken), cancellationToken);

    private async Task<string> Open(Guid id, DescriptionRequestDetails details, Assessment? target, Guid agencyId, Sharing? sharing, Actor actor,
        CancellationToken cancellationToken)
    {
        var next = StartAssessment.RisingIds(actor.At);
        var archetype = target is null ? null : await db.Services.Where(s => s.Id == target.ServiceId).Select(s => s.ArchetypeId)
            .SingleAsync(cancellationToken);
        var service = new Service { Id = next(), AgencyId = agencyId, ArchetypeId = details.ShareCurrent ? archetype : null };
        var description = new ServiceDescription { Id = next(), OwnerId = service.Id, Revision = 1, Name = details.Name };
        var submission = new Assessment
        {
            Id = id,
            Kind = AssessmentKind.Submission,
            VendorId = details.VendorId,
            Reference = await StartAssessment.FreeReference(db, actor.At.Year, AssessmentKind.Submission, cancellationToken),
            ServiceId = service.Id,
            DescriptionId = description.Id,
            AgencyId = agencyId,
            OwnerId = actor.AccountId,
            CreatedAt = actor.At,
        };
        // Read-only until the vendor starts.
        submission.Close();
        db.AddRange(service, description, submission, new DescriptionRequest
        {
            Id = next(),
            OwnerId = id,
            TargetId = target?.Id,
            Name = details.Name,
            Message = details.Message,
            DueOn = details.DueOn!.Value,
            Shared = details.ShareCurrent && target is not null,
            AskedBy = actor.Name,
            AskedAt = actor.At,
        });
        foreach (var question in details.QuestionLines)
            db.Add(new DescriptionRemark
            {
                Id = next(),
                OwnerId = id,
                Kind = RemarkKind.Question,
                Text = question,
                Step = Step.Service,
                About = "",
                AskedBy = actor.Name,
                AskedAt = actor.At
            });
        if (details.ShareCurrent && target is not null)
        {
            var current = (await reader.Read(target.Id, cancellationToken))!;
            var shown = (sharing ?? Sharing.Usual(current)).Of(current, description.Id);
            foreach (var field in DescriptionRows.Fields(shown.Service))
                field.SetValue(description, field.GetValue(shown.Service));
            db.AddRange(DescriptionRows.Of(shown));
            db.Add(new SharedDescription { Id = id, ShownJson = CanonicalJson.Write(shown with { Catalogue = current.Catalogue }) });
        }
        await db.SaveAsync(actor, cancellationToken);
        return submission.Reference;
    }
}
