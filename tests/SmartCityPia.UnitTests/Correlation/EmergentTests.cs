using CsCheck;
using SmartCityPia.Analysis.Correlation;
using Xunit;

namespace SmartCityPia.UnitTests.Correlation;

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
}
