using System.ComponentModel;
using System.Diagnostics;

namespace SmartCityPia.LocalPostgres;

/// <summary>A program that was run to its end. <paramref name="Output"/> holds what it said on both streams.</summary>
internal sealed record Command(int ExitCode, string Output)
{
    /// <summary>Runs a program; null when it cannot be started at all. Cancelling ends the program.</summary>
    public static async Task<Command?> TryRunAsync(IReadOnlyList<string> line, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(line[0])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            // The caller's directory may be closed to the account the program runs as.
            WorkingDirectory = "/",
        };
        foreach (var argument in line.Skip(1))
            start.ArgumentList.Add(argument);
        // Their messages are compared with known ones, so they must be in English whatever the machine speaks,
        // and PG* variables of the caller must not point the programs at another server.
        start.Environment["LC_ALL"] = "C";
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("PG", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);

        using var process = new Process { StartInfo = start };
        try
        {
            process.Start();
        }
        catch (Win32Exception)
        {
            return null;
        }

        process.StandardInput.Close();
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var error = process.StandardError.ReadToEndAsync(cancellationToken);
            var said = await output + await error;
            await process.WaitForExitAsync(cancellationToken);
            return new Command(process.ExitCode, said);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }
}
