using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data.Stamps;
using SmartCityPia.Domain.Catalogue;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Evidence;
using SmartCityPia.Domain.Trail;

namespace SmartCityPia.Data.Dossiers;

/// <summary>Reads an assessment's live rows as one <see cref="Dossier"/>: 19 queries, whatever its size. Pages ask <see cref="DossierCache"/>.</summary>
public sealed class DossierReader(PiaDbContext db)
{
    private static readonly string[] Writing = ["Added", "Changed", "Removed"];

    /// <returns>The dossier, or null where there is no such assessment. Access is the caller's to check.</returns>
    public async Task<Dossier?> Read(Guid assessmentId, CancellationToken cancellationToken) => (await ReadWithKey(assessmentId, cancellationToken))?.Dossier;

    /// <summary>The dossier and the stamps it was read at. Rows and stamps belong together within one snapshot only.</summary>
    internal async Task<(DossierKey Key, Dossier Dossier)?> ReadWithKey(Guid assessmentId, CancellationToken cancellationToken)
    {
        var head = await db.Assessments.AsNoTracking().Where(a => a.Id == assessmentId)
            .Select(a => new
            {
                a.DescriptionId,
                Stamp = db.Set<DossierStamp>().Where(s => s.AssessmentId == a.Id).Select(s => s.Stamp).Single(),
                Directory = db.Set<SharedStamp>().Where(s => s.Name == SharedStamp.Directory).Select(s => s.Stamp).Single(),
                Head = new DossierHead
                {
                    AssessmentId = a.Id,
                    Reference = a.Reference,
                    Agency = db.Organisations.Where(o => o.Id == a.AgencyId).Select(o => o.Name).Single(),
                    LeadOfficer = db.Users.Where(u => u.Id == a.OwnerId).Select(u => u.DisplayName).Single(),
                    ArchetypeId = db.Services.Where(s => s.Id == a.ServiceId).Select(s => s.ArchetypeId).Single(),
                    CatalogueVersion = PiaCatalogue.Current.Version,
                    CreatedAt = a.CreatedAt,
                    Overruled = a.Overruled,
                    OverruleReason = a.OverruleReason,
                    Status = a.Status,
                },
            }).SingleOrDefaultAsync(cancellationToken);
        if (head is null)
            return null;

        var dossier = new Dossier
        {
            Head = head.Head,
            Service = await db.ServiceDescriptions.AsNoTracking().SingleAsync(d => d.Id == head.DescriptionId, cancellationToken),
            Files = await db.EvidenceVersions.AsNoTracking().Where(v => v.OwnerId == assessmentId).OrderBy(v => v.Id).ToListAsync(cancellationToken),
        };
        foreach (var kind in RowKinds.All.Where(k => k.Row != typeof(ServiceDescription)))
            dossier = kind.Fill(dossier, await kind.Use(new RowsOfOwner(db, kind.IsDescription ? head.DescriptionId : assessmentId, cancellationToken, tracked: false)));
        var named = dossier.Stakeholders.Select(s => s.OrganisationId).Concat(dossier.Datasets.Select(d => d.HolderId))
            .Concat(dossier.Flows.Select(f => f.RecipientId)).Concat(dossier.Measures.Select(m => m.ResponsibleId)).OfType<Guid>().Distinct().ToList();
        return (new(assessmentId, head.Stamp, head.Directory), dossier with
        {
            Organisations = await db.Organisations.AsNoTracking().Where(o => named.Contains(o.Id)).OrderBy(o => o.Id)
                .Select(o => new OrganisationEntry(o.Id, o.Name, o.Kind!.Value, o.Country)).ToListAsync(cancellationToken),
        });
    }

    /// <summary>The names of the people who changed something in an assessment or its description.</summary>
    public Task<List<string>> Contributors(Guid assessmentId, Guid descriptionId, CancellationToken cancellationToken) =>
        Authorship(assessmentId, descriptionId).Select(e => e.AccountName).Distinct().OrderBy(name => name).ToListAsync(cancellationToken);

    /// <summary>
    /// The changes that make somebody an author: of the rows, and of the assessment itself.
    /// Reading, downloading, asking for evidence and everything about its review make nobody an author.
    /// </summary>
    public IQueryable<AuditEvent> Authorship(Guid assessmentId, Guid descriptionId)
    {
        var rows = db.Model.GetEntityTypes().Where(t => (t.ClrType.IsAssignableTo(typeof(IRow)) && t.ClrType != typeof(EvidenceRequest)) || t.ClrType == typeof(Assessment)).Select(t => t.ShortName()).ToList();
        return db.AuditEvents.Where(e => (e.OwnerId == assessmentId || e.OwnerId == descriptionId || e.SubjectId == descriptionId) && e.AccountId != Guid.Empty
            && Writing.Contains(e.Verb) && rows.Contains(e.Subject));
    }
}
