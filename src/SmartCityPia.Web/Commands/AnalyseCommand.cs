using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using SmartCityPia.Analysis;
using SmartCityPia.Analysis.City;
using SmartCityPia.Domain.Catalogue;
using SmartCityPia.Domain.Findings;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Web.Commands;

/// <summary>Computes the findings of a city file, without a database.</summary>
internal sealed class AnalyseCommand : Command
{
    private readonly Argument<FileInfo> _file = new("CITY.json") { Description = "The city (docs/city.schema.json)." };
    private readonly Option<string[]> _actor = new("--actor")
    {
        HelpName = "ID ...",
        Arity = ArgumentArity.ZeroOrMore,
        AllowMultipleArgumentsPerToken = true,
        Description = "Names one actor by its organisations and may be repeated; without an id it is the outsider, who has public data only.",
    };
    private readonly Option<CoalitionScope?> _coalitions = new("--coalitions") { HelpName = "pairs|declared|none", Description = "Which coalitions to look at." };
    private readonly Option<double?> _threshold = new("--threshold")
    {
        HelpName = "0.05",
        Description = "Leaves out what is less certain, from 0 to 1.",
        CustomParser = given =>
        {
            if (double.TryParse(given.Tokens[0].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number is >= 0 and <= 1)
                return number;
            given.AddError($"\"{given.Tokens[0].Value}\" is no threshold from 0 to 1, written with a point, such as 0.05.");
            return null;
        },
    };
    private readonly Option<FileInfo?> _output = new("--out") { HelpName = "findings.json", Description = "Where to write the findings (docs/findings.schema.json) instead of printing them." };

    private readonly Option<bool> _catalogue = new("--catalogue") { Description = "Takes rules, keys, classes, controls and outside sources from the catalogue; the file brings no rules, keys or classes of its own." };

    public AnalyseCommand()
        : base("analyse", "Says who can derive what in a city described as a file, without a database.")
    {
        _file.AcceptExistingOnly();
        _coalitions.AcceptOnlyFromAmong(StringComparer.OrdinalIgnoreCase, [.. Enum.GetNames<CoalitionScope>()]);
        Add(_file);
        Add(_actor);
        Add(_coalitions);
        Add(_threshold);
        Add(_catalogue);
        Add(_output);
        SetAction((parsed, _) => Run(parsed));
    }

    private async Task<int> Run(ParseResult parsed)
    {
        var request = new AnalysisRequest();
        request = request with { Coalitions = parsed.GetValue(_coalitions) ?? request.Coalitions, Threshold = parsed.GetValue(_threshold) ?? request.Threshold };
        if (Actors(parsed) is { Count: > 0 } actors)
            request = request with { Actors = actors };
        try
        {
            await using var input = parsed.GetRequiredValue(_file).OpenRead();
            var city = CityFile.Read(input);
            foreach (var (one, other) in NearHolders(city))
                await Console.Error.WriteLineAsync($"Warning: \"{one}\" and \"{other}\" are computed as two bodies, and their names are nearly the same. If they are one, give them one id.");
            var result = parsed.GetValue(_catalogue) ? FileAnalysis.Run(PiaCatalogue.Current, city, request) : CityAnalysis.Run(CityModel.Build(city), request);
            await using var target = parsed.GetValue(_output)?.Create() ?? Console.OpenStandardOutput();
            FindingsFile.Write(target, result);
            return 0;
        }
        catch (Exception e) when (e is CityFormatException or ArgumentException or IOException or UnauthorizedAccessException)
        {
            throw new CommandException(e.Message);
        }
    }

    /// <summary>Pairs of organisations whose names, or ids where they have none, may be meant for one body.</summary>
    internal static IEnumerable<(string One, string Other)> NearHolders(CityInput city)
    {
        var names = city.Organisations.Select(o => o.Name ?? o.Id).ToList();
        return names.SelectMany((one, i) => names.Skip(i + 1).Where(other => TextKey.AreSame(one, other) || NearNames.AreNear(one, other)).Select(other => (one, other)));
    }

    /// <summary>The ids of each <c>--actor</c>; the option's value has the ids of all of them.</summary>
    private List<IReadOnlyList<string>> Actors(ParseResult parsed)
    {
        var actors = new List<IReadOnlyList<string>>();
        List<string>? ids = null;
        foreach (var token in parsed.Tokens)
        {
            if (token.Type == TokenType.Argument)
                ids?.Add(token.Value);
            else if (token.Type == TokenType.Option && token.Value == _actor.Name)
                actors.Add(ids = []);
            else
                ids = null;
        }
        return actors;
    }
}
