using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Findings;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Submissions;
using SmartCityPia.Reports.Content;
using SmartCityPia.UnitTests.Reports.Pdf;
using Xunit;

namespace SmartCityPia.UnitTests.Frozen;

/// <summary>
/// Files that earlier builds gave out: frozen versions as the database keeps them, and descriptions as vendors keep them.
/// They are read, rendered and imported for ever. Files are added here and never changed; where a test fails, the reader
/// is what has to be mended.
/// </summary>
public sealed class FrozenFilesTests
{
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");

    /// <summary>File, SHA-256 that people signed, findings of the service, findings of the city.</summary>
    public static TheoryData<string, string, int, int> Versions => new()
    {
        { "PIA-2026-001-v1", "47fd0a9bcd02463fb57b07344e69505ac37905b543651d8506addb65b2e99a1c", 60, 0 },
        { "PIA-2026-002-v1", "4e13e09d7e30abe22fa80cb44c76acae0df6805e82c47c18913db5b1342432b9", 48, 22 },
        { "PIA-2026-003-v1", "b1590508d1c79c507b9c8a902cda2bbef928c9ed34034054c96c331a80eb9952", 47, 63 },
        { "PIA-2026-004-v1", "3ce1e93df07ea6e3ce3ca2984dcf082692c0c4114d87ed134f52df16fd30071c", 11, 27 },
        { "SD-2026-003-v1", "43e23aaad5629599174ca5cf2345e33e42713e1b936b36ff62af0231f4d4eb96", 11, 0 },
        { "SD-2026-004-v1", "fc41a50b5fd293748f5da0431538120abcf88f88b2d23d4307f124443ab50135", 11, 0 },
    };

    public static TheoryData<string> Descriptions => ["S01", "S02", "S06", "S07", "S10", "S13"];

    [Theory, MemberData(nameof(Versions))]
    public void Version_FromBefore_IsWholeAndRendersWithItsFindings(string name, string sha256, int findings, int cityFindings)
    {
        var json = Version(name);

        Assert.Equal(sha256, CanonicalJson.Sha256(json));
        using (var parsed = JsonDocument.Parse(json))
            Assert.Equal(json, CanonicalJson.Write(parsed.RootElement));
        var dossier = CanonicalJson.Read(json);
        Assert.Equal((findings, cityFindings), (dossier.Findings.Count, dossier.City?.Findings.Count ?? 0));
        using (var signed = JsonDocument.Parse(json))
        {
            var rows = new[] { "datasets", "flows" }.SelectMany(list => signed.RootElement.GetProperty(list).EnumerateArray()).ToList();
            Assert.All(rows, row => Assert.Equal(
                row.GetProperty("controls").EnumerateArray().Select(c => c.GetString()), dossier.SafeguardsOn(row.GetProperty("id").GetGuid()).Select(m => m.ControlId)));
            Assert.Equal(signed.RootElement.GetProperty("measures").GetArrayLength(), dossier.PlannedMeasures.Count());
        }

        var frozenAt = new DateTimeOffset(2026, 11, 21, 5, 0, 0, TimeSpan.Zero);
        using var file = ReadBack.Of(AssessmentReport.Build(dossier, new(1, sha256, frozenAt, "Ada Lindqvist", "I submit this."), "Aldermere", English));
        var text = ReadBack.Squeezed(string.Concat(file.Elements().Select(e => e.Text)));
        Assert.Contains(sha256, text, StringComparison.Ordinal);
        Assert.Contains(ReadBack.Squeezed(dossier.Service.Name), text, StringComparison.Ordinal);
        Assert.All(
            dossier.Findings.GroupBy(f => f.IsHypothesis).SelectMany(g => FindingCard.Of(dossier, g)),
            c => Assert.Contains(ReadBack.Squeezed(c.Sentence(dossier, English)), text, StringComparison.Ordinal));
        Assert.All(dossier.Findings, f => Assert.Contains(ReadBack.Squeezed(FindingWords.Actor(dossier, f.Actor, English)), text, StringComparison.Ordinal));
        // What the city's bodies conclude is grouped by conclusion, so its sentence has several subjects.
        Assert.All(dossier.City?.Findings ?? [], f => Assert.Contains(ReadBack.Squeezed(FindingWords.Actor(dossier, f.Actor, English)), text, StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(Descriptions))]
    public void Description_FromBefore_ImportsEveryRow(string archetype)
    {
        var bytes = Bytes($"{archetype}-description.json");

        var file = DescriptionFile.Read(bytes, new Dictionary<string, OrganisationEntry>(TextKey.Comparer), Guid.CreateVersion7(), Guid.CreateVersion7);

        Assert.Empty(file.Errors);
        using var json = JsonDocument.Parse(bytes);
        var root = json.RootElement;
        Assert.Equal(root.GetProperty("service").GetProperty("name").GetString(), file.Service.Name);
        var datasets = root.GetProperty("datasets").EnumerateArray().ToList();
        Assert.Equal(
            new[] { "purposes", "groups", "stakeholders", "datasets", "flows" }.Sum(list => root.GetProperty(list).GetArrayLength()) + datasets.Sum(d => d.GetProperty("items").GetArrayLength())
                + datasets.Concat(root.GetProperty("flows").EnumerateArray()).Sum(Ticked),
            file.Rows.Count);
        Assert.Equal(root.GetProperty("stakeholders").EnumerateArray().Select(s => s.GetProperty("organisation").GetString()), file.Added.Select(o => o.Name));
    }

    /// <summary>Controls were listed on datasets and flows; each is a safeguard in place there.</summary>
    private static int Ticked(JsonElement row) => row.TryGetProperty("controls", out var controls) ? controls.GetArrayLength() : 0;

    private static string Version(string name)
    {
        using var zipped = new GZipStream(new MemoryStream(Bytes(name + ".json.gz")), CompressionMode.Decompress);
        using var reader = new StreamReader(zipped, new UTF8Encoding(false, throwOnInvalidBytes: true));
        return reader.ReadToEnd();
    }

    private static byte[] Bytes(string name)
    {
        using var file = typeof(FrozenFilesTests).Assembly.GetManifestResourceStream($"Frozen/{name}") ?? throw new InvalidOperationException($"{name} is not embedded.");
        using var copy = new MemoryStream();
        file.CopyTo(copy);
        return copy.ToArray();
    }
}
