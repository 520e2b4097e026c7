using System.Reflection;

namespace SmartCityPia.Web.Infrastructure;

/// <summary>Which build this is: the one version number of Directory.Build.props, and the commit it was made of.</summary>
public static class BuildInfo
{
    /// <summary><c>1.2.3+commit</c>, or the version alone where it was built without git.</summary>
    public static string Full { get; } = typeof(BuildInfo).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    public static string Version { get; } = Full.Split('+')[0];

    /// <summary>Null where the sources were built without git and without <c>SourceRevisionId</c>.</summary>
    public static string? Commit { get; } = Full.Split('+') is [_, { Length: > 0 } commit, ..] ? commit : null;
}
