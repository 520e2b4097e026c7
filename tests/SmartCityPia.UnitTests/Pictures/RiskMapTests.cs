using SmartCityPia.Domain.Foundation;
using SmartCityPia.Pictures;
using SmartCityPia.Pictures.Diagrams;
using Xunit;
using static System.FormattableString;

namespace SmartCityPia.UnitTests.Pictures;

public sealed class RiskMapTests
{
    [Theory]
    [InlineData(1, 1, RiskZone.Low)]
    [InlineData(3, 1, RiskZone.Low)]
    [InlineData(1, 3, RiskZone.Low)]
    [InlineData(1, 4, RiskZone.Medium)]
    [InlineData(4, 1, RiskZone.Medium)]
    [InlineData(2, 2, RiskZone.Medium)]
    [InlineData(2, 4, RiskZone.Medium)]
    [InlineData(4, 2, RiskZone.High)]
    [InlineData(3, 3, RiskZone.High)]
    [InlineData(4, 4, RiskZone.High)]
    public void ZoneOf_Level_FollowsTheRule(int severity, int likelihood, RiskZone expected) =>
        Assert.Equal(expected, RiskMap.ZoneOf(new RiskPicture("Risks", []), new RiskLevel(severity, likelihood)));

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 5)]
    public void Draw_LevelOutsideTheScale_Throws(int severity, int likelihood) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => RiskMap.Draw(new RiskPicture("Risks", [new RiskPoint("R1", "", new(severity, likelihood))])));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(12)]
    [InlineData(40)]
    [InlineData(200)]
    public void Draw_ManyRisks_MarkersAreApartAndInsideTheirCells(int count)
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var picture = Random(seed, count);

            var drawing = RiskMap.Draw(picture);

            var discs = Markers(drawing);
            for (var a = 0; a < discs.Count; a++)
                for (var b = a + 1; b < discs.Count; b++)
                    Assert.True(Distance(discs[a], discs[b]) >= discs[a].Radius + discs[b].Radius, Invariant($"markers {a} and {b} overlap"));
            var cells = drawing.Marks.OfType<Box>().Where(b => b.Height > 100).ToList();
            Assert.Equal(16, cells.Count);
            Assert.All(discs, d => Assert.Single(cells, c => d.X - d.Radius >= c.X && d.X + d.Radius <= c.X + c.Width && d.Y - d.Radius >= c.Y && d.Y + d.Radius <= c.Y + c.Height));
        }
    }

    [Fact]
    public void Draw_TwoHundredRisks_EveryRiskIsShownOrCounted()
    {
        var picture = Random(1, 200);

        var groups = RiskMap.Draw(picture).Marks.OfType<Group>().ToList();

        var more = groups.Where(g => g.Href is null).ToList();
        var hidden = more.Sum(g => int.Parse(g.Marks.OfType<Label>().Single().Text.AsSpan(1), System.Globalization.CultureInfo.InvariantCulture));
        Assert.NotEmpty(more);
        Assert.Equal(200, groups.Count - more.Count + hidden);
    }

    [Fact]
    public void Draw_ThirteenInOneCell_ShowsElevenAndCountsTwo()
    {
        var drawing = RiskMap.Draw(new RiskPicture("Risks", [.. Enumerable.Range(1, 13).Select(i => new RiskPoint(Invariant($"R{i:00}"), "", new(2, 2), null, Invariant($"/r/{i:00}")))]));

        var groups = drawing.Marks.OfType<Group>().ToList();
        Assert.Equal(11, groups.Count(g => g.Href is not null));
        var rest = Assert.Single(groups, g => g.Href is null);
        Assert.Equal("+2", rest.Marks.OfType<Label>().Single().Text);
        Assert.Contains("R13", rest.Title, StringComparison.Ordinal);
    }

    [Fact]
    public void Draw_MovedRisk_HasRingArrowAndDisc()
    {
        var drawing = RiskMap.Draw(new RiskPicture("Risks", [new RiskPoint("R1", "Tracking", new(4, 3), new(2, 1), "/r/1"), new RiskPoint("R2", "", new(1, 1), new(1, 1))]));

        var moved = drawing.Marks.OfType<Group>().Single(g => g.Href == "/r/1");
        var ring = moved.Marks.OfType<Disc>().Single(d => d.Fill == Tone.Ground);
        var disc = moved.Marks.OfType<Disc>().Single(d => d.Fill == Tone.Accent);
        Assert.True(disc.Y > ring.Y && disc.X < ring.X);
        var arrow = Assert.Single(drawing.Marks.OfType<Stroke>(), s => s.Smooth && s.Arrow);
        Assert.Equal(ring.Radius, Math.Sqrt(Math.Pow(arrow.Points[0].X - ring.X, 2) + Math.Pow(arrow.Points[0].Y - ring.Y, 2)), 3);
        Assert.Contains("severity Maximum, likelihood Significant: High", moved.Title, StringComparison.Ordinal);
    }

    [Fact]
    public void Draw_EveryCell_NamesItsZone()
    {
        var words = RiskMap.Draw(new RiskPicture("Risks", [])).Marks.OfType<Label>().Select(l => l.Text).ToList();

        Assert.Equal(5, words.Count(w => w == "Low"));
        Assert.Equal(6, words.Count(w => w == "Medium"));
        Assert.Equal(5, words.Count(w => w == "High"));
    }

    private static double Distance(Disc a, Disc b) => Math.Sqrt((a.X - b.X) * (a.X - b.X) + (a.Y - b.Y) * (a.Y - b.Y));

    private static List<Disc> Markers(Drawing drawing) =>
        [.. drawing.Marks.OfType<Group>().SelectMany(g => g.Marks).SelectMany(m => m switch
        {
            Disc d => [d],
            // "+n" is wider than high; its height decides what it may touch above and below.
            Box b => new[] { new Disc(b.X + b.Width / 2, b.Y + b.Height / 2, b.Width / 2, b.Fill, b.Stroke) },
            _ => [],
        })];

    internal static RiskPicture Random(int seed, int count)
    {
        var random = new Random(seed);
        return new RiskPicture("Risks", [.. Enumerable.Range(1, count).Select(i =>
        {
            var inherent = new RiskLevel(random.Next(1, 5), random.Next(1, 5));
            RiskLevel? residual = random.Next(3) == 0 ? null : new(random.Next(1, inherent.Severity + 1), random.Next(1, inherent.Likelihood + 1));
            return new RiskPoint(i % 7 == 0 ? Hostile.At(i + seed) : Invariant($"R{i:000}"), Hostile.At(i), inherent, residual, Invariant($"/r/{i:000}"));
        })]);
    }
}
