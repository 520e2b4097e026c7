using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SmartCityPia.TestSupport;
using Xunit;

namespace SmartCityPia.WebTests.Architecture;

/// <summary>The house as docs/architecture.md draws it: folders are rooms, and arrows between them point down.</summary>
public sealed partial class FolderGraphTests
{
    /// <summary>The projects from the lowest to the highest, each with its rooms from the lowest to the highest. Rooms inside a room are listed under it.
    /// The project's own folder ("") composes the rooms; it is on top where nothing else is said.</summary>
    private static readonly (string Project, string[] Rooms)[] House =
    [
        ("SmartCityPia.Analysis", []),
        ("SmartCityPia.Domain", ["Foundation", "Organisations", "Accounts", "Catalogue", "Dossiers", "Findings", "City", "Plan", "Reviews", "Submissions", "Register", "Engagement", "Evidence", "Notices", "Trail"]),
        ("SmartCityPia.Data", []),
        ("SmartCityPia.LocalPostgres", []),
        ("SmartCityPia.Pictures", []),
        ("SmartCityPia.Reports", ["Images", "Content", "Pdf", "Tables", "Sealing"]),
        ("SmartCityPia.Web", ["Infrastructure", "Frame", "Features", "Demo", "", "Commands"]),
    ];

    public static TheoryData<string> Projects => [.. House.Select(h => h.Project)];

    public static TheoryData<string> ProjectsWithRooms => [.. House.Where(h => h.Rooms.Length > 0).Select(h => h.Project)];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Folders_HaveNoCircle(string project)
    {
        var graph = FolderGraph.Of(Assembly.Load(project));
        var circle = graph.Circle();
        Assert.True(circle.Count == 0, string.Join('\n', graph.Arrows.Where(a => circle.Contains(a.Key.From) && circle.Contains(a.Key.To))
            .Select(a => $"{a.Key.From} -> {a.Key.To}: {a.Value}").Order(StringComparer.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(ProjectsWithRooms))]
    public void Arrows_PointDown(string project)
    {
        var (_, rooms) = House.Single(h => h.Project == project);
        var graph = FolderGraph.Of(Assembly.Load(project));
        int Floor(string folder) => Array.IndexOf(rooms.Contains("") ? rooms : [.. rooms, ""], folder == project ? "" : folder[(project.Length + 1)..].Split('.')[0]);
        Assert.All(graph.Folders, folder => Assert.True(Floor(folder) >= 0, $"{folder} is no room of the house."));
        Assert.All(graph.Arrows, arrow => Assert.True(Floor(arrow.Key.From) >= Floor(arrow.Key.To), $"{arrow.Key.From} -> {arrow.Key.To} points up: {arrow.Value}"));
    }

    [Fact]
    public void Projects_UseOnlyProjectsBelowThem()
    {
        foreach (var (project, _) in House)
        {
            var above = House.SkipWhile(h => h.Project != project).Select(h => h.Project).ToHashSet(StringComparer.Ordinal);
            Assert.DoesNotContain(Assembly.Load(project).GetReferencedAssemblies(), a => above.Contains(a.Name!));
        }
    }

    [Fact]
    public void Namespaces_AreTheirFolders()
    {
        var source = Path.Combine(Repository.Root, "src");
        foreach (var file in Directory.EnumerateFiles(source, "*.cs", SearchOption.AllDirectories).Where(f => !BuildOutput().IsMatch(f)))
        {
            if (NamespaceLine().Match(File.ReadAllText(file)) is { Success: true } line)
                Assert.Equal(Path.GetRelativePath(source, Path.GetDirectoryName(file)!).Replace(Path.DirectorySeparatorChar, '.'), line.Groups["name"].Value);
        }
    }

    [Fact]
    public void PublicTypes_HaveNamesOfTheirOwn()
    {
        // A page's model is named after its page, and many folders have an Index.
        var twice = House.SelectMany(h => Assembly.Load(h.Project).GetExportedTypes())
            .Where(t => !t.IsNested && !t.IsAssignableTo(typeof(PageModel)) && t.Namespace?.StartsWith("SmartCityPia", StringComparison.Ordinal) == true)
            .GroupBy(t => t.Name, StringComparer.Ordinal).Where(g => g.Count() > 1).Select(g => string.Join(" and ", g.Select(t => t.FullName)));
        Assert.Empty(twice);
    }

    [GeneratedRegex(@"[\\/](obj|bin)[\\/]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex BuildOutput();

    [GeneratedRegex(@"^namespace (?<name>[\w.]+);", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NamespaceLine();
}
