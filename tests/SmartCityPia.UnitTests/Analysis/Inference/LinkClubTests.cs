using CsCheck;
using SmartCityPia.Analysis.City;
using SmartCityPia.Analysis.Inference;
using Xunit;

namespace SmartCityPia.UnitTests.Analysis.Inference;

public class LinkClubTests
{
    [Fact]
    public void LinkClubs_RandomCitiesWrittenOutAsPairs_EqualAllPairsTriedOneByOne() => RandomCity.Any.Sample(
        city =>
        {
            var naive = new NaiveCity(city);
            var ids = naive.Holdings.Keys.Order(StringComparer.Ordinal).ToList();
            var expected = new List<(string, string, string, string?, double)>();
            foreach (var (x, y) in ids.SelectMany((x, i) => ids.Skip(i + 1).Select(y => (x, y))))
            {
                foreach (var key in city.Keys)
                {
                    var joins = key.Inferred ? [(null, Alone(x, key.Type), Alone(y, key.Type))] : naive.Ends(key, x, y);
                    foreach (var best in joins.GroupBy(j => j.Item1).Select(g => (Domain: g.Key, Strength: key.Strength * naive.KeyFactor(key, x, y) * g.Max(j => j.Item2) * g.Max(j => j.Item3))))
                    {
                        if (best.Strength >= 0.0501)
                            expected.Add((x, y, key.Type, best.Domain, Math.Round(best.Strength, 9)));
                    }
                }
            }

            var actual = CityModel.Build(city).LinkClubs(0.0501).SelectMany(club => club.Members.SelectMany((a, i) => club.Members.Skip(i + 1)
                .Select(b => (a.Holding, b.Holding, club.Key, club.Domain, Math.Round(club.Between(a, b), 9))))).Where(c => c.Item5 >= 0.0501);
            Assert.Equal(expected.Order(), actual.Order());

            // By itself: a city with this one holding's fields, rules and controls, and nothing to link to.
            double Alone(string holding, string type) => naive.Alone(holding).GetValueOrDefault(type, 0);
        },
        iter: 700);
}
