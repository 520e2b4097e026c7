using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SmartCityPia.Data.Dossiers;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Findings;
using SmartCityPia.TestSupport;
using Xunit;

namespace SmartCityPia.WebTests;

/// <summary>One application and one database for the tests of a class: <c>IClassFixture&lt;WebApp&gt;</c>.</summary>
public sealed class WebApp : PiaApp, IAsyncLifetime
{
    /// <summary>So many kept dossiers are compared after each class.</summary>
    private const int Compared = 20;

    public ValueTask InitializeAsync() => new(StartAsync());

    /// <summary>
    /// Whatever the tests of the class wrote and however: what is kept in memory at the stamps of now says what is stored now.
    /// A way of writing that leaves the stamp, or a page that changes a kept row, fails here.
    /// </summary>
    public override async ValueTask DisposeAsync()
    {
        try
        {
            foreach (var kept in Services.GetRequiredService<DossierCache>().Kept.TakeLast(Compared))
            {
                if (await KeyOf(this, kept.Key.AssessmentId) == kept.Key)
                    await IsAsStored(this, kept);
            }
        }
        finally
        {
            await base.DisposeAsync();
        }
    }

    /// <returns>Null where there is no such assessment.</returns>
    internal static Task<DossierKey?> KeyOf(PiaApp app, Guid assessmentId) =>
        app.Db(async db => (await db.Assessments.AsNoTracking().Where(a => a.Id == assessmentId).WithStamps(db).SingleOrDefaultAsync())?.Key);

    internal static async Task IsAsStored(PiaApp app, KnownDossier kept)
    {
        var stored = await app.With<DossierReader, Dossier?>(reader => reader.Read(kept.Key.AssessmentId, CancellationToken.None));
        Assert.Equal(CanonicalJson.Write(stored!.WithFindings()), CanonicalJson.Write(kept.Dossier));
    }
}
