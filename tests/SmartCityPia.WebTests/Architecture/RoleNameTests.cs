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

    [GeneratedRegex(@"(IsInRole|RequireRole|AddToRoleAsync|GetUsersInRoleAsync|InRole)\([^)]*""|Roles\s*=\s*""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Asked();
}
