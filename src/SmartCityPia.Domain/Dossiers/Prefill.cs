using SmartCityPia.Domain.Catalogue;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Domain.Dossiers;

/// <summary>The rows a new assessment begins with, made from a kind of service of the catalogue. Every value can be changed.</summary>
public sealed class Prefill
{
    private readonly ServiceArchetype archetype;
    private readonly Guid descriptionId;
    private readonly Guid assessmentId;
    private readonly IReadOnlyDictionary<string, Body> bodies;
    private readonly Func<Guid> newId;
    private readonly Dictionary<ArchetypeFlow, DataFlow> flowOf = new(ReferenceEqualityComparer.Instance);

    /// <summary>An organisation that takes a part in the service.</summary>
    public readonly record struct Body(Guid Id, string Name);

    /// <param name="bodies">The organisation that takes each of the archetype's stakeholder keys. Flows are named after it.</param>
    /// <param name="newId">Gives ids in rising order: they are also the order in which rows are shown.</param>
    public Prefill(ServiceArchetype archetype, Guid descriptionId, Guid assessmentId, IReadOnlyDictionary<string, Body> bodies, Func<Guid> newId)
    {
        (this.archetype, this.descriptionId, this.assessmentId, this.bodies, this.newId) = (archetype, descriptionId, assessmentId, bodies, newId);
        Purposes = [.. archetype.Purposes.Select(p => new Purpose
        {
            Id = newId(), OwnerId = descriptionId, Name = p.Name, Description = p.Description,
            LegalBasis = Proposed(p.LegalBasis), LegalReference = p.LegalReference, Intended = [.. p.Intends],
        })];
        Groups = [.. archetype.Groups.Select(g => new PeopleGroup
        {
            Id = newId(), OwnerId = descriptionId, Name = g.Name, Vulnerable = g.Vulnerable, WhyVulnerable = g.Vulnerable ? g.Why : null,
        })];
        // One body may take two of the archetype's parts; it is then one stakeholder, in the first of its roles.
        Stakeholders = [.. archetype.Stakeholders.DistinctBy(s => bodies[s.Key].Id).Select(s => new Stakeholder
        {
            Id = newId(), OwnerId = descriptionId, OrganisationId = bodies[s.Key].Id, Role = s.Role,
            Expectations = s.Expects, Fears = s.Fears,
        })];
        AddDatasets();
        AddFlows();
        Screening = [.. archetype.Screening.Select(a => new ScreeningAnswer
        {
            Id = newId(), OwnerId = assessmentId, QuestionId = a.Question, Answer = a.Answer, Note = a.Note,
        })];
        Tensions = [.. archetype.Tensions.Select(t => new Tension
        {
            Id = newId(), OwnerId = assessmentId, Subject = t.Subject, Authorities = t.Authorities, Businesses = t.Businesses, People = t.People,
        })];
        // What the kind of service usually has on a flow is suggested there; the rest for the whole service, where somebody has to say more.
        Measures =
        [
            .. flowOf.SelectMany(f => f.Key.Controls.Select(c => MeasureOf(c, MeasureState.InPlace, f.Value))),
            .. archetype.Controls.Where(c => archetype.Flows.All(f => !f.Controls.Contains(c, StringComparer.Ordinal))).Select(c => MeasureOf(c, MeasureState.Proposed, null)),
        ];
    }

    public IReadOnlyList<Purpose> Purposes { get; }
    public IReadOnlyList<PeopleGroup> Groups { get; }
    public IReadOnlyList<Stakeholder> Stakeholders { get; }
    public List<Dataset> Datasets { get; } = [];
    public List<DataItem> Items { get; } = [];
    public List<DataFlow> Flows { get; } = [];
    public IReadOnlyList<ScreeningAnswer> Screening { get; }
    public IReadOnlyList<Tension> Tensions { get; }
    public IReadOnlyList<Measure> Measures { get; }

    public IEnumerable<IRow> All => [.. Purposes, .. Groups, .. Stakeholders, .. Datasets, .. Items, .. Flows, .. Screening, .. Tensions, .. Measures];

    /// <summary>What the description itself begins with.</summary>
    public void Describe(ServiceDescription description) =>
        (description.Summary, description.Place, description.Layer) = (archetype.Summary, archetype.Place, archetype.Layer);

    private void AddDatasets()
    {
        foreach (var d in archetype.Datasets)
        {
            var dataset = new Dataset
            {
                Id = newId(),
                OwnerId = descriptionId,
                Name = d.Name,
                HolderId = bodies[d.Holder].Id,
                Public = d.Public,
                People = d.People,
                GroupIds = [.. Groups.Where(g => PeopleGroup.IsNamedIn(d.People, g.Name)).Select(g => g.Id)],
                Retention = d.Retention,
                Days = Days(d.Days),
                Events = d.Events is { } events ? (int)Math.Ceiling(events) : null,
                Storage = d.Place,
            };
            Datasets.Add(dataset);
            Items.AddRange(d.Items.Select(i => new DataItem
            {
                Id = newId(),
                OwnerId = descriptionId,
                DatasetId = dataset.Id,
                TypeId = i.Type,
                // Rounded to the open side: coarser than it is would hide what can be told.
                Metres = (int?)i.Metres,
                Seconds = (int?)i.Seconds,
                Days = Days(i.Days),
                Form = i.Form,
                Group = (int?)i.Group,
                Covers = [.. i.Covers ?? []],
                IdentifierDomain = i.Domain,
                Level = i.Level,
            }));
        }
    }

    private void AddFlows()
    {
        var byKey = new Dictionary<string, (Guid? Dataset, Guid? Flow, string Name, Guid? Holder)>(StringComparer.Ordinal);
        for (var i = 0; i < Datasets.Count; i++)
            byKey[archetype.Datasets[i].Key] = (Datasets[i].Id, null, Datasets[i].Name, Datasets[i].HolderId);
        foreach (var f in archetype.Flows)
        {
            var source = byKey[f.From];
            var to = bodies[f.To];
            // A body that has both parts passes nothing to itself; what goes on from there comes from where it was.
            if (source.Holder == to.Id)
            {
                byKey[f.Key] = source;
                continue;
            }
            var flow = new DataFlow
            {
                Id = newId(),
                OwnerId = descriptionId,
                Name = DataFlow.UsualName(source.Name, to.Name),
                SourceDatasetId = source.Dataset,
                SourceFlowId = source.Flow,
                RecipientId = to.Id,
                Fields = [.. f.Fields],
                Frequency = f.Frequency,
                Days = Days(f.Days),
                Events = f.Events is { } events ? (int)Math.Ceiling(events) : null,
                Access = f.Access,
                PurposeId = Purposes.First(p => p.Name == f.Purpose).Id,
                LegalBasis = Proposed(f.LegalBasis),
                CrossesBorder = f.Transfer is not null,
                Transfer = f.Transfer,
            };
            Flows.Add(flow);
            flowOf[f] = flow;
            byKey[f.Key] = (null, flow.Id, source.Name, to.Id);
        }
    }

    /// <summary>
    /// A public authority cannot rest its tasks on legitimate interests (GDPR, Article 6(1)): a public task is proposed, whose law it has to name.
    /// </summary>
    private LegalBasis? Proposed(LegalBasis? basis) => basis == LegalBasis.LegitimateInterests
        && archetype.Stakeholders.Where(s => s.Role is StakeholderRole.Controller or StakeholderRole.JointController).All(s => s.Kind == Organisations.OrganisationKind.Agency) ? LegalBasis.PublicTask : basis;

    private Measure MeasureOf(string id, MeasureState state, DataFlow? flow)
    {
        var control = PiaCatalogue.Current.Control(id);
        return new()
        {
            Id = newId(),
            OwnerId = descriptionId,
            Name = control.Name,
            ControlId = control.Id,
            Description = control.Plain,
            State = state,
            FlowId = flow?.Id,
            ResponsibleId = flow is null ? null : control.Scope == ControlScope.Holder ? flow.RecipientId : SenderOf(flow),
        };
    }

    private Guid? SenderOf(DataFlow flow) => flow.SourceDatasetId is { } set ? Datasets.First(d => d.Id == set).HolderId : Flows.First(f => f.Id == flow.SourceFlowId).RecipientId;

    private static int? Days(double? days) => days is { } known ? (int)Math.Ceiling(known) : null;
}
