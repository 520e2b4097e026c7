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
