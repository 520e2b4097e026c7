using System.Net.Sockets;
using Npgsql;

namespace SmartCityPia.Web.Infrastructure.Faults;

/// <summary>Tells a database that is away, which comes back, from a fault of ours.</summary>
public static class DatabaseAway
{
    public static bool Is(Exception? exception)
    {
        for (var e = exception; e is not null; e = e.InnerException)
        {
            if (e is PostgresException refused)
            {
                // A database that lets nobody in for a while says so with a code that means other things elsewhere.
                if (refused is { SqlState: PostgresErrorCodes.ObjectNotInPrerequisiteState, InvariantSeverity: "FATAL" })
                    return true;
                // Class 57P: shut down or starting up; class 08: connection lost; 53: out of connections, memory or disk.
                return refused.SqlState.StartsWith("57P", StringComparison.Ordinal) || refused.SqlState.StartsWith("08", StringComparison.Ordinal)
                    || refused.SqlState.StartsWith("53", StringComparison.Ordinal) || refused.SqlState == PostgresErrorCodes.InvalidCatalogName;
            }
            if (e is NpgsqlException or SocketException)
                return true;
        }
        return false;
    }
}
