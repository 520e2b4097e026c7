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

    public static bool IsCityWide(this ClaimsPrincipal user) => user.HasClaim(c => c.Type == CityWideClaim);

    public static Actor Actor(this HttpContext http) =>
        new(http.User.AccountId(), http.User.DisplayName(), http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow(), http.TraceIdentifier);

    /// <summary>The assessments a person may see: all of the city, or those of their own agency.</summary>
    public static IQueryable<Assessment> VisibleTo(this IQueryable<Assessment> assessments, ClaimsPrincipal user)
    {
        if (user.IsCityWide() || user.IsInRole(Roles.Reviewer) || user.IsInRole(Roles.Auditor))
            return assessments;
        var organisation = user.OrganisationId();
        return assessments.Where(a => a.AgencyId == organisation);
    }
}
