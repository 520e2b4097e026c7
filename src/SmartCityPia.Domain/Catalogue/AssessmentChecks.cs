namespace SmartCityPia.Domain.Catalogue;

/// <summary>Whether a kind of service holds together, and speaks of what the catalogue has.</summary>
internal static class AssessmentChecks
{
    /// <summary>Clauses without a full stop, as <see cref="CatalogueTable{T}.Check"/> wants them.</summary>
    public static IEnumerable<string> Problems(ServiceArchetype archetype, PiaCatalogue catalogue) =>
    [
        .. Twice("stakeholder", archetype.Stakeholders.Select(s => s.Key)),
        .. Twice("stakeholder name", archetype.Stakeholders.Select(s => s.Name)),
        .. Twice("purpose", archetype.Purposes.Select(p => p.Name)),
        .. archetype.Purposes.SelectMany(p => p.Intends).Where(id => catalogue.Types.ById.GetValueOrDefault(id) is not { Retired: false }).Select(id => $"the intended conclusion {id} is unknown"),
        .. archetype.Purposes.SelectMany(p => Twice($"intended conclusion of purpose {p.Name}", p.Intends)),
        .. Twice("dataset or flow", archetype.Datasets.Select(d => d.Key).Concat(archetype.Flows.Select(f => f.Key))),
        .. Twice("control", archetype.Controls),
        .. Twice("screening answer", archetype.Screening.Select(a => a.Question)),
        .. archetype.Datasets.SelectMany(d => OfDataset(d, archetype, catalogue)),
        .. OfFlows(archetype, catalogue),
        .. archetype.Controls.Where(c => !catalogue.Controls.Contains(c)).Select(c => $"the control {c} is unknown"),
        .. archetype.Screening.Where(a => !catalogue.Screening.Questions.Contains(a.Question)).Select(a => $"the screening answer to {a.Question} is unknown"),
    ];

    private static IEnumerable<string> OfDataset(ArchetypeDataset dataset, ServiceArchetype archetype, PiaCatalogue catalogue) =>
    [
        .. archetype.Stakeholders.Any(s => s.Key == dataset.Holder) ? (string[])[] : [$"the holder {dataset.Holder} of dataset {dataset.Key} is no stakeholder"],
        .. Twice($"type in dataset {dataset.Key}", dataset.Items.Select(i => i.Type)),
        .. dataset.Items.Where(i => catalogue.Types.ById.GetValueOrDefault(i.Type) is not { IsOffered: true }).Select(i => $"dataset {dataset.Key} has the unknown attribute type {i.Type}"),
        .. dataset.Items.SelectMany(CatalogueChecks.Problems),
        .. CatalogueChecks.Negative((dataset.Days, $"days of dataset {dataset.Key}"), (dataset.Events, $"events of dataset {dataset.Key}")),
    ];

    private static IEnumerable<string> OfFlows(ServiceArchetype archetype, PiaCatalogue catalogue)
    {
        var fields = archetype.Datasets.DistinctBy(d => d.Key).ToDictionary(d => d.Key, d => d.Items.Select(i => i.Type).ToList(), StringComparer.Ordinal);
        foreach (var flow in archetype.Flows)
        {
            if (!fields.TryGetValue(flow.From, out var source))
                yield return $"flow {flow.Key} starts from {flow.From}, which is no dataset and no flow before it";
            else if (flow.Fields.FirstOrDefault(field => !source.Contains(field, StringComparer.Ordinal)) is { } missing)
                yield return $"flow {flow.Key} passes {missing}, which its source does not have";
            foreach (var small in CatalogueChecks.Negative((flow.Days, $"days of flow {flow.Key}"), (flow.Events, $"events of flow {flow.Key}")))
                yield return small;
            if (flow.Fields.Count == 0)
                yield return $"flow {flow.Key} passes no fields";
            foreach (var twice in Twice($"field in flow {flow.Key}", flow.Fields).Concat(Twice($"control in flow {flow.Key}", flow.Controls)))
                yield return twice;
            if (archetype.Stakeholders.All(s => s.Key != flow.To))
                yield return $"the recipient {flow.To} of flow {flow.Key} is no stakeholder";
            if (flow.Controls.FirstOrDefault(c => !catalogue.Controls.Contains(c)) is { } control)
                yield return $"flow {flow.Key} has the unknown control {control}";
            if (archetype.Purposes.FirstOrDefault(p => p.Name == flow.Purpose) is not { } purpose)
                yield return $"the purpose {flow.Purpose} of flow {flow.Key} is none of the service's";
            else if (purpose.LegalBasis != flow.LegalBasis)
                yield return $"flow {flow.Key} does not rest on the legal basis of its purpose {purpose.Name}";
            fields[flow.Key] = [.. flow.Fields];
        }
    }

    private static IEnumerable<string> Twice(string what, IEnumerable<string> names) =>
        names.GroupBy(name => name, StringComparer.Ordinal).Where(g => g.Count() > 1).Select(g => $"the {what} {g.Key} is there twice");
}
