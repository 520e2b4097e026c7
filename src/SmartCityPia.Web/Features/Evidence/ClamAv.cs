using System.Buffers.Binary;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Options;
using SmartCityPia.Domain.Evidence;

namespace SmartCityPia.Web.Features.Evidence;

/// <summary>Scans a file with clamd (INSTREAM command over TCP).</summary>
public sealed class ClamAv(IOptions<EvidenceOptions> options)
{
    public bool IsConfigured => !string.IsNullOrWhiteSpace(options.Value.ClamAv);

    /// <returns>The name of the malware; null if the file is clean.</returns>
    /// <exception cref="RefusedFileException">The scanner is unavailable, timed out or failed.</exception>
    public async Task<string?> Find(FileContent content, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(options.Value.ClamAvSeconds));
        try
        {
            var address = options.Value.ClamAv!.Split(':');
            using var client = new TcpClient();
            await client.ConnectAsync(address[0], int.Parse(address[1], CultureInfo.InvariantCulture), patience.Token);
            var stream = client.GetStream();
            await using (stream.ConfigureAwait(false))
            {
                var length = new byte[4];
                await stream.WriteAsync("zINSTREAM\0"u8.ToArray(), patience.Token);
                await foreach (var block in content.Blocks(patience.Token))
                {
                    BinaryPrimitives.WriteInt32BigEndian(length, block.Length);
                    await stream.WriteAsync(length, patience.Token);
                    await stream.WriteAsync(block, patience.Token);
                }
                await stream.WriteAsync(new byte[4], patience.Token);
                var answer = await ReadAnswer(stream, patience.Token);
                return answer.EndsWith(": OK", StringComparison.Ordinal) ? null
                    : answer.EndsWith(" FOUND", StringComparison.Ordinal)
                        ? answer[(answer.IndexOf(':', StringComparison.Ordinal) + 1)..^" FOUND".Length].Trim()
                    : throw new RefusedFileException("ScannerAway");
            }
        }
        catch (Exception e) when (e is SocketException or IOException
            || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new RefusedFileException("ScannerAway");
        }
    }

    private static async Task<string> ReadAnswer(NetworkStream stream, CancellationToken cancellationToken)
    {
        var answer = new byte[1024];
        var length = 0;
        for (int read; length < answer.Length && (read = await stream.ReadAsync(answer.AsMemory(length), cancellationToken)) > 0;)
        {
            length += read;
            if (answer[length - 1] == 0)
                break;
        }
        return Encoding.UTF8.GetString(answer, 0, length).TrimEnd('\0', '\n');
    }
}
