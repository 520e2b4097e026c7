using System.Globalization;
using SmartCityPia.Domain.Findings;
using SmartCityPia.Domain.Foundation;
using Xunit;

namespace SmartCityPia.UnitTests.Findings;

public sealed class SurenessTests
{
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");

    [Theory]
    [InlineData(1, 1, 1, false, "Nearly certain: follows from the data itself; measured, or follows from the data.")]
    [InlineData(0.999, 0.99, 1, false, "Nearly certain: fewer than 1 in 100 wrong (between 99 and 100 in 100); measured, or follows from the data.")]
    [InlineData(0.95, 0.9, 0.99, false, "Nearly certain: about 1 in 20 wrong (between 90 and 99 in 100); measured, or follows from the data.")]
    [InlineData(0.95, 0.6, 0.98, true, "Nearly certain: fewer than 1 in 10 wrong (between 6 and 10 in 10); judged, not measured.")]
    [InlineData(0.9, 0.7, 0.95, true, "Nearly certain: about 1 in 10 wrong (between 7 and 10 in 10); judged, not measured.")]
    [InlineData(0.89, 0.89, 0.89, false, "Very likely: right about 9 in 10 times; measured, or follows from the data.")]
    [InlineData(0.7, 0.45, 0.81, true, "Very likely: right about 7 in 10 times (between 4 and 9 in 10); judged, not measured.")]
    [InlineData(0.5, 0.5, 0.5, true, "Likely: right about 5 in 10 times; judged, not measured.")]
    [InlineData(0.2, 0, 0.5, true, "Possible: right about 2 in 10 times (between 0 and 5 in 10); judged, not measured.")]
    [InlineData(0.19, 0, 0.4, true, "Unlikely: right about 2 in 10 times (between 0 and 4 in 10); judged, not measured.")]
    [InlineData(0.05, 0, 0.1, true, "Unlikely: right less than 1 in 10 times (between 0 and 1 in 10); judged, not measured.")]
    public void Tell_AScore_AsAWordAFrequencyAnIntervalAndItsBasis(double score, double low, double high, bool judged, string told) =>
        Assert.Equal(told, new Sureness(score, low, high, judged).Tell(English));

    [Fact]
    public void Tell_AnEstimate_NeverClaimsMoreThanATenth()
    {
        for (var score = 0.0; score < 1; score += 0.001)
        {
            var told = new Sureness(score, score * 0.9, Math.Min(1, score * 1.1), true).Tell(English);
            Assert.DoesNotContain("100", told, StringComparison.Ordinal);
            Assert.DoesNotContain("1 in 20", told, StringComparison.Ordinal);
            Assert.DoesNotContain(".", told.TrimEnd('.'), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(null, 0.2, true)]
    [InlineData(null, 0.19, false)]
    [InlineData(0.1, 0.3, true)]
    [InlineData(0.3, 0.49, false)]
    [InlineData(0.49, 0.5, true)]
    [InlineData(0.95, 0.6, false)]
    public void IsMateriallyWorse_NewOrASurerWord_AndNoHypothesis(double? before, double now, bool worse) => Assert.Equal(worse, Sureness.IsMateriallyWorse(before, now));

    [Fact]
    public void Interval_AlwaysHoldsBothBounds()
    {
        for (var low = 0; low <= 100; low += 7)
        {
            for (var high = low; high <= 100; high += 3)
            {
                foreach (var judged in new[] { true, false })
                {
                    if (new Sureness(low / 100d, low / 100d, high / 100d, judged).Interval(English) is not { } interval)
                        continue;
                    var numbers = interval.Split(' ').Where(w => double.TryParse(w, English, out _)).Select(w => double.Parse(w, English)).ToList();
                    Assert.True(numbers[0] / numbers[2] <= (low / 100d) + 1e-9 && numbers[1] / numbers[2] >= (high / 100d) - 1e-9, interval);
                }
            }
        }
    }

    [Fact]
    public void Scale_EachWordOnce_FromTheSurestDownToZero()
    {
        Assert.Equal(Enum.GetValues<CertaintyBand>(), Sureness.Scale.Select(s => s.Band));
        Assert.Equal(Sureness.Scale.OrderByDescending(s => s.Least), Sureness.Scale);
        Assert.Equal(0, Sureness.Scale[^1].Least);
        Assert.All(Sureness.Scale, s => Assert.NotNull(Words.Of(s.Band)));
        Assert.All(Sureness.Scale, s => Assert.Equal(s.Band, Sureness.BandOf(s.Least)));
    }
}
