using System.ComponentModel;
using System.Diagnostics;

namespace SmartCityPia.LocalPostgres;

/// <summary>Result of a finished program. <paramref name="Output"/> holds standard output and standard error.</summary>
internal sealed record Command(int ExitCode, string Output)
{
    /// <summary>Runs a program. Returns null if it can't be started. Cancellation kills it.</summary>
    public static async Task<Command?> TryRunAsync(IReadOnlyList<string> line, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(line[0])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            // The account that runs the program may have no access to the caller's directory.
            WorkingDirectory = "/",
        };
        foreach (var argument in line.Skip(1))
            start.ArgumentList.Add(argument);
        // Messages are compared with known ones, so they must be in English. PG* variables of the caller must not redirect the programs to
        // another server.
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
