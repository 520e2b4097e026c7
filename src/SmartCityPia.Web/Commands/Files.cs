namespace SmartCityPia.Web.Commands;

/// <summary>Reads and writes files named on the command line, with one-sentence errors.</summary>
internal static class Files
{
    public static async Task<T> Read<T>(FileInfo file, Func<string, Task<T>> read)
    {
        try
        {
            return await read(file.FullName);
        }
        catch (Exception e) when (IsOfTheFile(e))
        {
            throw new CommandException($"{file} cannot be read: {e.Message}");
        }
    }

    public static async Task Write(FileInfo file, Func<string, Task> write)
    {
        try
        {
            await write(file.FullName);
        }
        catch (Exception e) when (IsOfTheFile(e))
        {
            throw new CommandException($"{file} cannot be written: {e.Message}");
        }
    }

    private static bool IsOfTheFile(Exception e) => e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException;
}
