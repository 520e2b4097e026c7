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

        var stakeholders = await Rows(db.Stakeholders, head.DescriptionId, cancellationToken);
        var datasets = await Rows(db.Datasets, head.DescriptionId, cancellationToken);
        var flows = await Rows(db.DataFlows, head.DescriptionId, cancellationToken);
        var measures = await Rows(db.Measures, assessmentId, cancellationToken);
        var named = stakeholders.Select(s => s.OrganisationId).Concat(datasets.Select(d => d.HolderId))
            .Concat(flows.Select(f => f.RecipientId)).Concat(measures.Select(m => m.ResponsibleId)).OfType<Guid>().Distinct().ToList();
        return (new(assessmentId, head.Stamp, head.Directory), new()
        {
            Head = head.Head,
            Service = await db.ServiceDescriptions.AsNoTracking().SingleAsync(d => d.Id == head.DescriptionId, cancellationToken),
            Organisations = await db.Organisations.AsNoTracking().Where(o => named.Contains(o.Id)).OrderBy(o => o.Id)
                .Select(o => new OrganisationEntry(o.Id, o.Name, o.Kind!.Value, o.Country)).ToListAsync(cancellationToken),
            Purposes = await Rows(db.Purposes, head.DescriptionId, cancellationToken),
            Groups = await Rows(db.PeopleGroups, head.DescriptionId, cancellationToken),
            Stakeholders = stakeholders,
            Datasets = datasets,
            Items = await Rows(db.DataItems, head.DescriptionId, cancellationToken),
            Flows = flows,
            Screening = await Rows(db.ScreeningAnswers, assessmentId, cancellationToken),
            Tensions = await Rows(db.Tensions, assessmentId, cancellationToken),
            Dispositions = await Rows(db.FindingDispositions, assessmentId, cancellationToken),
            Principles = await Rows(db.PrincipleAnswers, assessmentId, cancellationToken),
            Choices = await Rows(db.Choices, assessmentId, cancellationToken),
            Risks = await Rows(db.Risks, assessmentId, cancellationToken),
            Measures = measures,
            Actions = await Rows(db.ActionItems, assessmentId, cancellationToken),
            Evidence = await Rows(db.EvidenceItems, assessmentId, cancellationToken),
            Files = await Rows(db.EvidenceVersions, assessmentId, cancellationToken),
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

    private static Task<List<TRow>> Rows<TRow>(IQueryable<TRow> rows, Guid ownerId, CancellationToken cancellationToken) where TRow : class, IRow =>
        rows.AsNoTracking().Where(r => r.OwnerId == ownerId).OrderBy(r => r.Id).ToListAsync(cancellationToken);
}
