namespace SmartCityPia.Web;

internal static class Handlers
{
    /// <summary>
    /// Registers every handler as itself, for each request: a sealed class under Features with a public method named <c>Handle</c>.
    /// A handler needs no line anywhere else; a class under Features that must not be registered calls its method something else.
    /// </summary>
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
