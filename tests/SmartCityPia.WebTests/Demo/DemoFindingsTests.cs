using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using SmartCityPia.Data.City;
using SmartCityPia.Domain.City;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Findings;
using SmartCityPia.TestSupport;
using Xunit;

namespace SmartCityPia.WebTests.Demo;

/// <summary>
/// docs/demo-findings.md holds the demo city's cards as its data protection officer reads them: each stands there with a mark,
/// none is missing, none is one of yesterday.
/// </summary>
public sealed class DemoFindingsTests(SeededCity city) : IClassFixture<SeededCity>
{
    private const int MostCards = 20;
    private const double LeastAct = 0.6;
    private static readonly string[] Marks = ["act", "duplicate", "false", "noise"];

    public static TheoryData<string> Services => ["S01", "S02", "S06", "S07", "S10", "S13"];

    /// <param name="Card">Conclusion, whom it is about, and whether it takes several; of fields merely joined their datasets.</param>
    private sealed record Line(string Card, string Who, string Mark, string Because)
    {
        public static Line Read(string row) => row.Trim('|', ' ').Split(" | ", StringSplitOptions.TrimEntries) is [var conclusion, var about, var who, var mark, var because]
            ? new($"{conclusion} | {about}", who, mark, because) : throw new InvalidDataException($"docs/demo-findings.md: {row}");
    }

    [Theory, MemberData(nameof(Services))]
    public async Task Cards_OutsideTheTray_StandInTheFileWithAMark(string archetype)
    {
        var cards = Cards(await city.DossierInCity(archetype)).ToList();
        var read = Read(archetype);

        var missing = cards.Select(c => $"| {c.Card} | {c.Who} | ? | ? |").Where(c => !read.Any(r => c.StartsWith($"| {r.Card} | {r.Who} |", StringComparison.Ordinal))).ToList();
        Assert.True(missing.Count == 0, $"Not in docs/demo-findings.md under {archetype}:\n{string.Join('\n', missing)}");
        Assert.Equal(cards.Select(c => c.Card).Order(StringComparer.Ordinal), read.Select(r => r.Card).Order(StringComparer.Ordinal));
        Assert.All(read, r => Assert.Contains(r.Mark, Marks));
        Assert.All(read, r => Assert.NotEqual("", r.Because));
        Assert.True(cards.Count <= MostCards, $"{archetype} has {cards.Count} cards.");
        Assert.DoesNotContain(read, r => r.Mark == "false");
        Assert.True(read.Count(r => r.Mark == "act") >= LeastAct * read.Count, $"Of {read.Count} cards of {archetype} {read.Count(r => r.Mark == "act")} are acted on.");
    }

    [Fact]
    public void Table_CountsWhatIsBelowIt()
    {
        var rows = File.ReadLines(Path.Combine(Repository.Root, "docs", "demo-findings.md")).Where(l => l.StartsWith("| S", StringComparison.Ordinal)).ToList();

        Assert.Equal(
            Services.Select(s => (string)s.Data).Select(id => (id, all: Read(id))).Select(s => string.Create(CultureInfo.InvariantCulture, $"{s.id}: {s.all.Count} {string.Join(' ', Marks.Select(m => s.all.Count(r => r.Mark == m)))}")),
            rows.Select(r => r.Trim('|', ' ').Split('|', StringSplitOptions.TrimEntries)).Select(r => $"{r[0][..3]}: {string.Join(' ', r[1..])}").Order(StringComparer.Ordinal));
    }

    /// <summary>Three that one would tell a council, each another conclusion.</summary>
    [Fact]
    public async Task Together_TheFirstThree_AreThreeConclusions()
    {
        var graph = await city.In(services => services.GetRequiredService<CityReader>().Read(CancellationToken.None));

        var cards = TogetherCard.Of(graph, CityKnowledge.Of(graph).Together);

        Assert.Equal(
            ["D84 Penalty collection operator, Social services department", "D103 City police, Transport authority", "D102 Aldermere Energy, Social services department"],
            cards.Take(3).Select(c => $"{c.TypeId} {string.Join(", ", c.First.Members.Select(id => graph.OrganisationName(id)).Order(StringComparer.Ordinal))}"));
    }

    private static IEnumerable<(string Card, string Who)> Cards(Dossier dossier)
    {
        var added = CityFindings.Of(dossier, dossier.City?.Findings ?? []);
        foreach (var card in Of(dossier.Findings.Where(f => !dossier.IsIntended(f))).Concat(Of(added.Emergent)).Concat(Of(added.Told)))
        {
            yield return (
                $"{card.TypeId} {dossier.Term(card.TypeId).Name} | {card.Concerns}",
                string.Join(", ", card.Findings.Select(f => FindingWords.Actor(dossier, f.Actor)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)));
        }
        foreach (var joined in added.Joined.Where(j => j.Findings.Any(f => !f.IsHypothesis)))
            yield return ($"joined {dossier.Holding(joined.HoldingId)?.Code} with {dossier.Holding(joined.OtherId)?.Code} | {string.Join(", ", joined.Via.Select(v => dossier.Term(v).Name))}", string.Join(", ", joined.Findings.Select(f => FindingWords.Actor(dossier, f.Actor)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)));

        IEnumerable<FindingCard> Of(IEnumerable<Finding> findings) => CardWeight.Order(dossier, FindingCard.Of(dossier, findings.Where(f => !f.IsHypothesis)));
    }

    /// <summary>The rows of a service's chapter, after the heading of the table and its rule.</summary>
    private static List<Line> Read(string archetype) =>
    [
        .. File.ReadLines(Path.Combine(Repository.Root, "docs", "demo-findings.md"))
            .SkipWhile(l => !(l.StartsWith("## ", StringComparison.Ordinal) && l.EndsWith($"({archetype})", StringComparison.Ordinal))).Skip(1)
            .TakeWhile(l => !l.StartsWith("## ", StringComparison.Ordinal)).Where(l => l.StartsWith('|')).Skip(2).Select(Line.Read),
    ];
}
