namespace SmartCityPia.Web.Features.Directories;

public enum ScimKind { Text, Truth, Parts, List }

/// <param name="Parts">Of an attribute that has parts, or of each value of a list.</param>
public sealed record ScimAttribute(string Name, ScimKind Kind, string Description, params string[] Parts);

/// <summary>
/// What of a resource is kept. Attributes that the standard knows and we have no use for, such as telephone numbers, are taken and dropped;
/// others are refused.
/// </summary>
public sealed record ScimShape(string Schema, string Name, IReadOnlyList<ScimAttribute> Kept, IReadOnlyList<string> Dropped)
{
    public static readonly ScimShape User = new(ScimPath.User, "User",
        [
            new("externalId", ScimKind.Text, "The id at the provider; sign-in there has to give the same."),
            new("userName", ScimKind.Text, "The name at the provider."),
            new("name", ScimKind.Parts, "The parts of the name.", "formatted", "familyName", "givenName", "middleName", "honorificPrefix", "honorificSuffix"),
            new("displayName", ScimKind.Text, "The name that is shown."),
            new("active", ScimKind.Truth, "Whether the person may sign in."),
            new("emails", ScimKind.List, "The first, or the primary one, is the account's.", "value", "display", "type", "primary"),
        ],
        ["nickName", "profileUrl", "title", "userType", "preferredLanguage", "locale", "timezone", "password", "phoneNumbers", "ims", "photos", "addresses", "entitlements", "roles", "x509Certificates"]);

    public static readonly ScimShape Group = new(ScimPath.Group, "Group",
        [
            new("externalId", ScimKind.Text, "The id at the provider."),
            new("displayName", ScimKind.Text, "The name by which the configuration gives a role."),
            new("members", ScimKind.List, "People of this directory.", "value", "display", "type", "$ref"),
        ],
        []);

    private static readonly string[] ReadOnly = ["id", "meta", "groups", "schemas"];

    /// <returns>Null where the attribute is dropped.</returns>
    /// <exception cref="ScimException">Nobody knows it.</exception>
    public ScimAttribute? Find(string name) =>
        Kept.FirstOrDefault(a => a.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? (IsReadOnly(name) || name.StartsWith(ScimPath.Extensions, StringComparison.OrdinalIgnoreCase) || Dropped.Contains(name, StringComparer.OrdinalIgnoreCase) ? null : throw ScimException.Path($"There is no attribute of this name in {Name}."));

    public static bool IsReadOnly(string name) => ReadOnly.Contains(name, StringComparer.OrdinalIgnoreCase);
}
