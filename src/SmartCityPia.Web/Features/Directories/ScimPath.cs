namespace SmartCityPia.Web.Features.Directories;

/// <summary>What a change is made to: <c>active</c>, <c>name.familyName</c>, <c>emails[type eq "work"].value</c> (RFC 7644, 3.5.2).</summary>
public sealed record ScimPath(string Attribute, ScimFilter? Which, string? Sub)
{
    public const string User = "urn:ietf:params:scim:schemas:core:2.0:User";
    public const string Group = "urn:ietf:params:scim:schemas:core:2.0:Group";

    /// <summary>Begins the names of attributes that other schemas add; nothing of them is kept.</summary>
    public const string Extensions = "urn:";

    public static ScimPath Parse(string text)
    {
        text = text.Trim();
        var open = text.IndexOf('[', StringComparison.Ordinal);
        if (open < 0)
            return Split(text) is var (attribute, sub) ? new(attribute, null, sub) : throw Fault();
        var close = text.LastIndexOf(']');
        var rest = close < open ? throw Fault() : text[(close + 1)..];
        if (Split(text[..open]) is not (var of, null) || (rest.Length > 0 && (rest[0] != '.' || !IsName(rest[1..]))))
            throw Fault();
        return new(of, ScimFilter.Parse(text[(open + 1)..close]), rest.Length > 0 ? rest[1..] : null);

        static ScimException Fault() => ScimException.Path("The path cannot be read.");
    }

    /// <summary>A name without the schema of people or groups before it, and the part of it that is meant.</summary>
    internal static (string Attribute, string? Sub)? Split(string name)
    {
        foreach (var schema in new[] { User, Group })
        {
            if (name.StartsWith(schema + ":", StringComparison.OrdinalIgnoreCase))
                name = name[(schema.Length + 1)..];
        }
        if (name.StartsWith(Extensions, StringComparison.OrdinalIgnoreCase))
            return (name, null);
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        var (attribute, sub) = dot < 0 ? (name, null) : (name[..dot], name[(dot + 1)..]);
        return IsName(attribute) && (sub is null || IsName(sub)) ? (attribute, sub) : null;
    }

    private static bool IsName(string text) => text.Length > 0 && (char.IsAsciiLetter(text[0]) || text[0] == '$') && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '$');
}
