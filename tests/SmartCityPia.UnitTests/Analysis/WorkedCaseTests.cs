using SmartCityPia.Analysis.City;
using SmartCityPia.Analysis.Coalitions;
using SmartCityPia.Analysis.Inference;
using Xunit;

namespace SmartCityPia.UnitTests.Analysis;

/// <summary>
/// The worked case of the user guide: the transit body's Wi-Fi sensors, the road authority's plate readers and an open
/// dispatch log. Each is harmless alone. Confidences are the catalogue's (I31, I42, I105, I114).
/// </summary>
public class WorkedCaseTests
{
    private static readonly string[] Both = ["roads", "transit"];

    private static CityInput Case(bool withControls) => new()
    {
        Organisations = [new("transit", "Transit body"), new("roads", "Road authority")],
        Datasets =
        [
            new("wifi-log", "transit", [new("hashed-mac", "wifi"), new("gate-passage", "gates"), new("movement-trace")], withControls ? ["C18"] : null),
            new("anpr-zone", "roads", [new("plate", "national"), new("gate-passage", "gates"), new("vehicle-register")]),
            new("dispatch-log", null, [new("home-address"), new("dispatch-time")], withControls ? ["C07"] : null),
        ],
        Rules =
        [
            new("I31", ["movement-trace"], "home-address", 0.9, 0.8, 0.95),
            new("I42", ["plate", "vehicle-register"], "name", 0.99),
            new("I105", ["home-address", "dispatch-time"], "health-event", 0.7),
            new("named-home", ["name", "movement-trace", "home-address"], "named-home-address", 1),
            new("named-health", ["name", "health-event"], "named-health-event", 1),
        ],
        Keys = [new("gate-passage", 0.7, SameDomain: true), new("home-address", 1) { Inferred = true }],
        Controls =
        [
            new("C18", [new CityEffect.KeyFactor("gate-passage", 0.02)]),
            new("C07", [new CityEffect.RuleFactor("I105", 0.05)]),
        ],
        Coalitions = [Both],
    };

    [Fact]
    public void EmergentIn_BeforeControls_NamesTheHomeAndTheHealthEvent()
    {
        var emergent = CityModel.Build(Case(withControls: false)).EmergentIn(Both);

        Assert.Equal(["named-health-event", "named-home-address"], emergent.Select(e => e.Attribute));
        Assert.Equal(0.7 * 0.99 * 0.9 * 0.7, emergent[0].Score, 1e-12);
        Assert.Equal(0.7 * 0.99 * 0.9, emergent[1].Score, 1e-12);
        Assert.Equal("wifi-log", emergent[1].Holding);
    }

    [Fact]
    public void Explain_NamedHome_ShowsTheChain()
    {
        var finding = CityModel.Build(Case(withControls: false)).Explain(Both, "wifi-log", "named-home-address");

        Assert.NotNull(finding);
        Assert.Equal(
            [
                "wifi-log home-address by I31", "anpr-zone plate", "anpr-zone vehicle-register", "anpr-zone name by I42",
                "wifi-log name over gate-passage from anpr-zone", "wifi-log named-home-address by named-home",
            ],
            finding.Proof.Where(s => s is not { Kind: DerivedStepKind.Field, Attribute: "gate-passage" or "movement-trace" }).Select(s => $"{s.Holding} {s.Attribute}" + s.Kind switch
            {
                DerivedStepKind.Rule => $" by {s.Rule}",
                DerivedStepKind.Link => $" over {s.Key} from {s.Other}",
                _ => "",
            }));
        Assert.True(finding.RestsOnEstimate);
        Assert.Equal(0.7 + 0.99 + 0.8 - 2, finding.Low, 1e-12);
        Assert.Equal(0.7, finding.High, 1e-12);
    }

    [Theory]
    [InlineData("transit")]
    [InlineData("roads")]
    public void Findings_EachAlone_NamesNobodysHome(string organisation) =>
        Assert.DoesNotContain(CityModel.Build(Case(withControls: false)).Findings([organisation]), f => f.Attribute.StartsWith("named-", StringComparison.Ordinal));

    [Fact]
    public void EmergentIn_AfterBothControls_NothingIsLeft()
    {
        var model = CityModel.Build(Case(withControls: true));

        Assert.Empty(model.EmergentIn(Both));
        Assert.Equal(0.02 * 0.7 * 0.99 * 0.9, model.Explain(Both, "wifi-log", "named-home-address", 0)!.Score, 1e-12);
    }
}
