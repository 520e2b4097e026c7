using CsCheck;
using SmartCityPia.Analysis.City;
using SmartCityPia.Analysis.Coalitions;
using Xunit;

namespace SmartCityPia.UnitTests.Analysis.Coalitions;

public class EmergentTests
{
    private const double Threshold = 0.0501;

    [Fact]
    public void EmergentIn_RandomCities_EqualsBruteForceOverAllParts() => RandomCity.Any.Sample(
        city =>
        {
            var model = CityModel.Build(city);
            var naive = new NaiveCity(city);
            var actors = RandomCity.Actors(city).Where(a => a.Length > 0).ToList();
            var reach = actors.ToDictionary(a => string.Join(',', a), a => naive.Reach(a));
            foreach (var coalition in actors)
            {
                var parts = actors.Where(a => a.Length < coalition.Length && a.All(coalition.Contains));
                var known = parts.SelectMany(p => reach[string.Join(',', p)]).Where(r => r.Value >= Threshold).Select(r => r.Key).ToHashSet(StringComparer.Ordinal);
                var expected = reach[string.Join(',', coalition)].Where(r => r.Value >= Threshold && !known.Contains(r.Key)).OrderBy(r => r.Key, StringComparer.Ordinal).ToList();
                var actual = model.EmergentIn(coalition, Threshold);
                Assert.Equal(expected.Select(e => e.Key), actual.Select(e => e.Attribute));
                Assert.All(expected.Zip(actual), p => Assert.Equal(p.First.Value, p.Second.Score, 1e-9));
            }
        },
        iter: 1500);

    [Fact]
    public void EmergentInPairs_RandomCities_EqualsAskingEachPair() => RandomCity.Any.Sample(
        city =>
        {
            var model = CityModel.Build(city);
            var expected = RandomCity.Actors(city).Where(a => a.Length == 2).SelectMany(a => model.EmergentIn(a, Threshold)).Select(e => (string.Join(',', e.Coalition), e.Attribute, e.Score, e.Holding));
            Assert.Equal(expected.Order(), model.EmergentInPairs(Threshold).Select(e => (string.Join(',', e.Coalition), e.Attribute, e.Score, e.Holding)).Order());
        },
        iter: 1000);

    [Fact]
    public void SmallestCoalitionsFor_RandomCities_EqualsBruteForce() => RandomCity.Any.Sample(
        city =>
        {
            var model = CityModel.Build(city);
            var naive = new NaiveCity(city);
            var reach = RandomCity.Actors(city).Where(a => a.Length <= 3).Select(a => (Actor: a, Reach: naive.Reach(a))).ToList();
            foreach (var type in model.Types)
            {
                var able = reach.Where(r => r.Reach.GetValueOrDefault(type, 0) >= Threshold).Select(r => r.Actor).ToList();
                var expected = able.Where(a => a.Length == able.Min(x => x.Length)).Select(a => string.Join(',', a)).Order(StringComparer.Ordinal);
                var actual = model.SmallestCoalitionsFor(type, 3, Threshold);
                Assert.True(actual.IsComplete);
                Assert.Equal(expected, actual.Coalitions.Select(c => string.Join(',', c)));
            }
        },
        iter: 500);
}
