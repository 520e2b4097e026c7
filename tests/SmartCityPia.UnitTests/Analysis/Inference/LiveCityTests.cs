using System.Text;
using CsCheck;
using SmartCityPia.Analysis;
using SmartCityPia.Analysis.City;
using SmartCityPia.Analysis.Inference;
using SmartCityPia.Benchmarks.Analysis.Inference;
using Xunit;

namespace SmartCityPia.UnitTests.Analysis.Inference;

public class LiveCityTests
{
    private static CityInput WithoutEstimates(CityInput city) => city;

    [Fact]
    public void Edits_RandomCities_EqualAFullRunToTheLastStep() => Gen.Select(RandomCity.Any, Gen.Int[0, 1 << 20]).Sample(
        (seeded, seed) =>
        {
            var city = WithoutEstimates(seeded);
            var random = new Random(seed);
            var live = new LiveCity(CityModel.Build(city), 0.01);
            var holdings = city.Datasets.Select(d => d.Id).Concat(city.Flows.Select(f => f.Id)).ToList();
            var dropped = new HashSet<string>(StringComparer.Ordinal);
            var applied = new List<(string Holding, CityControl Control)>();
            for (var step = 0; step < 8; step++)
            {
                var holding = holdings[random.Next(holdings.Count)];
                switch (random.Next(4))
                {
                    case 0 when dropped.Add(holding):
                        live.Drop(holding);
                        break;
                    case 1 when dropped.Count > 0:
                        var back = dropped.First();
                        dropped.Remove(back);
                        live.Restore(back);
                        break;
                    case 2 when city.Controls.Count > 0:
                        var control = city.Controls[random.Next(city.Controls.Count)];
                        if (applied.Contains((holding, control)))
                            continue;
                        applied.Add((holding, control));
                        live.Apply(holding, control);
                        break;
                    case 3 when applied.Count > 0:
                        var off = applied[random.Next(applied.Count)];
                        applied.Remove(off);
                        live.Withdraw(off.Holding, off.Control);
                        break;
                    default:
                        continue;
                }

                var edited = CityEditing.Apply(city, [
                    .. applied.Select(a => new CityEdit.ApplyControl(a.Holding, a.Control.Id)),
                ]);
                edited = CityEditing.Apply(edited, dropped.Where(d => edited.Datasets.Any(x => x.Id == d)).Select(d => new CityEdit.DropDataset(d)));
                foreach (var flow in dropped)
                {
                    if (edited.Flows.Any(f => f.Id == flow))
                        edited = CityEditing.Apply(edited, [new CityEdit.DropFlow(flow)]);
                }

                var full = CityModel.Build(edited);
                foreach (var organisation in full.Organisations)
                    AssertSame(full.Findings([organisation], 0.01), live.Findings(organisation));
            }
        },
        iter: 1500);

    /// <summary>Two fields serve a rule equally well. Without the one that the proof names, the score stays and the proof names the other.</summary>
    [Fact]
    public void Apply_FieldOfTheProofRemoved_ProofNamesTheOther()
    {
        using var file = new MemoryStream(Encoding.UTF8.GetBytes("""
            {"organisations":[{"id":"o"}],
             "datasets":[{"id":"d","holder":"o","fields":[{"type":"a","form":"hashed"},{"type":"b","form":"hashed"}]}],
             "classes":{"code":["a","b"],"event":[]},
             "rules":[{"id":"r","premises":[{"type":"code","form":"hashed"}],"conclusion":"c","confidence":0.5}],
             "controls":[{"id":"x","scope":"holder","effects":[{"remove":"a"}]}]}
            """));
        var city = CityFile.Read(file);
        var live = new LiveCity(CityModel.Build(city));
        Assert.Equal("a", Assert.Single(Assert.Single(live.Findings("o")).Assumed).Type);

        live.Apply("d", city.Controls[0]);

        Assert.Equal("b", Assert.Single(Assert.Single(live.Findings("o")).Assumed).Type);
        AssertSame(CityModel.Build(CityEditing.Apply(city, [new CityEdit.ApplyControl("d", "x")])).Findings(["o"]), live.Findings("o"));
    }

    [Fact]
    public void RankFlows_RandomCities_CountsWhatAFullRunLoses() => RandomCity.Any.Sample(
        city =>
        {
            var model = CityModel.Build(city);
            var ranking = model.RankFlows(0.0501);
            Assert.Equal(city.Flows.Select(f => f.Id).Order(StringComparer.Ordinal), ranking.Select(b => b.Id).Order(StringComparer.Ordinal));
            foreach (var blame in ranking)
                Assert.Equal(Lost(city, new CityEdit.DropFlow(blame.Id)), blame.Vanishing);
            Assert.Equal(ranking.Select(b => b.Vanishing).OrderDescending(), ranking.Select(b => b.Vanishing));
        },
        iter: 700);

    [Fact]
    public void RankOrganisations_RandomCities_CountsWhatAFullRunLoses() => RandomCity.Any.Sample(
        city =>
        {
            foreach (var blame in CityModel.Build(city).RankOrganisations(0.0501))
                Assert.Equal(Lost(city, new CityEdit.DropOrganisation(blame.Id)), blame.Vanishing);
        },
        iter: 700);

    private static int Lost(CityInput city, CityEdit edit)
    {
        var actors = city.Organisations.Select(o => new[] { o.Id }).ToList();
        return CityModel.Build(city).WhatIf([edit], actors, 0.0501).Vanished.Count;
    }

    internal static void AssertSame(IReadOnlyList<DerivedFinding> expected, IReadOnlyList<DerivedFinding> actual)
    {
        using var one = new MemoryStream();
        using var two = new MemoryStream();
        FindingsFile.Write(one, new AnalysisResult(expected, []));
        FindingsFile.Write(two, new AnalysisResult(actual, []));
        Assert.Equal(Encoding.UTF8.GetString(one.ToArray()), Encoding.UTF8.GetString(two.ToArray()));
    }
}
