using Microsoft.AspNetCore.Diagnostics;

namespace SmartCityPia.Web.Infrastructure.Faults;

/// <summary>Whether a page that tells of a fault is being shown instead of the one that was asked for. It asks the database nothing.</summary>
public static class InsteadOfThePage
{
    public static bool IsShown(HttpContext http) =>
        http.Features.Get<IExceptionHandlerFeature>() is not null || http.Features.Get<IStatusCodeReExecuteFeature>() is not null;
}
