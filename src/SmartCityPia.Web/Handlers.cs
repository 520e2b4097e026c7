namespace SmartCityPia.Web;

internal static class Handlers
{
    /// <summary>Registers every handler as itself: a sealed class of a feature with one public <c>Handle</c>.</summary>
    public static void AddHandlers(this IServiceCollection services)
    {
        foreach (var type in typeof(Handlers).Assembly.GetTypes())
        {
            if (type is { IsSealed: true, IsAbstract: false, IsGenericType: false, Namespace: { } space } && space.StartsWith("SmartCityPia.Web.Features", StringComparison.Ordinal)
                && type.GetMethod("Handle") is not null)
                services.AddScoped(type);
        }
    }
}
