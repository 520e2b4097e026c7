using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using SmartCityPia.Analysis.City;
using SmartCityPia.Analysis.Coalitions;
using SmartCityPia.Analysis.Inference;
using SmartCityPia.Domain.Catalogue;
using SmartCityPia.Domain.Findings;
using SmartCityPia.Pictures;
using SmartCityPia.Pictures.Diagrams;
using Xunit;

namespace SmartCityPia.UnitTests.Guide;

/// <summary>The user guide's worked case says what the engine says, and shows what the product draws.</summary>
public sealed class WorkedCaseGuideTests
{
    private static readonly string[] Both = ["roads", "transit"];

    public static TheoryData<string, string[], string, string> Quoted => new()
    {
        { "city.json", ["transit"], "wifi-log", "D23" },
        { "city.json", ["roads"], "anpr-zone", "D06" },
        { "city.json", ["roads"], "anpr-zone", "D03" },
        { "city.json", Both, "wifi-log", "D06" },
        { "city.json", Both, "wifi-log", "D07" },
        { "city.json", Both, "wifi-log", "D08" },
        { "city.json", Both, "wifi-log", "D76" },
        { "city-after.json", ["transit"], "wifi-log", "D23" },
        { "city-after.json", ["roads"], "anpr-zone", "D06" },
        { "city-after.json", ["roads"], "anpr-zone", "D03" },
        { "city-after.json", Both, "wifi-log", "D06" },
        { "city-after.json", Both, "wifi-log", "D07" },
        { "city-after.json", Both, "wifi-log", "D08" },
        { "city-after.json", Both, "wifi-log", "D76" },
    };

    /// <summary>The page's table has a line for each: who, about which holding, what, before and after.</summary>
    [Theory, MemberData(nameof(Quoted))]
    public void Page_EveryNumber_IsTheEnginesOwn(string file, string[] actor, string holding, string attribute)
    {
        var finding = Model(file).Explain(actor, holding, attribute);
        var row = File.ReadLines(Path.Combine(Guide(), "worked-case.md"))
            .Single(l => l.StartsWith($"| {(actor.Length == 2 ? "both" : actor[0])} | `{holding}` | `{attribute}` ", StringComparison.Ordinal)).Split('|', StringSplitOptions.TrimEntries);

        Assert.Equal(finding?.Score.ToString("0.0000", CultureInfo.InvariantCulture) ?? "none", row[file == "city.json" ? 4 : 5]);
    }

    [Fact]
    public void Files_AreTheCaseBeforeAndAfter()
    {
        Assert.Equal(["D07", "D08", "D09", "D76"], Model("city.json").EmergentIn(Both).Select(e => e.Attribute).Order(StringComparer.Ordinal));
        Assert.Empty(Model("city-after.json").EmergentIn(Both));
        var (before, after) = (Model("city.json").Input, Model("city-after.json").Input);
        Assert.Equivalent(before, after with { Datasets = [.. after.Datasets.Select(d => d with { Controls = null })] });
    }

    [Fact]
    public void Picture_IsWhatTheProductDraws()
    {
        const string picture = "worked-case-before.svg";
        var drawn = SvgWriter.Write(ProofDrawing.Draw(PictureOf(Model("city.json").Explain(Both, "wifi-log", "D08", 0)!)), "proof") + "\n";

        var kept = Path.Combine(Guide(), "images", picture);
        // A file that stands alone has to bring its colours: the style sheet of the day it was drawn, which may age.
        if (!File.Exists(kept) || Regex.Replace(File.ReadAllText(kept), "<style>.*?</style>", "", RegexOptions.Singleline, TimeSpan.FromSeconds(5)) != drawn)
        {
            var sheet = File.ReadAllText(Path.Combine(Guide(), "..", "..", "src", "SmartCityPia.Web", "wwwroot", "css", "drawings.css"));
            File.WriteAllText(Path.Combine(AppContext.BaseDirectory, picture), drawn.Insert(drawn.IndexOf('>', StringComparison.Ordinal) + 1, $"<style>{sheet}</style>"));
            Assert.Fail($"{picture} in docs/user-guide/images is not what is drawn now: see {picture} beside the test's program.");
        }
    }

    private static ProofPicture PictureOf(DerivedFinding finding)
    {
        var steps = finding.Proof.Select(s => s.Kind switch
        {
            DerivedStepKind.Field => new DrawnStep(Name(s.Field ?? s.Attribute), s.Holding, DrawnStepKind.Field, []),
            DerivedStepKind.Rule => new DrawnStep(Name(s.Attribute), s.Rule, DrawnStepKind.Rule, s.Premises, Number(s.Score)),
            _ => new DrawnStep(Name(s.Attribute), $"over {s.Key}", DrawnStepKind.Link, s.Premises, Number(s.Score)),
        }).ToList();
        steps.Add(new("where a named person lives", "both together", DrawnStepKind.Conclusion, [steps.Count - 1], Number(finding.Score)));
        return new("The home of a named person, from two holdings", steps);

        static string Name(string id) => PiaCatalogue.Current.NameOf(id);

        static string Number(double score) => score.ToString("0.0000", CultureInfo.InvariantCulture);
    }

    private static CityModel Model(string file)
    {
        using var stream = File.OpenRead(Path.Combine(Guide(), file));
        return CityModel.Build(CityCatalogue.Merge(CityFile.Read(stream), EngineCatalogue.Of(PiaCatalogue.Current)));
    }

    private static string Guide([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "docs", "user-guide"));
}
