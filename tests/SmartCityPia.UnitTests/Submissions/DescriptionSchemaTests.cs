using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using SmartCityPia.Domain.Dossiers;
using Xunit;

namespace SmartCityPia.UnitTests.Submissions;

/// <summary>docs/description.schema.json agrees with the classes on every field: its presence, choices and bounds.</summary>
public sealed class DescriptionSchemaTests
{
    private static readonly JsonElement Schema = JsonDocument.Parse(File.ReadAllText(Path.Combine(Root(), "docs", "description.schema.json"))).RootElement;

    public static TheoryData<string> Kinds => [.. RowKinds.OfDescriptions.Select(k => k.Name), nameof(ServiceDescription)];

    [Theory, MemberData(nameof(Kinds))]
    public void Schema_OfAKind_HasItsFieldsWithTheirChoicesAndBounds(string name)
    {
        var kind = RowKinds.All.Single(k => k.Name == name);
        var members = Definition(name).GetProperty("properties").EnumerateObject().ToDictionary(p => p.Name, p => p.Value, StringComparer.Ordinal);
        var inner = RowKinds.OfDescriptions.Where(k => k.Parent?.Kind == kind.Row).Select(k => Camel(k.List));
        var named = RowKinds.OfDescriptions.Any(k => k.Links.Any(l => l.Kind == kind.Row)) ? ["id"] : Array.Empty<string>();
        List<PropertyInfo> fields = [.. kind.Fields.Where(f => !kind.OfCity.Contains(f.Name, StringComparer.Ordinal))];
        // Files from before name controls there.
        var before = kind.Row == typeof(Dataset) || kind.Row == typeof(DataFlow) ? ["controls"] : Array.Empty<string>();

        Assert.Equal(fields.Select(f => NameOf(f)).Concat(inner).Concat(named).Concat(before).Order(StringComparer.Ordinal), members.Keys.Order(StringComparer.Ordinal));
        Assert.All(fields, field =>
        {
            var member = members[NameOf(field)];
            var type = Nullable.GetUnderlyingType(field.PropertyType) ?? field.PropertyType;
            if (type.IsEnum)
                Assert.Equal(Enum.GetNames(type), member.GetProperty("enum").EnumerateArray().Select(e => e.GetString()));
            else
                Assert.Equal(type == typeof(bool) ? "boolean" : type == typeof(int) ? "integer" : type == typeof(List<string>) || type == typeof(List<Guid>) ? "array" : "string", member.GetProperty("type").GetString());
            if (type == typeof(string) && field.GetCustomAttribute<MaxLengthAttribute>() is { } longest)
                Assert.Equal(longest.Length, member.GetProperty("maxLength").GetInt32());
            if (field.GetCustomAttribute<RangeAttribute>() is { } range)
                Assert.Equal(((int)range.Minimum, (int)range.Maximum), (member.GetProperty("minimum").GetInt32(), member.GetProperty("maximum").GetInt32()));
        });
    }

    private static JsonElement Definition(string kind)
    {
        var list = Camel(RowKinds.All.Single(k => k.Name == kind).List);
        var path = kind == nameof(ServiceDescription) ? Schema.GetProperty("properties").GetProperty("service")
            : Schema.GetProperty("properties").TryGetProperty(list, out var own) ? own.GetProperty("items")
            : Schema.GetProperty("$defs").GetProperty("dataset").GetProperty("properties").GetProperty(list).GetProperty("items");
        return Schema.GetProperty("$defs").GetProperty(path.GetProperty("$ref").GetString()!.Split('/')[^1]);
    }

    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", ".."));

    private static string NameOf(PropertyInfo field) => Camel(field.Name.EndsWith("Id", StringComparison.Ordinal) ? field.Name[..^2] : field.Name.EndsWith("Ids", StringComparison.Ordinal) ? field.Name[..^3] + "s" : field.Name);

    private static string Camel(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);
}
