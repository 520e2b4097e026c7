using CsCheck;
using SmartCityPia.Analysis;
using SmartCityPia.Analysis.City;
using SmartCityPia.Analysis.Inference;
using Xunit;

namespace SmartCityPia.UnitTests.Analysis;

/// <summary>Relations between answers that hold whatever the right answer is.</summary>
public class MetamorphicTests
{
    private static Dictionary<(string, string), double> Scores(CityModel model, string[] actor) =>
        model.Findings(actor, 0).ToDictionary(f => (f.Holding, f.Attribute), f => f.Score);

    [Fact]
    public void Findings_DocumentReordered_AreIdenticalToTheLastStep() => RandomCity.Any.Sample(
        city =>
        {
            var shuffled = new CityInput
            {
                Organisations = [.. city.Organisations.Reverse()],
                Datasets = [.. city.Datasets.Reverse().Select(d => d with { Fields = [.. d.Fields.Reverse()] })],
                Flows = [.. city.Flows.Reverse().Select(f => f with { Fields = f.Fields?.Reverse().ToList() })],
                Rules = [.. city.Rules.Reverse().Select(r => r with { Premises = [.. r.Premises.Reverse()] })],
                Keys = [.. city.Keys.Reverse()],
                Controls = [.. city.Controls.Reverse()],
                Classes = city.Classes.Reverse().ToDictionary(c => c.Key, c => (IReadOnlyList<string>)[.. c.Value.Reverse()]),
                Outside = [.. city.Outside.Reverse()],
                Coalitions = city.Coalitions,
            };
            using var one = new MemoryStream();
            using var two = new MemoryStream();
            FindingsFile.Write(one, CityAnalysis.Run(CityModel.Build(city), new AnalysisRequest(Coalitions: CoalitionScope.Pairs)));
            FindingsFile.Write(two, CityAnalysis.Run(CityModel.Build(shuffled), new AnalysisRequest(Coalitions: CoalitionScope.Pairs)));
            Assert.Equal(one.ToArray(), two.ToArray());
        },
        iter: 1000);

    [Fact]
    public void Findings_EverythingRenamed_HaveTheSameScores() => RandomCity.Any.Sample(
        city =>
        {
            // Reversing the characters' order turns the sort order of all names round.
            static string New(string id) => new([.. id.Select(c => (char)('~' - c + '!'))]);
            static List<string>? All(IReadOnlyList<string>? ids) => ids?.Select(New).ToList();
            static string Domain(string id) => id.Contains('{', StringComparison.Ordinal) ? id : New(id);
            static List<CityField> Fields(IReadOnlyList<CityField> fields) => [.. fields.Select(f => f with { Type = New(f.Type), Domain = f.Domain is null ? null : New(f.Domain) })];
            string Name(string id) => city.Classes.ContainsKey(id) ? id : New(id);
            var renamed = new CityInput
            {
                Organisations = [.. city.Organisations.Select(o => new CityOrganisation(New(o.Id)))],
                Datasets = [.. city.Datasets.Select(d => d with { Id = New(d.Id), Holder = d.Holder is null ? null : New(d.Holder), Fields = Fields(d.Fields), Controls = All(d.Controls) })],
                Flows = [.. city.Flows.Select(f => f with { Id = New(f.Id), From = New(f.From), To = New(f.To), Fields = All(f.Fields), Controls = All(f.Controls) })],
                Rules = [.. city.Rules.Select(r => r with { Id = New(r.Id), Premises = [.. r.Premises.Select(p => p with { Type = Name(p.Type) })], Conclusion = New(r.Conclusion) })],
                Keys = [.. city.Keys.Select(k => k with { Type = Name(k.Type) })],
                Controls = [.. city.Controls.Select(c => c with
                {
                    Id = New(c.Id),
                    Effects = [.. c.Effects.Select(e => (CityEffect)(e switch
                    {
                        CityEffect.Remove x => new CityEffect.Remove(New(x.Type)),
                        CityEffect.SetDomain x => new CityEffect.SetDomain(New(x.Type), Domain(x.Domain)),
                        CityEffect.RuleFactor x => new CityEffect.RuleFactor(New(x.Rule), x.Factor),
                        CityEffect.FieldFactor x => new CityEffect.FieldFactor(New(x.Type), x.Factor),
                        CityEffect.KeyFactor x => new CityEffect.KeyFactor(Name(x.Type), x.Factor),
                        CityEffect.SetField x => x with { Type = New(x.Type) },
                        CityEffect.SetHolding => e,
                        _ => throw new InvalidOperationException(),
                    }))],
                })],
                Classes = city.Classes.ToDictionary(c => c.Key, c => (IReadOnlyList<string>)All(c.Value)!),
                Outside = [.. city.Outside.Select(o => o with { Id = New(o.Id), Fields = Fields(o.Fields) })],
            };
            var (before, after) = (CityModel.Build(city), CityModel.Build(renamed));
            foreach (var actor in RandomCity.Actors(city))
            {
                var expected = Scores(before, actor).ToDictionary(s => (New(s.Key.Item1), New(s.Key.Item2)), s => s.Value);
                Assert.Equal(expected.OrderBy(s => s.Key), Scores(after, [.. actor.Select(New)]).OrderBy(s => s.Key));
            }
        },
        iter: 1000);

    [Fact]
    public void Findings_DatasetAdded_LowersNoScore() => Gen.Select(RandomCity.Any, Gen.Int[0, 1000]).Sample(
        (city, seed) =>
        {
            var random = new Random(seed);
            var extra = city.Datasets[random.Next(city.Datasets.Count)] with { Id = "extra", Controls = null, Holder = random.Next(4) == 0 ? null : city.Organisations[random.Next(city.Organisations.Count)].Id };
            AssertNoLower(city, CityModel.Build(city), CityModel.Build(city with { Datasets = [.. city.Datasets, extra] }));
        },
        iter: 1000);

    [Fact]
    public void Findings_FlowAndItsCopiesRemoved_RaiseNoScore() => RandomCity.Any.Where(c => c.Flows.Count > 0).Sample(
        city =>
        {
            var gone = new HashSet<string>(StringComparer.Ordinal) { city.Flows[0].Id };
            while (city.Flows.Any(f => gone.Contains(f.From) && gone.Add(f.Id)))
            {
            }

            AssertNoLower(city, CityModel.Build(city with { Flows = [.. city.Flows.Where(f => !gone.Contains(f.Id))] }), CityModel.Build(city));
        },
        iter: 1000);

    [Fact]
    public void Findings_MemberAdded_LowersNoScore() => RandomCity.Any.Sample(
        city =>
        {
            var model = CityModel.Build(city);
            var all = Scores(model, [.. city.Organisations.Select(o => o.Id)]);
            foreach (var actor in RandomCity.Actors(city))
                Assert.All(Scores(model, actor), s => Assert.True(all[s.Key] >= s.Value));
        },
        iter: 1000);

    private static void AssertNoLower(CityInput city, CityModel less, CityModel more)
    {
        foreach (var actor in RandomCity.Actors(city))
        {
            var after = Scores(more, actor);
            Assert.All(Scores(less, actor), s => Assert.True(after[s.Key] >= s.Value));
        }
    }
}
