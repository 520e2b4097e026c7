using System.Collections.Concurrent;
using System.Globalization;
using System.Resources;

namespace SmartCityPia.Domain.Foundation;

/// <summary>
/// Labels and explanations of fields and terms. Each details class has a resource: in <c>DatasetDetails.resx</c>, <c>Name</c> is the label
/// of the field, and <c>Name.Hint</c>, <c>Name.Example</c>, <c>Name.Why</c> and <c>Name.Clause</c> are shown beside it. <c>Terms.resx</c>
/// has all enums: <c>LegalBasis.Consent</c> is the term, <c>LegalBasis.Consent.Hint</c> explains it. Pages and reports share these.
/// </summary>
public static class Words
{
    private static readonly ConcurrentDictionary<string, ResourceManager> Managers = new(StringComparer.Ordinal);

    /// <returns>Null if there is no such text.</returns>
    public static string? Find(Type details, string key, CultureInfo? culture = null) => Find(details.Name, key, culture);

    /// <summary>The label of a field; the property name if no label has been written.</summary>
    public static string Label(Type details, string property, CultureInfo? culture = null) =>
        Find(details.Name, property, culture) ?? property;

    /// <summary>The term for an enum value.</summary>
    public static string Of(Enum value, CultureInfo? culture = null) =>
        Find("Terms", $"{value.GetType().Name}.{value}", culture) ?? value.ToString();

    /// <summary>The explanation of an enum value; null if there is none.</summary>
    public static string? HintOf(Enum value, CultureInfo? culture = null) => Find("Terms", $"{value.GetType().Name}.{value}.Hint", culture);

    private static string? Find(string resource, string key, CultureInfo? culture)
    {
        var manager = Managers.GetOrAdd(resource, name => new($"SmartCityPia.Domain.Resources.{name}", typeof(Words).Assembly));
        try
        {
            return manager.GetString(key, culture ?? CultureInfo.CurrentUICulture);
        }
        catch (MissingManifestResourceException)
        {
            return null;
        }
    }
}
