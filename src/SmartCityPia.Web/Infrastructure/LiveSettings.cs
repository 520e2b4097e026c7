using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Data.Organisations;
using SmartCityPia.Domain.Catalogue;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Organisations;
using SmartCityPia.Web.Infrastructure.Faults;

namespace SmartCityPia.Web.Infrastructure;

/// <summary>
/// The city's settings as this instance knows them. They stand in the database: the first start takes them from the configuration, which is
/// ignored from then on. A change is told to every instance by the database (<c>SessionListener</c>).
/// </summary>
public sealed class LiveSettings(IServiceScopeFactory scopes, IConfiguration configuration, TimeProvider clock) : IHostedService
{
    private volatile CitySettings? now;

    /// <summary>Never changed, only replaced. What the configuration says while the database has not been read.</summary>
    public CitySettings Now => now ?? First();

    /// <summary>What the settings are before anybody has changed one.</summary>
    public CitySettings First() => First(configuration);

    public static CitySettings First(IConfiguration configuration)
    {
        var city = configuration.GetSection("City").Get<CityOptions>() ?? new();
        var factors = configuration.GetSection("SecondFactor").Get<SecondFactorOptions>() ?? new();
        return new()
        {
            Identity = new() { Name = city.Name },
            Reviews = new() { Months = city.ReviewAgain.Months, MonthsOfHighRisk = city.ReviewAgain.MonthsOfHighRisk },
            Knowledge = new() { Outside = [.. CityChoices.Parse(null, configuration["Catalogue:Outside"], null).Outside] },
            Mail = new() { Sender = configuration["Mail:From"] },
            SignIn = new() { SecondFactorOf = [.. Roles.All.Where(factors.IsDemandedOf)] },
        };
    }

    /// <summary>Reads the settings, and stores the first ones where there are none.</summary>
    public async Task Start(PiaDbContext db, CancellationToken cancellationToken)
    {
        if (await Read(db, cancellationToken))
            return;
        await new SaveCitySettings(db).Handle(First(), _ => { }, null, Actor.System("start", clock.GetUtcNow()), cancellationToken);
        await Read(db, cancellationToken);
    }

    /// <returns>Whether any are stored.</returns>
    public async Task<bool> Read(PiaDbContext db, CancellationToken cancellationToken)
    {
        if (await db.Settings.AsNoTracking().SingleOrDefaultAsync(cancellationToken) is not { } stored)
            return false;
        now = stored;
        var catalogue = PiaCatalogue.Current;
        // A source that a later release no longer has is no longer chosen.
        PiaCatalogue.Use(catalogue.Choices with { Outside = [.. stored.Knowledge.Outside.Where(catalogue.Outside.Contains)] });
        return true;
    }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (now is not null)
            return;
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await Start(scope.ServiceProvider.GetRequiredService<PiaDbContext>(), cancellationToken);
        }
        catch (Exception e) when (DatabaseAway.Is(e))
        {
            // SessionListener reads them when the database is there.
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
