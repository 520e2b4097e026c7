using System.Security.Claims;
using SmartCityPia.Data;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Submissions;

namespace SmartCityPia.Web.Infrastructure.Security;

/// <summary>What the sign-in cookie says about a person.</summary>
public static class SignedInUser
{
    public const string NameClaim = "name";
    public const string OrganisationClaim = "organisation";

    /// <summary>Present where the account works for the whole city, not for its own agency alone.</summary>
    public const string CityWideClaim = "city";

    public static Guid AccountId(this ClaimsPrincipal user) =>
        Guid.Parse(user.FindFirstValue(ClaimTypes.NameIdentifier) ?? throw new InvalidOperationException("Nobody is signed in."));

    public static string DisplayName(this ClaimsPrincipal user) => user.FindFirstValue(NameClaim) ?? "";

    public static Guid OrganisationId(this ClaimsPrincipal user) =>
        Guid.TryParse(user.FindFirstValue(OrganisationClaim), out var id) ? id : Guid.Empty;

    /// <summary>Of an auditor the grant says so, whatever the account says.</summary>
    public static bool IsCityWide(this ClaimsPrincipal user) =>
        user.HasClaim(c => c.Type == (user.IsInRole(Roles.Auditor) ? AuditorScope.WholeCity : CityWideClaim));

    /// <summary>The person is no auditor, or one with a grant that is in force.</summary>
    public static bool MayLook(this ClaimsPrincipal user) =>
        !user.IsInRole(Roles.Auditor) || user.HasClaim(c => c.Type is AuditorScope.WholeCity or AuditorScope.Agency or AuditorScope.Assessment);

    public static Actor Actor(this HttpContext http) =>
        new(http.User.AccountId(), http.User.DisplayName(), http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow(), http.TraceIdentifier);

    /// <summary>The assessments a person may see: all of the city, those of their own agency, or those an auditor's grants name today. A vendor sees none.</summary>
    public static IQueryable<Assessment> VisibleTo(this IQueryable<Assessment> all, ClaimsPrincipal user)
    {
        var assessments = all.Where(a => a.Kind == AssessmentKind.Assessment && !user.IsInRole(Roles.Vendor));
        if (user.IsCityWide() || user.IsInRole(Roles.Reviewer))
            return assessments;
        if (user.IsInRole(Roles.Auditor))
        {
            var (agencies, single) = (AuditorScope.Ids(user, AuditorScope.Agency), AuditorScope.Ids(user, AuditorScope.Assessment));
            return assessments.Where(a => agencies.Contains(a.AgencyId) || single.Contains(a.Id));
        }
        var organisation = user.OrganisationId();
        return assessments.Where(a => a.AgencyId == organisation);
    }

    /// <summary>
    /// The vendors' descriptions a person may see: a vendor those of its own organisation, an officer those for their agency.
    /// </summary>
    /// <param name="rows">What is described, not only how the request stands: officers see it once it is handed in.</param>
    public static IQueryable<Assessment> DescriptionsVisibleTo(this PiaDbContext db, ClaimsPrincipal user, bool rows)
    {
        var organisation = user.OrganisationId();
        var all = db.Assessments.Where(a => a.Kind == AssessmentKind.Submission);
        if (user.IsInRole(Roles.Vendor))
            return all.Where(a => a.VendorId == organisation);
        if (!user.IsInRole(Roles.Officer))
            return all.Where(_ => false);
        var everywhere = user.IsCityWide();
        return all.Where(a => (everywhere || a.AgencyId == organisation)
            && (!rows || db.DescriptionRequests.Any(r => r.OwnerId == a.Id && (r.State == DescriptionState.Submitted || r.State == DescriptionState.Accepted))));
    }

    public static bool IsDescription(this HttpContext http) => http.Request.Path.StartsWithSegments("/descriptions", StringComparison.OrdinalIgnoreCase);

    /// <summary>What the address can lead to: <c>/descriptions/…</c> to a vendor's description, all others to an assessment.</summary>
    public static IQueryable<Assessment> Addressed(this PiaDbContext db, HttpContext http, bool rows = true) =>
        http.IsDescription() ? db.DescriptionsVisibleTo(http.User, rows) : db.Assessments.VisibleTo(http.User);
}
