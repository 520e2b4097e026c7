using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using SmartCityPia.Data;

namespace SmartCityPia.Web.Infrastructure.Faults;

/// <summary>Ready means that the database answers and has the schema of this build.</summary>
public sealed class DatabaseHealth(PiaDbContext db) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            return (await db.Database.GetPendingMigrationsAsync(cancellationToken)).Any()
                ? HealthCheckResult.Unhealthy("The database has to be migrated.")
                : HealthCheckResult.Healthy();
        }
        catch (Exception e) when (DatabaseAway.Is(e))
        {
            return HealthCheckResult.Unhealthy("The database is away.");
        }
    }
}

/// <summary>Ready means also that what the first page of a fresh process would wait for is done (<c>WarmUp</c>), where it is done at all.</summary>
public sealed class Warm : IHealthCheck
{
    private volatile bool _isBusy;

    public bool IsBusy
    {
        get => _isBusy;
        set => _isBusy = value;
    }

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(IsBusy ? HealthCheckResult.Unhealthy("The first pages are being prepared.") : HealthCheckResult.Healthy());
}
