using CsCheck;
using SmartCityPia.Analysis;
using SmartCityPia.Analysis.City;
using SmartCityPia.Analysis.Coalitions;
using SmartCityPia.Analysis.Inference;
using Xunit;

namespace SmartCityPia.UnitTests.Analysis.Inference;

/// <summary>What facets mean, one by one, and that a stricter one never tells more.</summary>
public class FacetTests
{
    private static readonly Dictionary<string, IReadOnlyList<string>> Classes = new() { ["code"] = ["card"], ["event"] = ["tap", "pass"] };

    private static CityInput One(CityDataset dataset, params CityRule[] rules) => new()
    {
        Organisations = [new("o"), new("p")],
        Datasets = [dataset],
        Rules = rules,
        Classes = Classes,
    };

    private static CityPremise On(string type, CityCondition condition) => new(type, condition);

    private static IReadOnlyList<DerivedFinding> Tell(CityInput city, params string[] actor) => CityModel.Build(city).Findings(actor.Length == 0 ? ["o"] : actor, 0);

    [Fact]
    public void Findings_HashedCodeTurnedBack_IsAFindingThoughTheTypeIsGiven()
    {
        var rule = new CityRule("back", [On("card", new(Form: CityForm.Hashed))], "card", 0.99);

        var back = Assert.Single(Tell(One(new("s", "o", [new("card") { Form = CityForm.Hashed }]), rule)));
        Assert.Equal(("card", 0.99), (back.Attribute, back.Score));
        Assert.Empty(Tell(One(new("s", "o", [new("card") { Form = CityForm.Keyed }]), rule)));
        Assert.Empty(Tell(One(new("s", "o", [new("card")]), rule)));
    }

    [Theory]
    [InlineData(90d, null, 400d, true)]
    [InlineData(2d, null, 400d, false)]
    [InlineData(90d, 1d, 400d, false)]
    [InlineData(null, 30d, null, true)]
    public void Findings_Span_IsTheLeastOfHoldingAndCode(double? kept, double? stays, double? second, bool isMet)
    {
        var dataset = new CityDataset("s", "o", [new("card") { Days = stays, Form = CityForm.Keyed }, new("tap") { Days = second }]) { Days = kept };

        Assert.Equal(isMet, Tell(One(dataset, new CityRule("home", [On("event", new(Span: 30))], "home", 0.5))).Count > 0);
    }

    [Fact]
    public void Findings_NoCode_HasNoSpan() =>
        Assert.Empty(Tell(One(new("s", "o", [new("tap")]), new CityRule("home", [On("tap", new(Span: 1))], "home", 0.5))));

    [Fact]
    public void Findings_Assumed_NamesWhatAProofTookForGranted()
    {
        var dataset = new CityDataset("s", "o", [new("card") { Group = 1, Form = CityForm.Keyed }, new("tap") { Metres = 10, Form = CityForm.Plain }]);

        var finding = Assert.Single(Tell(One(dataset, new CityRule("home", [On("event", new(Metres: 50, Span: 30, Events: 20))], "home", 0.5))));

        Assert.Equal(["s  days", "s  events", "s card days", "s tap group"], finding.Assumed.Select(a => $"{a.Holding} {a.Type} {a.Facet}"));
    }

    [Fact]
    public void Findings_EventsOfOneArea_JoinAcrossTypesWithinTheResolution()
    {
        CityInput City(double metres, string area, CityForm form = CityForm.Plain) => new()
        {
            Organisations = [new("o"), new("p")],
            Datasets = [new("s", "o", [new("tap", "gates") { Metres = 10 }, new("card")]), new("t", "p", [new("pass", area) { Metres = metres, Form = form }, new("name")])],
            Keys = [new("event", 0.7, SameDomain: true) { Condition = new(Metres: 20), Low = 0.6, High = 0.8 }],
            Classes = Classes,
        };

        var joined = Assert.Single(Tell(City(10, "gates"), "o", "p"), f => f is { Holding: "s", Attribute: "name" });
        Assert.Equal((0.7, 0.6, 0.8, DerivedEffort.Second), (joined.Score, joined.Low, joined.High, joined.Effort));
        Assert.Equal(["tap", "pass", "name", "name"], joined.Proof.Select(p => p.Attribute));
        Assert.Empty(Tell(City(100, "gates"), "o", "p"));
        Assert.Empty(Tell(City(10, "streets"), "o", "p"));
        Assert.Empty(Tell(City(10, "gates", CityForm.Encrypted), "o", "p"));
        Assert.Empty(CityModel.Build(City(10, "gates")).EmergentIn(["o", "p"]));
    }

    /// <summary>A key that asks for no form still rests on its fields not being encrypted, which would join nothing.</summary>
    [Fact]
    public void Assumed_KeyThatAdmitsAnyForm_NamesTheFormOfBothSides()
    {
        var city = new CityInput
        {
            Organisations = [new("o"), new("p")],
            Datasets = [new("s", "o", [new("card"), new("fare")]), new("t", "p", [new("card"), new("name")])],
            Keys = [new("card", 0.7) { Condition = new(Form: CityForm.Encrypted) }],
        };

        var joined = Assert.Single(Tell(city, "o", "p"), f => f is { Holding: "s", Attribute: "name" });
        Assert.Equal(["s card form", "t card form"], joined.Assumed.Where(a => a is { Type: "card", Facet: "form" }).Select(a => $"{a.Holding} {a.Type} {a.Facet}"));
    }

    [Fact]
    public void Run_EventWithoutArea_IsListedAsNotExamined()
    {
        var city = One(new("s", "o", [new("tap"), new("card")]), new CityRule("faith", [On("event", new(Covers: "sensitive"))], "faith", 0.5));

        var result = CityAnalysis.Run(CityModel.Build(city), new AnalysisRequest());

        Assert.Equal([new CityQuestion("s", "tap")], result.NotExamined);
        Assert.Equal([new CityQuestion("s", "tap")], result.CoversNotSaid);
        Assert.Empty(result.Findings);
    }

    [Fact]
    public void Findings_KeyOnGivenFields_DoesNotJoinWhatIsInferred()
    {
        CityInput City(bool inferred) => new()
        {
            Organisations = [new("o")],
            Datasets = [new("s", "o", [new("trace")]), new("t", "o", [new("home"), new("name")])],
            Rules = [new("r", ["trace"], "home", 0.9)],
            Keys = [new("home", 0.5) { Inferred = inferred }],
        };

        Assert.Equal(["s home"], Tell(City(false)).Select(f => $"{f.Holding} {f.Attribute}"));
        Assert.Contains(Tell(City(true)), f => f is { Holding: "s", Attribute: "name", Score: 0.45 });
    }

    [Fact]
    public void Findings_ClosedFieldJoined_BringsTheOpenOne()
    {
        var city = new CityInput
        {
            Organisations = [new("o")],
            Datasets = [new("s", "o", [new("card", "d") { Form = CityForm.Keyed }]), new("t", "o", [new("card", "d")])],
            Keys = [new("card", 0.9, SameDomain: true) { Condition = new(Form: CityForm.Keyed) }],
        };

        var brought = Assert.Single(Tell(city));
        Assert.Equal(("s", "card", 0.9), (brought.Holding, brought.Attribute, brought.Score));
    }

    [Fact]
    public void Findings_DomainPerHolder_OnTheDatasetOrOnEachFlow()
    {
        CityInput City(string[]? onDataset, string[]? onFlows) => new()
        {
            Organisations = [new("src"), new("o"), new("p")],
            Datasets = [new("s", "src", [new("card", "d"), new("a"), new("b")], onDataset)],
            Flows = [new("f", "s", "o", ["card", "a"], onFlows), new("g", "s", "p", ["card", "b"], onFlows)],
            Keys = [new("card", 0.9, SameDomain: true)],
            Controls = [new("own-codes", [new CityEffect.SetDomain("card", "{holder}")])],
        };

        Assert.Equal(2, Tell(City(["own-codes"], null), "o", "p").Count);
        Assert.Empty(Tell(City(null, ["own-codes"]), "o", "p"));
    }

    [Fact]
    public void Findings_OutsideKnowledge_IsEverybodysAndNothingIsAFindingInIt()
    {
        var city = new CityInput
        {
            Organisations = [new("o"), new("p")],
            Datasets = [new("s", "o", [new("tap", "gates"), new("fare")]), new("t", "p", [new("pass", "gates")])],
            Outside = [new("photos", [new("pass", "gates"), new("name")]) { Reach = 0.1, Events = 1 }],
            Rules = [new("r", ["name", "fare"], "fare-of", 1)],
            Keys = [new("event", 0.5, SameDomain: true)],
            Classes = Classes,
        };

        var named = Assert.Single(Tell(city), f => f.Attribute == "fare-of");
        Assert.Equal(("s", 0.5, 0.1, DerivedEffort.Outside), (named.Holding, named.Score, named.Reach, named.Effort));
        Assert.DoesNotContain(Tell(city), f => f.Holding == "photos");
        Assert.DoesNotContain(CityModel.Build(city).EmergentIn(["o", "p"]), e => e.Attribute is "name" or "fare-of");
    }

    /// <summary>Of each statement that could be made stricter: the score of no finding that does not assume it changes.</summary>
    [Fact]
    public void Findings_WhatIsNotAssumed_CanBeStatedStrictly() => Gen.Select(RandomCity.Any, Gen.Int[0, 1 << 20]).Sample(
        (city, seed) =>
        {
            var random = new Random(seed);
            var model = CityModel.Build(city);
            var actor = RandomCity.Actors(city).ElementAt(random.Next(1 << city.Organisations.Count));
            var findings = model.Findings(actor, 0.01);
            if (findings.Count == 0)
                return;
            var finding = findings[random.Next(findings.Count)];
            var unstated = Unstated(new NaiveCity(city)).ToList();
            Assert.All(finding.Assumed, a => Assert.Contains(a, unstated));
            Assert.Equal(finding.Assumed.OrderBy(a => a.Holding, StringComparer.Ordinal).ThenBy(a => a.Type, StringComparer.Ordinal).ThenBy(a => a.Facet, StringComparer.Ordinal), finding.Assumed);

            var others = unstated.Except(finding.Assumed).Aggregate(city, State);
            var kept = CityModel.Build(others).Explain(actor, finding.Holding, finding.Attribute, 0);
            Assert.Equal(finding.Score, kept?.Score ?? 0, 1e-12);

            if (finding.Assumed.Count == 0)
                return;
            var ended = CityModel.Build(finding.Assumed.Aggregate(city, State)).Explain(actor, finding.Holding, finding.Attribute, 0);
            Assert.True(ended is null || !ended.Proof.Select(Names).SequenceEqual(finding.Proof.Select(Names)));
        },
        iter: 1500);

    [Fact]
    public void Findings_SomethingStricter_RaisesNeitherScoreNorHigh() => Gen.Select(RandomCity.Any, Gen.Int[0, 1 << 20]).Sample(
        (city, seed) =>
        {
            var random = new Random(seed);
            var facets = Unstated(new NaiveCity(city)).ToList();
            var kinds = city.Controls.Where(c => c.Effects.All(e => e is not CityEffect.SetDomain)).ToList();
            var stricter = facets.Count > 0 ? State(city, facets[random.Next(facets.Count)]) : city;
            if (kinds.Count > 0)
            {
                var at = city.Datasets.Select(d => d.Id).Concat(city.Flows.Select(f => f.Id)).ElementAt(random.Next(city.Datasets.Count + city.Flows.Count));
                stricter = CityEditing.Apply(stricter, [new CityEdit.ApplyControl(at, kinds[random.Next(kinds.Count)].Id)]);
            }

            var (before, after) = (new NaiveCity(city), CityModel.Build(stricter));
            foreach (var actor in RandomCity.Actors(city))
            {
                var (scores, high) = (before.Scores(actor), before.Scores(actor, NaiveCity.Way.High));
                foreach (var finding in after.Findings(actor, 0))
                {
                    // Through the engine after and the reference before, so that an open field that was closed counts too.
                    Assert.True(finding.Score <= scores.GetValueOrDefault((finding.Holding, finding.Attribute)) + 1e-9);
                    Assert.True(finding.High <= high.GetValueOrDefault((finding.Holding, finding.Attribute)) + 1e-9);
                }
            }
        },
        iter: 1000);

    private static (string, string, string?, string?, string?) Names(DerivedStep step) => (step.Holding, step.Attribute, step.Rule, step.Other, step.Field);

    private static IEnumerable<DerivedAssumption> Unstated(NaiveCity city)
    {
        foreach (var (id, holding) in city.Holdings)
        {
            foreach (var facet in new[] { "days", "events", "access" }.Where(f => !holding.Stated.Contains(f) && !(holding.IsOutside && f == "access")))
                yield return new DerivedAssumption(id, null, facet);
            foreach (var (type, field) in holding.Fields)
            {
                foreach (var facet in new[] { "days", "metres", "seconds", "group", "form" }.Where(f => !field.Stated.Contains(f)))
                    yield return new DerivedAssumption(id, type, facet);
            }
        }
    }

    /// <summary>The city in which a facet is stated at its strictest, where it is and not on copies.</summary>
    private static CityInput State(CityInput city, DerivedAssumption facet)
    {
        if (city.Outside.FirstOrDefault(o => o.Id == facet.Holding) is { } source)
        {
            var stated = facet.Type is null
                ? facet.Facet == "days" ? source with { Days = 0 } : source with { Events = 0 }
                : source with { Fields = [.. source.Fields.Select(f => f.Type == facet.Type ? Strict(f, facet.Facet) : f)] };
            return city with { Outside = [.. city.Outside.Select(o => o == source ? stated : o)] };
        }

        var field = Strict(new CityField(facet.Type ?? ""), facet.Facet);
        CityEffect effect = facet.Type is null
            ? new CityEffect.SetHolding(facet.Facet == "days" ? 0 : null, facet.Facet == "events" ? 0 : null, facet.Facet == "access" ? CityAccess.Order : null)
            : new CityEffect.SetField(facet.Type, field.Days, field.Metres, field.Seconds, field.Group, field.Form);
        var control = new CityControl($"state {city.Controls.Count}", [effect], CityControlScope.Holder);
        return CityEditing.Apply(city with { Controls = [.. city.Controls, control] }, [new CityEdit.ApplyControl(facet.Holding, control.Id)]);
    }

    private static CityField Strict(CityField field, string facet) => facet switch
    {
        "days" => field with { Days = 0 },
        "metres" => field with { Metres = double.PositiveInfinity },
        "seconds" => field with { Seconds = double.PositiveInfinity },
        "group" => field with { Group = 1_000_000 },
        _ => field with { Form = CityForm.Encrypted },
    };
}
