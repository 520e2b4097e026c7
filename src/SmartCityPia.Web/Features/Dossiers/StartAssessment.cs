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
    /// <param name="parts">Who takes the parts of the kind of service; null for the usual part of the agency and bodies that are called like their parts.</param>
    /// <returns>Its reference.</returns>
    public Task<string> Handle(Guid id, IntakeDetails details, Actor actor, CancellationToken cancellationToken, PartsDetails? parts = null) =>
        OpenOnce(db, id, () => Open(id, details, parts, actor, cancellationToken), cancellationToken);

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

    private async Task<string> Open(Guid id, IntakeDetails details, PartsDetails? parts, Actor actor, CancellationToken cancellationToken)
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
            var bodies = await Bodies(archetype, [(details.AgencyId.Value, parts?.Part)], actor, cancellationToken, parts is null ? null : (parts, assessment));
            var prefill = new Prefill(archetype, description.Id, id, bodies, RisingIds(actor.At));
            if (parts?.Part == PartsDetails.Other && prefill.Stakeholders.All(s => s.OrganisationId != details.AgencyId))
                db.Add(new Stakeholder { Id = NewId(), OwnerId = description.Id, OrganisationId = details.AgencyId, Role = parts.Role });
            prefill.Describe(description);
            assessment.Unseen = [description.Id, .. prefill.All.Select(r => r.Id)];
            assessment.Outcome = Domain.Dossiers.Screening.Evaluate(catalogue, prefill.Screening, overruled: false).Decided;
            db.AddRange(prefill.All);
        }
        await db.SaveAsync(actor, cancellationToken);
        return assessment.Reference;
    }

    /// <summary>Who takes which part: those who are known have one part each, the usual one of their kind where none is named.</summary>
    /// <param name="named">The names of the others, and the assessment in which a body has none; null for bodies that are called like their parts.</param>
    internal async Task<Dictionary<string, Prefill.Body>> Bodies(ServiceArchetype archetype, IReadOnlyList<(Guid Id, string? Part)> known, Actor actor, CancellationToken cancellationToken,
        (PartsDetails Parts, Assessment In)? named = null)
    {
        var bodies = new Dictionary<string, Prefill.Body>(StringComparer.Ordinal);
        var ids = known.Select(k => k.Id).ToList();
        var kinds = await db.Organisations.Where(o => ids.Contains(o.Id)).Select(o => new { o.Id, o.Name, o.Kind }).ToDictionaryAsync(o => o.Id, cancellationToken);
        foreach (var (id, part) in known)
        {
            var key = part ?? archetype.UsualPart(kinds[id].Kind!.Value)?.Key;
            if (archetype.Stakeholders.Any(s => s.Key == key))
                bodies.TryAdd(key!, new(id, kinds[id].Name));
        }
        var names = archetype.Stakeholders.Where(s => !bodies.ContainsKey(s.Key)).ToDictionary(s => s.Key, s =>
            named is null ? s.Name : TypedName(named.Value.Parts.Names.Find(n => n.Key == s.Key)?.Name), StringComparer.Ordinal);
        var keys = names.Values.OfType<string>().Select(TextKey.Of).ToList();
        var found = await db.Organisations.Where(o => keys.Contains(o.NameKey)).ToDictionaryAsync(o => o.Name, o => new Prefill.Body(o.Id, o.Name), TextKey.Comparer, cancellationToken);
        foreach (var part in archetype.Stakeholders.Where(s => names.ContainsKey(s.Key)))
        {
            if (names[part.Key] is not { } name)
                bodies[part.Key] = Add(part, $"{part.Name} ({named!.Value.In.Reference})", named.Value.In.Id);
            else if (found.TryGetValue(name, out var body))
                bodies[part.Key] = body;
            else
                bodies[part.Key] = found[name] = Add(part, name, null);
        }
        return bodies;

        Prefill.Body Add(ArchetypeStakeholder part, string name, Guid? unnamedIn)
        {
            var added = new Organisation { Id = Guid.CreateVersion7(actor.At), Name = name, Kind = part.Kind, UnnamedIn = unnamedIn };
            db.Add(added);
            return new(added.Id, name);
        }
    }

    private static string? TypedName(string? name) => string.IsNullOrWhiteSpace(name) ? null : name.Trim();

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
