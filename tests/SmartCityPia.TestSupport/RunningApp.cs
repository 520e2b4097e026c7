using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace SmartCityPia.TestSupport;

/// <summary>The application as its own process, as a city runs it, over a given database or (for <c>demo</c>) its own.</summary>
public sealed class RunningApp : IDisposable
{
    private readonly Process process;

    private RunningApp(Process process, Uri address, TimeSpan startedIn) => (this.process, Address, StartedIn) = (process, address, startedIn);

    public Uri Address { get; }

    /// <summary>From the start of the process to the first "ready" answer.</summary>
    public TimeSpan StartedIn { get; }

    public long WorkingSet
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64;
        }
    }

    /// <param name="connectionString">Null for the demo city.</param>
    /// <param name="settings">As the environment states them: <c>Mail__Directory</c>.</param>
    public static async Task<RunningApp> Start(string? connectionString, string? dataDirectory = null, params (string Name, string Value)[] settings)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        var program = Program();
        var start = new ProcessStartInfo("dotnet", [program, .. connectionString is null ? (string[])["demo"] : [], "--urls", address.ToString()])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Repository.Root,
        };
        start.Environment["DOTNET_ENVIRONMENT"] = "Production";
        start.Environment["SignIn__PerMinute"] = "100000";
        foreach (var (name, value) in settings)
            start.Environment[name] = value;
        if (connectionString is not null)
            start.Environment["ConnectionStrings__Pia"] = connectionString;
        if (dataDirectory is not null)
            start.Environment["Data__Directory"] = dataDirectory;
        var watch = Stopwatch.StartNew();
        var started = Process.Start(start)!;
        started.OutputDataReceived += (_, _) => { };
        started.ErrorDataReceived += (_, e) => Console.Error.Write(e.Data is null ? "" : e.Data + "\n");
        started.BeginOutputReadLine();
        started.BeginErrorReadLine();
        using var http = new HttpClient { BaseAddress = address };
        while (!await IsReady(http))
        {
            if (started.HasExited || watch.Elapsed > TimeSpan.FromMinutes(2))
                throw new InvalidOperationException("The application did not start.");
            await Task.Delay(20);
        }
        return new(started, address, watch.Elapsed);
    }

    /// <summary>A client with the cookies of somebody, such as those of a session from before a restart.</summary>
    public HttpClient Client(CookieContainer cookies) =>
        new(new SocketsHttpHandler { CookieContainer = cookies, AllowAutoRedirect = false, MaxConnectionsPerServer = 64 }) { BaseAddress = Address };

    /// <summary>A client with a signed-in session.</summary>
    /// <param name="cookies">Takes the session's cookie, for use after a restart.</param>
    public async Task<HttpClient> SignedIn(string email, string password, CookieContainer? cookies = null)
    {
        var http = Client(cookies ?? new());
        var page = await http.GetStringAsync(new Uri("/account/sign-in", UriKind.Relative));
        using var answer = await http.PostAsync(new Uri("/account/sign-in", UriKind.Relative), new FormUrlEncodedContent(
        [
            new("Input.Email", email), new("Input.Password", password), new("__RequestVerificationToken", Hidden(page, "__RequestVerificationToken")),
        ]));
        return answer.StatusCode == HttpStatusCode.Redirect ? http : throw new InvalidOperationException($"Signing in answered {answer.StatusCode}.");
    }

    public static string Hidden(string page, string name) =>
        WebUtility.HtmlDecode(Regex.Match(page, $"name=\"{Regex.Escape(name)}\"[^>]*value=\"([^\"]*)\"", RegexOptions.None, TimeSpan.FromSeconds(1)).Groups[1].Value);

    /// <summary>Ends it as a machine that fails does: at once, whatever it was doing.</summary>
    public void Kill()
    {
        process.Kill();
        process.WaitForExit();
    }

    public void Dispose()
    {
        if (process.HasExited)
        {
            process.Dispose();
            return;
        }
        // SIGTERM, so that a private database is stopped as well.
        Process.Start("kill", ["-TERM", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)])!.WaitForExit();
        if (!process.WaitForExit(20_000))
            process.Kill(entireProcessTree: true);
        process.Dispose();
    }

    private static async Task<bool> IsReady(HttpClient http)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri("/health/ready", UriKind.Relative));
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    /// <summary>As the application's own project built it, compiled ahead of time in a Release build; else the copy beside the tests.</summary>
    public static string Program()
    {
        var built = Path.Combine(Repository.Root, "src", "SmartCityPia.Web", "bin", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name, "net10.0", "SmartCityPia.Web.dll");
        return File.Exists(built) ? built : Path.Combine(AppContext.BaseDirectory, "SmartCityPia.Web.dll");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
