using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Notices;
using SmartCityPia.TestSupport;
using SmartCityPia.Web.Infrastructure;
using Xunit;

namespace SmartCityPia.WebTests.Architecture;

/// <summary>Addresses of pages are made in <see cref="Addresses"/> alone and lead to pages that are there; what is stored points by kind and id.</summary>
public sealed partial class AddressTests(WebApp app) : IClassFixture<WebApp>
{
    private const string Reference = "PIA-2026-001";

    private static readonly Guid Id = Guid.Parse("0197a1b2-0000-7000-8000-000000000001");

    private static readonly string[] Makers = ["Addresses.cs", "CityAddress.cs"];

    [Theory]
    [InlineData("Analysis")]
    [InlineData("Domain")]
    [InlineData("Data")]
    [InlineData("LocalPostgres")]
    [InlineData("Pictures")]
    [InlineData("Reports")]
    [InlineData("Web")]
    public void Source_WritesNoAddressOfAPage(string project)
    {
        var rooms = Sources("Web").Select(f => PageLine().Match(f.Text)).Where(m => m.Success).Select(m => m.Groups["first"].Value).ToHashSet(StringComparer.Ordinal);
        Assert.Superset(new HashSet<string>(["assessments", "reviews", "city", "notices"], StringComparer.Ordinal), rooms);

        var address = new Regex($"\"/(?:{string.Join('|', rooms.Append("descriptions").Except(["fault"]))})(?:[/?#\"{{@])", RegexOptions.None, TimeSpan.FromSeconds(1));
        foreach (var (file, text) in Sources(project).Where(s => !Makers.Contains(Path.GetFileName(s.File))))
            Assert.True(!address.IsMatch(PageLine().Replace(text, "")), $"{file}: {address.Match(PageLine().Replace(text, "")).Value}");
    }

    [Fact]
    public void Addresses_LeadToPages()
    {
        var made = typeof(Addresses).GetFields(BindingFlags.Public | BindingFlags.Static).Where(f => f.Name != nameof(Addresses.AroundSigningIn)).Select(f => (string)f.GetRawConstantValue()!)
            .Concat(typeof(Addresses).GetMethods(BindingFlags.Public | BindingFlags.Static).Where(m => m.Name is not (nameof(Addresses.Of) or nameof(Addresses.Part) or nameof(Addresses.Finding)))
                .Select(m => (string)m.Invoke(null, [.. m.GetParameters().Select(p => Sample(p.ParameterType, p.Name!))])!))
            .Append(Addresses.Assessment(Reference, Addresses.Finding("service|type")))
            .Concat(Enum.GetValues<Step>().Select(step => Addresses.Assessment(Reference, Addresses.Of(step))))
            .Concat(RowKinds.All.Select(kind => Addresses.Assessment(Reference, Addresses.Of(new RowPointer(kind.Row.Name, Id, "key")))))
            .Concat(Enum.GetValues<NoticeKind>().Select(kind => Addresses.Of(new Notice { Id = Id, PersonId = Id, At = DateTimeOffset.UnixEpoch, Kind = kind, Reference = Reference, SubjectId = Id })));

        var pages = Pages();
        Assert.All(made, address => Assert.True(IsOneOf(pages, address), address));
    }

    [Fact]
    public void PathsInsideAnAssessment_LeadToPages()
    {
        var pages = Pages();
        var paths = Sources("Web").SelectMany(f => Inside().Matches(f.Text).Select(m => (f.File, Path: m.Groups["path"].Value))).ToList();
        Assert.True(paths.Count > 150, $"{paths.Count} paths were found: is At called otherwise now?");
        Assert.All(paths, p =>
        {
            var path = Hole().Replace(p.Path, "x");
            Assert.True(IsOneOf(pages, Addresses.Assessment(Reference, path)) || IsOneOf(pages, Addresses.Description(Reference, path)), $"{p.File}: {p.Path}");
        });
    }

    private static object Sample(Type type, string name) => type == typeof(Guid) ? Id : type == typeof(int) ? 1 : type == typeof(Enum) ? Step.Data : type.IsEnum ? Enum.GetValues(type).GetValue(0)!
        : name == "reference" ? Reference : name == "path" ? "" : "x";

    private static bool IsOneOf(IReadOnlyList<Regex> pages, string address) => pages.Any(p => p.IsMatch(address.Split('?', '#')[0].TrimEnd('/') is { Length: > 0 } path ? path : "/"));

    /// <summary>A parameter takes any part of an address; one that may be left out takes its slash along.</summary>
    private IReadOnlyList<Regex> Pages() =>
    [
        .. app.Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>().Where(e => e.Metadata.GetMetadata<PageActionDescriptor>() is not null)
            .Select(e => string.Concat(e.RoutePattern.PathSegments.Select(s => s.Parts[0] is Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart part
                ? part.IsOptional ? "(/[^/]+)?" : "/[^/]+" : "/" + string.Concat(s.Parts.OfType<Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart>().Select(l => Regex.Escape(l.Content))))))
            .Distinct(StringComparer.Ordinal).Select(pattern => new Regex($"^{(pattern.Length == 0 ? "/" : pattern)}$", RegexOptions.IgnoreCase, TimeSpan.FromSeconds(1))),
    ];

    private static IEnumerable<(string File, string Text)> Sources(string project) =>
        Directory.EnumerateFiles(Path.Combine(Repository.Root, "src", "SmartCityPia." + project), "*.cs*", SearchOption.AllDirectories)
            .Where(f => Path.GetExtension(f) is ".cs" or ".cshtml" && !BuildOutput().IsMatch(f)).Select(f => (f, File.ReadAllText(f)));

    [GeneratedRegex(@"^@page ""/(?<first>[\w-]+)[^""]*""", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PageLine();

    /// <summary>What is said to be inside: the first words of <c>At</c>, and the second of <c>Addresses.Assessment</c>.</summary>
    [GeneratedRegex(@"(?<![.\w])(Model\.)?At\((string\.Create\([\w.]+, )?\$?""(?<path>[^/""][^""]*)|Addresses\.(Assessment|Description)\([^,()]+, \$?""(?<path>[^""]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Inside();

    /// <summary>One that has a string in it ends the match early.</summary>
    [GeneratedRegex(@"\{[^{}]*(\}|$)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Hole();

    [GeneratedRegex(@"[\\/](obj|bin)[\\/]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex BuildOutput();
}
