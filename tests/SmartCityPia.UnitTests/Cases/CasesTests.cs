using System.Text;
using System.Text.Json;
using SmartCityPia.Analysis;
using SmartCityPia.Analysis.City;
using SmartCityPia.Analysis.Inference;
using SmartCityPia.Domain.Catalogue;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Findings;
using Xunit;

namespace SmartCityPia.UnitTests.Cases;

/// <summary>
/// Published cases and probes on the shipped catalogue: what must be derived, and what must not. A file is a city, without
/// rules, and expectations; docs/contributing.md says how one is added.
/// </summary>
public sealed class CasesTests
{
    public static TheoryData<string> All =>
    [
        .. typeof(CasesTests).Assembly.GetManifestResourceNames().Where(n => n.StartsWith("Cases/", StringComparison.Ordinal)).Order(StringComparer.Ordinal),
    ];

    [Theory, MemberData(nameof(All))]
    public void Run_OnTheShippedCatalogue_DerivesWhatItMustAndNothingItMustNot(string name)
    {
        using var document = JsonDocument.Parse(typeof(CasesTests).Assembly.GetManifestResourceStream(name)!);
        var root = document.RootElement;
        Assert.False(string.IsNullOrWhiteSpace(root.GetProperty("source").GetString()));
        using var city = new MemoryStream(Encoding.UTF8.GetBytes(root.GetProperty("city").GetRawText()));
        var file = CityFile.Read(city);

        var result = FileAnalysis.Run(PiaCatalogue.Current, file, new());

        var wrong = root.GetProperty("must").EnumerateArray().Select(e => Expectation.Read(e, file)).Where(e => !e.IsIn(result)).Select(e => $"not derived: {e.Text}")
            .Concat(root.GetProperty("mustNot").EnumerateArray().Select(e => Expectation.Read(e, file)).Where(e => e.IsIn(result)).Select(e => $"derived: {e.Text} {e.Found(result)}")).ToList();
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    /// <param name="Least">From which score; below 0.2 is a hypothesis.</param>
    private sealed record Expectation(string Text, string[] Actor, string Attribute, string? Holding, double Least, bool IsEmergent, string? Effort, double? Reach, string[] Assumed)
    {
        private static readonly string[] Members = ["actor", "attribute", "holding", "least", "emergent", "effort", "reach", "assumed"];

        public static Expectation Read(JsonElement element, CityInput file)
        {
            Assert.Empty(element.EnumerateObject().Select(m => m.Name).Except(Members));
            var read = new Expectation(
                element.GetRawText(), [.. element.GetProperty("actor").EnumerateArray().Select(a => a.GetString()!)], element.GetProperty("attribute").GetString()!, Text("holding"),
                element.TryGetProperty("least", out var least) ? least.GetDouble() : Finding.LeastScore, element.TryGetProperty("emergent", out var emergent) && emergent.GetBoolean(),
                Text("effort"), element.TryGetProperty("reach", out var reach) ? reach.GetDouble() : null,
                element.TryGetProperty("assumed", out var assumed) ? [.. assumed.EnumerateArray().Select(a => a.GetString()!)] : []);
            Assert.True(PiaCatalogue.Current.Types.ById.GetValueOrDefault(read.Attribute) is { Retired: false }, read.Text);
            Assert.All(read.Actor, a => Assert.Contains(file.Organisations, o => o.Id == a));
            Assert.True(read.Holding is null || file.Datasets.Any(d => d.Id == read.Holding) || file.Flows.Any(f => f.Id == read.Holding), read.Text);
            return read;

            string? Text(string name) => element.TryGetProperty(name, out var value) ? value.GetString() : null;
        }

        public bool IsIn(AnalysisResult result) => IsEmergent
            ? result.Emergent.Any(e => e.Coalition.SequenceEqual(Actor) && e.Attribute == Attribute && e.Score >= Least)
            : result.Findings.Any(Fits);

        public string Found(AnalysisResult result) => string.Join("; ", result.Findings.Where(Fits).Select(f =>
            FormattableString.Invariant($"{f.Score} at {f.Holding} by {string.Join(" ", f.Proof.Select(s => s.Rule ?? (s.Key is null ? s.Field ?? s.Attribute : "=" + s.Key)))}")));

        private bool Fits(DerivedFinding f) =>
            f.Actor.SequenceEqual(Actor) && f.Attribute == Attribute && f.Score >= Least && (Holding is null || f.Holding == Holding)
            && (Effort is null || f.Effort.ToString().Equals(Effort, StringComparison.OrdinalIgnoreCase)) && (Reach is null || f.Reach == Reach)
            && Assumed.All(facet => f.Assumed.Any(a => a.Facet == facet));
    }
}
