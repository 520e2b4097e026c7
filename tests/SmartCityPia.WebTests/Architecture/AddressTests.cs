using System.Text.RegularExpressions;
using SmartCityPia.Domain.Notices;
using SmartCityPia.TestSupport;
using SmartCityPia.Web.Infrastructure;
using Xunit;

namespace SmartCityPia.WebTests.Architecture;

/// <summary>Addresses of pages are made in the Web alone: what is stored points by kind and id.</summary>
public sealed partial class AddressTests
{
    [Theory]
    [InlineData("Analysis")]
    [InlineData("Domain")]
    [InlineData("Data")]
    [InlineData("LocalPostgres")]
    [InlineData("Pictures")]
    [InlineData("Reports")]
    public void BelowWeb_NoAddressOfAPage(string project)
    {
        var source = Path.Combine(Repository.Root, "src");
        var rooms = Directory.EnumerateFiles(Path.Combine(source, "SmartCityPia.Web", "Features"), "*.cshtml", SearchOption.AllDirectories)
            .Select(f => PageLine().Match(File.ReadAllText(f))).Where(m => m.Success).Select(m => m.Groups["first"].Value).ToHashSet(StringComparer.Ordinal);
        Assert.Superset(new HashSet<string>(["assessments", "reviews", "city", "notices"], StringComparer.Ordinal), rooms);

        var address = new Regex($"\"/(?:{string.Join('|', rooms.Append("descriptions"))})(?:[/?#\"{{])", RegexOptions.None, TimeSpan.FromSeconds(1));
        foreach (var file in Directory.EnumerateFiles(Path.Combine(source, "SmartCityPia." + project), "*.cs", SearchOption.AllDirectories).Where(f => !BuildOutput().IsMatch(f)))
            Assert.DoesNotMatch(address, File.ReadAllText(file));
    }

    [Fact]
    public void Notice_OfEveryKind_LeadsSomewhere() => Assert.All(Enum.GetValues<NoticeKind>(), kind => Assert.StartsWith("/",
        Addresses.Of(new Notice { Id = Guid.Empty, PersonId = Guid.Empty, At = DateTimeOffset.UnixEpoch, Kind = kind, Reference = "PIA-2026-001", SubjectId = Guid.Empty }), StringComparison.Ordinal));

    [GeneratedRegex(@"^@page ""/(?<first>[\w-]+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PageLine();

    [GeneratedRegex(@"[\\/](obj|bin)[\\/]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex BuildOutput();
}
