using Microsoft.AspNetCore.Mvc.ApplicationModels;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.AspNetCore.RateLimiting;
using SmartCityPia.Web.Infrastructure.Register;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Register;

internal sealed class Conventions : FolderConventions
{
    /// <summary>Anybody reads the register, from its own cache and within its own limit.</summary>
    public override void Add(FolderPages pages) => pages.With(new Microsoft.AspNetCore.Authorization.AllowAnonymousAttribute(), new OutputCacheAttribute { PolicyName = PublicRegister.Cache }, new EnableRateLimitingAttribute(RateLimits.Register));
}
