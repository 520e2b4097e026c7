using CsCheck;
using SmartCityPia.Analysis.Correlation;
using Xunit;

namespace SmartCityPia.UnitTests.Correlation;

public class LinkageMatrixTests
{
    [Fact]
    public void LinkageMatrix_RandomCities_EqualsAllPairsTriedOneByOne() => RandomCity.Any.Sample(
        city =>
        {
            var naive = new NaiveCity(city);
            var ids = naive.Holdings.Keys.Order(StringComparer.Ordinal).ToList();
            var expected = new List<(string, string, string, double)>();
            foreach (var (x, y) in ids.SelectMany((x, i) => ids.Skip(i + 1).Select(y => (x, y))))
            {
                foreach (var key in city.Keys)
                {
                    var strength = naive.LinkStrength(key, x, y) * Alone(x, key.Type) * Alone(y, key.Type);
                    if (strength >= 0.0501)
                        expected.Add((x, y, key.Type, Math.Round(strength, 9)));
                }
            }

            var actual = CityModel.Build(city).LinkageMatrix(threshold: 0.0501);

            Assert.Equal(expected.Order(), actual.Select(c => (c.First, c.Second, c.Key, Math.Round(c.Strength, 9))).Order());
            Assert.Equal(actual.OrderBy(c => c.First, StringComparer.Ordinal).ThenBy(c => c.Second, StringComparer.Ordinal).ThenByDescending(c => c.Strength).Select(c => (c.First, c.Second, c.Strength)), actual.Select(c => (c.First, c.Second, c.Strength)));

            // By itself: a city with this one holding's fields, rules and controls, and nothing to link to.
            double Alone(string holding, string type) => naive.Alone(holding).GetValueOrDefault(type, 0);
        },
        iter: 700);

    [Fact]
    public void LinkageMatrix_SomeHoldings_LooksAtThoseOnly()
    {
        var city = new City
        {
            Organisations = [new("a")],
            Datasets = [new("x", "a", [new("card", "d")]), new("y", "a", [new("card", "d")]), new("z", null, [new("card", "d")])],
            Keys = [new("card", 0.9, SameDomain: true)],
        };

        Assert.Equal(3, CityModel.Build(city).LinkageMatrix().Count);
        Assert.Equal([new Linkage("x", "z", "card", 0.9)], CityModel.Build(city).LinkageMatrix(["z", "x"]));
    }
}
