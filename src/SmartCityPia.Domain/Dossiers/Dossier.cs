using System.Text.Json.Serialization;
using SmartCityPia.Domain.Catalogue;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Organisations;

namespace SmartCityPia.Domain.Dossiers;

/// <summary>
/// An assessment with everything in it, in memory: read once from the live rows, or from a frozen version.
/// Overview, checks, analysis, pictures and report are functions of it. Rows are in the order they were created.
/// </summary>
public sealed record Dossier : IHoldings
{
    /// <summary>The shape of the JSON; a change that old readers would misread adds one.</summary>
    public int Schema { get; init; } = 3;

    public required DossierHead Head { get; init; }

    /// <summary>The number of the frozen version, 0 for the live rows.</summary>
    public int VersionNumber { get; init; }

    public required ServiceDescription Service { get; init; }
    public IReadOnlyList<OrganisationEntry> Organisations { get; init; } = [];
    public IReadOnlyList<Purpose> Purposes { get; init; } = [];
    public IReadOnlyList<PeopleGroup> Groups { get; init; } = [];
    public IReadOnlyList<AlikeService> Alike { get; init; } = [];
    public IReadOnlyList<LegalNote> LegalNotes { get; init; } = [];
    public IReadOnlyList<Stakeholder> Stakeholders { get; init; } = [];
    public IReadOnlyList<Dataset> Datasets { get; init; } = [];
    public IReadOnlyList<DataItem> Items { get; init; } = [];
    public IReadOnlyList<DataFlow> Flows { get; init; } = [];
    public IReadOnlyList<ScreeningAnswer> Screening { get; init; } = [];
    public IReadOnlyList<Tension> Tensions { get; init; } = [];
    public IReadOnlyList<Hearing> Hearings { get; init; } = [];
    public IReadOnlyList<FindingDisposition> Dispositions { get; init; } = [];
    public IReadOnlyList<PrincipleAnswer> Principles { get; init; } = [];
    public IReadOnlyList<Choice> Choices { get; init; } = [];
    public IReadOnlyList<RightAnswer> Rights { get; init; } = [];
    public IReadOnlyList<Risk> Risks { get; init; } = [];
    public IReadOnlyList<Measure> Measures { get; init; } = [];
    public IReadOnlyList<ActionItem> Actions { get; init; } = [];
    public IReadOnlyList<Dossiers.EvidenceItem> Evidence { get; init; } = [];

    /// <summary>The files of all <see cref="Evidence"/>, with their hashes; removed ones are still listed.</summary>
    public IReadOnlyList<Dossiers.EvidenceVersion> Files { get; init; } = [];

    /// <summary>What the analysis derived; empty until the analysis ran.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>What is otherwise once all that is planned is in place; null where that changes nothing, and in versions from before.</summary>
    public PlannedFindings? Planned { get; init; }

    /// <summary>What people have without the city that <see cref="Findings"/> rest on.</summary>
    public IReadOnlyList<Holding> Outside { get; init; } = [];

    /// <summary>What would stop each card of <see cref="Findings"/>, frozen with the version; null for the live rows, of which it is worked out.</summary>
    public IReadOnlyList<CardStop>? Stops { get; init; }

    /// <summary>What becomes known with the city's other services; null until <see cref="WithCity"/>, and in versions from before there was a city view.</summary>
    public CityRecord? City { get; init; }

    /// <summary>Of the service alone, then those that need the city's other services.</summary>
    [JsonIgnore]
    public IEnumerable<Finding> AllFindings => Findings.Concat(City?.Findings ?? []);

    /// <summary>The catalogue entries used, frozen with the version so that its report never changes.</summary>
    public IReadOnlyDictionary<string, CatalogueTerm> Terms { get; init; } = new SortedDictionary<string, CatalogueTerm>(StringComparer.Ordinal);

    /// <summary>What screening came to, frozen with the version; null for the live rows, which are evaluated anew.</summary>
    public ScreeningRecord? ScreeningResult { get; init; }

    /// <summary>What the law asks, frozen with the version; null for the live rows, and in versions from before.</summary>
    public IReadOnlyList<LawPoint>? Law { get; init; }

    /// <summary>The scales risks were rated on, frozen with the version.</summary>
    public IReadOnlyList<ScaleRecord> Scales { get; init; } = [];

    /// <summary>The zones of the risk map, frozen with the version.</summary>
    public IReadOnlyList<ZoneRecord> Zones { get; init; } = [];

    /// <summary>The map that put risks into zones, frozen with the version; null for the live rows.</summary>
    public IReadOnlyList<RiskMapRow>? RiskMap { get; init; }

    /// <summary>The catalogue in force; not part of the JSON. A frozen version speaks through <see cref="Terms"/>.</summary>
    [JsonIgnore]
    public PiaCatalogue Catalogue { get; init; } = PiaCatalogue.Current;

    /// <summary>Built when first asked for. A copy made by <c>with</c> is another dossier and gets an index of its own.</summary>
    private DossierIndex Index => DossierIndex.Of(this);

    public string OrganisationName(Guid? id) => id is { } known && Index.Organisations.TryGetValue(known, out var entry) ? entry.Name : "";

    /// <summary>Null for no id, or one that the dossier does not name.</summary>
    public OrganisationEntry? OrganisationOf(Guid? id) => id is { } known ? Index.Organisations.GetValueOrDefault(known) : null;

    public Holding? Holding(Guid id)
    {
        if (Index.Datasets.TryGetValue(id, out var dataset))
            return new(id, Code(id), dataset.Name, false, dataset.Public ? null : dataset.HolderId, dataset.Public, dataset.People, Service.Name, Head.Reference) { PeopleCount = dataset.PeopleCount };
        if (Index.Flows.TryGetValue(id, out var flow))
        {
            var origin = DatasetOf(OriginOf(flow));
            return new(id, Code(id), flow.Name, true, flow.RecipientId, false, origin?.People, Service.Name, Head.Reference) { OriginId = origin?.Id, PeopleCount = origin?.PeopleCount };
        }
        return Index.Elsewhere.GetValueOrDefault(id);
    }

    /// <summary>Null for no id, or one that no dataset has.</summary>
    public Dataset? DatasetOf(Guid? id) => id is { } known ? Index.Datasets.GetValueOrDefault(known) : null;

    /// <summary>Null for no id, or one that no flow has.</summary>
    public DataFlow? FlowOf(Guid? id) => id is { } known ? Index.Flows.GetValueOrDefault(known) : null;

    /// <summary>The controls that act on the data of a holding: its own, and those on what it was copied from that change the data itself.</summary>
    public IReadOnlySet<string> ControlsOn(Guid id)
    {
        var flow = FlowOf(id);
        if (flow is null && DatasetOf(id) is null)
            return (Index.Elsewhere.GetValueOrDefault(id)?.Controls ?? []).ToHashSet(StringComparer.Ordinal);
        var controls = this.ControlsAt(id).ToHashSet(StringComparer.Ordinal);
        for (var steps = 0; flow is not null && steps <= Flows.Count; steps++)
        {
            var before = FlowOf(flow.SourceFlowId);
            var theirs = (flow.SourceDatasetId ?? flow.SourceFlowId) is { } source ? this.ControlsAt(source) : [];
            // A clause or an access rule binds the one who holds it, and nobody further down.
            controls.UnionWith(theirs.Where(c => Catalogue.Controls.ById.TryGetValue(c, out var control) && control.Scope == ControlScope.Data));
            flow = before;
        }
        return controls;
    }

    /// <summary>The measures on a dataset or flow, or on the whole service, in the order they were created.</summary>
    public IEnumerable<Measure> SafeguardsOn(Guid? place) => Index.Safeguards[place ?? Guid.Empty];

    /// <summary>The measures as the treatment plan names them: in versions from before, those ticked on data stand there alone.</summary>
    [JsonIgnore]
    public IEnumerable<Measure> PlannedMeasures => Schema > 1 ? Measures : Measures.Where(m => m.DatasetId is null && m.FlowId is null);

    /// <summary>The words for a catalogue id: as frozen, else from the catalogue, else the id itself.</summary>
    public CatalogueTerm Term(string id) =>
        Terms.TryGetValue(id, out var term) ? term : CatalogueTerm.From(Catalogue, id);

    /// <summary>The attribute types that can leave a dataset or a flow's copy; empty where the source is unknown.</summary>
    public IReadOnlySet<string> FieldsOf(Guid? datasetId, Guid? flowId)
    {
        var narrowed = new HashSet<DataFlow>(ReferenceEqualityComparer.Instance);
        while (flowId is { } id)
        {
            if (FlowOf(id) is not { } flow || !narrowed.Add(flow))
                return new HashSet<string>(StringComparer.Ordinal);
            (datasetId, flowId) = (flow.SourceDatasetId, flow.SourceFlowId);
        }
        var fields = (datasetId is { } origin ? Index.Items[origin] : []).Select(i => i.TypeId).ToHashSet(StringComparer.Ordinal);
        foreach (var flow in narrowed.Where(f => f.Fields.Count > 0))
            fields.IntersectWith(flow.Fields);
        return fields;
    }

    /// <summary>The attribute types a flow passes on, in the order of the list or of the dataset.</summary>
    public IReadOnlyList<string> Passed(DataFlow flow) =>
        flow.Fields.Count > 0 ? flow.Fields : [.. FieldsOf(flow.SourceDatasetId, flow.SourceFlowId).Order(StringComparer.Ordinal)];

    /// <summary>The dataset a flow's data comes from in the end, through any flows before it.</summary>
    public Guid? OriginOf(DataFlow flow)
    {
        for (var steps = 0; steps <= Flows.Count; steps++)
        {
            if (flow.SourceDatasetId is { } dataset)
                return dataset;
            if (FlowOf(flow.SourceFlowId) is not { } before)
                return null;
            flow = before;
        }
        return null;
    }

    /// <summary>Filled in from a kind of service, and nobody has looked at it yet.</summary>
    public bool IsUnseen(Guid rowId) => Head.Unseen.Contains(rowId);

    /// <summary>The rows of a step that nobody has looked at yet.</summary>
    public IEnumerable<IRow> UnseenIn(Step step) => Head.Unseen.Count == 0 ? [] : RowKinds.All.Where(k => k.Step == step).SelectMany(k => k.RowsOf(this)).Where(r => IsUnseen(r.Id));

    /// <summary>What a flow is called until somebody calls it something else: after the dataset it comes from and who receives it.</summary>
    public string UsualNameOf(DataFlowDetails flow) => DataFlow.UsualName(
        DatasetOf(flow.SourceDatasetId ?? (FlowOf(flow.SourceFlowId) is { } before ? OriginOf(before) : null))?.Name ?? "", OrganisationName(flow.RecipientId));

    /// <summary>Whether what <paramref name="flowId"/> delivers ends up in <paramref name="target"/>.</summary>
    public bool Reaches(Guid flowId, Guid target)
    {
        var next = FlowOf(target);
        for (var steps = 0; next is not null && steps <= Flows.Count; steps++)
        {
            if (next.SourceFlowId == flowId)
                return true;
            next = FlowOf(next.SourceFlowId);
        }
        return false;
    }

    /// <summary>The flows that pass on what <paramref name="flowId"/> delivers, through any number of copies.</summary>
    public IReadOnlySet<Guid> LedToBy(Guid flowId)
    {
        var found = new HashSet<Guid>();
        var next = new Stack<Guid>([flowId]);
        while (next.TryPop(out var from))
        {
            foreach (var flow in Index.Copies[from].Where(f => found.Add(f.Id)))
                next.Push(flow.Id);
        }
        return found;
    }

    /// <summary>Whether other rows name this one, so that removing it would change them unseen.</summary>
    public bool RestOn(Guid rowId) =>
        RowKinds.All.Any(kind => kind.Parent is { Owns: false } parent && kind.RowsOf(this).Any(r => parent.IdOf(r) == rowId))
        || RowKinds.All.Any(kind => kind.Links.Count > 0 && kind.RowsOf(this).Any(r => kind.Linked(r, owns: false).Contains(rowId)))
        || RowKinds.All.Any(kind => kind.Links.Any(l => l.Owns) && kind.RowsOf(this).Any(r => kind.Linked(r, owns: true).Contains(rowId) && (kind.Linked(r, owns: false).Any() || RestOn(r.Id))))
        || Files.Any(f => f.EvidenceId == rowId);

    /// <summary>A short code for a row, as it is quoted in pictures and reports: "D2", "F7", "R1".</summary>
    public string Code(Guid rowId) => Index.Codes.GetValueOrDefault(rowId, "");

    /// <summary>The data items of a dataset, in the order they were created.</summary>
    public IEnumerable<DataItem> ItemsOf(Guid datasetId) => Index.Items[datasetId];

    internal IEnumerable<(string Letter, IEnumerable<Guid> Ids)> Codes() =>
        RowKinds.All.Where(kind => kind.Letter is not null).Select(kind => (kind.Letter!, kind.RowsOf(this).Select(r => r.Id)));

    /// <summary>Adds what becomes known with the city's other services.</summary>
    public Dossier WithCity(CityRecord city) => this with { City = city };

    /// <summary>The zone of the risk map; null while a level is open.</summary>
    public RiskZone? ZoneOf(Level? severity, Level? likelihood) =>
        severity is { } s && likelihood is { } l ? RiskScales.ZoneOf(RiskMap ?? Catalogue.Scales.Map, s, l) : null;

    /// <summary>Adds the catalogue's words for every id used.</summary>
    public Dossier WithTerms() => this with { Terms = CatalogueTerm.UsedBy(this) };
}

/// <summary>Who assesses what, since when, and what screening decided.</summary>
public sealed record DossierHead
{
    public required Guid AssessmentId { get; init; }
    public required string Reference { get; init; }
    public required string Agency { get; init; }
    public required string LeadOfficer { get; init; }
    public string? ArchetypeId { get; init; }
    public required string CatalogueVersion { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public bool Overruled { get; init; }

    /// <summary>Rows that were filled in from a kind of service and that nobody has looked at yet. Not frozen with a version.</summary>
    [JsonIgnore]
    public IReadOnlyCollection<Guid> Unseen { get; init; } = [];

    /// <summary>Suggested risks that were dismissed.</summary>
    public IReadOnlyList<string> Dismissed { get; init; } = [];
    public string? OverruleReason { get; init; }
    public string? DpoView { get; init; }
    public AssessmentStatus Status { get; init; }

    /// <summary>The people who changed something in it, by name.</summary>
    public IReadOnlyList<string> Contributors { get; init; } = [];
}

public sealed record OrganisationEntry(Guid Id, string Name, OrganisationKind Kind, string? Country)
{
    /// <summary>Called after its part, because nobody knows its name yet.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Unnamed { get; init; }
}

/// <summary>The outcome of screening in words that need no catalogue.</summary>
/// <param name="Rule">The text of the rule that applied; null while undecided.</param>
public sealed record ScreeningRecord(
    ScreeningOutcome Computed, ScreeningOutcome Decided, string? Rule, string? Source, IReadOnlyList<CriterionRecord> Met, int Open)
{
    internal static ScreeningRecord Of(ScreeningResult result) => new(
        result.Computed, result.Decided, result.Rule?.Text, result.Rule?.Source,
        [.. result.Met.Select(m => new CriterionRecord(m.Criterion.Id, m.Criterion.Name, m.Criterion.Source, m.OnlyUnsure, m.QuestionIds) { AlsoAsks = m.Criterion.AlsoAsks })], result.Open);
}

/// <summary>A criterion that the answers meet, and the questions that caused it.</summary>
public sealed record CriterionRecord(string Id, string Name, string Source, bool OnlyUnsure, IReadOnlyList<string> QuestionIds)
{
    /// <summary>What the law asks besides an assessment.</summary>
    public string? AlsoAsks { get; init; }
}

public enum RatedScale { Severity, Likelihood }

/// <param name="Level">1 to 4.</param>
public sealed record ScaleRecord(RatedScale Scale, int Level, string Name, string Criteria, string Example, string Source);

public sealed record ZoneRecord(string Name, string Rule, string Consequence);
