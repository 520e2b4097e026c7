using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Register.Questions;

internal sealed class Conventions : FolderConventions
{
    /// <summary>Anybody asks. Nothing here is kept for others: a form carries its own ticket, and an answer is for who has the link.</summary>
    public override void Add(FolderPages pages) => pages.With(new Microsoft.AspNetCore.Authorization.AllowAnonymousAttribute(), new Microsoft.AspNetCore.RateLimiting.EnableRateLimitingAttribute(RateLimits.Register));
}
