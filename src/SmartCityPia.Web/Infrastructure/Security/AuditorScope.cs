using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using SmartCityPia.Data;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Web.Infrastructure.Security;

/// <summary>
/// Adds to a signed-in auditor, in every request anew, what the grants in force today name. Nothing of it is kept in the
/// cookie: a grant that ends or is revoked ends with the next click.
/// </summary>
public sealed class AuditorScope(PiaDbContext db, TimeProvider clock, IHttpContextAccessor http) : IClaimsTransformation
{
    public const string WholeCity = "audits-city";
    public const string Agency = "audits-agency";
    public const string Assessment = "audits-assessment";

    private List<Claim>? known;

    public static AuditedParts Of(ClaimsPrincipal user) => new(user.HasClaim(c => c.Type == WholeCity), Ids(user, Agency), Ids(user, Assessment));

    public async Task<ClaimsPrincipal> TransformAsync(ClaimsPrincipal principal)
    {
        if (!principal.IsAuditor())
            return principal;
        if (known is null)
        {
            // Style sheets and fault pages show nothing, and are there when the database is not.
            if (http.HttpContext?.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is not (null or OpenToAnybodyAttribute))
                return principal;
            var granted = await Visibility.GrantedTo(db, principal.AccountId(), clock.Today(), http.HttpContext?.RequestAborted ?? CancellationToken.None);
            known =
            [
                .. granted.WholeCity ? [new Claim(WholeCity, "true")] : Array.Empty<Claim>(),
                .. granted.Agencies.Select(id => new Claim(Agency, id.ToString())),
                .. granted.Assessments.Select(id => new Claim(Assessment, id.ToString())),
            ];
        }
        var scoped = principal.Clone();
        scoped.AddIdentity(new(known));
        return scoped;
    }

    private static List<Guid> Ids(ClaimsPrincipal user, string kind) => [.. user.FindAll(kind).Select(c => Guid.Parse(c.Value))];
}
