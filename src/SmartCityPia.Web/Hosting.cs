using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;
using Serilog;
using Serilog.Events;
using Serilog.Formatting.Compact;
using SmartCityPia.Data;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Data.City;
using SmartCityPia.Data.Dossiers;
using SmartCityPia.Data.Organisations;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Catalogue;
using SmartCityPia.LocalPostgres;
using SmartCityPia.Web.Demo;
using SmartCityPia.Web.Features.Accounts;
using SmartCityPia.Web.Features.Directories;
using SmartCityPia.Web.Features.Evidence;
using SmartCityPia.Web.Features.Notices;
using SmartCityPia.Web.Features.Reviews;
using SmartCityPia.Web.Frame;
using SmartCityPia.Web.Frame.City;
using SmartCityPia.Web.Infrastructure;
using SmartCityPia.Web.Infrastructure.Faults;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Register;
using SmartCityPia.Web.Infrastructure.Security;
using SmartCityPia.Web.Infrastructure.Trail;

namespace SmartCityPia.Web;

/// <summary>How the application is put together and started.</summary>
internal static class Hosting
{
    /// <summary>The application with the private database it may have started; disposing stops both.</summary>
    public sealed record Host(WebApplication App, PrivateCluster? Postgres) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await App.DisposeAsync();
            if (Postgres is not null)
                await Postgres.DisposeAsync();
        }
    }

    /// <param name="settings">As the host's configuration takes them: <c>--City:Name=Exampleton</c>.</param>
    public static async Task<int> Serve(string[] settings, bool demo)
    {
        await using var host = await Build(settings, demo, quiet: false);
        if (!demo && BehindProxy.Fault(host.App.Configuration) is { } fault)
            throw new OptionsValidationException("Proxy", typeof(ProxyOptions), [fault]);
        if (!demo && !KeyRing.IsProtected(host.App.Configuration))
            host.App.Logger.LogWarning("The keys that seal cookies lie in the database unprotected: whoever has a copy of it, such as a backup, can read what they seal. Set Keys:Certificate or Keys:File (docs/operations.md)");
        await using (var scope = host.App.Services.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<PiaDbContext>();
            // A private database is ours to migrate; a configured one is migrated by the verb, once, before N instances start.
            if (host.Postgres is not null || demo)
                await OwnedDatabase.Update(host.App.Configuration, always: false, CancellationToken.None);
            else
                await CheckDatabase(db, host.App.Environment.IsDevelopment() ? null : host.App.Logger);
            await host.App.Services.GetRequiredService<LiveSettings>().StartAsync(CancellationToken.None);
            if (demo)
                await scope.ServiceProvider.GetRequiredService<DemoCity>().Seed();
        }
        if (!demo && !host.App.Services.GetRequiredService<IOptions<SourceOptions>>().Value.IsOffered)
            host.App.Logger.LogWarning("Nobody is told where the source of this program is: set Source:Address or Source:Contact (AGPL-3.0, section 13)");
        host.App.Lifetime.ApplicationStarted.Register(() =>
        {
            if (demo)
                DemoCity.Announce(host.App.Urls);
        });
        await host.App.RunAsync();
        return 0;
    }

    /// <summary>An instance may start while its database is away, and serves when it is back; with a wrong schema it would never serve.</summary>
    private static async Task CheckDatabase(PiaDbContext db, Microsoft.Extensions.Logging.ILogger? logger)
    {
        Schema schema;
        try
        {
            schema = await db.ReadSchemaAsync(CancellationToken.None);
            if (logger is not null && await RuntimeRole.IsTooMightyAsync(db, CancellationToken.None))
                logger.LogWarning("The database role of the application is a superuser or owns the tables, so that a fault in the application could rewrite the trail: give it a role of its own in ConnectionStrings:Pia and the owner's in ConnectionStrings:PiaOwner for the verbs migrate and erase-audit (docs/operations.md)");
        }
        catch (Exception e) when (DatabaseAway.Is(e))
        {
            return;
        }
        schema.MustBeCurrent();
    }

    /// <param name="settings">As in <see cref="Serve"/>.</param>
    /// <param name="quiet">For a command that runs to its end: warnings only, no jobs, and a private database has to be there.</param>
    public static async Task<Host> Build(string[] settings, bool demo, bool quiet)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = settings, ContentRootPath = ContentRoot() });
        // Also outside development: started from its sources, the stylesheets lie in the build's output.
        builder.WebHost.UseStaticWebAssets();
        // Started from its sources, the framework would look on every request whether a style sheet was edited, and let no browser keep one.
        if (!builder.Environment.IsDevelopment())
            builder.Configuration["ReloadStaticAssetsAtRuntime"] ??= "false";
        if (demo && builder.Configuration["urls"] is null)
            builder.WebHost.UseUrls("http://127.0.0.1:5080");
        // Somebody at a terminal gets the next free port; what a city configured is taken at its word.
        if (!quiet && string.IsNullOrWhiteSpace(builder.Configuration.GetConnectionString("Pia")) && builder.Configuration["urls"] is { } urls)
            builder.WebHost.UseUrls(FreePorts.Of(urls));
        // The logger is the application's own, not the process's: several applications may live in one process, as in tests.
        builder.Host.UseSerilog((context, services, log) => ConfigureLog(log, context.HostingEnvironment, context.Configuration, quiet).ReadFrom.Services(services), preserveStaticLogger: true);

        // Entity Framework builds its model at the first use and keeps it: done on another core meanwhile.
        var model = Task.Run(PrepareModel);
        Task<PrivateCluster>? starting = null;
        // The tests bring their own database after this; starting ours as well would be in their way.
        if (string.IsNullOrWhiteSpace(builder.Configuration.GetConnectionString("Pia")))
        {
            var directory = DataDirectory(builder.Configuration, demo);
            if (quiet && !PrivateCluster.Exists(directory))
                throw new LocalPostgresException($"There is no database in {directory}: set ConnectionStrings__Pia, or say with --Data:Directory where the private one lies.");
            var log = ConfigureLog(new(), builder.Environment, builder.Configuration, quiet).CreateLogger();
            // Making a cluster takes a second of one core; the application is put together on another.
            starting = Task.Run(() => PrivateCluster.StartAsync(directory, new LocalPostgresOptions { WaitsForDisk = !demo }, logger: new Serilog.Extensions.Logging.SerilogLoggerFactory(log).CreateLogger(nameof(PrivateCluster))));
        }
        try
        {
            if (demo)
            {
                (builder.Configuration["Demo"], builder.Configuration["City:Name"]) = ("true", DemoCity.CityName);
                // Whoever tries it is not kept at the door. A second factor can be set up all the same.
                builder.Configuration["SecondFactor:DemandedOf"] ??= "none";
                SealOfItsOwn(builder);
            }
            if (builder.Configuration["Mail:Host"] is null && (demo || builder.Environment.IsDevelopment()))
                MailToFiles(builder, demo);
            AddServices(builder);
            if (demo)
                builder.Services.OfferDemoAccounts();
            if (!quiet)
                builder.Services.AddHostedService<WarmUp>().AddHostedService<SessionListener>().AddHostedService(services => services.GetRequiredService<ForgottenPasswords>());
            if (!quiet && builder.Configuration.GetValue("Jobs:Run", true))
                builder.Services.AddHostedService<JobServer>();
            if (starting is not null)
                builder.Services.AddSingleton(starting).AddHostedService<PrivateDatabaseWatch>();
            var app = builder.Build();
            Use(app);
            if (starting is null)
                return new(app, null);
            var postgres = await starting;
            await model;
            app.Configuration["ConnectionStrings:Pia"] = postgres.RuntimeConnectionString("pia");
            app.Configuration["ConnectionStrings:PiaOwner"] = postgres.ConnectionString("pia");
            return new(app, postgres);
        }
        catch
        {
            if (starting is not null && await Task.WhenAny(starting) is { IsCompletedSuccessfully: true } started)
                await (await started).DisposeAsync();
            throw;
        }
    }

    private static void PrepareModel()
    {
        using var db = PiaOptions.Open(null);
        _ = db.Model;
    }

    /// <summary>Whoever tries it sees the mails without having a mail server.</summary>
    private static void MailToFiles(WebApplicationBuilder builder, bool demo)
    {
        var settings = builder.Configuration;
        settings["Mail:Directory"] ??= Path.Combine(DataDirectory(settings, demo), "mail");
        settings["Mail:From"] ??= "pia@city.example";
        settings["Mail:PublicAddress"] ??= settings["urls"]?.Split(';')[0] ?? "http://127.0.0.1:5080";
    }

    /// <summary>The demo's own certificate: it shows how sealing works, and proves nothing.</summary>
    private static void SealOfItsOwn(WebApplicationBuilder builder)
    {
        if (builder.Configuration["Seal:Certificate"] is { Length: > 0 })
            return;
        var file = Path.Combine(DataDirectory(builder.Configuration, demo: true), "demo-seal.pfx");
        if (!File.Exists(file))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllBytes(file, Reports.Sealing.CitySeal.MakeOwn("Demo of SmartCityPia: proves nothing", TimeProvider.System.GetUtcNow()));
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
        builder.Configuration["Seal:Certificate"] = file;
    }

    private static string DataDirectory(ConfigurationManager configuration, bool demo) =>
        configuration["Data:Directory"] ?? Path.Combine(Sources() ?? Environment.CurrentDirectory, ".data", demo ? "demo" : "city");

    internal static void AddServices(WebApplicationBuilder builder)
    {
        var services = builder.Services;
        var configuration = builder.Configuration;
        // Read now, so that a broken catalogue stops the start with its own sentence.
        PiaCatalogue.Use(CityChoices.Parse(configuration["Catalogue:Rules"], configuration["Catalogue:Outside"], configuration["Catalogue:BaseRates"]));
        services.AddTransient(_ => PiaCatalogue.Current);
        services.AddSingleton(TimeProvider.System);
        // One address, whichever of the two names it was given by.
        configuration["City:Address"] ??= configuration["Mail:PublicAddress"];
        configuration["Mail:PublicAddress"] = configuration["City:Address"];
        services.AddOptions<CityOptions>().Bind(configuration.GetSection("City")).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<EvidenceOptions>().Bind(configuration.GetSection("Evidence")).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<ClamAv>();
        services.AddOptions<SourceOptions>().Bind(configuration.GetSection("Source")).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<MailOptions>().Bind(configuration.GetSection("Mail")).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<LiveSettings>().AddHostedService(provider => provider.GetRequiredService<LiveSettings>());
        services.AddScoped<SaveCitySettings>();
        services.AddScoped<UnreadNotices>();

        services.AddDbContextPool<PiaDbContext>((provider, options) =>
            options.UsePia(PreparesStatements(provider.GetRequiredService<IConfiguration>().GetConnectionString("Pia"))));
        services.AddScoped<DossierReader>();
        services.AddSingleton(provider => new DossierCache(provider.GetRequiredService<IServiceScopeFactory>(), configuration.GetValue("Memory:DossiersMiB", DossierCache.DefaultMebibytes)));
        services.AddSingleton<Data.Dossiers.KeptLists>();
        services.AddScoped<CityReader>();
        services.AddScoped<Data.Plan.PlanReader>();
        services.AddSingleton<CityCache>();
        services.AddSingleton<Features.FirstSteps.Begun>();
        services.AddSingleton<CityRuns>();
        services.AddScoped<ComputeContribution>();
        services.AddScoped(typeof(Save<,>));
        services.AddScoped(typeof(Remove<>));
        services.AddScoped<LoadDossier>();
        services.AddScoped<AuthorizeDossier>();
        services.AddScoped<EnrichDossier>();
        services.AddScoped(typeof(SaveRow<,>));
        services.AddScoped(typeof(SaveRows<,>));
        services.AddHandlers();
        services.AddScoped<Data.Trail.CheckTrail>();
        services.AddScoped<Data.Trail.ChainedEvents>();
        services.AddSingleton<ViewLog>();
        services.AddSingleton<Features.Trail.RunningCheck>();
        services.AddScoped<ReviewPeople>();
        services.AddHttpContextAccessor();
        services.AddScoped<Microsoft.AspNetCore.Authentication.IClaimsTransformation, AuditorScope>();
        services.AddScoped<SignOff>();
        services.AddOptions<SecondFactorOptions>().BindConfiguration("SecondFactor").ValidateDataAnnotations().ValidateOnStart();
        services.AddScoped<SecondFactors>();
        services.AddScoped<HalfwayIn>();
        services.AddScoped<Passkeys>();
        services.AddOptions<IdentityPasskeyOptions>().Configure<IOptions<CityOptions>>((o, city) => Passkeys.Configure(o, city.Value.Address));
        services.AddScoped<FormToken>();
        services.AddSingleton<Sessions>();
        services.AddScoped<SessionDesk>();
        services.AddScoped<SignInBudget>();
        services.AddScoped<PasswordCheck>();
        services.AddSingleton<StandInHash>();
        services.AddScoped<NewAccounts>();
        services.AddScoped<OneTimeLinks>();
        services.AddScoped<SendInvitation>();
        services.AddSingleton<ForgottenPasswords>();
        services.AddScoped<Microsoft.AspNetCore.Authorization.IAuthorizationHandler, ActsAsHandler>();
        services.AddDemoCity();
        services.AddHealthChecks().AddCheck<DatabaseHealth>("database", tags: ["ready"]).AddCheck<Warm>("warm", tags: ["ready"]);
        services.AddSingleton<Warm>();
        services.AddSingleton(Sealing.Read(configuration));
        KeyRing.Add(services, configuration);
        BehindProxy.Add(services);
        AddAccounts(services, configuration);

        services.AddLocalization(o => o.ResourcesPath = "Resources");
        services.AddTransient<ViewTexts>();
        services.AddRequestLocalization(o => o.SetDefaultCulture("en-GB").AddSupportedCultures("en-GB").AddSupportedUICultures("en-GB"));
        services.AddRazorPages(o =>
            {
                o.RootDirectory = "/Features";
                FolderConventions.AddAll(o.Conventions);
                o.Conventions.ConfigureFilter(new KnownHandlerFilter());
                o.Conventions.ConfigureFilter(new EncodedRedirects());
                o.Conventions.ConfigureFilter(new TypeFilterAttribute(typeof(DossierFilter)));
                o.Conventions.ConfigureFilter(new TypeFilterAttribute(typeof(ViewLogFilter)));
                o.Conventions.ConfigureFilter(new TypeFilterAttribute(typeof(TakenForm)));
            })
            .AddDataAnnotationsLocalization(o => o.DataAnnotationLocalizerProvider = (_, factory) => factory.Create("Rules", typeof(Hosting).Assembly.GetName().Name!));
        services.AddSingleton<Microsoft.AspNetCore.Mvc.DataAnnotations.IValidationAttributeAdapterProvider, OwnAttributes>();
        services.AddOptions<MvcOptions>().Configure<IStringLocalizerFactory>(WordedMetadata.Add);
        services.Configure<RouteOptions>(o => o.LowercaseUrls = true);
        // BREACH guesses a secret from the length of many answers that repeat both it and the attacker's text. Here another site cannot make
        // a browser ask with somebody's session (SameSite), and the token of a form is encrypted anew in every answer.
        services.AddResponseCompression(o => o.EnableForHttps = true);
        services.AddAntiforgery(o =>
        {
            o.Cookie.Name = SignInCookie.Name("pia-form", configuration);
            o.Cookie.SecurePolicy = SignInCookie.Secure(configuration);
        });
        services.Configure<CookieTempDataProviderOptions>(o =>
        {
            o.Cookie.Name = SignInCookie.Name("pia-said", configuration);
            o.Cookie.SecurePolicy = SignInCookie.Secure(configuration);
        });
        services.AddHsts(o => o.MaxAge = TimeSpan.FromDays(365));
        PublicRegister.Add(services);
        services.AddSingleton<Features.Register.Questions.AskTicket>();
        services.AddSingleton<Features.Register.Questions.AskBudget>();
        services.AddRateLimiter(o =>
        {
            o.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            o.AddPolicy(RateLimits.SignIn, http => HttpMethods.IsPost(http.Request.Method)
                ? RateLimitPartition.GetFixedWindowLimiter(
                    // Somebody who floods from a shared address does not stop the colleagues whose devices are known.
                    KnownDevice.Of(http) is { } device ? $"device {device.Id}" : SignInBudget.Network(http.Connection.RemoteIpAddress),
                    _ => new() { PermitLimit = configuration.GetValue("SignIn:PerMinute", 30), Window = TimeSpan.FromMinutes(1) })
                : RateLimitPartition.GetNoLimiter("reading"));
            // Making a document anew to compare it costs a second.
            o.AddPolicy(RateLimits.Verify, http => HttpMethods.IsPost(http.Request.Method)
                ? RateLimitPartition.GetFixedWindowLimiter(KnownDevice.Of(http) is { } device ? $"device {device.Id}" : SignInBudget.Network(http.Connection.RemoteIpAddress),
                    _ => new() { PermitLimit = configuration.GetValue("Verify:PerMinute", 20), Window = TimeSpan.FromMinutes(1) })
                : RateLimitPartition.GetNoLimiter("reading"));
            // What is kept ready is not counted.
            o.AddPolicy(RateLimits.Register, http => RateLimitPartition.GetFixedWindowLimiter(SignInBudget.Network(http.Connection.RemoteIpAddress),
                _ => new() { PermitLimit = configuration.GetValue("Register:PerMinute", 600), Window = TimeSpan.FromMinutes(1) }));
            o.AddPolicy(RateLimits.Directory, http => RateLimitPartition.GetFixedWindowLimiter(SignInBudget.Network(http.Connection.RemoteIpAddress),
                _ => new() { PermitLimit = configuration.GetValue("SignOn:DirectoryPerMinute", 1200), Window = TimeSpan.FromMinutes(1) }));
        });
        services.Configure<Microsoft.AspNetCore.Http.Features.FormOptions>(o =>
        {
            o.ValueLengthLimit = 1024 * 1024;
            o.ValueCountLimit = 4096;
        });
        builder.WebHost.ConfigureKestrel(k =>
        {
            k.Limits.MaxRequestBodySize = 4 * 1024 * 1024;
            k.AddServerHeader = false;
        });
    }

    /// <summary>Planning costs a page's queries more than running them. A connection string that says how many statements to keep is left alone.</summary>
    private static string? PreparesStatements(string? connectionString) =>
        string.IsNullOrWhiteSpace(connectionString) || connectionString.Contains("Auto Prepare", StringComparison.OrdinalIgnoreCase) ? connectionString
            : $"{connectionString.TrimEnd(';')};Max Auto Prepare=100";

    private static void AddAccounts(IServiceCollection services, IConfiguration configuration)
    {
        services.AddIdentity<Account, IdentityRole<Guid>>(o =>
            {
                o.User.RequireUniqueEmail = true;
                o.Stores.SchemaVersion = IdentitySchemaVersions.Version3;
                // Length is what counts (NIST SP 800-63B); composition rules only make passwords predictable.
                o.Password.RequiredLength = PasswordRules.MinLength;
                o.Password.RequireDigit = o.Password.RequireLowercase = o.Password.RequireUppercase = o.Password.RequireNonAlphanumeric = false;
            })
            .AddEntityFrameworkStores<PiaDbContext>().AddDefaultTokenProviders().AddPasswordValidator<PasswordRules>();
        services.AddSingleton(new CityPasswords(configuration));
        services.AddSingleton<ILookupNormalizer, AddressNormalizer>();
        // As OWASP advises for PBKDF2 with SHA-512.
        services.Configure<PasswordHasherOptions>(o => o.IterationCount = 210_000);
        services.ConfigureApplicationCookie(o => SignInCookie.Configure(o, configuration));
        SignOn.Add(services, configuration);
        services.AddSingleton<ProviderTokens>();
        services.AddScoped<ComeBySignOn>();
        services.AddScoped<EndByProvider>();
        services.AddSingleton<KnownProviders>();
        services.AddScoped<DirectoryTokens>();
        services.AddScoped<ScimDesk>();
        services.AddScoped<ScimUsers>();
        services.AddScoped<ScimGroups>();
        services.AddAuthentication().AddScheme<Microsoft.AspNetCore.Authentication.AuthenticationSchemeOptions, DirectoryBearer>(Policies.DirectoryScheme, null);
        services.AddAuthorization(Policies.Add);
    }

    internal static void Use(WebApplication app)
    {
        app.UseForwardedHeaders();
        app.UseResponseCompression();
        BehindProxy.Use(app);
        BelowAPath.Use(app);
        app.UseSecurityHeaders(SecurityHeaders.Policy(app.Environment));
        SecurityHeaders.KeepOutOfCaches(app);
        RequestLog.Use(app);
        ForeignRequests.Use(app);
        // With services of its own: those of the request keep the exception, and the sign-in would throw it again.
        app.UseExceptionHandler("/fault", createScopeForErrors: true);
        app.UseStatusCodePagesWithReExecute("/fault/{0}");
        if (!app.Environment.IsDevelopment() && app.Configuration["Demo"] is null)
            app.UseHsts();
        ScimFaults.Use(app);
        NullCharacters.Use(app);
        app.UseRequestLocalization();
        CityLook.Use(app);
        app.UseRouting();
        PublicRegister.Use(app);
        app.UseRateLimiter();
        app.UseAuthentication();
        RefusedAccess.Use(app);
        app.UseAuthorization();
        FactorDemand.Use(app);
        app.MapStaticAssets().AllowAnonymous();
        app.MapHealthChecks("/health/live", new() { Predicate = _ => false }).AllowAnonymous();
        app.MapHealthChecks("/health/ready", new() { Predicate = check => check.Tags.Contains("ready") }).AllowAnonymous();
        SecurityContact.Map(app);
        CityLook.Map(app);
        SignOn.Map(app);
        ScimEndpoints.Map(app);
        Features.Register.RegisterFiles.Map(app);
        // Pages name a style sheet by the hash of what it says, so that a browser keeps it for a year.
        app.MapRazorPages().WithStaticAssets();
    }

    private static LoggerConfiguration ConfigureLog(LoggerConfiguration log, IHostEnvironment environment, IConfiguration configuration, bool quiet)
    {
        log.MinimumLevel.Is(quiet ? LogEventLevel.Warning : LogEventLevel.Information)
            .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
            .MinimumLevel.Override("Microsoft.Hosting.Lifetime", quiet ? LogEventLevel.Warning : LogEventLevel.Information)
            // The exception handler logs every fault a second time, and says nothing of the database.
            .MinimumLevel.Override("Microsoft.EntityFrameworkCore.Database", LogEventLevel.Fatal)
            .MinimumLevel.Override("Hangfire", LogEventLevel.Warning)
            // Keys lie in the city's own database, beside what they protect.
            .MinimumLevel.Override("Microsoft.AspNetCore.DataProtection.KeyManagement.XmlKeyManager", LogEventLevel.Error)
            .Enrich.FromLogContext()
            .Enrich.With(new RequestLog.WithoutRawPath());
        if (!configuration.GetValue("Log:Console", true))
            return log;
        if (environment.IsDevelopment())
            return log.WriteTo.Console(formatProvider: CultureInfo.InvariantCulture, standardErrorFromLevel: LogEventLevel.Warning);
        return log.WriteTo.Console(new CompactJsonFormatter());
    }

    /// <summary>Beside the program when published; the project when started from its sources.</summary>
    private static string ContentRoot() =>
        Directory.Exists(Path.Combine(AppContext.BaseDirectory, "wwwroot")) || Sources() is not { } sources
            ? AppContext.BaseDirectory
            : Path.Combine(sources, "src", "SmartCityPia.Web");

    /// <summary>The root of the sources the program was built in; none where it is installed.</summary>
    private static string? Sources()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "SmartCityPia.sln")))
            directory = directory.Parent;
        return directory?.FullName;
    }
}
