using SmartCityPia.Domain.Catalogue;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Findings;
using SmartCityPia.Domain.Organisations;
using Xunit;

namespace SmartCityPia.UnitTests.Findings;

/// <summary>Dossiers made by hand, and dossiers as an archetype begins them.</summary>
internal static class SmallDossier
{
    public static readonly Guid Operator = new("00000000-0000-7000-8000-000000000001");
    public static readonly Guid Lab = new("00000000-0000-7000-8000-000000000002");
    public static readonly Guid Log = new("00000000-0000-7000-8000-000000000003");
    public static readonly Guid ToLab = new("00000000-0000-7000-8000-000000000004");
    private static readonly Guid Owner = new("00000000-0000-7000-8000-000000000005");

    public static DossierHead Head { get; } = new()
    {
        AssessmentId = new("00000000-0000-7000-8000-000000000006"),
        Reference = "PIA-2026-001",
        Agency = "City",
        LeadOfficer = "Officer",
        CatalogueVersion = "test",
        CreatedAt = DateTimeOffset.UnixEpoch,
    };

    /// <summary>An operator that holds sightings of phones by their Wi-Fi addresses and passes them to a laboratory.</summary>
    public static Dossier WithWifi(IEnumerable<string>? flowControls = null, bool isPublic = false) => new()
    {
        Head = Head,
        Service = new() { Id = Owner, OwnerId = Owner, Revision = 1, Name = "Metro Wi-Fi" },
        Organisations = [new(Operator, "Wi-Fi operator", OrganisationKind.ServiceOperator, null), new(Lab, "Laboratory", OrganisationKind.ExternalRecipient, null)],
        Datasets = [new Dataset { Id = Log, OwnerId = Owner, Name = "Probe log", HolderId = Operator, Public = isPublic }],
        Items = [.. new[] { "A34", "A129" }.Select(type => new DataItem { Id = Guid.CreateVersion7(), OwnerId = Owner, DatasetId = Log, TypeId = type })],
        Flows = [new DataFlow { Id = ToLab, OwnerId = Owner, Name = "Log to laboratory", SourceDatasetId = Log, RecipientId = Lab, Fields = ["A34", "A129"] }],
        Measures = [.. (flowControls ?? []).Select(control => Safeguard(control, ToLab))],
    };

    /// <summary>A control in place on a dataset or flow.</summary>
    public static Measure Safeguard(string control, Guid place, MeasureState state = MeasureState.InPlace, bool onFlow = true) => new()
    {
        Id = Guid.CreateVersion7(),
        OwnerId = Owner,
        Name = PiaCatalogue.Current.Controls.ById.GetValueOrDefault(control)?.Name ?? control,
        ControlId = control,
        State = state,
        DatasetId = onFlow ? null : place,
        FlowId = onFlow ? place : null,
    };

    /// <summary>With a file attached to a measure, so that a promise counts.</summary>
    public static Dossier WithAgreement(this Dossier dossier, Measure measure)
    {
        var evidence = new EvidenceItem { Id = Guid.CreateVersion7(), OwnerId = Owner, Title = "Signed agreement", SubjectId = measure.Id, SubjectKind = SubjectKind.Measure };
        return dossier with
        {
            Evidence = [.. dossier.Evidence, evidence],
            Files =
            [
                .. dossier.Files,
                new()
                {
                    Id = Guid.CreateVersion7(), OwnerId = Owner, EvidenceId = evidence.Id, Number = 1, FileName = "agreement.pdf", MediaType = "application/pdf", Size = 1,
                    Sha256 = new('0', 64), UploadedAt = DateTimeOffset.UnixEpoch, UploadedBy = "Officer", Scan = ScanState.Clean, MetadataRemoved = false,
                },
            ],
        };
    }

    /// <summary>As a new assessment begins.</summary>
    public static Dossier FromArchetype(string id)
    {
        var archetype = PiaCatalogue.Current.Archetypes[id];
        var bodies = archetype.Stakeholders.ToDictionary(s => s.Key, s => new Prefill.Body(Guid.CreateVersion7(), s.Name), StringComparer.Ordinal);
        var prefill = new Prefill(archetype, Owner, Head.AssessmentId, bodies, Guid.CreateVersion7);
        return new Dossier
        {
            Head = Head,
            Service = new() { Id = Owner, OwnerId = Owner, Revision = 1, Name = archetype.Name },
            Organisations = [.. archetype.Stakeholders.Select(s => new OrganisationEntry(bodies[s.Key].Id, s.Name, OrganisationKind.Agency, null))],
            Groups = prefill.Groups,
            Stakeholders = prefill.Stakeholders,
            Datasets = prefill.Datasets,
            Items = prefill.Items,
            Flows = prefill.Flows,
            Measures = prefill.Measures,
        }.WithFindings();
    }

    public static Finding Of(this Dossier dossier, Guid? actor, string type) => Assert.Single(dossier.Findings, f => f.ActorId == actor && f.TypeId == type);

    public static Risk Risk(string? suggestedBy = null) => new() { Id = Guid.CreateVersion7(), OwnerId = Head.AssessmentId, Title = "A risk", SuggestedBy = suggestedBy };
}
