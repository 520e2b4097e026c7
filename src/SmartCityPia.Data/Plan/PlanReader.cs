using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data.Dossiers;
using SmartCityPia.Domain.Catalogue;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Organisations;
using SmartCityPia.Domain.Plan;
using SmartCityPia.Domain.Reviews;
using SmartCityPia.Domain.Submissions;

namespace SmartCityPia.Data.Plan;

/// <summary>An organisation that takes part in the plan.</summary>
public sealed record ParticipantLine
{
    public Guid Id { get; init; }

    public string Name { get; init; } = "";

    public OrganisationKind? Kind { get; init; }

    public int? Accepted { get; init; }

    public string? Policy { get; init; }
}

/// <summary>Reads the city's plan: what people answered, and what the records say.</summary>
/// <remarks>Counted are the assessments in use with their descriptions, drafts too; two queries, whatever there is.</remarks>
public sealed class PlanReader(PiaDbContext db)
{
    /// <summary>What was true longer ago has to be looked at again.</summary>
    private const int Year = 365;

    /// <param name="today">The city's day.</param>
    public async Task<CityPlan> Read(PiaCatalogue catalogue, DateOnly today, CancellationToken cancellationToken)
    {
        var answers = await db.PlanAnswers.AsNoTracking().ToListAsync(cancellationToken);
        return CityPlan.Of(catalogue, answers, await Count(catalogue, today, cancellationToken));
    }

    /// <summary>The newest first.</summary>
    public IQueryable<PlanVersionLine> Versions => db.PlanVersions.OrderByDescending(v => v.Number)
        .Select(v => new PlanVersionLine(v.Number, v.Sha256, v.FrozenAt, v.FrozenBy, db.PlanDecisions.FirstOrDefault(d => d.Number == v.Number)));

    /// <summary>The number of the version in force; null for none.</summary>
    public Task<int?> InForce(CancellationToken cancellationToken) => db.PlanDecisions.Where(d => d.Verdict == PlanVerdict.InForce).MaxAsync(d => (int?)d.Number, cancellationToken);

    /// <summary>Who takes part, by name.</summary>
    public IQueryable<ParticipantLine> ParticipantLines => Participants.OrderBy(o => o.Name).ThenBy(o => o.Id).Select(o => new ParticipantLine
    {
        Id = o.Id,
        Name = o.Name,
        Kind = o.Kind,
        Accepted = db.PlanParticipants.Where(p => p.Id == o.Id).Select(p => p.Accepted).FirstOrDefault(),
        Policy = db.PlanParticipants.Where(p => p.Id == o.Id).Select(p => p.Policy).FirstOrDefault(),
    });

    /// <summary>The names of the organisations that see to these points.</summary>
    public async Task<IReadOnlyDictionary<Guid, string>> Owners(IEnumerable<PlanPoint> points, CancellationToken cancellationToken)
    {
        var ids = points.Select(p => p.Answer?.OwnerId).OfType<Guid>().ToHashSet();
        return ids.Count == 0 ? new Dictionary<Guid, string>() : await db.Organisations.Where(o => ids.Contains(o.Id)).ToDictionaryAsync(o => o.Id, o => o.Name, cancellationToken);
    }

    private async Task<IEnumerable<PlanFeed>> Count(PiaCatalogue catalogue, DateOnly today, CancellationToken cancellationToken)
    {
        var feeds = Feeds(catalogue, today).ToList();
        var rows = await feeds.SelectMany(f => f.Counts).Aggregate((all, one) => all.Concat(one)).ToListAsync(cancellationToken);
        return feeds.Select(f => new PlanFeed(f.Id, rows.Where(r => r.Id == f.Id && r.Done).Sum(r => r.Count), rows.Where(r => r.Id == f.Id && !r.Done).Sum(r => r.Count)));
    }

    private sealed class Counted
    {
        public string Id { get; init; } = "";

        /// <summary>The rows that are done; else all of them.</summary>
        public bool Done { get; init; }

        public int Count { get; init; }
    }

    /// <param name="Counts">A row each for what is done and for all of it; none where there is nothing to count.</param>
    private sealed record Feed(string Id, IEnumerable<IQueryable<Counted>> Counts);

    private static Feed Of<T>(string id, IQueryable<T> all, params Expression<Func<T, bool>>[] done) => new(
        id,
        done.SelectMany(d => new[]
        {
            all.Where(d).GroupBy(_ => 1).Select(g => new Counted { Id = id, Done = true, Count = g.Count() }),
            all.GroupBy(_ => 1).Select(g => new Counted { Id = id, Done = false, Count = g.Count() }),
        }));

    /// <summary>One line for each point: of what, and which of them are done.</summary>
    private IEnumerable<Feed> Feeds(PiaCatalogue catalogue, DateOnly today)
    {
        var since = new DateTimeOffset(today.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero).AddDays(-Year);
        var identifiers = catalogue.Keys.Where(k => k.SameDomain && catalogue.Types.Contains(k.Type)).Select(k => k.Type).Distinct(StringComparer.Ordinal).ToList();
        var principles = catalogue.Principles.Count;
        // What the analysis asks how fine it is.
        var asked = catalogue.LiveRules.SelectMany(r => r.Premises).Concat<FieldCondition>(catalogue.Keys).Where(c => c.Metres is not null).Select(c => c.Type).ToHashSet(StringComparer.Ordinal);
        var places = catalogue.Types.Where(t => asked.Contains(t.Id) || t.Classes.Any(asked.Contains)).Select(t => t.Id).ToList();
        return
        [
            Of("PL01", db.Settings, _ => db.PlanDecisions.Any(d => d.Verdict == PlanVerdict.InForce)),
            Of("PL02", Described<Dataset>().Where(d => d.HolderId != null), d => db.Stakeholders.Any(s => s.OwnerId == d.OwnerId && s.OrganisationId == d.HolderId)),
            Of("PL03", Descriptions, d => !string.IsNullOrEmpty(d.Summary) && !string.IsNullOrEmpty(d.Place)),
            Of("PL04", Assessments, a => db.PrincipleAnswers.Count(p => p.OwnerId == a.Id && p.State != null) >= principles),
            Of("PL07", Participants, o => db.PlanParticipants.Any(p => p.Id == o.Id && p.Accepted == db.PlanDecisions.Where(d => d.Verdict == PlanVerdict.InForce).Max(d => (int?)d.Number))),
            Of("PL08", Approved, r => r.ReviewAgainOn != null),
            Of("PL10", Participants, o => db.PlanParticipants.Any(p => p.Id == o.Id && !string.IsNullOrEmpty(p.Policy))),
            Of("SU01", Descriptions, d => db.Stakeholders.Any(s => s.OwnerId == d.Id && (s.Role == StakeholderRole.Processor || s.Role == StakeholderRole.SubProcessor))),
            Of("SU04", Flows, f => db.Stakeholders.Any(s => s.OwnerId == f.OwnerId && s.OrganisationId == f.RecipientId)),
            Of("SU08", db.Organisations.Where(o => Accepted.Any(r => db.Assessments.Any(a => a.Id == r.OwnerId && a.VendorId == o.Id))),
                o => Accepted.Any(r => r.ChangedAt >= since && db.Assessments.Any(a => a.Id == r.OwnerId && a.VendorId == o.Id))),
            Of("DM01", Described<Dataset>(), d => db.DataItems.Any(i => i.DatasetId == d.Id)),
            Of("DM02", Flows, f => f.PurposeId != null && f.LegalBasis != null && f.Days != null),
            Of("DM06", Described<Dataset>(), d => d.Days != null),
            Of("DM08", Described<Dataset>().Where(d => d.Public), d => db.DataItems.Any(i => i.DatasetId == d.Id) && !db.DataItems.Any(i => i.DatasetId == d.Id && i.Group == null)),
            Of("DM09", Identifiers(identifiers), g => g.Holders == 1),
            Of("GP1", db.Settings, _ => db.PlanDecisions.Any(d => d.DecidedAt >= since)),
            Of("GP3", Assessed<ActionItem>().Where(a => a.DueOn < today), a => a.DoneOn != null),
            Of("DP1", Descriptions, d => d.ChangedAt >= since || db.Datasets.Any(x => x.OwnerId == d.Id && x.ChangedAt >= since) || db.DataFlows.Any(x => x.OwnerId == d.Id && x.ChangedAt >= since)),
            Of("DP3", Described<DataItem>().Where(i => places.Contains(i.TypeId)), i => i.Metres != null),
            Of("RP1", Assessed<Risk>(), r => r.InherentSeverity != null && r.InherentLikelihood != null && r.ResidualSeverity != null && r.ResidualLikelihood != null),
            Of("RP2", Assessments, a => db.Reviews.Any(r => r.OwnerId == a.Id && (r.State == ReviewState.Approved || r.State == ReviewState.ApprovedWithConditions))),
            Of("RP4", Approved, r => r.ReviewAgainOn >= today),
            Of("RP5", Assessed<Risk>(), r => r.Threat != null),
            Of("RP7", Assessed<Risk>().Where(r => r.Treatment == Treatment.Retain), r => !string.IsNullOrEmpty(r.Acceptance)),
            Of("RP8", Approved.Where(r => r.HighResidualRisks > 0), r => r.Consulted != null),
            Of("EP1", Assessed<Risk>().Where(r => r.Treatment == Treatment.Reduce), r => db.Measures.Any(m => m.RiskIds.Contains(r.Id) && m.State != MeasureState.Rejected && m.State != MeasureState.Failed)),
            Of("EP5", Described<Measure>().Where(m => m.State == MeasureState.InPlace || m.State == MeasureState.Verified), m => m.State == MeasureState.Verified),
            Of("EP6", db.ServiceEnds.Where(e => e.EndsOn < today), e => e.CompletedOn != null),
            Of("CE2", Described<PeopleGroup>().Where(g => g.Vulnerable), g => !string.IsNullOrEmpty(g.HowInformed)),
            Of("CE3", db.PublicQuestions.Where(q => q.AnsweredAt != null || q.DueOn < today), q => q.AnsweredAt != null),
            Of("CE5", Described<PeopleGroup>(), g => !string.IsNullOrEmpty(g.HowInformed)),
            Of("CE6", db.Settings, s => s.Contact.Contact != null && s.Contact.Contact != "", s => s.Contact.OfficerContact != null && s.Contact.OfficerContact != ""),
        ];
    }

    private IQueryable<Organisation> Participants => db.Organisations.Where(o => PlanParticipant.Kinds.Contains(o.Kind!.Value));

    /// <summary>Each identifier in each of its domains, with how many bodies hold it.</summary>
#pragma warning disable RS0030, CA1304, CA1311, MA0011 // It becomes SQL's lower(), which has no culture.
    private IQueryable<Identifier> Identifiers(IReadOnlyList<string> types) => Described<DataItem>().Where(i => types.Contains(i.TypeId) && i.IdentifierDomain != null)
        .Join(db.Datasets, i => i.DatasetId, d => d.Id, (i, d) => new { i.TypeId, Domain = i.IdentifierDomain!.ToLower(), d.HolderId })
        .GroupBy(i => new { i.TypeId, i.Domain }).Select(g => new Identifier { Holders = g.Select(i => i.HolderId).Distinct().Count() });
#pragma warning restore RS0030, CA1304, CA1311, MA0011

    private sealed class Identifier
    {
        public int Holders { get; init; }
    }

    private IQueryable<Assessment> Assessments => db.Assessments.InUse().Where(a => a.Kind == AssessmentKind.Assessment);

    private IQueryable<DescriptionRequest> Accepted => db.DescriptionRequests.Where(r => r.State == DescriptionState.Accepted);

    private IQueryable<ServiceDescription> Descriptions => db.ServiceDescriptions.Where(d => Assessments.Any(a => a.DescriptionId == d.Id));

    private IQueryable<DataFlow> Flows => Described<DataFlow>().Where(f => f.RecipientId != null);

    private IQueryable<Review> Approved =>
        db.Reviews.Where(r => (r.State == ReviewState.Approved || r.State == ReviewState.ApprovedWithConditions) && Assessments.Any(a => a.Id == r.OwnerId));

    private IQueryable<T> Described<T>() where T : class, IRow => db.Set<T>().Where(r => Assessments.Any(a => a.DescriptionId == EF.Property<Guid>(r, nameof(IRow.OwnerId))));

    private IQueryable<T> Assessed<T>() where T : class, IRow => db.Set<T>().Where(r => Assessments.Any(a => a.Id == EF.Property<Guid>(r, nameof(IRow.OwnerId))));
}
