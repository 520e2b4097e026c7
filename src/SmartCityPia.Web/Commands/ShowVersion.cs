using System.CommandLine;
using System.CommandLine.Invocation;
using SmartCityPia.Web.Infrastructure;

namespace SmartCityPia.Web.Commands;

internal sealed class ShowVersion : SynchronousCommandLineAction
{
    public override int Invoke(ParseResult parseResult)
    {
        Console.WriteLine(BuildInfo.Full);
        return 0;
    }
}
