using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Domain.Catalogue;
using SmartCityPia.LocalPostgres;
using SmartCityPia.Web.Features.Accounts;
using SmartCityPia.Web.Features.Versions;

namespace SmartCityPia.Web;

/// <summary>What the program does, chosen by its first word.</summary>
internal static class Verbs
{
    private const string Help = """
        SmartCityPia - privacy impact assessments of smart-city services

        Usage: SmartCityPia.Web [verb] [options]

          (no verb)      Serves the application with the database of ConnectionStrings__Pia,
                         or with a private PostgreSQL under ./.data when none is set.
          demo           Serves the labelled demo city on loopback, with accounts to try.
          migrate        Brings the database to this build's schema and ends.
          create-admin --email ADDRESS --name "NAME" [--organisation "NAME"]
                         Makes an administrator and prints a one-time link to set the password.
          report REFERENCE --out FILE.pdf [--version N]
                         Writes the report of a frozen version (the newest unless told).
          verify FILE
                         Says whether a report (PDF) or dossier (JSON) is an authentic version of this city, and whether a
                         newer one exists. Ends with 0 when it is authentic, 1 when not, 2 when it cannot be read.
          verify-audit [--anchor FILE] [--write-anchor FILE]
                         Checks the whole audit trail, against an anchor kept from earlier if told, and says where it is
                         broken. Ends with 0 when it is whole, 1 when not. --write-anchor keeps a new anchor of a whole one.
          erase-audit --before DATE
                         Erases names, reasons and values from events before that day (at least a year ago) for good; the
                         chain stays whole. DATE like 2020-01-31.
          analyse CITY.json [--actor ID ...] [--coalitions pairs|declared|none] [--threshold 0.05] [--out findings.json]
                         Says who can derive what in a city described as a file (docs/city.schema.json), without a
                         database. --actor names one actor by its organisations and may be repeated; without an id it
                         is the outsider, who has public data only.
          --help         This text. Options of the host, such as --urls, go after the verb.
        """;

    public static async Task<int> Run(string[] args)
    {
        var verb = args is [var first, ..] && !first.StartsWith('-') ? first : "";
        var rest = verb.Length > 0 ? args[1..] : args;
        if (args.Any(a => a is "--help" or "-h"))
        {
            Console.WriteLine(Help);
            return 0;
        }

        try
        {
            return verb switch
            {
                "" => await Hosting.Serve(rest, demo: false),
                "demo" => await Hosting.Serve(rest, demo: true),
                "migrate" => await WithServices(rest, async services =>
                {
                    await services.GetRequiredService<PiaDbContext>().Database.MigrateAsync();
                    Console.WriteLine("The database is up to date.");
                    return 0;
                }),
                "create-admin" => await WithServices(rest, services => services.GetRequiredService<CreateAdministrator>().Handle(rest)),
                "verify-audit" => await WithServices(rest, services => services.GetRequiredService<Features.History.VerifyAudit>().Handle(rest)),
                "erase-audit" => await WithServices(rest, services => services.GetRequiredService<Features.History.EraseAudit>().Handle(rest)),
                "verify" => await WithServices(rest, services => services.GetRequiredService<Features.Verification.VerifyOnConsole>().Handle(rest)),
                "analyse" => await Features.City.AnalyseFile.Run(rest),
                "report" => await WithServices(rest, services => services.GetRequiredService<WriteReportFile>().Handle(rest)),
                _ => Fail($"There is no verb \"{verb}\": --help lists them."),
            };
        }
        catch (Exception e) when (e is LocalPostgresException or CatalogueException or SettingsException)
        {
            return Fail(e.Message);
        }
    }

    internal static int Fail(string sentence)
    {
        Console.Error.WriteLine(sentence);
        return 2;
    }

    private static async Task<int> WithServices(string[] args, Func<IServiceProvider, Task<int>> work)
    {
        await using var host = await Hosting.Build(args, demo: false, quiet: true);
        await using var scope = host.App.Services.CreateAsyncScope();
        return await work(scope.ServiceProvider);
    }
}

/// <summary>A setting is missing or wrong; the message is one sentence for the person who starts the program.</summary>
public sealed class SettingsException(string message) : Exception(message);
