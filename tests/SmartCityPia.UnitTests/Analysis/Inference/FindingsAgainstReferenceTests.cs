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
        var low = naive.Scores(actor, r => r.Low ?? r.Confidence);
        var high = naive.Scores(actor, r => r.High ?? r.Confidence);
        var expected = best
            .Where(s => s.Value > 0 && s.Value >= threshold && !naive.Holdings[s.Key.Holding].Fields.ContainsKey(s.Key.Attribute))
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
                    Assert.Equal(naive.FieldScore(step.Holding, step.Attribute), step.Strength, Tolerance);
                    Assert.True(counted.Add(("field", step.Holding, step.Attribute)));
                    whole *= step.Strength;
                    break;
                case DerivedStepKind.Rule:
                    var rule = city.Rules.Single(r => r.Id == step.Rule);
                    Assert.Equal(step.Attribute, rule.Conclusion);
                    Assert.All(premises, p => Assert.Equal(step.Holding, p.Holding));
                    Assert.Equal(rule.Premises.Order(StringComparer.Ordinal), premises.Select(p => p.Attribute));
                    Assert.Equal(naive.RuleStrength(rule, step.Holding), step.Strength, Tolerance);
                    Assert.True(counted.Add(("rule", step.Holding, step.Rule!)));
                    whole *= step.Strength;
                    break;
                default:
                    var key = city.Keys.Single(k => k.Type == step.Key);
                    Assert.NotEqual(step.Holding, step.Other);
                    Assert.Equal(
                        [(step.Holding, key.Type), (step.Other!, key.Type), (step.Other!, step.Attribute)],
                        premises.Select(p => (p.Holding, p.Attribute)));
                    Assert.Equal(naive.LinkStrength(key, step.Holding, step.Other!), step.Strength, Tolerance);
                    var sides = new[] { step.Holding, step.Other! }.Order(StringComparer.Ordinal).ToArray();
                    if (counted.Add(("link " + key.Type, sides[0], sides[1])))
                        whole *= step.Strength;
                    break;
            }
        }

        var last = finding.Proof[^1];
        Assert.Equal((finding.Holding, finding.Attribute, finding.Score), (last.Holding, last.Attribute, last.Score));
        Assert.Equal(finding.Proof.Count, finding.Proof.Select(s => (s.Holding, s.Attribute)).Distinct().Count());
        Assert.Equal(whole, finding.ProofConfidence, Tolerance);
        Assert.True(finding.ProofConfidence >= finding.Score - Tolerance);
    }
}
