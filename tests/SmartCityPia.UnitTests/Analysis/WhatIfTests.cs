using CsCheck;
using SmartCityPia.Analysis;
using SmartCityPia.Analysis.City;
using SmartCityPia.Analysis.Inference;
using Xunit;

namespace SmartCityPia.UnitTests.Analysis;

public class WhatIfTests
{
    private static readonly CityInput Small = new()
    {
        Organisations = [new("a"), new("b")],
        Datasets = [new("s", "a", [new("trace"), new("card", "d")]), new("u", "b", [new("card", "d"), new("name")])],
        Flows = [new("f", "s", "b", ["trace", "card"]), new("g", "f", "a", ["trace"])],
        Rules = [new("r", ["trace"], "home", 0.9)],
        Keys = [new("card", 0.95, SameDomain: true)],
        Controls = [new("coarse", [new CityEffect.RuleFactor("r", 0.5)]), new("rotate", [new CityEffect.SetDomain("card", "daily")])],
        Coalitions = [["a", "b"]],
    };

    [Fact]
    public void WhatIf_FlowDropped_ItsFindingsVanishWithItsCopies()
    {
        var diff = CityModel.Build(Small).WhatIf([new CityEdit.DropFlow("f")], [["a"], ["b"]]);

        Assert.Equal(["a g home", "b f home", "b f name", "b u home", "b u trace"], diff.Vanished.Select(f => $"{f.Actor[0]} {f.Holding} {f.Attribute}"));
        Assert.Empty(diff.Appeared);
    }

    [Fact]
    public void WhatIf_ControlApplied_FindingsWeakenDownstreamToo()
    {
        var diff = CityModel.Build(Small).WhatIf([new CityEdit.ApplyControl("s", "coarse")], [["a"]]);

        Assert.Equal(["g", "s"], diff.Weakened.Select(c => c.After.Holding));
        Assert.All(diff.Weakened, c => Assert.Equal((0.9, 0.45), (c.Before.Score, c.After.Score)));
    }

    [Fact]
    public void WhatIf_DomainChanged_NamesNoLongerJoin()
    {
        var model = CityModel.Build(Small);

        Assert.Contains(model.Findings(["a", "b"]), f => f is { Holding: "s", Attribute: "name" });
        Assert.Contains(model.WhatIf([new CityEdit.ApplyControl("s", "rotate")]).Vanished, f => f is { Actor.Count: 2, Holding: "s", Attribute: "name" });
    }

    [Fact]
    public void WhatIf_PlannedServiceAdded_ShowsWhatItAdds()
    {
        var planned = new CityInput
        {
            Organisations = [new("a"), new("c")],
            Datasets = [new("w", "c", [new("card", "d"), new("fine")])],
            Flows = [new("h", "w", "a")],
            Keys = [new("card", 0.95, SameDomain: true)],
        };

        var diff = CityModel.Build(Small).WhatIf([new CityEdit.Add(planned)]);

        Assert.Contains(diff.Appeared, f => f is { Actor: ["a"], Holding: "s", Attribute: "fine", Score: 0.95 });
        Assert.Empty(diff.Vanished);
    }

    [Fact]
    public void WhatIf_FieldCoarsened_FlowsPassTheCoarserOne()
    {
        var diff = CityModel.Build(Small).WhatIf([new CityEdit.CoarsenField("s", "trace", "zone")], [["b"]]);

        Assert.Contains(diff.Appeared, f => f is { Holding: "u", Attribute: "zone" });
        Assert.Contains(diff.Vanished, f => f is { Holding: "f", Attribute: "home" });
    }

    [Fact]
    public void WhatIf_SameIdWithAnotherMeaning_IsAnError()
    {
        static CityInput Part(string conclusion) => new() { Organisations = [], Datasets = [], Rules = [new("r", ["trace"], conclusion, 0.9)] };

        Assert.True(CityModel.Build(Small).WhatIf([new CityEdit.Add(Part("home"))]).IsEmpty);
        Assert.Throws<CityFormatException>(() => CityModel.Build(Small).WhatIf([new CityEdit.Add(Part("work"))]));
    }

    [Fact]
    public void WhatIf_KeyOfAnotherStrengthAdded_TheBestCounts()
    {
        static CityInput Part(double strength) => new() { Organisations = [], Datasets = [], Keys = [new("card", strength, SameDomain: true)] };

        Assert.True(CityModel.Build(Small).WhatIf([new CityEdit.Add(Part(0.5))]).IsEmpty);
        Assert.NotEmpty(CityModel.Build(Small).WhatIf([new CityEdit.Add(Part(0.99))]).Strengthened);
    }

    [Fact]
    public void Between_SameCityTwice_IsEmpty() => RandomCity.Any.Sample(
        city => Assert.True(CityDiff.Between(CityModel.Build(city), CityModel.Build(city with { Flows = [.. city.Flows.Reverse()] })).IsEmpty), iter: 300);

    [Fact]
    public void WhatIf_FieldRemoved_EqualsTheDifferenceOfFullRuns() => RandomCity.Any.Where(c => c.Datasets[0].Fields.Count > 0).Sample(
        city =>
        {
            var edit = new CityEdit.RemoveField(city.Datasets[0].Id, city.Datasets[0].Fields[0].Type);
            var model = CityModel.Build(city);
            var after = CityModel.Build(CityEditing.Apply(city, [edit]));
            var diff = model.WhatIf([edit], threshold: 0.01);
            var actors = city.Organisations.Select(o => new[] { o.Id }).Append([]).Concat(city.Coalitions.Select(c => c.Order(StringComparer.Ordinal).ToArray()));
            var keys = (CityModel m) => actors.SelectMany(a => m.Findings(a, 0.01)).Select(f => (string.Join(',', f.Actor), f.Holding, f.Attribute)).ToHashSet();
            var (old, now) = (keys(model), keys(after));
            Assert.Equal(old.Except(now).Order(), diff.Vanished.Select(f => (string.Join(',', f.Actor), f.Holding, f.Attribute)).Order());
            Assert.Equal(now.Except(old).Order(), diff.Appeared.Select(f => (string.Join(',', f.Actor), f.Holding, f.Attribute)).Order());
            Assert.Empty(diff.Strengthened);
        },
        iter: 700);
}
