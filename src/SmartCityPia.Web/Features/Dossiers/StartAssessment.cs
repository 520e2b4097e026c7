using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Catalogue;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Organisations;

namespace SmartCityPia.Web.Features.Dossiers;

/// <summary>Opens an assessment of a new service, prefilled from the catalogue where a kind of service was chosen.</summary>
public sealed class StartAssessment(PiaDbContext db, PiaCatalogue catalogue)
{
    /// <summary>Of those who take a number in the same moment one succeeds; so many may open something at once.</summary>
    private const int Attempts = 30;

    /// <param name="id">Given out with the form, so that posting it twice opens one assessment.</param>
    /// <returns>Its reference.</returns>
    public Task<string> Handle(Guid id, IntakeDetails details, Actor actor, CancellationToken cancellationToken) =>
        OpenOnce(db, id, () => Open(id, details, actor, cancellationToken), cancellationToken);

    /// <summary>Opens an assessment or a vendor's description under the next free number, once for each id.</summary>
    /// <param name="open">Stores it and returns its reference. Called again when somebody else took the number, or made the same organisation.</param>
    internal static async Task<string> OpenOnce(PiaDbContext db, Guid id, Func<Task<string>> open, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            db.ChangeTracker.Clear();
            if (await db.Assessments.Where(a => a.Id == id).Select(a => a.Reference).SingleOrDefaultAsync(cancellationToken) is { } existing)
                return existing;
            var outcome = await db.Try(async () => new Outcome.Done<string>(await open()));
            if (outcome is Outcome.Done<string> opened)
                return opened.What;
            if (outcome.WasFirst() || attempt == Attempts)
                throw new InvalidOperationException($"Nothing could be opened: {outcome}.");
        }
    }

    private async Task<string> Open(Guid id, IntakeDetails details, Actor actor, CancellationToken cancellationToken)
    {
        var year = actor.At.Year;
        var archetype = string.IsNullOrEmpty(details.ArchetypeId) ? null : catalogue.Archetypes[details.ArchetypeId];
        Guid NewId() => Guid.CreateVersion7(actor.At);
        var service = new Service { Id = NewId(), AgencyId = details.AgencyId!.Value, ArchetypeId = archetype?.Id };
        var description = new ServiceDescription { Id = NewId(), OwnerId = service.Id, Revision = 1, Name = details.Name };
        var assessment = new Assessment
        {
            Id = id,
            Reference = await FreeReference(db, year, AssessmentKind.Assessment, cancellationToken),
            ServiceId = service.Id,
            DescriptionId = description.Id,
            AgencyId = details.AgencyId.Value,
            OwnerId = actor.AccountId,
            CreatedAt = actor.At,
        };
        db.AddRange(service, description, assessment);
        if (archetype is not null)
        {
            var prefill = new Prefill(archetype, description.Id, id, await Bodies(archetype, details.AgencyId.Value, actor, cancellationToken), RisingIds(actor.At));
            prefill.Describe(description);
            assessment.Outcome = Domain.Dossiers.Screening.Evaluate(catalogue, prefill.Screening, overruled: false).Decided;
            db.AddRange(prefill.All);
        }
        await db.SaveAsync(actor, cancellationToken);
        return assessment.Reference;
    }

    /// <summary>The assessing agency is the controller; every other part is taken by the body of that name, made when there is none.</summary>
    internal async Task<Dictionary<string, Guid>> Bodies(ServiceArchetype archetype, Guid agencyId, Actor actor, CancellationToken cancellationToken)
    {
        var names = archetype.Stakeholders.Select(s => TextKey.Of(s.Name)).ToList();
        var known = await db.Organisations.Where(o => names.Contains(o.NameKey)).ToDictionaryAsync(o => o.Name, o => o.Id, TextKey.Comparer, cancellationToken);
        var controller = archetype.Stakeholders.FirstOrDefault(s => s.Role == StakeholderRole.Controller)?.Key;
        var bodies = new Dictionary<string, Guid>(StringComparer.Ordinal);
        foreach (var part in archetype.Stakeholders)
        {
            if (part.Key == controller)
            {
                bodies[part.Key] = agencyId;
                continue;
            }
            if (!known.TryGetValue(part.Name, out var body))
            {
                known[part.Name] = body = Guid.CreateVersion7(actor.At);
                db.Add(new Organisation { Id = body, Name = part.Name, Kind = part.Kind });
            }
            bodies[part.Key] = body;
        }
        return bodies;
    }

    internal static async Task<string> FreeReference(PiaDbContext db, int year, AssessmentKind kind, CancellationToken cancellationToken)
    {
        var taken = await db.Assessments.CountAsync(a => a.Kind == kind && a.CreatedAt.Year == year, cancellationToken);
        for (var number = taken + 1; ; number++)
        {
            var reference = Assessment.FormatReference(year, number, kind);
            if (!await db.Assessments.AnyAsync(a => a.Reference == reference, cancellationToken))
                return reference;
        }
    }

    /// <summary>Ids of one millisecond are not ordered among themselves; rows made together are a millisecond apart.</summary>
    internal static Func<Guid> RisingIds(DateTimeOffset from)
    {
        var at = from;
        return () => Guid.CreateVersion7(at = at.AddMilliseconds(1));
    }
}
