using System.Collections;

namespace SmartCityPia.Domain.Catalogue;

/// <summary>The entries of one list of a catalogue file in the file's order, found by id. Immutable.</summary>
public sealed class CatalogueTable<T> : IReadOnlyList<T> where T : class
{
    private readonly Func<T, string> name;
    private readonly List<T> entries;
    private readonly Dictionary<string, T> byId;

    /// <param name="name">What an error calls an entry.</param>
    internal CatalogueTable(string file, string version, string source, List<T> entries, Func<T, string> id, Func<T, string> name)
    {
        (File, Version, Source, this.entries, this.name) = (file, version, source, entries, name);
        byId = new(entries.Count, StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            if (!byId.TryAdd(id(entry), entry))
                throw new CatalogueException(file, name(entry), "the id is used twice");
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

    public bool Contains(string id) => byId.ContainsKey(id);

    public IEnumerator<T> GetEnumerator() => entries.GetEnumerator();
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Stops at the first entry with a problem. A problem is a clause without a full stop.</summary>
    internal void Check(Func<T, IEnumerable<string>> problems)
    {
        foreach (var entry in entries)
            foreach (var problem in problems(entry))
                throw new CatalogueException(File, name(entry), problem);
    }

    /// <summary>Stops where a whole list is wrong, though each entry is right.</summary>
    internal void Require(bool holds, string problem)
    {
        if (!holds)
            throw new CatalogueException(File, null, problem);
    }
}
