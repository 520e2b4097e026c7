using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;
using Npgsql;
using SmartCityPia.Data;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Catalogue;
using SmartCityPia.LocalPostgres;

namespace SmartCityPia.Web.Commands;

/// <summary>Parses the command line and runs the command.</summary>
internal static class CommandLine
{
    /// <summary>The exit code of all failures with a message.</summary>
    public const int Refused = 2;

    public static async Task<int> Run(string[] args)
    {
        // The parser's messages and help are in English, like our descriptions.
        CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
        try
        {
            var (words, settings) = SettingArguments.Split(args);
            var parsed = new ServeCommand(settings).Parse(words, new() { EnablePosixBundling = false, ResponseFileTokenReplacer = null });
            if (parsed.Action?.ClearsParseErrors != true && parsed.Errors is [var error, ..])
                return Fail(Sentence(parsed, error));
            // The host handles signals and needs time to stop; failures are reported below.
            return await parsed.InvokeAsync(new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
        }
        catch (Exception e) when (Sentence(e) is { } sentence)
        {
            return Fail(sentence);
        }
    }

    private static int Fail(string sentence)
    {
        Console.Error.WriteLine(sentence.ReplaceLineEndings(" "));
        return Refused;
    }

    private static string Sentence(ParseResult parsed, ParseError error) => (parsed.CommandResult.Command, parsed.UnmatchedTokens) switch
    {
        (RootCommand, [var verb, ..]) when !verb.StartsWith('-') => $"There is no verb \"{verb}\": --help lists them.",
        (RootCommand, [var option, ..]) => $"There is no option \"{option}\": --help lists them.",
        (var command, [var word, ..]) => $"{command.Name} does not understand \"{word}\": {command.Name} --help says what it takes.",
        (var command, _) => $"{command.Name}: {error.Message.TrimEnd('.')} ({command.Name} --help says what it takes).",
    };

    /// <summary>The message for an expected failure; null for a bug.</summary>
    private static string? Sentence(Exception failure) => failure switch
    {
        CommandException or LocalPostgresException or SchemaException or CatalogueException => failure.Message,
        OptionsValidationException wrong => $"A setting is wrong: {string.Join(" ", wrong.Failures)}",
        _ when Refusals.MessageOf(failure) is { } told => $"The database refuses: {told}.",
        NpgsqlException away => $"The database does not answer: {away.Message}.",
        IOException { InnerException: AddressInUseException } taken => $"{taken.Message.TrimEnd('.')}; choose another one with --urls.",
        // Entity Framework wraps transient exceptions.
        InvalidOperationException { InnerException: { } inner } => Sentence(inner),
        _ => null,
    };
}
