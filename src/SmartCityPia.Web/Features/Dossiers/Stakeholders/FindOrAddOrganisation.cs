using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Organisations;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Organisations;

namespace SmartCityPia.Web.Features.Dossiers.Stakeholders;

/// <summary>Finds an organisation by name or adds it. The vendor isn't told which of the two happened.</summary>
public sealed class FindOrAddOrganisation(PiaDbContext db, Save<Organisation, OrganisationDetails> save)
{
    public async Task<Guid> Handle(string name, OrganisationKind kind, Actor actor, CancellationToken cancellationToken)
    {
        if (await Find() is { } known)
            return known;
        var id = Guid.CreateVersion7(actor.At);
        // Another request may have added it at this moment.
        return await save.Handle(new() { Id = id }, new() { Name = name, Kind = kind }, null, actor, cancellationToken) is Outcome.Done ? id
            : await Find() ?? throw new InvalidOperationException("An organisation was neither there nor added.");

        Task<Guid?> Find() => db.Organisations.Named(name).Select(o => (Guid?)o.Id).SingleOrDefaultAsync(cancellationToken);
    }
}
