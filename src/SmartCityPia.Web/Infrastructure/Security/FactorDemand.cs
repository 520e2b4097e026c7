using Microsoft.AspNetCore.Authorization;

namespace SmartCityPia.Web.Infrastructure.Security;

/// <summary>Opens to somebody who has yet to set up the second factor that their role needs.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class OpenWithoutFactorAttribute : Attribute;

/// <summary>Leads whoever lacks the second factor that their role needs to its page; nothing else opens to them.</summary>
internal static class FactorDemand
{
    public static void Use(WebApplication app) => app.Use((http, next) =>
    {
        if (!http.User.LacksFactor() || http.GetEndpoint() is not { } endpoint
            || endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null || endpoint.Metadata.GetMetadata<OpenWithoutFactorAttribute>() is not null)
            return next(http);
        http.Response.Redirect(Addresses.SecondFactor);
        return Task.CompletedTask;
    });
}
