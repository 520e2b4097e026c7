using System.Globalization;
using SmartCityPia.Analysis;
using SmartCityPia.Analysis.City;

namespace SmartCityPia.Web.Features.City;

/// <summary>The verb <c>analyse</c>: findings of a city file, without a database.</summary>
internal static class AnalyseFile
{
    public static async Task<int> Run(string[] args)
    {
        if (args is not [var file, ..] || file.StartsWith('-'))
            return Verbs.Fail("analyse needs the file of a city: analyse city.json.");
        if (!TryRead(args[1..], out var request, out var output, out var problem))
            return Verbs.Fail(problem);
        try
        {
            await using var input = File.OpenRead(file);
            var result = CityAnalysis.Run(CityModel.Build(CityFile.Read(input)), request);
            await using var target = output is null ? Console.OpenStandardOutput() : File.Create(output);
            FindingsFile.Write(target, result);
            return 0;
        }
        catch (Exception e) when (e is CityFormatException or ArgumentException or IOException or UnauthorizedAccessException)
        {
            return Verbs.Fail(e.Message.ReplaceLineEndings(" "));
        }
    }

    private static bool TryRead(string[] args, out AnalysisRequest request, out string? output, out string problem)
    {
        var actors = new List<IReadOnlyList<string>>();
        (request, output, problem) = (new(), null, "");
        for (var i = 0; i < args.Length; i++)
        {
            // Everything up to the next option.
            var values = args.Skip(i + 1).TakeWhile(a => !a.StartsWith("--", StringComparison.Ordinal)).ToList();
            switch (args[i])
            {
                case "--actor":
                    actors.Add(values);
                    break;
                case "--coalitions" when values is [var scope] && Enum.TryParse<CoalitionScope>(scope, ignoreCase: true, out var coalitions) && !char.IsDigit(scope[0]):
                    request = request with { Coalitions = coalitions };
                    break;
                case "--threshold" when values is [var number] && double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var threshold) && threshold is >= 0 and <= 1:
                    request = request with { Threshold = threshold };
                    break;
                case "--out" when values is [var path]:
                    output = path;
                    break;
                default:
                    problem = $"analyse does not understand {string.Join(' ', args.Skip(i).Take(1 + values.Count))}: --help says what it takes.";
                    return false;
            }
            i += values.Count;
        }
        if (actors.Count > 0)
            request = request with { Actors = actors };
        return true;
    }
}
