using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.Mvc.Testing.Handlers;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;
using Serilog.Core;
using SmartCityPia.Data;
using SmartCityPia.Web.Frame;
using SmartCityPia.Web.Infrastructure;

namespace SmartCityPia.TestSupport;

/// <summary>
/// The real application, from its entry point on, over a database of its own that begins as <see cref="City"/> says.
/// Everything is on: sign-in, antiforgery, audit, security headers. Only the clock is ours.
/// </summary>
public class PiaApp : WebApplicationFactory<Program>
{
    private readonly ConcurrentDictionary<string, Lazy<Task<Cookie>>> signedIn = new(StringComparer.Ordinal);

    private TestDatabase? database;
    private bool overTheWire;

    /// <summary>Moves on by a millisecond whenever it is read, so that what was made later sorts later.</summary>
    public FakeTimeProvider Clock { get; } = new(TestCity.Start) { AutoAdvanceAmount = TimeSpan.FromMilliseconds(1) };

    public QueryCounter Queries { get; } = new();

    public LogLines Log { get; } = new();

    /// <summary>Settings of this application, to be given before it is started.</summary>
    public Dictionary<string, string> Settings { get; } = new(StringComparer.Ordinal)
    {
        ["City:Name"] = TestCity.Name,
        ["City:Address"] = "http://localhost",
        ["Log:Console"] = "false",
        ["SignIn:PerMinute"] = "100000",
        ["Verify:PerMinute"] = "100000",
        // Most tests are about something else.
        ["SecondFactor:DemandedOf"] = "none",
        // Tests call the jobs themselves.
        ["Jobs:Run"] = "false",
    };

    /// <summary>Of the database's owner. The application itself works as another role, which may do less.</summary>
    public string ConnectionString => database?.ConnectionString ?? throw new InvalidOperationException("StartAsync first.");

    /// <summary>Of the role that the application works as.</summary>
    public string RuntimeConnectionString => database?.RuntimeConnectionString ?? throw new InvalidOperationException("StartAsync first.");

    /// <summary>Makes the database and starts the application in memory.</summary>
    public async Task StartAsync()
    {
        await UseDatabaseAsync();
        _ = Server;
    }

    /// <summary>Makes the database and starts the application for a browser.</summary>
    /// <returns>Its address: loopback, a free port.</returns>
    public async Task<Uri> StartForBrowserAsync()
    {
        await UseDatabaseAsync();
        UseKestrel(0);
        overTheWire = true;
        StartServer();
        return ClientOptions.BaseAddress;
    }

    /// <summary>Somebody who is not signed in. Redirects are not followed; cookies are kept.</summary>
    public PiaClient Anonymous(bool https = false) => Client(new(), https);

    /// <summary>Signed in through the sign-in page: once per person, the cookie is used again.</summary>
    public async Task<PiaClient> SignedIn(Person person)
    {
        var cookies = new CookieContainer();
        cookies.Add(await signedIn.GetOrAdd(person.Email, _ => new(() => SignIn(person))).Value);
        return Client(cookies, https: false);
    }

    /// <summary>Does something with the application's database, in a scope of its own.</summary>
    public async Task<T> Db<T>(Func<PiaDbContext, Task<T>> work)
    {
        await using var scope = Services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<PiaDbContext>());
    }

    /// <summary>Does to the database what the application's role may not.</summary>
    public async Task AsOwner(string sql)
    {
        await using var connection = new Npgsql.NpgsqlConnection(new Npgsql.NpgsqlConnectionStringBuilder(ConnectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new Npgsql.NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Does something with one of the application's services, in a scope of its own.</summary>
    public async Task<T> With<TService, T>(Func<TService, Task<T>> work) where TService : notnull
    {
        await using var scope = Services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<TService>());
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (database is not null)
            await database.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Testing");
        // Settings travel as the command line of the entry point, so they are there when it decides about a database.
        builder.UseSetting("ConnectionStrings:Pia", database!.RuntimeConnectionString);
        foreach (var (key, value) in Settings)
            builder.UseSetting(key, value);
        builder.ConfigureTestServices(services =>
        {
            services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Clock));
            services.AddSingleton<ILogEventSink>(Log);
            // It would read beside the tests that count queries.
            services.Remove(services.Single(s => s.ImplementationType == typeof(WarmUp)));
            services.ConfigureDbContext<PiaDbContext>(options => options.AddInterceptors(Queries));
            services.Configure<PasswordHasherOptions>(options => options.IterationCount = TestCity.QuickHashing.IterationCount);
        });
    }

    private async Task UseDatabaseAsync()
    {
        if (database is not null)
            return;
        database = await MakeDatabaseAsync();
        TestCity.Settle(database.ConnectionString, LiveSettings.First(new ConfigurationBuilder().AddInMemoryCollection(Settings!).Build()));
    }

    /// <summary>A database of its own for this application.</summary>
    protected virtual Task<TestDatabase> MakeDatabaseAsync() => TestDatabase.CreateAsync(TestCity.Make, "city");

    private PiaClient Client(CookieContainer cookies, bool https)
    {
        // Over the wire, the factory's own client would follow redirects and keep the cookies to itself.
        var client = overTheWire
            ? new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = cookies }) { BaseAddress = ClientOptions.BaseAddress }
            : CreateDefaultClient(new CookieContainerHandler(cookies));
        if (https)
            client.BaseAddress = new("https://localhost");
        return new(client, cookies);
    }

    private async Task<Cookie> SignIn(Person person)
    {
        using var client = Anonymous();
        var page = await client.Post("/account/sign-in", ("Input.Email", person.Email), ("Input.Password", TestCity.Password));
        if (page.Status != HttpStatusCode.Redirect)
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"{person.Email} could not sign in ({(int)page.Status}): {page.Text}"));
        return client.Cookies.GetAllCookies()["pia"] ?? throw new InvalidOperationException("There is no sign-in cookie.");
    }
}
