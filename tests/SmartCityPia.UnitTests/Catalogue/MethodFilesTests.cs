using System.Globalization;
using System.Text.Json;
using SmartCityPia.Domain.Catalogue;
using Xunit;

namespace SmartCityPia.UnitTests.Catalogue;

/// <summary>Screening, principles, threats, scales and report headings are complete and refer to what exists.</summary>
public sealed class MethodFilesTests
{
    private static readonly ServiceArchetypeFile Archetypes = DataFiles.Read<ServiceArchetypeFile>("archetypes.json");
    private static readonly ScreeningFile Screening = DataFiles.Read<ScreeningFile>("screening.json");
    private static readonly PrivacyPrincipleFile Principles = DataFiles.Read<PrivacyPrincipleFile>("principles.json");
    private static readonly PrivacyThreatFile Threats = DataFiles.Read<PrivacyThreatFile>("threats.json");
    private static readonly RiskScalesFile Scales = DataFiles.Read<RiskScalesFile>("scales.json");
    private static readonly ReportHeadingFile Headings = DataFiles.Read<ReportHeadingFile>("report-headings.json");

    [Fact]
    public void Files_Read_CarryVersionAndSource()
    {
        (string Version, string Source)[] heads =
        [
            (Archetypes.Version, Archetypes.Source), (Screening.Version, Screening.Source), (Principles.Version, Principles.Source),
            (Threats.Version, Threats.Source), (Scales.Version, Scales.Source), (Headings.Version, Headings.Source),
        ];

        Assert.All(heads, h =>
        {
            Assert.Equal("2026.11", h.Version);
            Assert.False(string.IsNullOrWhiteSpace(h.Source));
        });
    }

    [Fact]
    public void Files_Read_HaveNoEmptyText()
    {
        string[] files = ["archetypes.json", "screening.json", "principles.json", "threats.json", "scales.json", "report-headings.json"];
        List<string> empty = [];
        foreach (var file in files)
        {
            using var stream = DataFiles.Open(file);
            using var document = JsonDocument.Parse(stream);
            Collect(document.RootElement, file, empty);
        }

        Assert.Empty(empty);

        static void Collect(JsonElement element, string path, List<string> found)
        {
            if (element.ValueKind == JsonValueKind.Object)
            {
                foreach (var property in element.EnumerateObject())
                    Collect(property.Value, $"{path}.{property.Name}", found);
            }
            else if (element.ValueKind == JsonValueKind.Array)
            {
                var index = 0;
                foreach (var item in element.EnumerateArray())
                    Collect(item, string.Create(CultureInfo.InvariantCulture, $"{path}[{index++}]"), found);
            }
            else if (element.ValueKind == JsonValueKind.String && element.GetString() is { } text
                && (text.Trim().Length == 0 || text.Trim().Length != text.Length || text == "-"))
            {
                found.Add(path);
            }
        }
    }

    [Fact]
    public void Screening_Criteria_AreTheNineTheThreeAndTheTriggers() =>
        Assert.Equal([.. DataFiles.Numbered("W", 9, 1), .. DataFiles.Numbered("L", 3, 1), .. DataFiles.Numbered("T", 7, 1)], Screening.Criteria.Select(c => c.Id));

    [Fact]
    public void Screening_QuestionCriteria_ExistAndAllAreAsked()
    {
        var known = Screening.Criteria.Select(c => c.Id).ToHashSet(StringComparer.Ordinal);
        var asked = Screening.Questions.SelectMany(q => q.Criteria.Concat(q.NoCriteria)).ToHashSet(StringComparer.Ordinal);

        Assert.Equal(known.Order(StringComparer.Ordinal), asked.Order(StringComparer.Ordinal));
        Assert.All(Screening.Questions, q => Assert.NotEmpty(q.Criteria.Concat(q.NoCriteria)));
        Assert.All(Screening.Questions, q => Assert.Empty(q.Criteria.Intersect(q.NoCriteria, StringComparer.Ordinal)));
    }

    [Fact]
    public void Screening_Questions_AreNumberedAndTheFirstNineCoverWp248()
    {
        Assert.Equal(DataFiles.Numbered("Q", Screening.Questions.Count, 1), Screening.Questions.Select(q => q.Id));
        for (var n = 0; n < 9; n++)
        {
            var question = Screening.Questions[n];
            string[] expected = [string.Create(CultureInfo.InvariantCulture, $"W{n + 1}")];
            Assert.Equal(expected, n == 8 ? question.NoCriteria : question.Criteria);
            Assert.Empty(n == 8 ? question.Criteria : question.NoCriteria);
        }
    }

    [Fact]
    public void Screening_Rules_EndWithNotNeeded()
    {
        Assert.Equal(["Needed", "Needed", "Needed", "NotNeeded"], Screening.Rules.Select(r => r.Outcome));
        Assert.Equal(DataFiles.Numbered("R", 4, 1), Screening.Rules.Select(r => r.Id));
    }

    [Fact]
    public void Principles_All_AreElevenInOrderWithClause()
    {
        Assert.Equal(DataFiles.Numbered("P", 11, 2), Principles.Entries.Select(p => p.Id));
        Assert.Equal(
            Enumerable.Range(1, 11).Select(n => string.Create(CultureInfo.InvariantCulture, $"ISO/IEC 29100:2024, principle {n}")),
            Principles.Entries.Select(p => p.Clause));
        Assert.All(Principles.Entries, p => Assert.EndsWith("?", p.Question, StringComparison.Ordinal));
    }

    [Fact]
    public void Threats_All_AreSevenTypesWith33Cards()
    {
        Assert.Equal(["L", "I", "Nr", "D", "DD", "U", "Nc"], Threats.Entries.Select(t => t.Code));
        Assert.Equal([5, 5, 5, 4, 5, 5, 4], Threats.Entries.Select(t => t.Cards.Count));
        Assert.Equal(33, Threats.Entries.SelectMany(t => t.Cards).Select(c => c.Id).Distinct(StringComparer.Ordinal).Count());
        Assert.All(Threats.Entries, t => Assert.Equal(DataFiles.Numbered(t.Code, t.Cards.Count, 1), t.Cards.Select(c => c.Id)));
        Assert.All(Threats.Entries.SelectMany(t => t.Cards), c => Assert.EndsWith("?", c.Question, StringComparison.Ordinal));
    }

    [Fact]
    public void Scales_Levels_AreFourAndFour()
    {
        string[] names = ["Negligible", "Limited", "Significant", "Maximum"];

        Assert.Equal([1, 2, 3, 4], Scales.Severity.Select(l => l.Level));
        Assert.Equal([1, 2, 3, 4], Scales.Likelihood.Select(l => l.Level));
        Assert.Equal(names, Scales.Severity.Select(l => l.Name));
        Assert.Equal(names, Scales.Likelihood.Select(l => l.Name));
        Assert.Empty(Scales.Severity.Select(l => l.Criteria).Intersect(Scales.Likelihood.Select(l => l.Criteria), StringComparer.Ordinal));
    }

    [Fact]
    public void Scales_ZonesTreatmentsSources_AreComplete()
    {
        Assert.Equal(["High", "Medium", "Low"], Scales.Zones.Select(z => z.Name));
        Assert.Equal(["Reduce", "Retain", "Avoid", "Share"], Scales.Treatments.Select(t => t.Id));
        Assert.True(Scales.RiskSources.Count >= 7);
        Assert.Distinct(Scales.RiskSources.Select(s => s.Name));
    }

    [Fact]
    public void Headings_Clauses_AreUniqueAndHaveTheirParentBefore()
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        Assert.All(Headings.Entries, h =>
        {
            Assert.True(h.Parent is null || seen.Contains(h.Parent), $"{h.Clause} has no parent {h.Parent} before it");
            Assert.True(h.Parent is null || h.Clause.StartsWith(h.Parent, StringComparison.Ordinal), h.Clause);
            Assert.True(seen.Add(h.Clause), h.Clause);
        });
        Assert.Equal(Enumerable.Range(1, 8).Select(n => string.Create(CultureInfo.InvariantCulture, $"7.{n}")), Headings.Entries.Where(h => h.Parent is null).Select(h => h.Clause));
    }
}
