using SmartCityPia.Domain.Catalogue;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Findings;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Pictures;
using SmartCityPia.Pictures.Diagrams;
using SmartCityPia.Pictures.Dossiers;
using Xunit;

namespace SmartCityPia.UnitTests.Findings;

public sealed class RiskRulesTests
{
    /// <summary>Rows: severity 1 to 4; columns: likelihood 1 to 4.</summary>
    private static readonly string[] Zones = ["LLLM", "LMMM", "LMHH", "MHHH"];

    [Fact]
    public void Zone_AllSixteenCells_AsOnTheMap()
    {
        for (var severity = 1; severity <= 4; severity++)
        {
            for (var likelihood = 1; likelihood <= 4; likelihood++)
            {
                var expected = Zones[severity - 1][likelihood - 1] switch { 'L' => RiskZone.Low, 'M' => RiskZone.Medium, _ => RiskZone.High };
                Assert.Equal(expected, SmallDossier.WithWifi().ZoneOf((Level)severity, (Level)likelihood));
                Assert.Equal(expected, RiskMap.ZoneOf(new("Risks", []), new(severity, likelihood)));
            }
        }
    }

    [Theory, InlineData(null, Level.Maximum), InlineData(Level.Maximum, null), InlineData(null, null)]
    public void Zone_LevelOpen_IsNull(Level? severity, Level? likelihood) => Assert.Null(SmallDossier.WithWifi().ZoneOf(severity, likelihood));

    [Fact]
    public void Zone_OfAFrozenVersion_IsThatOfTheMapItWasFrozenWith()
    {
        var frozen = CanonicalJson.Read(CanonicalJson.Write(SmallDossier.WithWifi().Frozen([])));
        Assert.Equal(PiaCatalogue.Current.Scales.Map.SelectMany(row => row.Zones), frozen.RiskMap!.SelectMany(row => row.Zones));

        var stricter = frozen with { RiskMap = [.. frozen.RiskMap!.Select(row => row with { Zones = [.. row.Zones.Select(_ => RiskZone.High)] })] };
        Assert.Equal(RiskZone.High, stricter.ZoneOf(Level.Negligible, Level.Negligible));
        Assert.Equal(RiskZone.Low, (frozen with { RiskMap = null }).ZoneOf(Level.Negligible, Level.Negligible));
    }

    [Theory]
    [InlineData("2026-05-31", null, true)]
    [InlineData("2026-06-01", null, false)]
    [InlineData("2026-05-31", "2026-06-01", false)]
    [InlineData(null, null, false)]
    public void IsOverdue_OnTheFirstOfJune_OnlyWhatIsPastAndNotDone(string? due, string? done, bool overdue)
    {
        var action = new ActionItem { Id = Guid.CreateVersion7(), OwnerId = SmallDossier.Head.AssessmentId, DueOn = Day(due), DoneOn = Day(done) };

        Assert.Equal(overdue, action.IsOverdue(new DateOnly(2026, 6, 1)));

        static DateOnly? Day(string? text) => text is null ? null : DateOnly.ParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
    }

    [Fact]
    public void RiskMap_RiskWithOpenLevels_IsLeftOut()
    {
        var risk = SmallDossier.Risk();
        var drawing = DossierRiskMap.Of(SmallDossier.WithWifi() with { Risks = [SmallDossier.Risk(), risk] });
        Assert.StartsWith("Risks: 0.", drawing.Description, StringComparison.Ordinal);

        (risk.InherentSeverity, risk.InherentLikelihood) = (Level.Maximum, Level.Limited);
        drawing = DossierRiskMap.Of(SmallDossier.WithWifi() with { Risks = [SmallDossier.Risk(), risk] }, href: id => $"/risks/{id}");

        Assert.StartsWith("Risks: 1. They stand in the zones high: 1", drawing.Description, StringComparison.Ordinal);
        Assert.Contains(drawing.Marks.OfType<Group>(), g => g.Href == $"/risks/{risk.Id}" && g.Title.Contains("R2", StringComparison.Ordinal));
    }
}
