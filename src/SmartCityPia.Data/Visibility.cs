using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Domain.Accounts;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Submissions;
using SmartCityPia.Domain.Trail;

namespace SmartCityPia.Data;

/// <summary>What decides which assessments a person may see.</summary>
/// <param name="CityWide">Works for the whole city; of an auditor the grants say so, whatever the account says.</param>
/// <param name="Granted">What an auditor's grants name today.</param>
/// <param name="Participates">The assessments that their leads asked the person into, by reference.</param>
public sealed record Viewer(Guid AccountId, IReadOnlyCollection<Permission> May, Guid OrganisationId, bool CityWide, AuditedParts Granted, IReadOnlyList<string> Participates)
{
    public bool Has(Permission permission) => May.Contains(permission);

    /// <summary>Equal for people who see the same.</summary>
    public string Key => string.Join(' ', [.. May.Order().Select(p => p.ToString()), $"{OrganisationId:N}", $"{CityWide}", $"{Granted.WholeCity}", .. Granted.Agencies.Order().Select(id => $"a{id:N}"), .. Granted.Assessments.Order().Select(id => $"{id:N}"), .. Participates.Order(StringComparer.Ordinal)]);

    /// <summary>All assessments are open to them.</summary>
    public bool SeesWholeCity => Has(Permission.ReadAllAssessments) || (Has(Permission.Audit) ? Granted.WholeCity : CityWide && Has(Permission.ReadAssessments));

    /// <summary>Their role opens it, not its lead.</summary>
    public bool SeesByRole(Assessment assessment) => SeesWholeCity || (!Has(Permission.Audit) && Has(Permission.ReadAssessments) && assessment.AgencyId == OrganisationId);
}

/// <summary>What an auditor's grants in force open, taken together.</summary>
public sealed record AuditedParts(bool WholeCity, IReadOnlyList<Guid> Agencies, IReadOnlyList<Guid> Assessments)
{
    public static readonly AuditedParts None = new(false, [], []);
}

/// <summary>
/// Who may see an assessment, from both sides: <see cref="Of"/> for a person, <see cref="WhoMaySee"/> for an assessment.
/// Reviewers see all of them, officers all or those of their own agency, auditors what their grants name today, and those whom a lead asked in the one
/// they were asked into. Vendors, administrators and readers see none; readers see what is released to them (<see cref="Released"/>, <see cref="WhoMayRead"/>).
/// </summary>
public static class Visibility
{
    /// <summary>The assessments a person may see.</summary>
    public static IQueryable<Assessment> Of(IQueryable<Assessment> all, Viewer viewer)
    {
        var assessments = all.Where(a => a.Kind == AssessmentKind.Assessment);
        if (viewer.Has(Permission.Describe))
            return assessments.Where(_ => false);
        if (viewer.SeesWholeCity)
            return assessments;
        if (viewer.Has(Permission.Audit))
        {
            var (agencies, single) = (viewer.Granted.Agencies, viewer.Granted.Assessments);
            return assessments.Where(a => agencies.Contains(a.AgencyId) || single.Contains(a.Id));
        }
        var (reads, agency, asked) = (viewer.Has(Permission.ReadAssessments), viewer.OrganisationId, viewer.Participates);
        return asked.Count == 0 ? assessments.Where(a => reads && a.AgencyId == agency) : assessments.Where(a => (reads && a.AgencyId == agency) || asked.Contains(a.Reference));
    }

    /// <summary>The people who may see an assessment.</summary>
    public static IQueryable<Account> WhoMaySee(PiaDbContext db, Assessment assessment, DateOnly today)
    {
        if (assessment.Kind != AssessmentKind.Assessment)
            return db.Users.Where(_ => false);
        var (reviewers, officers, auditors, vendors) = (db.Holders(Permission.ReadAllAssessments), db.Holders(Permission.ReadAssessments), db.Holders(Permission.Audit), db.Holders(Permission.Describe));
        var (asked, mayBeAsked) = (ParticipantsOf(db, assessment.Id), MayBeAsked(db));
        var granted = GrantsInForce(db, today).Where(g => g.WholeCity || g.Agencies.Contains(assessment.AgencyId) || g.Assessments.Contains(assessment.Id)).Select(g => g.AccountId!.Value);
        return db.Users.Where(u => !vendors.Contains(u.Id) && (reviewers.Contains(u.Id)
            || (auditors.Contains(u.Id) ? granted.Contains(u.Id) : (officers.Contains(u.Id) && (u.CityWide || u.OrganisationId == assessment.AgencyId)) || (asked.Contains(u.Id) && mayBeAsked.Contains(u.Id)))));
    }

    /// <summary>Who takes part in an assessment today.</summary>
    private static IQueryable<Guid> ParticipantsOf(PiaDbContext db, Guid assessmentId) => db.Participants.Where(p => p.OwnerId == assessmentId && p.EndedAt == null).Select(p => p.AccountId);

    /// <summary>Whom a lead may ask in: officers, readers and people of roles that the city made. The others are apart from the work of the city.</summary>
    public static IQueryable<Guid> MayBeAsked(PiaDbContext db)
    {
        var (vendors, auditors, administrators, reviewers) = (db.Holders(Permission.Describe), db.Holders(Permission.Audit), db.Holders(Permission.ManageAccounts), db.Holders(Permission.Review));
        return db.UserRoles.Where(r => db.Users.Any(u => u.Id == r.UserId && u.DeactivatedAt == null)).Select(r => r.UserId)
            .Where(id => !vendors.Contains(id) && !auditors.Contains(id) && !administrators.Contains(id) && !reviewers.Contains(id));
    }

    /// <summary>What is released to a person on a day: to them, or to their organisation.</summary>
    public static IQueryable<Release> Released(PiaDbContext db, Viewer viewer, DateOnly today)
    {
        var (me, body, reads) = (viewer.AccountId, viewer.OrganisationId, viewer.Has(Permission.ReadReleased));
        return db.Releases.AsNoTracking().Where(r => reads && r.WithdrawnAt == null && r.LastDay >= today && (r.AccountId == me || r.OrganisationId == body));
    }

    /// <summary>The people who may read what was released, while it is.</summary>
    public static IQueryable<Account> WhoMayRead(PiaDbContext db, Release release, DateOnly today)
    {
        var (readers, account, body, isOpen) = (db.Holders(Permission.ReadReleased), release.AccountId, release.OrganisationId, release.WithdrawnAt is null && release.LastDay >= today);
        return db.Users.Where(u => isOpen && readers.Contains(u.Id) && (u.Id == account || u.OrganisationId == body));
    }

    /// <summary>The vendors' descriptions a person may see: a vendor those of its own organisation, an officer those for their agency.</summary>
    /// <param name="rows">What is described, not only how the request stands: officers see it once it is handed in.</param>
    public static IQueryable<Assessment> Descriptions(PiaDbContext db, Viewer viewer, bool rows)
    {
        var organisation = viewer.OrganisationId;
        var all = db.Assessments.Where(a => a.Kind == AssessmentKind.Submission);
        if (viewer.Has(Permission.Describe))
            return all.Where(a => a.VendorId == organisation);
        if (!viewer.Has(Permission.AskVendors))
            return all.Where(_ => false);
        var everywhere = viewer.SeesWholeCity;
        return all.Where(a => (everywhere || a.AgencyId == organisation)
            && (!rows || db.DescriptionRequests.Any(r => r.OwnerId == a.Id && (r.State == DescriptionState.Submitted || r.State == DescriptionState.Accepted))));
    }

    /// <summary>
    /// The owners of the events whose content a person may see: the assessments and descriptions that they may open, and the services and
    /// descriptions of these. A vendor's draft is nobody's but the vendor's.
    /// </summary>
    public static IQueryable<Guid> OwnersOpenTo(PiaDbContext db, Viewer viewer)
    {
        var (assessments, descriptions) = (Of(db.Assessments, viewer), Descriptions(db, viewer, rows: true));
        return assessments.Select(a => a.Id)
            .Concat(assessments.Select(a => a.ServiceId))
            .Concat(db.ServiceDescriptions.Where(d => assessments.Any(a => a.ServiceId == d.OwnerId)).Select(d => d.Id))
            .Concat(descriptions.Select(a => a.Id)).Concat(descriptions.Select(a => a.DescriptionId)).Concat(descriptions.Select(a => a.ServiceId));
    }

    /// <summary>The audit notes a person may see: auditors those in their scope, administrators all, everyone else those for the agency.</summary>
    public static IQueryable<AuditNote> Notes(PiaDbContext db, Viewer viewer)
    {
        if (viewer.Has(Permission.ManageAccounts))
            return db.AuditNotes;
        var (assessments, all) = (Of(db.Assessments, viewer), viewer.Has(Permission.Audit));
        return db.AuditNotes.Where(n => (all || n.ForAgency) && assessments.Any(a => a.Id == n.OwnerId));
    }

    /// <summary>What an auditor's grants open on a day.</summary>
    public static async Task<AuditedParts> GrantedTo(PiaDbContext db, Guid auditorId, DateOnly today, CancellationToken cancellationToken)
    {
        var grants = await GrantsInForce(db, today).Where(g => g.AccountId == auditorId).Select(g => new { g.WholeCity, g.Agencies, g.Assessments }).ToListAsync(cancellationToken);
        return new(grants.Exists(g => g.WholeCity), [.. grants.SelectMany(g => g.Agencies).Distinct()], [.. grants.SelectMany(g => g.Assessments).Distinct()]);
    }

    private static IQueryable<AuditorGrant> GrantsInForce(PiaDbContext db, DateOnly today) =>
        db.AuditorGrants.AsNoTracking().Where(g => g.RevokedAt == null && g.FirstDay <= today && g.LastDay >= today);
}
