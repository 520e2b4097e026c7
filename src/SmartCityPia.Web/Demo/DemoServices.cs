using SmartCityPia.Web.Features.FirstSteps;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Demo;

internal static class DemoServices
{
    /// <summary>What seeds the demo city; an application that is no demo never uses it.</summary>
    public static void AddDemoCity(this IServiceCollection services) =>
        services.AddScoped<DemoCity>().AddScoped<DemoDescriptions>().AddScoped<DemoPlan>().AddScoped<DemoRegister>().AddScoped<DemoReviews>().AddScoped<ConcludeService>();

    /// <summary>The sign-in page offers the demo's accounts. A city to try has begun.</summary>
    public static void OfferDemoAccounts(this IServiceCollection services) =>
        services.AddSingleton(new AccountsToTry(DemoAccounts.Password, [.. DemoAccounts.All.Select(a => new AccountToTry(a.Key, a.Email))])).AddSingleton(new Begun { IsDone = true });
}
