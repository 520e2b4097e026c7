using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace SmartCityPia.Data;

/// <summary>How every context is set up: contexts set up alike share one model, which takes a second to build.</summary>
public static class PiaOptions
{
    public static DbContextOptionsBuilder UsePia(this DbContextOptionsBuilder options, string? connectionString) => options
        // Whether the model has changed since the last migration is known when it is built: eng/test asks, a start does not.
        // It stands first as it does in a pool: the order of these is part of the key by which a model is shared.
        .ConfigureWarnings(w => w.Ignore(RelationalEventId.PendingModelChangesWarning))
        .UseNpgsql(connectionString)
        .UseSnakeCaseNamingConvention();

    /// <summary>A context outside the pool.</summary>
    public static PiaDbContext Open(string? connectionString)
    {
        var options = new DbContextOptionsBuilder<PiaDbContext>();
        options.UsePia(connectionString);
        return new(options.Options);
    }
}
