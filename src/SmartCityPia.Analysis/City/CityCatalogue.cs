namespace SmartCityPia.Analysis.City;

/// <summary>A city file that leaves what is known about inferring and joining to a catalogue.</summary>
public static class CityCatalogue
{
    /// <summary>
    /// The city of a file with the rules, keys and classes of a catalogue, and its controls and outside sources beside the
    /// file's own. A source about events anywhere is there in each area of the file, as <c>id@area</c>.
    /// </summary>
    /// <remarks>
    /// Rules, keys and classes mean something only as a whole, so a file that brings any of them is refused rather than
    /// read in half. Controls and outside sources are about one city and may be added, under ids of their own.
    /// </remarks>
    /// <exception cref="CityFormatException">The file brings rules, keys or classes, or an id that the catalogue has.</exception>
    public static CityInput Merge(CityInput file, CityInput catalogue)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(catalogue);
        None(file.Rules.Count, "rules");
        None(file.Keys.Count, "keys");
        None(file.Classes.Count, "classes");
        New(file.Controls.Select(c => c.Id), catalogue.Controls.Select(c => c.Id), "controls", "control");
        New(file.Outside.Select(o => o.Id), catalogue.Outside.Select(o => o.Id), "outside", "outside source");
        var taken = catalogue.Outside.Select(o => o.Id).ToHashSet(StringComparer.Ordinal);
        NotTaken(file.Datasets.Select(d => d.Id), "datasets");
        NotTaken(file.Flows.Select(f => f.Id), "flows");
        return file with
        {
            Rules = catalogue.Rules,
            Keys = catalogue.Keys,
            Classes = catalogue.Classes,
            Controls = [.. catalogue.Controls, .. file.Controls],
            Outside = [.. InAreas(catalogue.Outside, file.Datasets, catalogue.Classes.GetValueOrDefault(CityIndex.EventClass) ?? [], (id, area) => area is null ? id : $"{id}@{area}"), .. file.Outside],
        };

        void NotTaken(IEnumerable<string> ids, string member) => Each(ids, member, taken, id => $"the id '{id}' already names an outside source of the catalogue");
    }

    /// <summary>The areas in which a city records events, sorted.</summary>
    public static IReadOnlyList<string> AreasOf(IEnumerable<CityDataset> datasets, IReadOnlyList<string> eventTypes) =>
        [.. datasets.SelectMany(d => d.Fields).Where(f => eventTypes.Contains(f.Type)).Select(f => f.Domain).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>
    /// Outside sources of a catalogue in one city. A catalogue knows no areas: what people can have about events anywhere,
    /// they can have in each area in which the city records events, so such a source becomes one per area.
    /// </summary>
    /// <param name="name">The id of a source in an area.</param>
    public static IReadOnlyList<CityOutside> InAreas(
        IReadOnlyList<CityOutside> sources, IReadOnlyList<CityDataset> datasets, IReadOnlyList<string> eventTypes, Func<string, string?, string> name)
    {
        var areas = AreasOf(datasets, eventTypes);
        return [.. sources.SelectMany(source => areas.Count > 0 && source.Fields.Any(IsAnywhere) ? areas.Select(area => In(source, area)) : [source with { Id = name(source.Id, null) }])];

        bool IsAnywhere(CityField field) => field.Domain is null && eventTypes.Contains(field.Type);

        CityOutside In(CityOutside source, string area) => source with
        {
            Id = name(source.Id, area),
            Fields = [.. source.Fields.Select(f => IsAnywhere(f) ? f with { Domain = area } : f)],
        };
    }

    private static void None(int count, string member)
    {
        if (count > 0)
            throw new CityFormatException($"$.{member}", $"the {member} come from the catalogue; leave them out, or analyse the file without the catalogue");
    }

    private static void New(IEnumerable<string> own, IEnumerable<string> catalogue, string member, string what) =>
        Each(own, member, catalogue.ToHashSet(StringComparer.Ordinal), id => $"the catalogue already has the {what} '{id}'");

    private static void Each(IEnumerable<string> own, string member, HashSet<string> taken, Func<string, string> reason)
    {
        foreach (var (i, id) in own.Index())
        {
            if (taken.Contains(id))
                throw new CityFormatException(FormattableString.Invariant($"$.{member}[{i}].id"), reason(id));
        }
    }
}
