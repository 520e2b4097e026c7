using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SmartCityPia.WebTests.Features.Notices;

/// <summary>A mail server on loopback that keeps its mails and can go down and come back on the same port.</summary>
internal sealed class MailServer : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> mails = new();
    private TcpListener listener = new(IPAddress.Loopback, 0);
    private CancellationTokenSource stop = new();
    private Task accepting;

    public MailServer()
    {
        listener.Start();
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        accepting = Accept(listener, stop.Token);
    }

    public int Port { get; }

    /// <summary>The reply to every recipient, if it refuses them.</summary>
    public string? Refusal { get; set; }

    public IReadOnlyList<string> Mails => [.. mails];

    public void Clear() => mails.Clear();

    public async Task GoAway()
    {
        await stop.CancelAsync();
        listener.Stop();
        await accepting;
    }

    public void ComeBack()
    {
        stop = new();
        listener = new(IPAddress.Loopback, Port);
        listener.Start();
        accepting = Accept(listener, stop.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await GoAway();
        stop.Dispose();
    }

    private async Task Accept(TcpListener from, CancellationToken cancellationToken)
    {
        var talks = new List<Task>();
        try
        {
            while (true)
                talks.Add(Talk(await from.AcceptTcpClientAsync(cancellationToken), cancellationToken));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(talks);
        }
    }

    private async Task Talk(TcpClient client, CancellationToken cancellationToken)
    {
        using var _ = client;
        try
        {
            using var reader = new StreamReader(client.GetStream(), Encoding.Latin1);
            await using var writer = new StreamWriter(client.GetStream(), Encoding.ASCII) { NewLine = "\r\n", AutoFlush = true };
            await writer.WriteLineAsync("220 test");
            while (await reader.ReadLineAsync(cancellationToken) is { } line)
            {
                if (line.StartsWith("QUIT", StringComparison.Ordinal))
                {
                    await writer.WriteLineAsync("221 bye");
                    return;
                }
                if (line == "DATA")
                {
                    await writer.WriteLineAsync("354 go on");
                    var mail = new StringBuilder();
                    while (await reader.ReadLineAsync(cancellationToken) is { } part && part != ".")
                        mail.Append(part.StartsWith('.') ? part[1..] : part).Append("\r\n");
                    mails.Enqueue(mail.ToString());
                }
                await writer.WriteLineAsync(line.StartsWith("RCPT", StringComparison.Ordinal) && Refusal is { } refusal ? refusal : "250 ok");
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // One of the two closed the connection.
        }
    }
}
