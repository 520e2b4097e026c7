using System.Reflection;

namespace SmartCityPia.Web.Infrastructure;

/// <summary>Identifies this build: the version in Directory.Build.props and the commit.</summary>
public static class BuildInfo
{
    /// <summary><c>1.2.3+commit</c>, or the version only if it was built without git.</summary>
    public static string Full { get; } = typeof(BuildInfo).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    public static string Version { get; } = Full.Split('+')[0];

    /// <summary>Null if it was built without git and without <c>SourceRevisionId</c>.</summary>
    public static string? Commit { get; } = Full.Split('+') is [_, { Length: > 0 } commit, ..] ? commit : null;
}
