using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Web.Features.Directories;

/// <summary>Bodies of SCIM: read within bounds, names of attributes without case (RFC 7643, 2.1), written as they are asked for.</summary>
internal static class ScimJson
{
    public const int MaxBytes = 1024 * 1024;

    private const int MaxDepth = 12;

    private static readonly string[] Types = ["application/scim+json", "application/json"];

    private static readonly JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static async Task<JsonObject> Read(HttpContext http)
    {
        if (http.Request.GetTypedHeaders().ContentType is not { } type || !Types.Contains(type.MediaType.Value, StringComparer.OrdinalIgnoreCase))
            throw new ScimException(StatusCodes.Status415UnsupportedMediaType, null, "The body has to be application/scim+json.");
        if (http.Request.ContentLength > MaxBytes)
            throw TooLarge();
        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        for (int read; (read = await http.Request.Body.ReadAsync(buffer, http.RequestAborted)) > 0;)
        {
            if (body.Length + read > MaxBytes)
                throw TooLarge();
            body.Write(buffer, 0, read);
        }
        try
        {
            // A name twice would be one thing to us and another to whoever looked at it before.
            return JsonNode.Parse(body.ToArray(), documentOptions: new() { MaxDepth = MaxDepth, AllowDuplicateProperties = false }) as JsonObject ?? throw ScimException.Syntax("The body has to be a JSON object.");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw ScimException.Syntax("The body is no JSON that can be read.");
        }
    }

    /// <summary>The value of an attribute; null where it is missing or null.</summary>
    public static JsonNode? Get(this JsonObject of, string name)
    {
        if (of.TryGetPropertyValue(name, out var found))
            return found;
        foreach (var (key, value) in of)
        {
            if (key.Equals(name, StringComparison.OrdinalIgnoreCase))
                return value;
        }
        return null;
    }

    /// <summary>A text that can be stored and compared; null where there is none.</summary>
    public static string? Text(JsonNode? node, string name, int most)
    {
        if (node is null)
            return null;
        if (node is not JsonValue value || value.GetValueKind() is not (JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False))
            throw ScimException.Value($"{name} has to be a text.");
        var text = value.GetValueKind() == JsonValueKind.String ? Whole(value) : value.ToJsonString();
        if (text.Length > most)
            throw ScimException.Value(string.Create(CultureInfo.InvariantCulture, $"{name} is longer than {most} characters."));
        return TypedText.IsStorable(text) ? text : throw ScimException.Value($"{name} has characters that cannot be stored.");
    }

    /// <returns>Half a surrogate is answered as what it is: a character that cannot be stored.</returns>
    private static string Whole(JsonValue value)
    {
        try
        {
            return value.GetValue<string>();
        }
        catch (InvalidOperationException)
        {
            return "\uFFFF";
        }
    }

    /// <summary>Entra ID sends "True" and "False".</summary>
    public static bool Truth(JsonNode? node, string name) => node is JsonValue value && value.GetValueKind() switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.String when bool.TryParse(Whole(value), out var parsed) => parsed,
        _ => throw ScimException.Value($"{name} has to be true or false."),
    };

    /// <summary>Of what a resource is, in which it differs from before.</summary>
    public static string Tag(JsonObject resource) => "W/\"" + Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(resource)))[..24] + "\"";

    public static Task Write(HttpContext http, JsonObject body)
    {
        http.Response.ContentType = "application/scim+json; charset=utf-8";
        http.Response.Headers.CacheControl = "no-store";
        return http.Response.WriteAsync(body.ToJsonString(Plain), CancellationToken.None);
    }

    private static ScimException TooLarge() => new(StatusCodes.Status413PayloadTooLarge, null, "The body is larger than 1 MiB.");
}
