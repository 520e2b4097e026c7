using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using SmartCityPia.TestSupport;
using Xunit;

namespace SmartCityPia.WebTests.Features.Evidence;

/// <summary>With clamd from the Debian package and a signature of our own; without it, with a listener that speaks its protocol.</summary>
public sealed class ClamAvTests(ClamAvTests.ScannedApp app) : IClassFixture<ClamAvTests.ScannedApp>
{
    private const string Marker = "SMARTCITYPIA-SCANNER-TEST-MARKER";

    public sealed class ScannedApp : PiaApp, IAsyncLifetime
    {
        private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("pia-clamd");
        private readonly int port = FreePort();
        private Process? daemon;
        private TcpListener? listener;

        public bool IsReal => daemon is not null;

        public async ValueTask InitializeAsync()
        {
            Settings["Evidence:ClamAv"] = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}");
            Settings["Evidence:ClamAvSeconds"] = "20";
            if (File.Exists("/usr/sbin/clamd"))
                await StartDaemon();
            else
                Listen();
            await StartAsync();
        }

        public void StopScanner()
        {
            daemon?.Kill();
            daemon?.WaitForExit();
            listener?.Stop();
        }

        public override async ValueTask DisposeAsync()
        {
            StopScanner();
            daemon?.Dispose();
            listener?.Dispose();
            await base.DisposeAsync();
            directory.Delete(recursive: true);
            GC.SuppressFinalize(this);
        }

        private async Task StartDaemon()
        {
            var settings = Path.Combine(directory.FullName, "clamd.conf");
            await File.WriteAllTextAsync(Path.Combine(directory.FullName, "own.ndb"), $"Own.Test.Signature:0:*:{Convert.ToHexStringLower(System.Text.Encoding.ASCII.GetBytes(Marker))}\n");
            await File.WriteAllTextAsync(settings, string.Create(CultureInfo.InvariantCulture, $"Foreground yes\nDatabaseDirectory {directory.FullName}\nTCPSocket {port}\nTCPAddr 127.0.0.1\nTemporaryDirectory {directory.FullName}\nLogFile {directory.FullName}/log\n"));
            daemon = Process.Start(new ProcessStartInfo("/usr/sbin/clamd", ["--config-file=" + settings]) { UseShellExecute = false })!;
            for (var tries = 0; ; tries++)
            {
                using var client = new TcpClient();
                try
                {
                    await client.ConnectAsync(IPAddress.Loopback, port);
                    return;
                }
                catch (SocketException) when (tries < 100 && !daemon.HasExited)
                {
                    await Task.Delay(100);
                }
            }
        }

        private void Listen()
        {
            listener = new(IPAddress.Loopback, port);
            listener.Start();
            _ = Task.Run(async () =>
            {
                while (true)
                {
                    using var client = await listener.AcceptTcpClientAsync();
                    var stream = client.GetStream();
                    var (head, body) = (new byte[10], new MemoryStream());
                    await stream.ReadExactlyAsync(head);
                    for (var length = new byte[4]; ;)
                    {
                        await stream.ReadExactlyAsync(length);
                        var block = new byte[System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(length)];
                        if (block.Length == 0)
                            break;
                        await stream.ReadExactlyAsync(block);
                        body.Write(block);
                    }
                    var infected = System.Text.Encoding.Latin1.GetString(body.ToArray()).Contains(Marker, StringComparison.Ordinal);
                    await stream.WriteAsync(infected ? "stream: Own.Test.Signature FOUND\0"u8.ToArray() : "stream: OK\0"u8.ToArray());
                }
            });
        }

        private static int FreePort()
        {
            using var free = new TcpListener(IPAddress.Loopback, 0);
            free.Start();
            return ((IPEndPoint)free.LocalEndpoint).Port;
        }
    }

    [Fact]
    public async Task Upload_CleanInfectedAndScannerAway_EachHasItsAnswer()
    {
        TestContext.Current.SendDiagnosticMessage(app.IsReal ? "clamd" : "a listener in place of clamd");
        var assessment = await Build.Assessment(app);
        using var officer = await app.SignedIn(TestCity.Officer);
        var form = HtmlAssert.Says(await officer.Get($"/assessments/{assessment.Reference}/evidence/new"), "scanned for viruses");

        var infected = await officer.SendFile(form, "#row-form", System.Text.Encoding.ASCII.GetBytes("It says " + Marker + " here."), "a.txt", ("Input.Title", "Infected"));
        HtmlAssert.ErrorAt(infected, "File", "Own.Test.Signature");

        var clean = HtmlAssert.Redirects(await officer.SendFile(form, "#row-form", Upload.Pdf(700_000), "a.pdf", ("Input.Title", "Clean")));
        HtmlAssert.Says(await officer.Follow(clean), "Scanned, nothing found");

        app.StopScanner();
        var away = await officer.SendFile(await officer.Get($"/assessments/{assessment.Reference}/evidence/new"), "#row-form", Upload.Pdf(), "a.pdf", ("Input.Title", "Waiting"));
        HtmlAssert.ErrorAt(away, "File", "does not answer", HttpStatusCode.ServiceUnavailable);
        HtmlAssert.Value(away, "Input.Title", "Waiting");
    }
}
