using System.CommandLine;

namespace SmartCityPia.Web.Commands;

/// <summary>Options of the host, for commands that listen.</summary>
internal sealed class HostOptions
{
    private readonly Option<string> _urls = new("--urls") { HelpName = "URL;...", Description = "Addresses to listen on, separated by semicolons." };

    /// <summary>Options that a test host passes when it starts the program in its own process.</summary>
    private readonly Option<string>[] _hidden = [.. new[] { "--environment", "--contentRoot", "--applicationName" }.Select(name => new Option<string>(name) { Hidden = true })];

    public void AddTo(Command command)
    {
        command.Add(_urls);
        foreach (var option in _hidden)
            command.Add(option);
    }

    /// <returns>The host's arguments: the given settings and options.</returns>
    public string[] Of(ParseResult parsed, string[] settings) =>
        [.. settings, .. _hidden.Prepend(_urls).Where(o => parsed.GetValue(o) is not null).Select(o => $"{o.Name}={parsed.GetValue(o)}")];
}
