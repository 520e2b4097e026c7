using System.Text.Json.Nodes;

namespace SmartCityPia.Web.Features.Directories;

/// <summary>What SCIM says of itself (RFC 7643, 5 to 7): no more than is done.</summary>
internal static class ScimDescriptions
{
    private const string Schema = "urn:ietf:params:scim:schemas:core:2.0:";

    public static JsonObject Config(Func<string, string> at) => new()
    {
        ["schemas"] = new JsonArray(Schema + "ServiceProviderConfig"),
        ["patch"] = Offers(true),
        ["bulk"] = new JsonObject { ["supported"] = false, ["maxOperations"] = 0, ["maxPayloadSize"] = 0 },
        ["filter"] = new JsonObject { ["supported"] = true, ["maxResults"] = ScimEndpoints.PageMax },
        ["changePassword"] = Offers(false),
        ["sort"] = Offers(false),
        ["etag"] = Offers(true),
        ["authenticationSchemes"] = new JsonArray(new JsonObject
        {
            ["type"] = "oauthbearertoken",
            ["name"] = "OAuth Bearer Token",
            ["description"] = "A token that an administrator of the city makes for this provider.",
            ["specUri"] = "https://www.rfc-editor.org/info/rfc6750",
            ["primary"] = true,
        }),
        ["meta"] = new JsonObject { ["resourceType"] = "ServiceProviderConfig", ["location"] = at(ScimAddresses.Base + "/ServiceProviderConfig") },
    };

    public static JsonObject Types(Func<string, string> at) => List(new[] { (ScimShape.User, "/Users"), (ScimShape.Group, "/Groups") }.Select(t => new JsonObject
    {
        ["schemas"] = new JsonArray(Schema + "ResourceType"),
        ["id"] = t.Item1.Name,
        ["name"] = t.Item1.Name,
        ["endpoint"] = t.Item2,
        ["schema"] = t.Item1.Schema,
        ["meta"] = new JsonObject { ["resourceType"] = "ResourceType", ["location"] = at($"{ScimAddresses.Base}/ResourceTypes/{t.Item1.Name}") },
    }));

    public static JsonObject Schemas(Func<string, string> at) => List(new[] { ScimShape.User, ScimShape.Group }.Select(shape => new JsonObject
    {
        ["schemas"] = new JsonArray(Schema + "Schema"),
        ["id"] = shape.Schema,
        ["name"] = shape.Name,
        ["description"] = shape.Name == ScimShape.User.Name ? "A person of the provider's directory." : "A group of the provider's directory.",
        ["attributes"] = new JsonArray([.. shape.Kept.Select(Attribute)]),
        ["meta"] = new JsonObject { ["resourceType"] = "Schema", ["location"] = at($"{ScimAddresses.Base}/Schemas/{shape.Schema}") },
    }));

    /// <returns>Null where there is none of this name.</returns>
    public static JsonObject? One(JsonObject list, string by, object? name) =>
        list["Resources"]!.AsArray().OfType<JsonObject>().FirstOrDefault(r => string.Equals(r[by]!.GetValue<string>(), name as string, StringComparison.OrdinalIgnoreCase))?.DeepClone().AsObject();

    private static JsonObject Attribute(ScimAttribute attribute)
    {
        var described = Plain(attribute.Name, attribute.Kind switch { ScimKind.Truth => "boolean", ScimKind.Text => "string", _ => "complex" }, attribute.Description);
        described["multiValued"] = attribute.Kind == ScimKind.List;
        described["required"] = attribute.Name is "userName" || attribute is { Name: "displayName", Description: "The name by which the configuration gives a role." };
        described["caseExact"] = attribute.Name == "externalId";
        described["uniqueness"] = attribute.Name is "userName" or "externalId" || described["required"]!.GetValue<bool>() ? "server" : "none";
        if (attribute.Parts.Length > 0)
            described["subAttributes"] = new JsonArray([.. attribute.Parts.Select(part => Plain(part, part switch { "primary" => "boolean", "$ref" => "reference", _ => "string" }, $"{part} of {attribute.Name}"))]);
        return described;
    }

    private static JsonObject Plain(string name, string type, string description)
    {
        var plain = new JsonObject
        {
            ["name"] = name,
            ["type"] = type,
            ["multiValued"] = false,
            ["description"] = description,
            ["required"] = false,
            ["caseExact"] = false,
            ["mutability"] = "readWrite",
            ["returned"] = "default",
            ["uniqueness"] = "none",
        };
        if (type == "reference")
            plain["referenceTypes"] = new JsonArray("User");
        return plain;
    }

    private static JsonObject Offers(bool supported) => new() { ["supported"] = supported };

    private static JsonObject List(IEnumerable<JsonObject> resources)
    {
        var all = new JsonArray([.. resources]);
        return new()
        {
            ["schemas"] = new JsonArray("urn:ietf:params:scim:api:messages:2.0:ListResponse"),
            ["totalResults"] = all.Count,
            ["startIndex"] = 1,
            ["itemsPerPage"] = all.Count,
            ["Resources"] = all,
        };
    }
}
