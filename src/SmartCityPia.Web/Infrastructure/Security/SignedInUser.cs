using System.Security.Claims;
using SmartCityPia.Data;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Domain.Accounts;
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

    /// <summary>Present for each permission of the person's role.</summary>
    public const string PermissionClaim = "may";

    /// <summary>Present for each assessment that its lead asked the person into: what they may there, and its reference.</summary>
    public const string PartClaim = "part";

    public static bool May(this ClaimsPrincipal user, Permission permission) => user.HasClaim(PermissionClaim, permission.ToString());

    /// <returns>Null where the person takes no part in it.</returns>
    public static ParticipantRole? PartIn(this ClaimsPrincipal user, string reference) =>
        Parts(user).Where(p => string.Equals(p.Reference, reference, StringComparison.OrdinalIgnoreCase)).Select(p => (ParticipantRole?)p.Role).FirstOrDefault();

    public static bool TakesPart(this ClaimsPrincipal user, ParticipantRole least) => Parts(user).Any(p => p.Role >= least);

    internal static Claim Part(ParticipantRole role, string reference) => new(PartClaim, $"{role} {reference}");

    private static IEnumerable<(ParticipantRole Role, string Reference)> Parts(ClaimsPrincipal user) =>
        user.FindAll(PartClaim).Select(c => c.Value.Split(' ')).Select(p => (Enum.Parse<ParticipantRole>(p[0]), p[1]));

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
        user.HasClaim(c => c.Type == (user.IsAuditor() ? AuditorScope.WholeCity : CityWideClaim));

    public static bool IsAuditor(this ClaimsPrincipal user) => user.May(Permission.Audit);

    /// <summary>An auditor whose grants are for some agencies or assessments only.</summary>
    public static bool IsAuditorOfAPart(this ClaimsPrincipal user) => user.IsAuditor() && !user.IsCityWide();

    /// <summary>The person is no auditor, or one with a grant that is in force.</summary>
    public static bool MayLook(this ClaimsPrincipal user) =>
        !user.IsAuditor() || user.HasClaim(c => c.Type is AuditorScope.WholeCity or AuditorScope.Agency or AuditorScope.Assessment);

    public static Actor Actor(this HttpContext http) =>
        new(http.User.AccountId(), http.User.DisplayName(), http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow(), http.TraceIdentifier);

    public static Viewer Viewer(this ClaimsPrincipal user) =>
        new(user.AccountId(), [.. user.FindAll(PermissionClaim).Select(c => Enum.Parse<Permission>(c.Value))], user.OrganisationId(), user.HasClaim(c => c.Type == CityWideClaim), AuditorScope.Of(user), [.. Parts(user).Select(p => p.Reference)]);

    /// <inheritdoc cref="Visibility.Of"/>
    public static IQueryable<Assessment> VisibleTo(this IQueryable<Assessment> all, ClaimsPrincipal user) => Visibility.Of(all, user.Viewer());

    /// <summary>Those that the person's role opens; not those that a lead asked them into.</summary>
    public static IQueryable<Assessment> OpenByRoleTo(this IQueryable<Assessment> all, ClaimsPrincipal user) => Visibility.Of(all, user.Viewer() with { Participates = [] });

    /// <inheritdoc cref="Visibility.Descriptions"/>
    public static IQueryable<Assessment> DescriptionsVisibleTo(this PiaDbContext db, ClaimsPrincipal user, bool rows) => Visibility.Descriptions(db, user.Viewer(), rows);

    /// <inheritdoc cref="Visibility.Notes"/>
    public static IQueryable<AuditNote> NotesVisibleTo(this PiaDbContext db, ClaimsPrincipal user) => Visibility.Notes(db, user.Viewer());

    public static bool IsDescription(this HttpContext http) => http.Request.Path.StartsWithSegments(Addresses.Descriptions, StringComparison.OrdinalIgnoreCase);

    /// <summary>What the address can lead to: <c>/descriptions/…</c> to a vendor's description, all others to an assessment.</summary>
    public static IQueryable<Assessment> Addressed(this PiaDbContext db, HttpContext http, bool rows = true) =>
        http.IsDescription() ? db.DescriptionsVisibleTo(http.User, rows) : db.Assessments.VisibleTo(http.User);
}
