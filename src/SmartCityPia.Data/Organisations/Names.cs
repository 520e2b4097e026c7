using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Organisations;

namespace SmartCityPia.Data.Organisations;

public static class Names
{
    /// <summary>The organisation of a name, however it is written: none or one.</summary>
    public static IQueryable<Organisation> Named(this IQueryable<Organisation> organisations, string name)
    {
        var key = TextKey.Of(name);
        return organisations.Where(o => o.NameKey == key);
    }
}
