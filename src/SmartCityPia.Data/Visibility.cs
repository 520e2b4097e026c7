using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Submissions;
using SmartCityPia.Domain.Trail;

namespace SmartCityPia.Data;

/// <summary>What decides which assessments a person may see.</summary>
/// <param name="CityWide">Works for the whole city; of an auditor the grants say so, whatever the account says.</param>
/// <param name="Granted">What an auditor's grants name today.</param>
public sealed record Viewer(IReadOnlyCollection<string> Roles, Guid OrganisationId, bool CityWide, AuditedParts Granted)
{
    public bool Is(string role) => Roles.Contains(role, StringComparer.Ordinal);

    /// <summary>Equal for people who see the same.</summary>
    public string Key => string.Join(' ', [.. Roles.Order(StringComparer.Ordinal), $"{OrganisationId:N}", $"{CityWide}", $"{Granted.WholeCity}", .. Granted.Agencies.Order().Select(id => $"a{id:N}"), .. Granted.Assessments.Order().Select(id => $"{id:N}")]);

    /// <summary>All assessments are open to them.</summary>
    public bool SeesWholeCity => Is(Accounts.Roles.Reviewer) || (Is(Accounts.Roles.Auditor) ? Granted.WholeCity : CityWide && Is(Accounts.Roles.Officer));
}

/// <summary>What an auditor's grants in force open, taken together.</summary>
public sealed record AuditedParts(bool WholeCity, IReadOnlyList<Guid> Agencies, IReadOnlyList<Guid> Assessments)
{
    public static readonly AuditedParts None = new(false, [], []);
}

/// <summary>
/// Who may see an assessment, from both sides: <see cref="Of"/> for a person, <see cref="WhoMaySee"/> for an assessment.
/// Reviewers see all of them, officers all or those of their own agency, auditors what their grants name today. Vendors and administrators see none.
/// </summary>
public static class Visibility
{
    /// <summary>The assessments a person may see.</summary>
    public static IQueryable<Assessment> Of(IQueryable<Assessment> all, Viewer viewer)
    {
        var assessments = all.Where(a => a.Kind == AssessmentKind.Assessment);
        if (viewer.Is(Roles.Vendor))
            return assessments.Where(_ => false);
        if (viewer.SeesWholeCity)
            return assessments;
        if (viewer.Is(Roles.Auditor))
        {
            var (agencies, single) = (viewer.Granted.Agencies, viewer.Granted.Assessments);
            return assessments.Where(a => agencies.Contains(a.AgencyId) || single.Contains(a.Id));
        }
        var (officer, agency) = (viewer.Is(Roles.Officer), viewer.OrganisationId);
        return assessments.Where(a => officer && a.AgencyId == agency);
    }

    /// <summary>The people who may see an assessment.</summary>
    public static IQueryable<Account> WhoMaySee(PiaDbContext db, Assessment assessment, DateOnly today)
    {
        if (assessment.Kind != AssessmentKind.Assessment)
            return db.Users.Where(_ => false);
        var (reviewers, officers, auditors, vendors) = (db.Holders(Roles.Reviewer), db.Holders(Roles.Officer), db.Holders(Roles.Auditor), db.Holders(Roles.Vendor));
        var granted = GrantsInForce(db, today).Where(g => g.WholeCity || g.Agencies.Contains(assessment.AgencyId) || g.Assessments.Contains(assessment.Id)).Select(g => g.AccountId!.Value);
        return db.Users.Where(u => !vendors.Contains(u.Id) && (reviewers.Contains(u.Id)
            || (auditors.Contains(u.Id) ? granted.Contains(u.Id) : officers.Contains(u.Id) && (u.CityWide || u.OrganisationId == assessment.AgencyId))));
    }

    /// <summary>The vendors' descriptions a person may see: a vendor those of its own organisation, an officer those for their agency.</summary>
    /// <param name="rows">What is described, not only how the request stands: officers see it once it is handed in.</param>
    public static IQueryable<Assessment> Descriptions(PiaDbContext db, Viewer viewer, bool rows)
    {
        var organisation = viewer.OrganisationId;
        var all = db.Assessments.Where(a => a.Kind == AssessmentKind.Submission);
        if (viewer.Is(Roles.Vendor))
            return all.Where(a => a.VendorId == organisation);
        if (!viewer.Is(Roles.Officer))
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
        if (viewer.Is(Roles.Administrator))
            return db.AuditNotes;
        var (assessments, all) = (Of(db.Assessments, viewer), viewer.Is(Roles.Auditor));
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
