using SmartCityPia.Domain.City;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Findings;
using SmartCityPia.Domain.Organisations;

namespace SmartCityPia.UnitTests.City;

/// <summary>Services of a few datasets, made by hand.</summary>
internal static class SmallCity
{
    public static readonly Guid Transport = Id(1);
    public static readonly Guid Wifi = Id(2);

    public static Guid Id(int number) => new(number, 0, 0x7000, [0x80, 0, 0, 0, 0, 0, 0, 0]);

    /// <param name="number">Tells services apart: their ids and references grow from it.</param>
    public static Dossier Service(int number, string name, params (Guid? Holder, string[] Types)[] datasets)
    {
        var owner = Id(number * 1000);
        List<Dataset> sets = [.. datasets.Select((d, i) => new Dataset { Id = Id((number * 1000) + 10 + i), OwnerId = owner, Name = $"{name} data", HolderId = d.Holder, Public = d.Holder is null, People = "Passengers" })];
        return new()
        {
            Head = new()
            {
                AssessmentId = Id((number * 1000) + 1),
                Reference = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"PIA-2026-{number:000}"),
                Agency = "City",
                LeadOfficer = "Officer",
                CatalogueVersion = "test",
                CreatedAt = DateTimeOffset.UnixEpoch,
            },
            Service = new() { Id = owner, OwnerId = Id((number * 1000) + 2), Revision = 1, Name = name },
            Organisations = [.. datasets.Select(d => d.Holder).OfType<Guid>().Distinct().Select(h => new OrganisationEntry(h, h == Transport ? "Transport authority" : h == Wifi ? "Wi-Fi operator" : $"Body {h}", OrganisationKind.Agency, null))],
            Datasets = sets,
            Items = [.. sets.SelectMany((s, i) => datasets[i].Types.Select((t, j) => new DataItem { Id = Id((number * 1000) + 100 + (i * 20) + j), OwnerId = owner, DatasetId = s.Id, TypeId = t }))],
        };
    }

    /// <summary>Travel cards with the holder's e-mail address and taps.</summary>
    public static Dossier Cards { get; } = Service(1, "Travel cards", (Transport, ["A08", "A21", "A22"]));

    /// <summary>Wi-Fi sign-ins with the same e-mail address and a name.</summary>
    public static Dossier SignIns { get; } = Service(2, "Station Wi-Fi", (Wifi, ["A08", "A01"]));

    public static CityGraph Of(params Dossier[] dossiers) =>
        new([.. dossiers.Select(d => new CityPart(d.Service.OwnerId, d.Head.AssessmentId, 1, CityGraph.KeyOf(d), DateTimeOffset.UnixEpoch, d))]) { Key = string.Join('+', dossiers.Select(CityGraph.KeyOf)) };

    public static CityRecord Adds(this Dossier dossier, params Dossier[] others) => CityContribution.Of(Of(others), dossier.WithFindings());
}
