using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Organisations;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Findings;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Organisations;

namespace SmartCityPia.Web.Features.Dossiers.Stakeholders;

/// <summary>Names bodies whose names were not known when the assessment began: an organisation takes the place of each in all rows.</summary>
public sealed class NameBodies(PiaDbContext db)
{
    /// <param name="dossier">As read in this request.</param>
    /// <param name="names">By the id of the body without a name.</param>
    /// <returns>Invalid with the body's id as field: the organisation would pass data to itself.</returns>
    public Task<Outcome> Handle(Assessment assessment, Dossier dossier, IReadOnlyDictionary<Guid, string> names, Actor actor, CancellationToken cancellationToken) => db.Try(async () =>
    {
        db.ChangeTracker.Clear();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (!await assessment.Touch(db, actor, cancellationToken))
            return new Outcome.Closed();
        var unnamed = dossier.Organisations.Where(o => o.Unnamed && names.ContainsKey(o.Id)).ToList();
        var by = new Dictionary<Guid, Guid>();
        var made = new Dictionary<string, Organisation>(TextKey.Comparer);
        foreach (var body in unnamed)
        {
            var name = names[body.Id].Trim();
            var organisation = made.GetValueOrDefault(name) ?? await db.Organisations.Named(name).SingleOrDefaultAsync(cancellationToken);
            if (organisation is null)
                db.Add(organisation = new Organisation { Id = Guid.CreateVersion7(actor.At), Name = name, Kind = body.Kind });
            made[name] = organisation;
            by[body.Id] = organisation.Id;
        }
        Guid? Put(Guid? id) => id is { } known && by.TryGetValue(known, out var named) ? named : id;
        var sets = await db.Datasets.Where(d => d.OwnerId == assessment.DescriptionId).ToListAsync(cancellationToken);
        var flows = await db.DataFlows.Where(f => f.OwnerId == assessment.DescriptionId).ToListAsync(cancellationToken);
        foreach (var flow in flows)
        {
            var holder = Put(flow.SourceDatasetId is { } set ? sets.Find(d => d.Id == set)?.HolderId : flows.Find(f => f.Id == flow.SourceFlowId)?.RecipientId);
            var recipient = Put(flow.RecipientId);
            if (holder == recipient && unnamed.Find(b => by[b.Id] == recipient) is { } wrong)
                return new Outcome.Invalid([new(wrong.Id.ToString(), "RecipientHoldsIt")]);
        }
        var told = dossier with { Organisations = [.. dossier.Organisations, .. made.Values.Select(o => new OrganisationEntry(o.Id, o.Name, o.Kind!.Value, o.Country))] };
        foreach (var flow in flows.Where(f => f.RecipientId is { } to && by.ContainsKey(to)))
        {
            var usual = dossier.FlowOf(flow.Id) is { } shown && shown.Name == dossier.UsualNameOf(shown) && shown.Name == flow.Name;
            flow.RecipientId = Put(flow.RecipientId);
            if (usual)
                flow.Name = told.UsualNameOf(flow);
        }
        foreach (var set in sets)
            set.HolderId = Put(set.HolderId);
        foreach (var measure in await db.Measures.Where(m => m.OwnerId == assessment.DescriptionId).ToListAsync(cancellationToken))
            measure.ResponsibleId = Put(measure.ResponsibleId);
        var stakeholders = await db.Stakeholders.Where(s => s.OwnerId == assessment.DescriptionId).OrderBy(s => s.Id).ToListAsync(cancellationToken);
        foreach (var same in stakeholders.GroupBy(s => Put(s.OrganisationId)))
        {
            // One body that has two parts is one stakeholder, with the words of the one that was there.
            var kept = same.FirstOrDefault(s => s.OrganisationId == same.Key) ?? same.First();
            db.RemoveRange(same.Where(s => s != kept));
            kept.OrganisationId = same.Key;
        }
        foreach (var (from, to) in by)
        {
            foreach (var decision in await db.FindingDispositions.Where(d => d.OwnerId == assessment.Id && d.FindingKey.Contains(CityId.Of(from))).ToListAsync(cancellationToken))
                db.Entry(decision).Property(d => d.FindingKey).CurrentValue = decision.FindingKey.Replace(CityId.Of(from), CityId.Of(to), StringComparison.Ordinal);
        }
        await db.SaveAsync(actor, cancellationToken);
        foreach (var (from, to) in by)
        {
            // A copy of the assessment may still wait for the name.
            if ((await db.UsesOf(from, cancellationToken)).Count > 0)
                continue;
            db.Add(new MergedOrganisation { Id = from, IntoId = to, MergedAt = actor.At });
            db.Remove(await db.Organisations.IgnoreQueryFilters().SingleAsync(o => o.Id == from, cancellationToken));
        }
        await db.SaveAsync(actor, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new Outcome.Done();
    });
}
