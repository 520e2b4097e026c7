using System.CommandLine;

namespace SmartCityPia.Web.Commands;

internal sealed class DemoCommand : Command
{
    private readonly HostOptions _host = new();

    public DemoCommand(string[] settings)
        : base("demo", "Serves the labelled demo city on loopback, with accounts to try.")
    {
        _host.AddTo(this);
        SetAction((parsed, _) => Hosting.Serve(_host.Of(parsed, settings), demo: true));
    }
}
