using System.Text.RegularExpressions;

namespace SmartCityPia.Web.Commands;

/// <summary>Settings as arguments of any verb: <c>--City:Name Exampleton</c> or <c>--City:Name=Exampleton</c>.</summary>
internal static partial class SettingArguments
{
    /// <summary>All settings in sections. docs/operations.md explains them.</summary>
    public static readonly IReadOnlyList<string> Known =
    [
        "ConnectionStrings:Pia", "ConnectionStrings:PiaOwner", "Data:Directory",
        "City:Name", "City:Address", "City:ReviewAgain:Months", "City:ReviewAgain:MonthsOfHighRisk",
        "Evidence:MaxFileBytes", "Evidence:MaxFiles", "Evidence:MaxTotalBytes", "Evidence:ClamAv", "Evidence:ClamAvSeconds", "Evidence:OldOfficeAndPresentations", "Evidence:Macros",
        "SignIn:PerMinute", "Verify:PerMinute", "Register:PerMinute", "Register:QuestionsPerHour", "SecondFactor:DemandedOf", "SignOn:Only", "SignOn:DirectoryPerMinute", "SignOn:BreakGlass", "Passwords:List", "Proxy:Networks", "Keys:Certificate", "Keys:CertificatePassword", "Keys:File",
        "Seal:Certificate", "Seal:Password", "Seal:TimeStamp",
        "Catalogue:Rules", "Catalogue:Outside", "Catalogue:BaseRates",
        "Mail:Host", "Mail:Port", "Mail:Tls", "Mail:User", "Mail:Password", "Mail:From", "Mail:PublicAddress", "Mail:Directory", "Mail:Seconds",
        "Memory:DossiersMiB", "Jobs:Run", "Log:Console", "Source:Address", "Source:Contact", "Security:Contact",
    ];

    /// <summary>Sections of the framework, and lists: their settings are not listed here.</summary>
    private static readonly string[] Framework = ["Kestrel:", "Logging:", "SignOn:Providers"];

    /// <returns>The arguments for the parser, and the settings in the host's form: <c>--City:Name=Exampleton</c>.</returns>
    /// <exception cref="CommandException">An unknown setting, or one without a value.</exception>
    public static (string[] Words, string[] Settings) Split(string[] args)
    {
        var (words, settings) = (new List<string>(), new List<string>());
        for (var i = 0; i < args.Length; i++)
        {
            // A host that starts the program in its own process passes the section names too, without a value.
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
