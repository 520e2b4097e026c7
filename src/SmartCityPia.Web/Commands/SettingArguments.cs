using System.Text.RegularExpressions;

namespace SmartCityPia.Web.Commands;

/// <summary>Settings given as arguments: <c>--City:Name Exampleton</c> or <c>--City:Name=Exampleton</c>, with any verb.</summary>
internal static partial class SettingArguments
{
    /// <summary>Every setting that the program reads and that has a section; docs/operations.md says what they mean.</summary>
    public static readonly IReadOnlyList<string> Known =
    [
        "ConnectionStrings:Pia", "Data:Directory",
        "City:Name", "City:Address", "City:ReviewAgain:Months", "City:ReviewAgain:MonthsOfHighRisk",
        "Evidence:MaxFileBytes", "Evidence:MaxFiles", "Evidence:MaxTotalBytes", "Evidence:ClamAv", "Evidence:ClamAvSeconds",
        "SignIn:PerMinute",
        "Catalogue:Rules", "Catalogue:Outside", "Catalogue:BaseRates",
        "Mail:Host", "Mail:Port", "Mail:Tls", "Mail:User", "Mail:Password", "Mail:From", "Mail:PublicAddress", "Mail:Directory", "Mail:Seconds",
        "Memory:DossiersMiB", "Jobs:Run", "Log:Console", "Source:Address", "Source:Contact",
    ];

    /// <summary>Sections of the framework, whose settings are not listed here.</summary>
    private static readonly string[] Framework = ["Kestrel:", "Logging:"];

    /// <returns>What the parser reads, and the settings as the host takes them: <c>--City:Name=Exampleton</c>.</returns>
    /// <exception cref="CommandException">A setting nobody knows, or one without a value.</exception>
    public static (string[] Words, string[] Settings) Split(string[] args)
    {
        var (words, settings) = (new List<string>(), new List<string>());
        for (var i = 0; i < args.Length; i++)
        {
            // A host that starts the program in its own process names the sections as well, without a value.
            if (args[i].StartsWith("--", StringComparison.Ordinal) && args[i].EndsWith('=') && Known.Any(k => k.StartsWith($"{args[i][2..^1]}:", StringComparison.OrdinalIgnoreCase)))
                continue;
            if (Setting().Match(args[i]) is not { Success: true } match)
            {
                words.Add(args[i]);
                continue;
            }
            var name = match.Groups["name"].Value;
            if (!Known.Contains(name, StringComparer.OrdinalIgnoreCase) && !Framework.Any(s => name.StartsWith(s, StringComparison.OrdinalIgnoreCase)))
                throw new CommandException($"There is no setting \"{name}\": docs/operations.md lists them.");
            if (match.Groups["value"].Success)
                settings.Add(args[i]);
            else if (i + 1 < args.Length && !args[i + 1].StartsWith("--", StringComparison.Ordinal))
                settings.Add($"{args[i]}={args[++i]}");
            else
                throw new CommandException($"The setting \"{name}\" needs a value: --{name} VALUE");
        }
        return ([.. words], [.. settings]);
    }

    [GeneratedRegex("^--(?<name>[A-Za-z]+(:[A-Za-z0-9]+)+)(=(?<value>.*))?$", RegexOptions.CultureInvariant | RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Setting();
}
