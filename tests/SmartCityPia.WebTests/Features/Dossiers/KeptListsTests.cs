using Microsoft.AspNetCore.Mvc.Testing.Handlers;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data.Dossiers;
using SmartCityPia.TestSupport;
using Xunit;

namespace SmartCityPia.WebTests.Features.Dossiers;

/// <summary>What instances keep of the list of assessments is never older than the list.</summary>
public sealed class KeptListsTests(WebApp app) : IClassFixture<WebApp>
{
    [Theory]
    [InlineData("Ash", "")]
    [InlineData("Birch", "?q=birch&sort=Name")]
    [InlineData("Cedar", "?q=cedar&sort=Agency")]
    [InlineData("Elm", "?q=elm&sort=Reference")]
    [InlineData("Fir", "?q=fir")]
    [InlineData("Hazel", "?q=hazel&sort=Name&status=Draft")]
    public async Task List_ChangedOnOneInstance_IsReadOnTheOtherAtOnce(string name, string query)
    {
        var kept = await Build.Assessment(app, name + " zero");
        using var one = await app.SignedIn(TestCity.Officer);
        await using var other = app.WithWebHostBuilder(_ => { });
        using var two = new PiaClient(other.CreateDefaultClient(new CookieContainerHandler(one.Cookies)), one.Cookies);
        var address = "/assessments" + query;
        foreach (var client in new[] { one, two })
            Assert.Contains(name + " zero", HtmlAssert.Ok(await client.Get(address)).Text, StringComparison.Ordinal);

        await Build.Assessment(app, name + " one");
        Assert.Contains(name + " one", HtmlAssert.Ok(await two.Get(address)).Text, StringComparison.Ordinal);

        HtmlAssert.Redirects(await one.Post($"/assessments/{kept.Reference}/service", ("Input.Name", name + " renamed")));
        Assert.Contains(name + " renamed", HtmlAssert.Ok(await two.Get(address)).Text, StringComparison.Ordinal);

        await app.Db(db => db.Organisations.Where(o => o.Id == TestCity.Transport).ExecuteUpdateAsync(set => set.SetProperty(o => o.Name, "Transit " + name)));
        await Build.Assessment(app, name + " two", agency: TestCity.Transport);
        Assert.Contains("Transit " + name, HtmlAssert.Ok(await two.Get(address)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stamp_OfTheList_MovesWithItAlone()
    {
        var assessment = await Build.Prefilled(app);
        var person = await Build.Person(app, "Lena Lead", Data.Accounts.Roles.Officer, TestCity.Hall);
        await Moves(true, () => Build.Assessment(app));
        await Moves(true, () => app.Db(db => db.Assessments.Where(a => a.Id == assessment.Id).ExecuteUpdateAsync(set => set.SetProperty(a => a.OwnerId, person.Id))));
        await Moves(true, () => app.Db(db => db.Users.Where(u => u.Id == person.Id).ExecuteUpdateAsync(set => set.SetProperty(u => u.DisplayName, "Lena Later"))));
        await Moves(true, () => app.Db(db => db.ServiceDescriptions.Where(d => d.Id == assessment.DescriptionId).ExecuteUpdateAsync(set => set.SetProperty(d => d.Name, "Another"))));
        await Moves(true, () => Build.Submit(app, assessment));
        await Moves(false, () => app.Db(db => db.Assessments.Where(a => a.Id == assessment.Id).ExecuteUpdateAsync(set => set.SetProperty(a => a.ChangedAt, a => a.ChangedAt.AddSeconds(1)))));
        await Moves(false, () => app.Db(db => db.ServiceDescriptions.Where(d => d.Id == assessment.DescriptionId).ExecuteUpdateAsync(set => set.SetProperty(d => d.Summary, "Another"))));
    }

    /// <summary>Transactions that move two shared stamps in different order wait for each other, and both are done.</summary>
    [Fact]
    public async Task SharedStamps_MovedInEitherOrder_DoNotLockEachOtherOut()
    {
        var assessments = new List<Domain.Dossiers.Assessment>();
        while (assessments.Count < 8)
            assessments.Add(await Build.Assessment(app));
        await Task.WhenAll(assessments.Select((a, i) => app.Db(async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            for (var turn = 0; turn < 2; turn++)
            {
                if ((i + turn) % 2 == 0)
                    await db.Assessments.Where(x => x.Id == a.Id).ExecuteUpdateAsync(set => set.SetProperty(x => x.OwnerId, TestCity.Colleague.Id));
                else
                    await db.Services.Where(x => x.Id == a.ServiceId).ExecuteUpdateAsync(set => set.SetProperty(x => x.ArchetypeId, "S06"));
            }
            await transaction.CommitAsync();
            return 0;
        })));
        Assert.All(await app.Db(db => db.Assessments.AsNoTracking().Where(x => assessments.Select(a => a.Id).Contains(x.Id)).ToListAsync()), x => Assert.Equal(TestCity.Colleague.Id, x.OwnerId));
    }

    [Theory]
    [InlineData("/assessments?p=9999")]
    [InlineData("/assessments?p=9999&sort=Name")]
    [InlineData("/assessments?p=2147483647")]
    public async Task Page_PastTheEnd_IsTheLast(string address)
    {
        while (await app.Db(db => db.Assessments.CountAsync()) < 30)
            await Build.Assessment(app);
        using var officer = await app.SignedIn(TestCity.Officer);
        var last = HtmlAssert.Ok(await officer.Get(address)).Text;
        Assert.Contains("PIA-", last, StringComparison.Ordinal);
        Assert.DoesNotContain("Next", last, StringComparison.Ordinal);
    }

    private async Task Moves(bool moves, Func<Task> write)
    {
        var before = await app.Db(db => KeptLists.Stamp(db).SingleAsync());
        await write();
        Assert.Equal(moves, await app.Db(db => KeptLists.Stamp(db).SingleAsync()) != before);
    }
}
