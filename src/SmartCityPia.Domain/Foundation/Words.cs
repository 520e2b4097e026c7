using System.Collections.Concurrent;
using System.Globalization;
using System.Resources;

namespace SmartCityPia.Domain.Foundation;

/// <summary>
/// The words for fields and terms, in one resource per details class (<c>DatasetDetails.resx</c>: <c>Name</c> is the label,
/// <c>Name.Hint</c>, <c>Name.Example</c>, <c>Name.Why</c> and <c>Name.Clause</c> what stands beside it) and one for all
/// enums (<c>Terms.resx</c>: <c>LegalBasis.Consent</c>, with <c>LegalBasis.Consent.Hint</c> in plain words). Pages and reports share them.
/// </summary>
public static class Words
{
    private static readonly ConcurrentDictionary<string, ResourceManager> Managers = new(StringComparer.Ordinal);

    /// <returns>The text, or null where there is none.</returns>
    public static string? Find(Type details, string key, CultureInfo? culture = null) => Find(details.Name, key, culture);

    /// <summary>A field's label; its property name where nobody has written one yet.</summary>
    public static string Label(Type details, string property, CultureInfo? culture = null) => Find(details.Name, property, culture) ?? property;

    /// <summary>An enum value's term.</summary>
    public static string Of(Enum value, CultureInfo? culture = null) =>
        Find("Terms", $"{value.GetType().Name}.{value}", culture) ?? value.ToString();

    /// <summary>An enum value's plain explanation, or null.</summary>
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
