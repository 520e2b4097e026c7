using System.Collections;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace SmartCityPia.Domain.Catalogue;

/// <summary>The entries of one catalogue file in the file's order, found by id. Immutable.</summary>
public sealed class CatalogueTable<T> : IReadOnlyList<T> where T : class
{
    private readonly Func<T, string> id;
    private readonly List<T> entries;
    private readonly Dictionary<string, T> byId;

    internal CatalogueTable(string file, string version, string source, List<T> entries, Func<T, string> id)
    {
        (File, Version, Source, this.entries, this.id) = (file, version, source, entries, id);
        byId = new(entries.Count, StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            if (string.IsNullOrWhiteSpace(id(entry)))
                throw new CatalogueException(file, null, "an entry has an empty id");
            if (!byId.TryAdd(id(entry), entry))
                throw new CatalogueException(file, id(entry), "the id is used twice");
        }
    }

    public string File { get; }
    public string Version { get; }

    /// <summary>Where the entries as a whole come from.</summary>
    public string Source { get; }
    public IReadOnlyDictionary<string, T> ById => byId;
    public int Count => entries.Count;
    public T this[int index] => entries[index];

    /// <exception cref="KeyNotFoundException">There is no such id; the message names it and the file.</exception>
    public T this[string id] => byId.TryGetValue(id, out var entry)
        ? entry
        : throw new KeyNotFoundException($"There is no {id} in the catalogue file {File}.");

    /// <summary>Null is in no file; a JSON list may still hold one.</summary>
    public bool Contains(string? id) => id is not null && byId.ContainsKey(id);

    public IEnumerator<T> GetEnumerator() => entries.GetEnumerator();
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Stops at the first entry with a problem. A problem is a clause without a full stop.</summary>
    internal void Check(Func<T, IEnumerable<string>> problems)
    {
        foreach (var entry in entries)
            foreach (var problem in problems(entry))
                throw new CatalogueException(File, id(entry), problem);
    }
}

/// <summary>Reads catalogue files strictly: an unknown or repeated property, a missing value or a wrong type is an error that names its entry.</summary>
internal sealed class CatalogueReader(Func<string, Stream> open)
{
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        PropertyNameCaseInsensitive = false,
        NumberHandling = JsonNumberHandling.Strict,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        Converters = { new JsonStringEnumConverter(namingPolicy: null, allowIntegerValues: false) },
    };

    /// <summary>Reads a file of the shape <c>{ version, source, entries: [...] }</c>.</summary>
    /// <param name="file">Name of the file.</param>
    /// <param name="idProperty">The JSON property that holds an entry's id, so that a broken entry can still be named.</param>
    /// <param name="id">The same id of a read entry.</param>
    public CatalogueTable<T> Read<T>(string file, string idProperty, Func<T, string> id) where T : class
    {
        var whole = Document<Envelope>(file);
        Require(file, whole.Version, "the version is missing");
        Require(file, whole.Source, "the source is missing");
        List<T> entries = new(whole.Entries.Count);
        for (var i = 0; i < whole.Entries.Count; i++)
        {
            try
            {
                entries.Add(whole.Entries[i].Deserialize<T>(Strict) ?? throw new JsonException("the entry is null"));
            }
            catch (JsonException e)
            {
                throw new CatalogueException(file, NameOf(whole.Entries[i], idProperty, i), Clause(e), e);
            }
        }
        return new(file, whole.Version, whole.Source, entries, id);
    }

    /// <summary>Reads a file of any other shape.</summary>
    public T Document<T>(string file) where T : class
    {
        try
        {
            using var stream = open(file);
            return JsonSerializer.Deserialize<T>(stream, Strict) ?? throw new JsonException("the file is empty");
        }
        catch (JsonException e)
        {
            throw new CatalogueException(file, null, Clause(e), e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CatalogueException(file, null, "the file cannot be opened", e);
        }
    }

    private static void Require(string file, string value, string reason)
    {
        if (string.IsNullOrWhiteSpace(value))
            throw new CatalogueException(file, null, reason);
    }

    private static string NameOf(JsonElement entry, string idProperty, int index) =>
        entry.ValueKind == JsonValueKind.Object
        && entry.TryGetProperty(idProperty, out var id)
        && id.ValueKind == JsonValueKind.String
        && !string.IsNullOrWhiteSpace(id.GetString())
            ? id.GetString()!
            : FormattableString.Invariant($"number {index + 1}");

    /// <summary>
    /// The serializer speaks of .NET types and ends in its own coordinates; who edits a file needs the property and one clause.
    /// A wording that is not recognised is passed on as it is.
    /// </summary>
    private static string Clause(JsonException e)
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
        if (place.Length > 0 && message.Contains("could not be converted", StringComparison.Ordinal))
            return $"the value of {place} is not one that is allowed there";
        if (message.IndexOf(Lacking, StringComparison.Ordinal) is >= 0 and var lacking)
            return $"it lacks {message[(lacking + Lacking.Length)..]}";
        return e.LineNumber > 0
            ? string.Create(CultureInfo.InvariantCulture, $"the JSON cannot be read in line {e.LineNumber + 1}: {message}")
            : $"the JSON cannot be read: {message}";
    }

    private sealed record Envelope
    {
        public required string Version { get; init; }
        public required string Source { get; init; }
        public required IReadOnlyList<JsonElement> Entries { get; init; }
    }
}
