using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Reviews;

namespace SmartCityPia.Web.Features.Reviews.Incidents;

/// <summary>Saves an incident, in any state of the assessment: incidents happen in operation.</summary>
public sealed class RecordIncident(Save<Incident, IncidentDetails> save)
{
    /// <param name="version">The row version on the page; null for a new incident.</param>
    public Task<Outcome> Handle(Dossier dossier, Guid id, IncidentDetails details, uint? version, DateOnly today, Actor actor,
        CancellationToken cancellationToken) =>
        save.Handle(
            new()
            {
                Id = id,
                OwnerId = dossier.Head.AssessmentId,
                RecordedAt = actor.At,
                RecordedById = actor.AccountId,
                RecordedBy = actor.Name
            },
            details, version, actor, cancellationToken,
            new()
            {
                Belongs = stored => stored.OwnerId == dossier.Head.AssessmentId,
                Check = stored => details.Check(dossier, stored.RowIds, today)
            });
}
