using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Web.Infrastructure;
using SmartCityPia.Web.Infrastructure.Faults;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Frame;

/// <summary>
/// After start-up, does what the first pages would wait for: asks this application for two pages that are open to everyone, and reads the
/// assessment that was changed last as its pages do. A city's instance is ready when this is done; a demo is ready before.
/// </summary>
public sealed partial class WarmUp(IServiceScopeFactory scopes, IServer server, Warm warm, IConfiguration configuration, IHostApplicationLifetime lifetime,
    ILogger<WarmUp> log) : BackgroundService
{
    private static readonly string[] Open = [Addresses.SignIn, Addresses.About];

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>A page of a step that is shown to nobody.</summary>
    private sealed class AnyPage : DossierPage
    {
        public override Step? Step => Domain.Dossiers.Step.Risks;
    }

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        warm.IsBusy = configuration["Demo"] is null;
        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var whenStarted = lifetime.ApplicationStarted.Register(started.SetResult);
        await using var whenStopped = stoppingToken.Register(() => started.TrySetCanceled(stoppingToken));
        try
        {
            await started.Task;
            await Task.WhenAll(Task.Run(() => AskForPages(stoppingToken), stoppingToken), Task.Run(() => ReadTheLast(stoppingToken), stoppingToken));
        }
        catch (Exception e) when (e is OperationCanceledException or HttpRequestException || DatabaseAway.Is(e))
        {
            // Pages work without it.
        }
#pragma warning disable CA1031 // An exception that leaves a background service stops the host; the page that asks next tells what is wrong.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Failed(log, e);
        }
        finally
        {
            warm.IsBusy = false;
        }
    }

    private async Task AskForPages(CancellationToken cancellationToken)
    {
        if (server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault(a => a.StartsWith("http://", StringComparison.OrdinalIgnoreCase)) is not { } address)
            return;
        var bound = BindingAddress.Parse(address);
        var here = IPAddress.TryParse(bound.Host.Trim('[', ']'), out var ip) ? ip : IPAddress.Any;
        var host = bound.Host == "localhost" || here.Equals(IPAddress.Any) || here.Equals(IPAddress.IPv6Any) ? "127.0.0.1" : bound.Host;
        using var http = new HttpClient { BaseAddress = new UriBuilder(Uri.UriSchemeHttp, host, bound.Port).Uri, Timeout = Patience };
        // Other host names than the city's are refused.
        if (Uri.TryCreate(configuration["City:Address"], UriKind.Absolute, out var city))
            http.DefaultRequestHeaders.Host = city.Authority;
        foreach (var path in Open)
            (await http.GetAsync(new Uri(path, UriKind.Relative), cancellationToken)).Dispose();
    }

    private async Task ReadTheLast(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var services = scope.ServiceProvider;
        var db = services.GetRequiredService<PiaDbContext>();
        await services.GetRequiredService<Sessions>().Find(Guid.Empty, db, cancellationToken);
        var reference = await db.Assessments.AsNoTracking().Where(a => a.Kind == AssessmentKind.Assessment).OrderByDescending(a => a.ChangedAt).ThenBy(a => a.Id)
            .Select(a => a.Reference).FirstOrDefaultAsync(cancellationToken);
        // An officer who does not exist: the queries are theirs, and nobody is shown what is read.
        var http = new DefaultHttpContext
        {
            RequestServices = services,
            RequestAborted = cancellationToken,
            User = Sessions.Principal(Guid.Empty, Guid.Empty, "", Guid.Empty, cityWide: true, Roles.Officer),
        };
        var page = new AnyPage();
        if (reference is not null && await services.GetRequiredService<LoadDossier>().Handle(page, reference, http))
            await services.GetRequiredService<EnrichDossier>().Handle(page, http, reads: true);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The first pages could not be prepared at the start")]
    private static partial void Failed(ILogger log, Exception exception);
}
