using System.CommandLine;
using SmartCityPia.Data;

namespace SmartCityPia.Web.Commands;

/// <summary>A command that needs an existing database; only serving creates one.</summary>
/// <typeparam name="THandler">Does the work. Created per run, with the application's services.</typeparam>
internal abstract class DatabaseCommand<THandler> : Command where THandler : class
{
    protected DatabaseCommand(string name, string description, string[] settings)
        : base(name, description) => SetAction(async (parsed, cancellationToken) =>
        {
            await using var host = await Hosting.Build(settings, demo: false, quiet: true);
            await using var scope = host.App.Services.CreateAsyncScope();
            if (NeedsSchema)
                (await scope.ServiceProvider.GetRequiredService<PiaDbContext>().ReadSchemaAsync(cancellationToken)).MustBeCurrent();
            return await Run(ActivatorUtilities.CreateInstance<THandler>(scope.ServiceProvider), parsed, cancellationToken);
        });

    /// <summary>Whether the database must have this build's schema.</summary>
    protected virtual bool NeedsSchema => true;

    /// <returns>The exit code.</returns>
    protected abstract Task<int> Run(THandler handler, ParseResult parsed, CancellationToken cancellationToken);
}
