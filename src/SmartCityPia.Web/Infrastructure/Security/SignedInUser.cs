using System.Security.Claims;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Domain.Assessments;
using SmartCityPia.Domain.Audit;

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

    /// <summary>The assessments a person may see: all of the city, those of their own agency, or those an auditor's grants name today.</summary>
    public static IQueryable<Assessment> VisibleTo(this IQueryable<Assessment> assessments, ClaimsPrincipal user)
    {
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
}
