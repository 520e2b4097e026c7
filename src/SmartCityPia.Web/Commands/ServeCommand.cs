using System.CommandLine;

namespace SmartCityPia.Web.Commands;

/// <summary>The program without a verb: serves the application. The verbs are subcommands.</summary>
internal sealed class ServeCommand : RootCommand
{
    private readonly HostOptions _host = new();

    public ServeCommand(string[] settings)
        : base("""
            SmartCityPia - privacy impact assessments of smart-city services

            Without a verb it serves the application with the database of ConnectionStrings__Pia, or with a private PostgreSQL
            under ./.data when none is set. Settings (docs/operations.md) go with every verb: --Data:Directory DIR,
            --City:Name "NAME".

            It ends with 0 when done and 2 when refused, after one sentence that says why.
            """)
    {
        var version = Options.OfType<VersionOption>().Single();
        version.Description = "The version and the commit of its source.";
        version.Action = new ShowVersion();
        _host.AddTo(this);
        SetAction((parsed, _) => Hosting.Serve(_host.Of(parsed, settings), demo: false));
        Add(new DemoCommand(settings));
        Add(new MigrateCommand(settings));
        Add(new CreateAdministratorCommand(settings));
        Add(new ReportCommand(settings));
        Add(new VerifyCommand(settings));
        Add(new VerifyAuditCommand(settings));
        Add(new EraseAuditCommand(settings));
        Add(new RotateKeysCommand(settings));
        Add(new AnalyseCommand());
    }
}
