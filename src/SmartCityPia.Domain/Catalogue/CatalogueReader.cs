using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace SmartCityPia.Domain.Catalogue;

/// <summary>Opens catalogue files: each is an object of a version, a source, and one or more lists of entries.</summary>
internal sealed class CatalogueReader(Func<string, Stream> open)
{
    /// <param name="lists">All that the file must have besides its version and source.</param>
    /// <exception cref="CatalogueException">The file cannot be read, or lacks or has too much.</exception>
    public CatalogueFile Open(string file, params IReadOnlyList<string> lists)
    {
        var members = Members(file);
        var (version, source) = (Text("version"), Text("source"));
        if (lists.FirstOrDefault(list => !members.TryGetValue(list, out var value) || value.ValueKind != JsonValueKind.Array) is { } missing)
            throw new CatalogueException(file, null, $"the list {missing} is missing");
        if (members.Keys.FirstOrDefault(name => !lists.Contains(name, StringComparer.Ordinal)) is { } unknown)
            throw new CatalogueException(file, null, $"the property {unknown} is not known");
        return new(file, version, source, members);

        string Text(string name) =>
            members.Remove(name, out var value) && value.ValueKind == JsonValueKind.String && !string.IsNullOrWhiteSpace(value.GetString())
                ? value.GetString()!
                : throw new CatalogueException(file, null, $"the {name} is missing");
    }

    public CatalogueTable<T> Entries<T>(string file, string idProperty, Func<T, string> id) where T : class => Open(file, "entries").Table("entries", idProperty, id);

    private Dictionary<string, JsonElement> Members(string file)
    {
        try
        {
            using var stream = open(file);
            return JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(stream, CatalogueFile.Strict) ?? throw new JsonException("the file is empty");
        }
        catch (JsonException e)
        {
            throw new CatalogueException(file, null, CatalogueFile.Clause(e), e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CatalogueException(file, null, "the file cannot be opened", e);
        }
    }
}

/// <summary>An opened file. Its entries are read strictly: a property unknown, repeated or missing, an empty text, a null in a list or a wrong type is an error that names entry and place.</summary>
internal sealed class CatalogueFile(string file, string version, string source, IReadOnlyDictionary<string, JsonElement> lists)
{
    internal static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        PropertyNameCaseInsensitive = false,
        NumberHandling = JsonNumberHandling.Strict,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        Converters = { new JsonStringEnumConverter(namingPolicy: null, allowIntegerValues: false) },
    };

    /// <param name="list">Name of the list; an error names its entries with it unless it is the file's only one.</param>
    /// <param name="idProperty">The JSON property that holds an entry's id, so that a broken entry can still be named.</param>
    /// <param name="id">The same id of a read entry.</param>
    public CatalogueTable<T> Table<T>(string list, string idProperty, Func<T, string> id) where T : class
    {
        List<T> entries = [];
        foreach (var entry in lists[list].EnumerateArray())
        {
            var name = NameOf(entry, idProperty) is { } known ? Name(known) : Name(FormattableString.Invariant($"number {entries.Count + 1}"));
            if (Flaw(entry, "") is { } flaw)
                throw new CatalogueException(file, name, flaw);
            try
            {
                entries.Add(entry.Deserialize<T>(Strict)!);
            }
            catch (JsonException e)
            {
                throw new CatalogueException(file, name, Clause(e), e);
            }
        }
        return new(file, version, source, entries, id, entry => Name(id(entry)));

        string Name(string one) => lists.Count == 1 ? one : $"{list} {one}";
    }

    private static string? NameOf(JsonElement entry, string idProperty) =>
        entry.ValueKind == JsonValueKind.Object
        && entry.TryGetProperty(idProperty, out var id)
        && id.ValueKind == JsonValueKind.String
        && !string.IsNullOrWhiteSpace(id.GetString())
            ? id.GetString()
            : null;

    /// <summary>What the serializer lets through: a null in a list, and a text that is empty or not trimmed.</summary>
    private static string? Flaw(JsonElement value, string place) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().Select(p => Flaw(p.Value, place.Length == 0 ? p.Name : $"{place}.{p.Name}")).FirstOrDefault(f => f is not null),
        JsonValueKind.Array => value.EnumerateArray().Select((v, i) => (Value: v, Place: string.Create(CultureInfo.InvariantCulture, $"{place}[{i}]")))
            .Select(v => v.Value.ValueKind == JsonValueKind.Null ? $"{v.Place} is null" : Flaw(v.Value, v.Place)).FirstOrDefault(f => f is not null),
        JsonValueKind.String when value.GetString() is var text && text!.Length != text.Trim().Length => $"{place} has white space at its ends",
        JsonValueKind.String when value.GetString()!.Length == 0 => $"{place} is empty",
        JsonValueKind.Null when place.Length == 0 => "it is null",
        _ => null,
    };

    /// <summary>
    /// The serializer speaks of .NET types and ends in its own coordinates; who edits a file needs the property and one clause.
    /// A wording that is not recognised is passed on as it is.
    /// </summary>
    internal static string Clause(JsonException e)
    {
        const string Lacking = "missing required properties including: ";
        var place = (e.Path ?? "").TrimStart('$', '.');
        var message = e.Message;
        var coordinates = message.IndexOf(" Path: ", StringComparison.Ordinal);
        if (coordinates >= 0)
            message = message[..coordinates];
        message = message.TrimEnd('.', ' ').Replace(". ", "; ", StringComparison.Ordinal);

        if (place.Length > 0 && message.Contains("could not be mapped", StringComparison.Ordinal))
            return $"the property {place} is not known";
        if (message.Contains("could not be converted", StringComparison.Ordinal))
            return place.Length > 0 ? $"the value of {place} is not one that is allowed there" : "it is not an object";
        if (place.Length > 0 && message.Contains("null", StringComparison.Ordinal))
            return $"the value of {place} must not be null";
        if (message.IndexOf(Lacking, StringComparison.Ordinal) is >= 0 and var lacking)
            return $"{(place.Length > 0 ? place : "it")} lacks {message[(lacking + Lacking.Length)..]}";
        return e.LineNumber > 0
            ? string.Create(CultureInfo.InvariantCulture, $"the JSON cannot be read in line {e.LineNumber + 1}: {message}")
            : $"the JSON cannot be read: {message}";
    }
}
