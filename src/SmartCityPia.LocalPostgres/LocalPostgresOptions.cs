namespace SmartCityPia.LocalPostgres;

/// <summary>Settings of a private cluster. The defaults are for real data.</summary>
public sealed record LocalPostgresOptions
{
    /// <summary>
    /// False turns off everything that makes a commit survive a power failure. For tests only: the data may be unreadable after the machine
    /// (not the program) goes down.
    /// </summary>
    public bool Durable { get; init; } = true;

    /// <summary>
    /// False answers a commit before it is on the disk, and makes a new cluster without waiting for the disk. After a power failure the last
    /// second is lost, or a cluster that was made in the last half minute; what is there is whole. For a city made up to try the program.
    /// </summary>
    public bool WaitsForDisk { get; init; } = true;

    /// <summary>Directories to search for PostgreSQL instead of the default ones.</summary>
    public IReadOnlyList<string>? BinaryDirectories { get; init; }

    /// <summary>Timeout of a start, of crash recovery and of a stop.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(1);

    public int MaxConnections { get; init; } = 100;
}
