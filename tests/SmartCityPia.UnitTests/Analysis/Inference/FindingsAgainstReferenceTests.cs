using CsCheck;
using SmartCityPia.Analysis.City;
using SmartCityPia.Analysis.Inference;
using Xunit;

namespace SmartCityPia.UnitTests.Analysis.Inference;

public class FindingsAgainstReferenceTests
{
    private const double Tolerance = 1e-9;

    [Fact]
    public void Findings_RandomCities_EqualTheReferenceForEveryActor() => RandomCity.Any.Sample(
        city =>
        {
            var model = CityModel.Build(city);
            var naive = new NaiveCity(city);
            foreach (var actor in RandomCity.Actors(city))
            {
                foreach (var threshold in new[] { 0.0, 0.0501, 0.313 })
                    AssertEqual(naive, actor, threshold, model.Findings(actor, threshold));
            }
        },
        iter: 3000);

    [Fact]
    public void Findings_RandomCities_HaveSoundProofs() => RandomCity.Any.Sample(
        city =>
        {
            var model = CityModel.Build(city);
            var naive = new NaiveCity(city);
            foreach (var actor in RandomCity.Actors(city))
            {
                foreach (var finding in model.Findings(actor, 0.01))
                    AssertSound(city, naive, actor, finding);
            }
        },
        iter: 2000);

    private static void AssertEqual(NaiveCity naive, string[] actor, double threshold, IReadOnlyList<DerivedFinding> findings)
    {
        var best = naive.Scores(actor);
        var low = naive.Scores(actor, NaiveCity.Way.Low);
        var high = naive.Scores(actor, NaiveCity.Way.High);
        var expected = best
            .Where(s => s.Value > 0 && s.Value >= threshold && !naive.Holdings[s.Key.Holding].IsOutside && naive.Holdings[s.Key.Holding].Fields.GetValueOrDefault(s.Key.Attribute)?.IsOpen != true)
            .OrderBy(s => s.Key.Holding, StringComparer.Ordinal).ThenBy(s => s.Key.Attribute, StringComparer.Ordinal).ToList();
        Assert.Equal(expected.Select(e => e.Key), findings.Select(f => (f.Holding, f.Attribute)));
        for (var i = 0; i < expected.Count; i++)
        {
            Assert.Equal(expected[i].Value, findings[i].Score, Tolerance);
            Assert.Equal(low.GetValueOrDefault(expected[i].Key, 0), findings[i].Low, Tolerance);
            Assert.Equal(high.GetValueOrDefault(expected[i].Key, 0), findings[i].High, Tolerance);
            Assert.True(findings[i].Low <= findings[i].Score && findings[i].Score <= findings[i].High);
            Assert.Equal(actor.Order(StringComparer.Ordinal), findings[i].Actor);
        }
    }

    private static void AssertSound(CityInput city, NaiveCity naive, string[] actor, DerivedFinding finding)
    {
        var counted = new HashSet<(string, string, string)>();
        var whole = 1.0;
        for (var i = 0; i < finding.Proof.Count; i++)
        {
            var step = finding.Proof[i];
            Assert.All(step.Premises, p => Assert.InRange(p, 0, i - 1));
            Assert.True(naive.Holdings[step.Holding].Holder is not { } holder || actor.Contains(holder));
            var premises = step.Premises.Select(p => finding.Proof[p]).ToList();
            var product = premises.Aggregate(step.Strength, (s, p) => s * p.Score);
            Assert.Equal(product, step.Score, Tolerance);
            switch (step.Kind)
            {
                case DerivedStepKind.Field:
                    Assert.Empty(premises);
                    var type = step.Field ?? step.Attribute;
                    var field = naive.Holdings[step.Holding].Fields[type];
                    Assert.True(step.Condition is null ? step.Attribute == type : naive.Meets(step.Holding, type, step.Attribute, step.Condition));
                    Assert.Equal(field.Factor, step.Strength, Tolerance);
                    if (counted.Add(("field", step.Holding, type)))
                        whole *= step.Strength;
                    break;
                case DerivedStepKind.Rule:
                    var rule = city.Rules.Single(r => r.Id == step.Rule);
                    Assert.Equal(step.Attribute, rule.Conclusion);
                    Assert.All(premises, p => Assert.Equal(step.Holding, p.Holding));
                    Assert.Equal(
                        rule.Premises.Select(NaiveCity.Thing.Of).ToHashSet(),
                        premises.Select(p => NaiveCity.Thing.Of(new CityPremise(p.Attribute, p.Condition))).ToHashSet());
                    Assert.All(premises, p => Assert.True(p.Condition is not null || p.Kind != DerivedStepKind.Field || naive.Holdings[p.Holding].Fields[p.Attribute].IsOpen));
                    Assert.Equal(naive.RuleStrength(rule, step.Holding), step.Strength, Tolerance);
                    Assert.True(counted.Add(("rule", step.Holding, step.Rule!)));
                    whole *= step.Strength;
                    break;
                default:
                    Assert.NotEqual(step.Holding, step.Other);
                    Assert.Equal([step.Holding, step.Other, step.Other], premises.Select(p => p.Holding));
                    Assert.Equal(NaiveCity.Thing.Of(new CityPremise(step.Attribute, step.Condition)), NaiveCity.Thing.Of(new CityPremise(premises[2].Attribute, premises[2].Condition)));
                    var keys = city.Keys.Where(k => k.Type == step.Key && Math.Abs((k.Strength * naive.KeyFactor(k, step.Holding, step.Other!)) - step.Strength) < Tolerance);
                    Assert.Contains(keys, key => key.Inferred
                        ? premises.Take(2).All(p => p.Attribute == key.Type)
                        : premises.Take(2).All(p => p.Kind == DerivedStepKind.Field)
                            && naive.Ends(key, step.Holding, step.Other!).Any(e => Math.Abs(e.Here - premises[0].Score) < Tolerance && Math.Abs(e.There - premises[1].Score) < Tolerance));
                    var sides = new[] { step.Holding, step.Other! }.Order(StringComparer.Ordinal).ToArray();
                    if (counted.Add((FormattableString.Invariant($"link {step.Key} {step.Strength}"), sides[0], sides[1])))
                        whole *= step.Strength;
                    break;
            }
        }

        var last = finding.Proof[^1];
        Assert.Equal((finding.Holding, finding.Attribute, finding.Score), (last.Holding, last.Attribute, last.Score));
        Assert.Null(last.Condition);
        Assert.True(whole - Tolerance <= finding.ProofConfidence);
        if (city.Keys.Select(k => k.Type).Distinct(StringComparer.Ordinal).Count() == city.Keys.Count)
            Assert.Equal(whole, finding.ProofConfidence, Tolerance);
        var fields = finding.Proof.Where(p => p.Kind == DerivedStepKind.Field).Select(p => naive.Holdings[p.Holding]).ToList();
        Assert.Equal(fields.Min(h => h.Reach), finding.Reach);
        Assert.Equal(
            finding.Proof.Any(p => city.Rules.Any(r => r.Id == p.Rule && r.NeedsLaboratory)) ? DerivedEffort.Laboratory
            : fields.Select(h => h.Holder).OfType<string>().Distinct().Count() > 1 ? DerivedEffort.Second
            : fields.Any(h => h.IsOutside) ? DerivedEffort.Outside
            : (DerivedEffort)(int)fields.Max(h => h.Access),
            finding.Effort);
        Assert.True(finding.ProofConfidence >= finding.Score - Tolerance);
    }
}
