using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace SmartCityPia.WebTests.Infrastructure;

/// <summary>
/// A small reverse proxy on loopback: every connection goes to the next instance that answers, byte for byte, and ends when
/// that instance ends. It keeps nothing and repeats nothing.
/// </summary>
internal sealed class Proxy : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource ending = new();
    private readonly Task accepting;
    private int next;

    public Proxy()
    {
        listener.Start();
        Address = new($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
        accepting = Accept();
    }

    public Uri Address { get; }

    /// <summary>The instances behind it; changed while it runs.</summary>
    public ConcurrentDictionary<string, Uri> Instances { get; } = new(StringComparer.Ordinal);

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        listener.Stop();
        await accepting;
        ending.Dispose();
    }

    private async Task Accept()
    {
        var open = new ConcurrentDictionary<Task, bool>();
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync(ending.Token);
                var task = Pass(client);
                open.TryAdd(task, true);
                _ = task.ContinueWith(t => open.TryRemove(t, out _), TaskScheduler.Default);
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(open.Keys);
        }
    }

    private async Task Pass(TcpClient client)
    {
        using var here = client;
        using var there = new TcpClient();
        try
        {
            if (!await Connect(there))
                return;
            var (near, far) = (here.GetStream(), there.GetStream());
            // Either side may end it: the other is told by the connection's end.
            await Task.WhenAny(near.CopyToAsync(far, ending.Token), far.CopyToAsync(near, ending.Token));
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
        {
            // An instance was killed, or the client left.
        }
    }

    private async Task<bool> Connect(TcpClient there)
    {
        var instances = Instances.OrderBy(i => i.Key, StringComparer.Ordinal).Select(i => i.Value).ToList();
        for (var i = 0; i < instances.Count; i++)
        {
            var instance = instances[(int)((uint)Interlocked.Increment(ref next) % instances.Count)];
            try
            {
                await there.ConnectAsync(instance.Host, instance.Port, ending.Token);
                return true;
            }
            catch (SocketException)
            {
                // Not this one: the next.
            }
        }
        return false;
    }
}
