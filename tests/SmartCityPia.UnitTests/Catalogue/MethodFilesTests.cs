using System.Globalization;
using SmartCityPia.Domain.Catalogue;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using Xunit;

namespace SmartCityPia.UnitTests.Catalogue;

/// <summary>Screening, principles, threats, scales and report headings are complete and refer to what exists.</summary>
public sealed class MethodFilesTests
{
    private static readonly PiaCatalogue Catalogue = PiaCatalogue.Load();
    private static readonly ScreeningMethod Screening = Catalogue.Screening;
    private static readonly RiskScales Scales = Catalogue.Scales;

    [Fact]
    public void Version_OfTheShippedFiles_IsTheirNewest() => Assert.Equal("2026.13", Catalogue.Version);

    [Fact]
    public void Screening_Criteria_AreTheNineTheThreeAndTheTriggers() =>
        Assert.Equal(
            [
                ("P1", CriterionKind.PersonalData), ("N1", CriterionKind.NationalList), .. Ids.Numbered("W", 9, 1).Select(id => (id, CriterionKind.Wp248)), .. Ids.Numbered("L", 3, 1).Select(id => (id, CriterionKind.Article35)),
                .. Ids.Numbered("T", 7, 1).Select(id => (id, CriterionKind.PublicSpace)),
            ],
            Screening.Criteria.Select(c => (c.Id, c.Kind)));

    [Fact]
    public void Screening_QuestionCriteria_ExistAndAllAreAsked()
    {
        var known = Screening.Criteria.Select(c => c.Id).ToHashSet(StringComparer.Ordinal);
        var asked = Screening.Questions.SelectMany(q => q.Criteria).ToHashSet(StringComparer.Ordinal);

        Assert.Equal(known.Order(StringComparer.Ordinal), asked.Order(StringComparer.Ordinal));
        Assert.All(Screening.Questions, q => Assert.NotEmpty(q.Criteria));
    }

    [Fact]
    public void Screening_Questions_AreNumberedAndTheFirstNineCoverWp248()
    {
        Assert.Equal("Q0", Screening.Gate.Id);
        Assert.Equal(Ids.Numbered("Q", Screening.Questions.Count - 1, 1), Screening.Questions.Skip(1).Select(q => q.Id));
        for (var n = 0; n < 9; n++)
        {
            var question = Screening.Questions[n + 1];
            string[] expected = [string.Create(CultureInfo.InvariantCulture, $"W{n + 1}")];
            Assert.Equal(expected, question.Criteria);
        }
    }

    [Fact]
    public void Screening_Rules_EndWithNotNeeded()
    {
        Assert.Equal(["R0", "R1", "R5", "R2", "R3", "R4"], Screening.Rules.Select(r => r.Id));
        Assert.Equal(["R0", "R4"], Screening.Rules.Where(r => r.Outcome == ScreeningOutcome.NotNeeded).Select(r => r.Id));
        Assert.Equal(["R1", "R5"], Screening.Rules.Where(r => r.Binding).Select(r => r.Id));
        Assert.All(Screening.Lists, l => Assert.NotEmpty(l.Entries));
    }

    [Fact]
    public void Principles_All_AreElevenInOrderWithClause()
    {
        Assert.Equal(Ids.Numbered("P", 11, 2), Catalogue.Principles.Select(p => p.Id));
        Assert.Equal(
            Enumerable.Range(1, 11).Select(n => string.Create(CultureInfo.InvariantCulture, $"ISO/IEC 29100:2024, principle {n}")),
            Catalogue.Principles.Select(p => p.Clause));
        Assert.All(Catalogue.Principles, p => Assert.EndsWith("?", p.Question, StringComparison.Ordinal));
    }

    [Fact]
    public void Threats_All_AreSevenTypesWith33Cards()
    {
        Assert.Equal(["L", "I", "Nr", "D", "DD", "U", "Nc"], Catalogue.Threats.Select(t => t.Code));
        Assert.Equal([5, 5, 5, 4, 5, 5, 4], Catalogue.Threats.Select(t => t.Cards.Count));
        Assert.Equal(33, Catalogue.Threats.SelectMany(t => t.Cards).Select(c => c.Id).Distinct(StringComparer.Ordinal).Count());
        Assert.All(Catalogue.Threats, t => Assert.Equal(Ids.Numbered(t.Code, t.Cards.Count, 1), t.Cards.Select(c => c.Id)));
        Assert.All(Catalogue.Threats.SelectMany(t => t.Cards), c => Assert.EndsWith("?", c.Question, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(ThreatType.Unawareness, new[] { "P01", "P07", "P08" })]
    [InlineData(ThreatType.DataDisclosure, new[] { "P03", "P04", "P05", "P10" })]
    [InlineData(ThreatType.NonCompliance, new[] { "P02", "P06", "P09", "P11" })]
    public void Principles_Gap_ShowsAsThreat(ThreatType threat, string[] principles) =>
        Assert.Equal(principles, Catalogue.Principles.Where(p => p.Threat == threat).Select(p => p.Id));

    [Fact]
    public void Scales_Levels_HaveNamesAndCriteriaOfTheirOwn()
    {
        string[] names = ["Negligible", "Limited", "Significant", "Maximum"];

        Assert.Equal(names, Scales.Severity.Select(l => l.Name));
        Assert.Equal(names, Scales.Likelihood.Select(l => l.Name));
        Assert.Empty(Scales.Severity.Select(l => l.Criteria).Intersect(Scales.Likelihood.Select(l => l.Criteria), StringComparer.Ordinal));
        Assert.True(Scales.RiskSources.Count >= 7);
    }

    [Theory]
    [InlineData(RiskZone.High, "impact 3 with likelihood 3 to 4; impact 4 with likelihood 2 to 4")]
    [InlineData(RiskZone.Medium, "impact 1 with likelihood 4; impact 2 with likelihood 2 to 4; impact 3 with likelihood 2; impact 4 with likelihood 1")]
    [InlineData(RiskZone.Low, "impact 1 with likelihood 1 to 3; impact 2 with likelihood 1; impact 3 with likelihood 1")]
    public void Scales_Where_SaysEveryCellOfAZone(RiskZone zone, string expected) => Assert.Equal(expected, Scales.Where(zone, CultureInfo.InvariantCulture));

    [Fact]
    public void Headings_Clauses_AreUniqueAndHaveTheirParentBefore()
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        Assert.All(Catalogue.ReportHeadings, h =>
        {
            Assert.True(h.Parent is null || seen.Contains(h.Parent), $"{h.Clause} has no parent {h.Parent} before it");
            Assert.True(h.Parent is null || h.Clause.StartsWith(h.Parent, StringComparison.Ordinal), h.Clause);
            Assert.True(seen.Add(h.Clause), h.Clause);
        });
        Assert.Equal(Enumerable.Range(1, 8).Select(n => string.Create(CultureInfo.InvariantCulture, $"7.{n}")), Catalogue.ReportHeadings.Where(h => h.Parent is null).Select(h => h.Clause));
    }
}
