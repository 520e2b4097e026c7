namespace SmartCityPia.TestSupport;

/// <summary>The checkout that the tests were built from.</summary>
public static class Repository
{
    /// <summary>Its folder; that of the program where it runs outside a checkout.</summary>
    public static string Root { get; } = Find();

    private static string Find()
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            if (File.Exists(Path.Combine(directory.FullName, "SmartCityPia.sln")))
                return directory.FullName;
        }
        return AppContext.BaseDirectory;
    }
}
