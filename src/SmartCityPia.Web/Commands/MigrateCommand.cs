using System.CommandLine;
using SmartCityPia.Web.Infrastructure;

namespace SmartCityPia.Web.Commands;

internal sealed class MigrateCommand(string[] settings)
    : DatabaseCommand<MigrateDatabase>("migrate", "Brings the database to this release's schema.", settings)
{
    protected override bool NeedsSchema => false;

    protected override Task<int> Run(MigrateDatabase handler, ParseResult parsed, CancellationToken cancellationToken) => handler.Handle(cancellationToken);
}

internal sealed class MigrateDatabase(IConfiguration configuration)
{
    public async Task<int> Handle(CancellationToken cancellationToken)
    {
        await OwnedDatabase.Update(configuration, always: true, cancellationToken);
        Console.WriteLine("The database is up to date.");
        return 0;
    }
}
