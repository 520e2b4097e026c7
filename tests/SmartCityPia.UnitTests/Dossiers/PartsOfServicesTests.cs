using System.Text.Json;
using SmartCityPia.Domain.Catalogue;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Organisations;
using Xunit;

namespace SmartCityPia.UnitTests.Dossiers;

/// <summary>Who holds and receives what in every kind of service: as the catalogue's file says by key, read here without the code under test.</summary>
public sealed class PartsOfServicesTests
{
    /// <summary>What a city's agency usually is in each kind of service.</summary>
    private static readonly Dictionary<string, string> OfAnAgency = new(StringComparer.Ordinal)
    {
        ["S01"] = "works",
        ["S02"] = "transport",
        ["S03"] = "police",
        ["S04"] = "parking",
        ["S05"] = "city",
        ["S06"] = "transit",
        ["S07"] = "transit",
        ["S08"] = "transit",
        ["S09"] = "city",
        ["S10"] = "city",
        ["S11"] = "utility",
        ["S12"] = "city",
        ["S13"] = "police",
        ["S14"] = "police",
        ["S15"] = "police",
        ["S16"] = "fire",
        ["S17"] = "env",
        ["S18"] = "city",
        ["S19"] = "control",
        ["S20"] = "social",
        ["S21"] = "planning",
        ["S22"] = "portal",
        ["S23"] = "city",
        ["S24"] = "employer",
        ["S25"] = "police",
        ["S26"] = "city",
        ["S27"] = "board",
        ["S28"] = "tax",
        ["S29"] = "city",
        ["S30"] = "school",
        ["S31"] = "city",
        ["S32"] = "road",
        ["S33"] = "regulator",
        ["S34"] = "social",
        ["S35"] = "city",
        ["S36"] = "roads",
        ["S37"] = "env",
        ["S38"] = "works",
        ["S39"] = "city",
    };

    private static readonly JsonElement[] Entries = Read();

    public static TheoryData<string> Kinds => [.. Entries.Select(e => e.GetProperty("id").GetString()!)];

    [Fact]
    public void UsualPart_OfAnAgency_IsStatedForEveryKind() => Assert.Equal(Kinds.Select(k => (string)k.Data).Order(StringComparer.Ordinal), OfAnAgency.Keys.Order(StringComparer.Ordinal));

    [Theory, MemberData(nameof(Kinds))]
    public void UsualPart_OfAnAgency_IsAnAgencysPart(string id)
    {
        var part = PiaCatalogue.Current.Archetypes[id].UsualPart(OrganisationKind.Agency);

        Assert.Equal(OfAnAgency[id], part!.Key);
    }

    [Theory]
    [InlineData("S09", OrganisationKind.ServiceOperator, "operator")]
    [InlineData("S09", OrganisationKind.DataIntermediary, "aggregator")]
    [InlineData("S08", OrganisationKind.ServiceOperator, "scooter")]
    [InlineData("S12", OrganisationKind.Supplier, "vendor")]
    [InlineData("S10", OrganisationKind.ServiceOperator, "supplier")]
    [InlineData("S12", OrganisationKind.Integrator, null)]
    public void UsualPart_OfAnyKind_IsOneOfItsKindOrNone(string id, OrganisationKind kind, string? expected) =>
        Assert.Equal(expected, PiaCatalogue.Current.Archetypes[id].UsualPart(kind)?.Key);

    [Theory, MemberData(nameof(Kinds))]
    public void Prefill_EveryKind_PutsEachBodyWhereTheFileHasIt(string id)
    {
        var file = Entries.Single(e => e.GetProperty("id").GetString() == id);
        var bodies = file.GetProperty("stakeholders").EnumerateArray().Select(s => Text(s, "key")).ToDictionary(k => k, k => new Prefill.Body(Guid.CreateVersion7(), $"The {k} of Aldermere"), StringComparer.Ordinal);

        var prefill = new Prefill(PiaCatalogue.Current.Archetypes[id], Guid.CreateVersion7(), Guid.CreateVersion7(), bodies, Guid.CreateVersion7);

        Assert.Equal(
            file.GetProperty("stakeholders").EnumerateArray().Select(s => (bodies[Text(s, "key")].Id, Text(s, "role"), Text(s, "expects"), Text(s, "fears"))),
            prefill.Stakeholders.Select(s => (s.OrganisationId!.Value, s.Role.ToString()!, s.Expectations!, s.Fears!)));
        Assert.Equal(
            file.GetProperty("datasets").EnumerateArray().Select(d => (Text(d, "name"), bodies[Text(d, "holder")].Id)),
            prefill.Datasets.Select(d => (d.Name, d.HolderId!.Value)));
        var flows = file.GetProperty("flows").EnumerateArray().ToDictionary(f => Text(f, "key"), StringComparer.Ordinal);
        Assert.Equal(
            flows.Values.Select(f => ($"{NameOf(Origin(Text(f, "from")))} → {bodies[Text(f, "to")].Name}", bodies[Text(f, "to")].Id, string.Join(' ', f.GetProperty("fields").EnumerateArray().Select(t => t.GetString())))),
            prefill.Flows.Select(f => (f.Name, f.RecipientId!.Value, string.Join(' ', f.Fields))));
        Assert.All(prefill.Measures.Where(m => m.ResponsibleId is not null), m => Assert.Contains(m.ResponsibleId!.Value, bodies.Values.Select(b => b.Id)));

        string Origin(string key) => flows.TryGetValue(key, out var flow) ? Origin(Text(flow, "from")) : key;
        string NameOf(string dataset) => Text(file.GetProperty("datasets").EnumerateArray().Single(d => Text(d, "key") == dataset), "name");
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Prefill_OneBodyWithTwoParts_PassesNothingToItself(string id)
    {
        var archetype = PiaCatalogue.Current.Archetypes[id];
        foreach (var (first, second) in archetype.Stakeholders.SelectMany(a => archetype.Stakeholders.Where(b => b != a).Select(b => (a.Key, b.Key))))
        {
            var bodies = archetype.Stakeholders.ToDictionary(s => s.Key, s => new Prefill.Body(Guid.CreateVersion7(), s.Name), StringComparer.Ordinal);
            bodies[second] = bodies[first];

            var prefill = new Prefill(archetype, Guid.CreateVersion7(), Guid.CreateVersion7(), bodies, Guid.CreateVersion7);

            foreach (var flow in prefill.Flows)
            {
                var holder = flow.SourceDatasetId is { } set ? prefill.Datasets.Single(d => d.Id == set).HolderId : prefill.Flows.Single(f => f.Id == flow.SourceFlowId).RecipientId;
                Assert.NotEqual(holder, flow.RecipientId);
            }
        }
    }

    private static string Text(JsonElement of, string name) => of.GetProperty(name).GetString()!;

    private static JsonElement[] Read()
    {
        using var stream = typeof(PiaCatalogue).Assembly.GetManifestResourceStream(typeof(PiaCatalogue).Assembly.GetManifestResourceNames().Single(n => n.EndsWith("archetypes.json", StringComparison.Ordinal)))!;
        using var file = JsonDocument.Parse(stream);
        return [.. file.RootElement.GetProperty("entries").EnumerateArray().Select(e => e.Clone())];
    }
}
