using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Evidence;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Web.Features.Evidence;

/// <summary>Saves a request for evidence.</summary>
public sealed class AskForEvidence(PiaDbContext db)
{
    public async Task Handle(EvidenceRequest request, Actor actor, CancellationToken cancellationToken)
    {
        db.ChangeTracker.Clear();
        // A double click posts the same id; save it once.
        if (await db.EvidenceRequests.AnyAsync(r => r.Id == request.Id, cancellationToken))
            return;
        db.Add(request);
        await db.SaveAsync(actor, cancellationToken);
    }
}
