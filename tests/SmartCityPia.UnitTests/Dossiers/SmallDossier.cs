using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Organisations;

namespace SmartCityPia.UnitTests.Dossiers;

/// <summary>A parking service: plates and places at an operator, counts published by the city, flows of flows.</summary>
internal sealed class SmallDossier
{
    public const string Plate = "A14";
    public const string Place = "A04";

    private readonly Guid description = Guid.CreateVersion7();

    public List<OrganisationEntry> Organisations { get; } = [];
    public List<Stakeholder> Stakeholders { get; } = [];
    public List<PeopleGroup> Groups { get; } = [];
    public List<Purpose> Purposes { get; } = [];
    public List<Dataset> Datasets { get; } = [];
    public List<DataItem> Items { get; } = [];
    public List<DataFlow> Flows { get; } = [];

    public Dossier Build() => new()
    {
        Head = new() { AssessmentId = Guid.CreateVersion7(), Reference = "PIA-2026-001", Agency = "City", LeadOfficer = "Ada", CatalogueVersion = "1", CreatedAt = default },
        Service = new() { Id = description, OwnerId = Guid.CreateVersion7(), Revision = 1, Name = "Parking" },
        Organisations = Organisations,
        Stakeholders = Stakeholders,
        Groups = Groups,
        Purposes = Purposes,
        Datasets = Datasets,
        Items = Items,
        Flows = Flows,
    };

    public Guid Organisation(string name, bool takesPart = true)
    {
        var id = Guid.CreateVersion7();
        Organisations.Add(new(id, name, OrganisationKind.ServiceOperator, null));
        if (takesPart)
            Stakeholders.Add(new() { Id = Guid.CreateVersion7(), OwnerId = description, OrganisationId = id, Role = StakeholderRole.Processor });
        return id;
    }

    public Dataset Dataset(string name, Guid? holder, params string[] types)
    {
        var dataset = new Dataset { Id = Guid.CreateVersion7(), OwnerId = description, Name = name, HolderId = holder };
        Datasets.Add(dataset);
        Items.AddRange(types.Select(type => new DataItem { Id = Guid.CreateVersion7(), OwnerId = description, DatasetId = dataset.Id, TypeId = type }));
        return dataset;
    }

    public DataFlow Flow(string name, Guid? dataset, Guid? flow, Guid? recipient, params string[] fields)
    {
        var row = new DataFlow { Id = Guid.CreateVersion7(), OwnerId = description, Name = name, SourceDatasetId = dataset, SourceFlowId = flow, RecipientId = recipient, Fields = [.. fields] };
        Flows.Add(row);
        return row;
    }
}
