using System.Security.Claims;
using SmartCityPia.Data;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Trail;

namespace SmartCityPia.Web.Infrastructure.Security;

/// <summary>What the sign-in cookie says about a person.</summary>
public static class SignedInUser
{
    public const string NameClaim = "name";
    public const string OrganisationClaim = "organisation";

    /// <summary>Which <see cref="Session"/> it is.</summary>
    public const string SessionClaim = "session";

    /// <summary>Present where the account works for the whole city, not for its own agency alone.</summary>
    public const string CityWideClaim = "city";

    /// <summary>Present for each kind of second factor that the person has.</summary>
    public const string FactorClaim = "factor";

    public const string Passkey = "passkey";
    public const string App = "app";

    /// <summary>Present where the role needs a second factor and there is none yet.</summary>
    public const string LacksFactorClaim = "lacks-factor";

    /// <summary>At which provider the person signed in.</summary>
    public const string ProviderClaim = "provider";

    public static string? Provider(this ClaimsPrincipal user) => user.FindFirstValue(ProviderClaim);

    public static string? Role(this ClaimsPrincipal user) => user.FindFirstValue(ClaimTypes.Role);

    public static bool HasFactor(this ClaimsPrincipal user) => user.HasClaim(c => c.Type == FactorClaim);

    public static bool HasPasskey(this ClaimsPrincipal user) => user.HasClaim(FactorClaim, Passkey);

    public static bool LacksFactor(this ClaimsPrincipal user) => user.HasClaim(c => c.Type == LacksFactorClaim);

    public static Guid AccountId(this ClaimsPrincipal user) =>
        Guid.Parse(user.FindFirstValue(ClaimTypes.NameIdentifier) ?? throw new InvalidOperationException("Nobody is signed in."));

    /// <summary>None where nobody is signed in.</summary>
    public static Guid? SessionId(this ClaimsPrincipal user) => Guid.TryParse(user.FindFirstValue(SessionClaim), out var id) ? id : null;

    public static string DisplayName(this ClaimsPrincipal user) => user.FindFirstValue(NameClaim) ?? "";

    public static Guid OrganisationId(this ClaimsPrincipal user) =>
        Guid.TryParse(user.FindFirstValue(OrganisationClaim), out var id) ? id : Guid.Empty;

    /// <summary>Of an auditor the grant says so, whatever the account says.</summary>
    public static bool IsCityWide(this ClaimsPrincipal user) =>
        user.HasClaim(c => c.Type == (user.IsInRole(Roles.Auditor) ? AuditorScope.WholeCity : CityWideClaim));

    public static bool IsAuditor(this ClaimsPrincipal user) => user.IsInRole(Roles.Auditor);

    /// <summary>An auditor whose grants are for some agencies or assessments only.</summary>
    public static bool IsAuditorOfAPart(this ClaimsPrincipal user) => user.IsAuditor() && !user.IsCityWide();

    /// <summary>The person is no auditor, or one with a grant that is in force.</summary>
    public static bool MayLook(this ClaimsPrincipal user) =>
        !user.IsInRole(Roles.Auditor) || user.HasClaim(c => c.Type is AuditorScope.WholeCity or AuditorScope.Agency or AuditorScope.Assessment);

    public static Actor Actor(this HttpContext http) =>
        new(http.User.AccountId(), http.User.DisplayName(), http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow(), http.TraceIdentifier);

    public static Viewer Viewer(this ClaimsPrincipal user) =>
        new([.. user.FindAll(ClaimTypes.Role).Select(c => c.Value)], user.OrganisationId(), user.HasClaim(c => c.Type == CityWideClaim), AuditorScope.Of(user));

    /// <inheritdoc cref="Visibility.Of"/>
    public static IQueryable<Assessment> VisibleTo(this IQueryable<Assessment> all, ClaimsPrincipal user) => Visibility.Of(all, user.Viewer());

    /// <inheritdoc cref="Visibility.Descriptions"/>
    public static IQueryable<Assessment> DescriptionsVisibleTo(this PiaDbContext db, ClaimsPrincipal user, bool rows) => Visibility.Descriptions(db, user.Viewer(), rows);

    /// <inheritdoc cref="Visibility.Notes"/>
    public static IQueryable<AuditNote> NotesVisibleTo(this PiaDbContext db, ClaimsPrincipal user) => Visibility.Notes(db, user.Viewer());

    public static bool IsDescription(this HttpContext http) => http.Request.Path.StartsWithSegments(Addresses.Descriptions, StringComparison.OrdinalIgnoreCase);

    /// <summary>What the address can lead to: <c>/descriptions/…</c> to a vendor's description, all others to an assessment.</summary>
    public static IQueryable<Assessment> Addressed(this PiaDbContext db, HttpContext http, bool rows = true) =>
        http.IsDescription() ? db.DescriptionsVisibleTo(http.User, rows) : db.Assessments.VisibleTo(http.User);
}
