namespace SmartCityPia.LocalPostgres;

/// <summary>How a private cluster is made and run. The defaults are for real data.</summary>
public sealed record LocalPostgresOptions
{
    /// <summary>
    /// False turns off everything that makes a commit survive a power cut. For tests only: the data may be
    /// unreadable after the machine (not the program) goes down.
    /// </summary>
    public bool Durable { get; init; } = true;

    /// <summary>Directories to look for PostgreSQL in, instead of the usual places.</summary>
    public IReadOnlyList<string>? BinaryDirectories { get; init; }

    /// <summary>How long starting, recovering after a crash and stopping may each take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(1);

    public int MaxConnections { get; init; } = 100;
}
