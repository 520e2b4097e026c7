using System.CommandLine;
using System.CommandLine.Invocation;
using System.Reflection;

namespace SmartCityPia.Web.Commands;

internal sealed class ShowVersion : SynchronousCommandLineAction
{
    public override int Invoke(ParseResult parseResult)
    {
        Console.WriteLine(typeof(ShowVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion);
        return 0;
    }
}
