using System.Text.Json;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace SmartCityPia.Web.Features.About;

/// <summary>What is shipped with the program and was made by others. Written by <c>eng/third-party</c>.</summary>
public sealed record ThirdPartyWork(string Name, string Version, string Licence, string Copyright, string Address);

/// <summary>The notices that the licences of others ask for. Open to everybody who can reach the program.</summary>
[AllowAnonymous, ResponseCache(NoStore = true)]
public sealed class ThirdPartyModel : PageModel
{
    private const string Folder = "About/Licences/";

    public static IReadOnlyList<ThirdPartyWork> Works { get; } =
        JsonSerializer.Deserialize<List<ThirdPartyWork>>(typeof(ThirdPartyModel).Assembly.GetManifestResourceStream("About/third-party.json")!, JsonSerializerOptions.Web)!;

    /// <summary>The texts by SPDX name, in paragraphs.</summary>
    public static IReadOnlyList<(string Name, IReadOnlyList<string> Text)> Licences { get; } =
        [.. typeof(ThirdPartyModel).Assembly.GetManifestResourceNames().Where(n => n.StartsWith(Folder, StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(n => (Path.GetFileNameWithoutExtension(n[Folder.Length..]), Read(n)))];

    private static string[] Read(string resource)
    {
        using var reader = new StreamReader(typeof(ThirdPartyModel).Assembly.GetManifestResourceStream(resource)!);
        return reader.ReadToEnd().ReplaceLineEndings("\n").Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }
}
