using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace SmartCityPia.Domain.Dossiers;

/// <summary>
/// The one way a dossier is written: members in ordinal order, no white space, UTF-8, nulls left out. The same dossier
/// gives the same bytes on every machine, so that a hash can be checked (after RFC 8785; figures here are integers and
/// shortest round-trip doubles).
/// </summary>
public static class CanonicalJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter() },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { LeaveOutTheRest } },
    };

    public static string Write(Dossier dossier) => Write(JsonSerializer.SerializeToNode(dossier, Options)!);

    /// <summary>Another record in the same form.</summary>
    internal static string WriteRecord<TRecord>(TRecord record) => Write(JsonSerializer.SerializeToNode(record, Options));

    /// <exception cref="JsonException">The text is not such a record.</exception>
    internal static TRecord ReadRecord<TRecord>(string json) where TRecord : class =>
        JsonSerializer.Deserialize<TRecord>(json, Options) ?? throw new JsonException($"The text holds no {typeof(TRecord).Name}.");

    /// <summary>The canonical text of any JSON: what is left when white space and the order of fields do not matter.</summary>
    public static string Write(JsonElement json) => Write(json.ValueKind == JsonValueKind.Array ? JsonArray.Create(json) : (JsonNode?)JsonObject.Create(json));

    private static string Write(JsonNode? node)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            Write(writer, node);
        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    /// <exception cref="JsonException">The text is not a dossier.</exception>
    public static Dossier Read(string json) =>
        JsonSerializer.Deserialize<Dossier>(json, Options) is not { } dossier ? throw new JsonException("The version holds no dossier.")
        : dossier.Schema == 1 ? dossier.WithGroups().WithSafeguards(json, Options)
        : dossier.Schema == 2 ? dossier.WithGroups() : dossier;

    /// <summary>64 lower-case hexadecimal digits.</summary>
    public static string Sha256(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static void Write(Utf8JsonWriter writer, JsonNode? node)
    {
        switch (node)
        {
            case JsonObject members:
                writer.WriteStartObject();
                foreach (var (name, value) in members.OrderBy(m => m.Key, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(name);
                    Write(writer, value);
                }
                writer.WriteEndObject();
                break;
            case JsonArray items:
                writer.WriteStartArray();
                foreach (var item in items)
                    Write(writer, item);
                writer.WriteEndArray();
                break;
            case null:
                writer.WriteNullValue();
                break;
            default:
                node.WriteTo(writer);
                break;
        }
    }

    /// <summary>Row versions and account ids are the database's, and what follows from other fields is worked out again.</summary>
    private static void LeaveOutTheRest(JsonTypeInfo type)
    {
        if (!typeof(IRow).IsAssignableFrom(type.Type))
            return;
        foreach (var property in type.Properties.Where(p => p.Name is "version" or "changedById" || p.AttributeProvider is PropertyInfo { CanWrite: false }).ToList())
            type.Properties.Remove(property);
    }
}
