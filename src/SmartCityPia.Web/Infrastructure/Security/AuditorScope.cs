using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Trail;

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

    public static List<Guid> Ids(ClaimsPrincipal user, string kind) => [.. user.FindAll(kind).Select(c => Guid.Parse(c.Value))];

    /// <summary>The grants in force on a day.</summary>
    public static IQueryable<AuditorGrant> InForce(PiaDbContext db, DateOnly today) =>
        db.AuditorGrants.AsNoTracking().Where(g => g.RevokedAt == null && g.FirstDay <= today && g.LastDay >= today);

    public async Task<ClaimsPrincipal> TransformAsync(ClaimsPrincipal principal)
    {
        if (!principal.IsInRole(Roles.Auditor))
            return principal;
        if (known is null)
        {
            // Style sheets and fault pages show nothing, and are there when the database is not.
            if (http.HttpContext?.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is not null)
                return principal;
            var (me, today) = (principal.AccountId(), clock.Today());
            var grants = await InForce(db, today).Where(g => g.AccountId == me).Select(g => new { g.WholeCity, g.Agencies, g.Assessments }).ToListAsync();
            known =
            [
                .. grants.Where(g => g.WholeCity).Take(1).Select(_ => new Claim(WholeCity, "true")),
                .. grants.SelectMany(g => g.Agencies).Distinct().Select(id => new Claim(Agency, id.ToString())),
                .. grants.SelectMany(g => g.Assessments).Distinct().Select(id => new Claim(Assessment, id.ToString())),
            ];
        }
        var scoped = principal.Clone();
        scoped.AddIdentity(new(known));
        return scoped;
    }
}
