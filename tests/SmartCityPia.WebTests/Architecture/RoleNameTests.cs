using System.Text.RegularExpressions;
using SmartCityPia.Data.Accounts;
using SmartCityPia.TestSupport;
using Xunit;

namespace SmartCityPia.WebTests.Architecture;

/// <summary>Roles are named in <see cref="Roles"/>: a name spelled out elsewhere asks for a role that may not exist.</summary>
public sealed partial class RoleNameTests
{
    [Fact]
    public void Roles_AreAskedForByConstant()
    {
        var asked = Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.cs*", SearchOption.AllDirectories)
            .Where(f => f.EndsWith(".cs", StringComparison.Ordinal) || f.EndsWith(".cshtml", StringComparison.Ordinal))
            .SelectMany(f => Asked().Matches(File.ReadAllText(f)).Select(m => $"{f}: {m.Value}"));
        Assert.Empty(asked);
    }

    /// <summary>Everywhere else asks a policy, so that what a role may do is written once.</summary>
    [Fact]
    public void Roles_AreAskedForInSecurityOnly()
    {
        var security = Path.Combine("Infrastructure", "Security") + Path.DirectorySeparatorChar;
        var asked = Directory.EnumerateFiles(Path.Combine(Repository.Root, "src", "SmartCityPia.Web"), "*.cs*", SearchOption.AllDirectories)
            .Where(f => !f.Contains(security, StringComparison.Ordinal) && Path.GetFileName(f) != "ActsAsHandler.cs" && File.ReadAllText(f).Contains(".IsInRole(", StringComparison.Ordinal));
        Assert.Empty(asked);
    }

    [GeneratedRegex(@"(IsInRole|RequireRole|AddToRoleAsync|GetUsersInRoleAsync|InRole)\([^)]*""|Roles\s*=\s*""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Asked();
}
