using System.Globalization;
using System.Text.Json.Nodes;

namespace SmartCityPia.Web.Features.Directories;

/// <summary>Makes of what is sent what is kept, and carries out changes of it (RFC 7644, 3.5.1 and 3.5.2), with the spellings of Entra ID and Okta.</summary>
internal static class ScimPatch
{
    private const int MaxOperations = 1000;
    private const int MaxValues = 20_000;

    /// <summary>A whole resource as it was sent; of what it says twice the last counts.</summary>
    public static JsonObject Whole(ScimShape shape, JsonObject sent)
    {
        var kept = new JsonObject();
        foreach (var attribute in shape.Kept)
        {
            if (sent.Get(attribute.Name) is { } value)
                Set(kept, attribute, value);
        }
        return kept;
    }

    public static void Apply(ScimShape shape, JsonObject resource, JsonObject body)
    {
        if (body.Get("Operations") is not JsonArray { Count: > 0 } operations)
            throw ScimException.Syntax("Operations has to be a list with at least one change.");
        if (operations.Count > MaxOperations)
            throw new ScimException(StatusCodes.Status413PayloadTooLarge, null, string.Create(CultureInfo.InvariantCulture, $"At most {MaxOperations} operations at once."));
        foreach (var operation in operations)
        {
            if (operation is not JsonObject one)
                throw ScimException.Syntax("Each operation has to be an object.");
            var what = ScimJson.Text(one.Get("op"), "op", 20)?.ToLowerInvariant();
            if (what is not ("add" or "replace" or "remove"))
                throw ScimException.Syntax("op has to be add, replace or remove.");
            var path = ScimJson.Text(one.Get("path"), "path", 2000);
            var value = one.Get("value");
            if (!string.IsNullOrWhiteSpace(path))
                Apply(shape, resource, what, ScimPath.Parse(path), value, isNamed: true);
            else if (what == "remove")
                throw new ScimException(StatusCodes.Status400BadRequest, "noTarget", "remove needs a path.");
            else if (value is not JsonObject parts)
                throw ScimException.Value("Without a path, value has to be an object of attributes.");
            else
                foreach (var (name, part) in parts)
                    Apply(shape, resource, what, ScimPath.Parse(name), part, isNamed: false);
        }
    }

    /// <param name="isNamed">The client named this attribute; where it sends a whole resource, what cannot be changed is passed over.</param>
    private static void Apply(ScimShape shape, JsonObject resource, string what, ScimPath path, JsonNode? value, bool isNamed)
    {
        if (isNamed && ScimShape.IsReadOnly(path.Attribute))
            throw new ScimException(StatusCodes.Status400BadRequest, "mutability", $"{path.Attribute} cannot be changed.");
        if (Known(shape, path, isNamed) is not { } attribute)
            return;
        if (what == "remove" || (value is null && what == "replace" && path.Which is null))
            Remove(resource, attribute, path, value);
        else if (attribute.Kind == ScimKind.List)
            SetList(resource, attribute, path, value, what == "replace");
        else if (attribute.Kind == ScimKind.Parts && path.Sub is { } sub)
            SetParts(resource, attribute, new() { [sub] = value?.DeepClone() });
        else if (path.Which is not null || path.Sub is not null)
            throw ScimException.Path($"{attribute.Name} has no parts.");
        else if (value is not null)
            Set(resource, attribute, value);
    }

    /// <summary>Of a whole resource, attributes that nobody knows are passed over too.</summary>
    private static ScimAttribute? Known(ScimShape shape, ScimPath path, bool isNamed)
    {
        try
        {
            return shape.Find(path.Attribute);
        }
        catch (ScimException) when (!isNamed)
        {
            return null;
        }
    }

    private static void Set(JsonObject resource, ScimAttribute attribute, JsonNode value)
    {
        switch (attribute.Kind)
        {
            case ScimKind.Text:
                resource[attribute.Name] = ScimJson.Text(value, attribute.Name, ScimUsers.TextMaxLength);
                break;
            case ScimKind.Truth:
                resource[attribute.Name] = ScimJson.Truth(value, attribute.Name);
                break;
            case ScimKind.Parts:
                SetParts(resource, attribute, value as JsonObject ?? throw ScimException.Value($"{attribute.Name} has to be an object."));
                break;
            case ScimKind.List:
                resource[attribute.Name] = List(attribute, value);
                break;
        }
    }

    private static void SetParts(JsonObject resource, ScimAttribute attribute, JsonObject sent)
    {
        var parts = resource[attribute.Name] as JsonObject ?? [];
        resource[attribute.Name] = parts = (JsonObject)parts.DeepClone();
        foreach (var name in attribute.Parts)
        {
            if (sent.Any(p => p.Key.Equals(name, StringComparison.OrdinalIgnoreCase)))
                parts[name] = ScimJson.Text(sent.Get(name), $"{attribute.Name}.{name}", ScimUsers.TextMaxLength);
        }
        foreach (var gone in parts.Where(p => p.Value is null).Select(p => p.Key).ToList())
            parts.Remove(gone);
    }

    private static void SetList(JsonObject resource, ScimAttribute attribute, ScimPath path, JsonNode? value, bool replaces)
    {
        var values = resource[attribute.Name] as JsonArray ?? [];
        resource[attribute.Name] = values = (JsonArray)values.DeepClone();
        if (path.Which is null && path.Sub is null)
        {
            if (value is null)
                throw ScimException.Value($"{attribute.Name} needs a value.");
            var sent = List(attribute, value);
            if (replaces)
                values.Clear();
            foreach (var item in sent.Select(i => i!.DeepClone()).ToList())
            {
                if (values.Any(v => Same(v!, item)))
                    continue;
                MakeRoomForPrimary(values, item);
                values.Add(item);
            }
            if (values.Count > MaxValues)
                throw ScimException.Value($"{attribute.Name} has too many values.");
            return;
        }
        var found = values.OfType<JsonObject>().Where(v => path.Which?.Fits(v) != false).ToList();
        if (found.Count == 0)
        {
            // Entra ID adds the first address of work as emails[type eq "work"].value.
            if (replaces || path.Which?.Demands("type") is not { } type)
                throw new ScimException(StatusCodes.Status400BadRequest, "noTarget", "Nothing fits the path.");
            var made = new JsonObject { ["type"] = type };
            values.Add(made);
            found = [made];
        }
        foreach (var one in found)
        {
            var change = path.Sub is { } sub ? new JsonObject { [sub] = value?.DeepClone() } : value as JsonObject ?? throw ScimException.Value($"A value of {attribute.Name} has to be an object.");
            foreach (var (name, part) in Item(attribute, change))
                one[name] = part?.DeepClone();
            if (one["primary"] is JsonValue primary && primary.GetValue<bool>())
            {
                foreach (var other in values.OfType<JsonObject>().Where(v => !ReferenceEquals(v, one)))
                    other.Remove("primary");
            }
        }
    }

    private static void Remove(JsonObject resource, ScimAttribute attribute, ScimPath path, JsonNode? value)
    {
        if (resource[attribute.Name] is JsonArray values)
        {
            var kept = new JsonArray();
            // Entra ID names the members to remove in value.
            var named = path.Which is null && path.Sub is null && value is not null ? List(attribute, value) : null;
            foreach (var one in values.OfType<JsonObject>())
            {
                var meant = named is not null ? named.Any(n => Same(n!, one)) : path.Which?.Fits(one) != false;
                if (meant && path.Sub is null)
                    continue;
                var copy = (JsonObject)one.DeepClone();
                if (meant)
                    copy.Remove(attribute.Parts.FirstOrDefault(p => p.Equals(path.Sub, StringComparison.OrdinalIgnoreCase)) ?? "");
                kept.Add(copy);
            }
            resource[attribute.Name] = kept;
        }
        else if (path.Sub is { } sub && resource[attribute.Name] is JsonObject)
        {
            SetParts(resource, attribute, new() { [sub] = null });
        }
        else
        {
            resource.Remove(attribute.Name);
        }
    }

    private static JsonArray List(ScimAttribute attribute, JsonNode sent)
    {
        var list = new JsonArray();
        foreach (var one in sent is JsonArray many ? many : [sent.DeepClone()])
        {
            // Some send the bare value.
            var item = one is JsonObject given ? Item(attribute, given) : one is null ? throw ScimException.Value($"A value of {attribute.Name} is missing.") : Item(attribute, new() { ["value"] = one.DeepClone() });
            if (list.Count < MaxValues)
                list.Add(item);
            else
                throw ScimException.Value($"{attribute.Name} has too many values.");
        }
        return list;
    }

    private static JsonObject Item(ScimAttribute attribute, JsonObject sent)
    {
        var item = new JsonObject();
        foreach (var name in attribute.Parts)
        {
            if (sent.Get(name) is { } part)
                item[name] = name == "primary" ? ScimJson.Truth(part, name) : ScimJson.Text(part, $"{attribute.Name}.{name}", ScimUsers.TextMaxLength);
        }
        return item;
    }

    private static void MakeRoomForPrimary(JsonArray values, JsonNode item)
    {
        if (item["primary"] is not JsonValue primary || !primary.GetValue<bool>())
            return;
        foreach (var other in values.OfType<JsonObject>())
            other.Remove("primary");
    }

    private static bool Same(JsonNode one, JsonNode other) =>
        string.Equals(one["value"]?.GetValue<string>(), other["value"]?.GetValue<string>(), StringComparison.OrdinalIgnoreCase)
        && (one["type"] is null || other["type"] is null || string.Equals(one["type"]!.GetValue<string>(), other["type"]!.GetValue<string>(), StringComparison.OrdinalIgnoreCase));
}
