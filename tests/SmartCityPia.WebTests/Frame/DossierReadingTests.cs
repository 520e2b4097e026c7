using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SmartCityPia.Data;
using SmartCityPia.Data.Dossiers;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.TestSupport;
using Xunit;

namespace SmartCityPia.WebTests.Frame;

/// <summary>After a change only the kinds of rows that changed are read; what comes of it is the dossier of a fresh reading.</summary>
public sealed class DossierReadingTests(WebApp app) : IClassFixture<WebApp>
{
    /// <summary>Nothing else names such a row.</summary>
    private static readonly Type[] Leaves = [typeof(ActionItem), typeof(PrincipleAnswer), typeof(FindingDisposition), typeof(Tension), typeof(DataItem)];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Read_AfterRandomWrites_IsThatOfAFreshReading(int seed)
    {
        var random = new Random(seed);
        var assessment = await Build.Full(app);
        await app.Db(db => db.Assessments.Where(a => a.Id == assessment.Id).ExecuteUpdateAsync(set => set.SetProperty(a => a.Status, AssessmentStatus.Draft)));
        var before = await Kept(assessment.Id);
        for (var step = 0; step < 30; step++)
        {
            var written = await app.Db(db => Write(db, assessment, random, step));
            var after = await Kept(assessment.Id);

            await WebApp.IsAsStored(app, after);
            foreach (var kind in RowKinds.All.Where(k => k.Row != typeof(ServiceDescription) && !written.Contains(k.Row)))
                Assert.Same(kind.RowsOf(before.Dossier), kind.RowsOf(after.Dossier));
            before = after;
        }
    }

    [Fact]
    public async Task Read_RowOfOneKindSaved_ReadsThatKindAlone()
    {
        var assessment = await Build.Prefilled(app);
        using var officer = await app.SignedIn(TestCity.Officer);
        var before = await Kept(assessment.Id);
        HtmlAssert.Redirects(await officer.Post($"/assessments/{assessment.Reference}/purposes", ("Input.Name", "Plan"), ("Input.Description", "To plan."), ("NewId", Guid.CreateVersion7().ToString())));

        var commands = await app.Queries.During(() => Kept(assessment.Id));
        var after = await Kept(assessment.Id);

        Assert.Contains(commands, c => c.Contains("FROM purposes", StringComparison.Ordinal));
        // Stamps for the test; then the assessment with its stamps, and its purposes.
        Assert.Equal(3, commands.Count);
        Assert.Same(before.Dossier.Findings, after.Dossier.Findings);
        Assert.NotSame(before.Dossier.Purposes, after.Dossier.Purposes);
    }

    private async Task<KnownDossier> Kept(Guid assessmentId) =>
        (await app.Services.GetRequiredService<DossierCache>().Get((await WebApp.KeyOf(app, assessmentId))!, CancellationToken.None))!;

    /// <summary>A few changes in one transaction, now and then rolled back.</summary>
    /// <returns>The kinds that were written.</returns>
    private async Task<HashSet<Type>> Write(PiaDbContext db, Assessment assessment, Random random, int step)
    {
        var written = new HashSet<Type>();
        await using var transaction = await db.Database.BeginTransactionAsync();
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            var kind = RowKinds.All[random.Next(RowKinds.All.Count)];
            if (kind.Row == typeof(ServiceDescription))
            {
                var name = string.Create(CultureInfo.InvariantCulture, $"Service {step}.{i}");
                await db.ServiceDescriptions.Where(d => d.Id == assessment.DescriptionId).ExecuteUpdateAsync(set => set.SetProperty(d => d.Summary, name));
                await db.Organisations.Where(o => o.Id == TestCity.Operator).ExecuteUpdateAsync(set => set.SetProperty(o => o.Country, name));
                continue;
            }
            var rows = await kind.Use(new RowsOfOwner(db, kind.IsDescription ? assessment.DescriptionId : assessment.Id, CancellationToken.None));
            if (rows.Count == 0)
                continue;
            var row = rows[random.Next(rows.Count)];
            if (Leaves.Contains(kind.Row) && random.Next(2) == 0)
                db.Remove(row);
            else
                kind.Fields.Last(f => f.PropertyType == typeof(string) && !f.Name.EndsWith("Id", StringComparison.Ordinal)).SetValue(row, string.Create(CultureInfo.InvariantCulture, $"Text {step}.{i}"));
            written.Add(kind.Row);
            if (kind.Row == typeof(Dataset) && random.Next(2) == 0)
                ((Dataset)row).Public = !((Dataset)row).Public;
            await db.SaveAsync(Build.Actor(app), CancellationToken.None);
        }
        if (random.Next(5) == 0)
        {
            await transaction.RollbackAsync();
            return [];
        }
        await transaction.CommitAsync();
        return written;
    }
}
