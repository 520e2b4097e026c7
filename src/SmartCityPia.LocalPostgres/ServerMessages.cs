namespace SmartCityPia.LocalPostgres;

/// <summary>Explains error messages of the server programs. They are in English; see <see cref="Command"/>.</summary>
internal static class ServerMessages
{
    public static bool TellOfFullDisk(string output) =>
        output.Contains("No space left", StringComparison.Ordinal)
        || output.Contains("Check free disk space", StringComparison.Ordinal)
        || output.Contains("Disk quota", StringComparison.Ordinal);

    public static string LastError(string output)
    {
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return Array.FindLast(lines, l => l.Contains("FATAL:", StringComparison.Ordinal) || l.Contains("PANIC:", StringComparison.Ordinal)
            || l.Contains("error:", StringComparison.Ordinal))
            ?? lines.LastOrDefault() ?? "nothing";
    }
}
