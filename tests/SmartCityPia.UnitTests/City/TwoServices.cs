using SmartCityPia.Domain.City;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Organisations;

namespace SmartCityPia.UnitTests.City;

/// <summary>
/// A city small enough to be computed by hand: the welfare office has names with benefit records, the camera operator
/// names with plate sightings. Neither can tell more; together they can follow somebody on benefits.
/// </summary>
internal static class TwoServices
{
    public static readonly Guid Welfare = Id(1);
    public static readonly Guid Camera = Id(2);
    public static readonly Guid Host = Id(3);
    public static readonly Guid Benefits = Id(11);
    public static readonly Guid Sightings = Id(12);

    public static Dossier WelfareService(params Stakeholder[] stakeholders) => Service(101, "PIA-2026-001", "Benefits", Welfare, Benefits, ["A01", "A79"], stakeholders);

    public static Dossier CameraService(params Stakeholder[] stakeholders) => Service(102, "PIA-2026-002", "Cameras", Camera, Sightings, ["A01", "A18"], stakeholders);

    public static Stakeholder As(StakeholderRole role, Guid organisation, int service) =>
        new() { Id = Guid.CreateVersion7(), OwnerId = Id(service), OrganisationId = organisation, Role = role };

    public static CityGraph Graph(IReadOnlyList<Together>? declared = null, params Dossier[] dossiers) =>
        new([.. (dossiers.Length == 0 ? [WelfareService(), CameraService()] : dossiers).Select(CityPart.Draft)], declared) { Key = "test" };

    private static Dossier Service(int id, string reference, string name, Guid holder, Guid dataset, string[] types, Stakeholder[] stakeholders) => new()
    {
        Head = new() { AssessmentId = Id(id + 100), Reference = reference, Agency = "City", LeadOfficer = "Officer", CatalogueVersion = "test", CreatedAt = DateTimeOffset.UnixEpoch },
        Service = new() { Id = Id(id), OwnerId = Id(id), Revision = 1, Name = name },
        Organisations = [new(Welfare, "Welfare office", OrganisationKind.Agency, null), new(Camera, "Camera operator", OrganisationKind.ServiceOperator, null), new(Host, "Cloud host", OrganisationKind.Supplier, null)],
        Stakeholders = stakeholders,
        Datasets = [new Dataset { Id = dataset, OwnerId = Id(id), Name = name + " register", HolderId = holder, People = "Residents" }],
        Items = [.. types.Select(t => new DataItem { Id = Guid.CreateVersion7(), OwnerId = Id(id), DatasetId = dataset, TypeId = t })],
    };

    private static Guid Id(int number) => new(number, 0, 0x7000, [0x80, 0, 0, 0, 0, 0, 0, 0]);
}
