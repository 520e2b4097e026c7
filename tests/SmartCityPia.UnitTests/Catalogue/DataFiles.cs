using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using SmartCityPia.Domain.Catalogue;

namespace SmartCityPia.UnitTests.Catalogue;

/// <summary>Reads the embedded files with options under which nothing unknown and nothing missing passes.</summary>
internal static class DataFiles
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.General)
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        Converters = { new JsonStringEnumConverter(namingPolicy: null, allowIntegerValues: false) },
    };

    public static IEnumerable<string> Numbered(string prefix, int count, int digits) =>
        Enumerable.Range(1, count).Select(n => prefix + n.ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0'));

    public static Stream Open(string file) =>
        typeof(ServiceArchetype).Assembly.GetManifestResourceStream($"Catalogue/{file}")
        ?? throw new InvalidOperationException($"{file} is not embedded.");

    public static T Read<T>(string file)
    {
        using var stream = Open(file);
        return JsonSerializer.Deserialize<T>(stream, Options) ?? throw new InvalidOperationException($"{file} is empty.");
    }
}
