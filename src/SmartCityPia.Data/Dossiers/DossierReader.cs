using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data.Stamps;
using SmartCityPia.Domain.Catalogue;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Evidence;
using SmartCityPia.Domain.Trail;

namespace SmartCityPia.Data.Dossiers;

/// <summary>Reads an assessment's live rows as one <see cref="Dossier"/>: 24 queries, whatever its size, or only what changed. Pages ask <see cref="DossierCache"/>.</summary>
public sealed class DossierReader(PiaDbContext db)
{
    private static readonly string[] Writing = ["Added", "Changed", "Removed", "Undone"];

    /// <summary>The tables of what organisations are named in.</summary>
    private static readonly Type[] NameOrganisations = [typeof(Stakeholder), typeof(Dataset), typeof(DataFlow), typeof(Measure)];

    /// <summary>
    /// What the analysis of a service need not be done again for; evidence makes a promise count, so it is not among them. A test compares with a
    /// fresh one after changes of every kind.
    /// </summary>
    private static readonly Type[] WithoutFindings =
    [
        typeof(ScreeningAnswer), typeof(Purpose), typeof(AlikeService), typeof(LegalNote), typeof(Tension), typeof(Hearing), typeof(FindingDisposition), typeof(PrincipleAnswer), typeof(Choice), typeof(RightAnswer), typeof(Risk), typeof(ActionItem),
    ];

    /// <returns>The dossier, or null where there is no such assessment. Access is the caller's to check.</returns>
    public async Task<Dossier?> Read(Guid assessmentId, CancellationToken cancellationToken) => (await Read(assessmentId, null, cancellationToken))?.Dossier;

    /// <summary>What was read in one snapshot.</summary>
    /// <param name="Kinds">By table, the stamp of its last change.</param>
    internal sealed record Reading(DossierKey Key, Guid DescriptionId, IReadOnlyDictionary<string, Guid> Kinds, Dossier Dossier, bool HasFindings);

    /// <summary>The dossier and the stamps it was read at. Rows and stamps belong together within one snapshot only.</summary>
    /// <param name="last">What was read of the assessment before: kinds of rows that did not change since are taken from it.</param>
    internal async Task<Reading?> Read(Guid assessmentId, Reading? last, CancellationToken cancellationToken)
    {
        var head = await db.Assessments.AsNoTracking().Where(a => a.Id == assessmentId)
            .Select(a => new
            {
                a.DescriptionId,
                Stamped = db.Set<DossierStamp>().Single(s => s.AssessmentId == a.Id),
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
                    Dismissed = a.Dismissed,
                    Unseen = a.Unseen,
                    OverruleReason = a.OverruleReason,
                    DpoView = a.DpoView,
                    Status = a.Status,
                },
            }).SingleOrDefaultAsync(cancellationToken);
        if (head is null)
            return null;

        var kinds = JsonSerializer.Deserialize<Dictionary<string, Guid>>(head.Stamped.Kinds)!;
        var known = last is not null && last.DescriptionId == head.DescriptionId ? last : null;
        var changed = RowKinds.All.Select(k => k.Row).Append(typeof(Domain.Dossiers.EvidenceVersion)).Where(IsChanged).ToHashSet();
        var dossier = (known?.Dossier ?? new Dossier { Head = head.Head, Service = null! }) with { Head = head.Head };
        if (changed.Contains(typeof(ServiceDescription)))
            dossier = dossier with { Service = await db.ServiceDescriptions.AsNoTracking().SingleAsync(d => d.Id == head.DescriptionId, cancellationToken) };
        if (changed.Contains(typeof(Domain.Dossiers.EvidenceVersion)))
            dossier = dossier with { Files = await db.EvidenceVersions.AsNoTracking().Where(v => v.OwnerId == assessmentId).OrderBy(v => v.Id).ToListAsync(cancellationToken) };
        foreach (var kind in RowKinds.All.Where(k => k.Row != typeof(ServiceDescription) && changed.Contains(k.Row)))
            dossier = kind.Fill(dossier, await kind.Use(new RowsOfOwner(db, kind.IsDescription ? head.DescriptionId : assessmentId, cancellationToken, tracked: false)));
        if (known?.Key.Directory != head.Directory || NameOrganisations.Any(changed.Contains))
        {
            var named = dossier.Stakeholders.Select(s => s.OrganisationId).Concat(dossier.Datasets.Select(d => d.HolderId))
                .Concat(dossier.Flows.Select(f => f.RecipientId)).Concat(dossier.Measures.Select(m => m.ResponsibleId)).OfType<Guid>().Distinct().ToList();
            dossier = dossier with
            {
                Organisations = await db.Organisations.IgnoreQueryFilters().AsNoTracking().Where(o => named.Contains(o.Id)).OrderBy(o => o.Id)
                    .Select(o => new OrganisationEntry(o.Id, o.Name, o.Kind!.Value, o.Country) { Unnamed = o.UnnamedIn != null }).ToListAsync(cancellationToken),
            };
        }
        return new(new(assessmentId, head.Stamped.Stamp, head.Directory), head.DescriptionId, kinds, dossier,
            known is { HasFindings: true } && known.Key.Directory == head.Directory && changed.All(WithoutFindings.Contains));

        bool IsChanged(Type row)
        {
            var table = db.Model.FindEntityType(row)!.GetTableName()!;
            return known is null || kinds.GetValueOrDefault(table) != known.Kinds.GetValueOrDefault(table);
        }
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
        var rows = db.Model.GetEntityTypes().Where(t => (t.ClrType.IsAssignableTo(typeof(IRow)) && t.ClrType != typeof(EvidenceRequest) && t.ClrType != typeof(InternalNote)) || t.ClrType == typeof(Assessment)).Select(t => t.ShortName()).ToList();
        return db.AuditEvents.Where(e => (e.OwnerId == assessmentId || e.OwnerId == descriptionId || e.SubjectId == descriptionId) && e.AccountId != Guid.Empty
            && Writing.Contains(e.Verb) && rows.Contains(e.Subject));
    }
}
