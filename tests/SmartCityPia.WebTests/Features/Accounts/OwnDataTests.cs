using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Trail;
using SmartCityPia.TestSupport;
using SmartCityPia.Web.Features.Accounts.OwnData;
using SmartCityPia.Web.Infrastructure;
using Xunit;

namespace SmartCityPia.WebTests.Features.Accounts;

/// <summary>What the product keeps about its own users is listed, and handed out.</summary>
public sealed partial class OwnDataTests(WebApp app) : IClassFixture<WebApp>
{
    [Fact]
    public async Task EveryTableThatRefersToAnAccount_IsHandedOut_OrSaysWhyNot()
    {
        var model = await app.Db(db => Task.FromResult(db.Model));
        var accounts = model.FindEntityType(typeof(Account))!;
        var missing = new List<string>();
        foreach (var type in model.GetEntityTypes().Where(t => !t.IsOwned() && t.ClrType != typeof(Account)))
        {
            foreach (var property in type.GetProperties().Where(p => IsOfAnAccount(p, accounts)))
            {
                if (!HeldOnAccounts.Kept.ContainsKey(type.ClrType) && !HeldOnAccounts.Exported.Any(p => p.Entity == type.ClrType && p.By.Contains(property.Name, StringComparer.Ordinal)))
                    missing.Add($"{type.ShortName()}.{property.Name}");
            }
            // A name without an id is no reference of its own: two people can be called alike. Its table has to be known all the same.
            foreach (var property in type.GetProperties().Where(p => p.ClrType == typeof(string) && Names().IsMatch(p.Name)))
            {
                if (!HeldOnAccounts.Kept.ContainsKey(type.ClrType) && HeldOnAccounts.Exported.All(p => p.Entity != type.ClrType))
                    missing.Add($"{type.ShortName()}.{property.Name}");
            }
        }
        Assert.Empty(missing);
        Assert.All(HeldOnAccounts.Kept, k => Assert.True(k.Value.Length > 10));
        // Nothing is listed that is not there.
        Assert.All(HeldOnAccounts.Exported, p => Assert.All([.. p.By, .. p.Shown ?? [], .. p.Secret ?? []], name => Assert.NotNull(model.FindEntityType(p.Entity)?.FindProperty(name))));
        Assert.Empty(HeldOnAccounts.Exported.Select(p => p.Entity).Intersect(HeldOnAccounts.Kept.Keys));
    }

    [Fact]
    public async Task Export_HasWhatIsHeld_NothingThatOpensTheAccount_AndIsAnEvent()
    {
        var (assessment, other) = (await Build.Full(app), await Build.Assessment(app));
        await Build.Comment(app, assessment, Step.Service, null, "My words.", by: TestCity.Colleague);
        await Build.Comment(app, assessment, Step.Service, null, "Somebody else's words.");
        using var colleague = await app.SignedIn(TestCity.Colleague);

        var page = HtmlAssert.Ok(await colleague.Get(Addresses.MyData));
        Assert.Equal(KindsHeld.Keys.Count, page.Document.QuerySelectorAll("tbody tr").Length);
        HtmlAssert.Says(page, "30 days");
        var file = await colleague.SendWithToken(Addresses.MyData);

        Assert.Equal(HttpStatusCode.OK, file.Status);
        Assert.Equal("application/json", file.ContentHeaders.ContentType!.MediaType);
        using var json = JsonDocument.Parse(file.Source);
        var held = json.RootElement.GetProperty("held");
        Assert.Equal(TestCity.Colleague.Email, held.GetProperty("Account")[0].GetProperty("Email").GetString());
        Assert.Equal("My words.", Assert.Single(held.GetProperty("Comment").EnumerateArray().ToList()).GetProperty("Text").GetString());
        Assert.True(held.GetProperty("Session").GetArrayLength() > 0);
        Assert.Contains(held.GetProperty("AuditEvent").EnumerateArray(), e => e.GetProperty("Verb").GetString() == AuditVerbs.Exported);
        var stored = await app.Db(db => db.Users.SingleAsync(u => u.Id == TestCity.Colleague.Id));
        foreach (var secret in new[] { stored.PasswordHash!, stored.SecurityStamp!, "Somebody else's", TestCity.Officer.Email, other.Reference })
            Assert.DoesNotContain(secret, file.Source, StringComparison.Ordinal);
        Assert.Equal(KindsHeld.Keys.Count, json.RootElement.GetProperty("kinds").GetArrayLength());
        Assert.Equal(1, await app.Db(db => db.AuditEvents.CountAsync(e => e.Verb == AuditVerbs.Exported && e.Subject == nameof(Account) && e.SubjectId == TestCity.Colleague.Id)));
    }

    [Fact]
    public async Task Export_OfSomebodyElse_ByAnAdministratorWithAReason()
    {
        using var administrator = await app.SignedIn(TestCity.Administrator);
        var address = Addresses.Account(TestCity.Vendor.Id) + "/data";

        HtmlAssert.Says(HtmlAssert.Ok(await administrator.Get(address)), TestCity.Vendor.Name);
        HtmlAssert.Status(HttpStatusCode.BadRequest, await administrator.SendWithToken(address, ("Input.Reason", " ")));
        var file = await administrator.SendWithToken(address, ("Input.Reason", "Asked by letter of 3 March."));

        Assert.Contains(TestCity.Vendor.Email, file.Source, StringComparison.Ordinal);
        Assert.Equal("Asked by letter of 3 March.", await app.Db(db => db.AuditEvents.Where(e => e.Verb == AuditVerbs.Exported && e.SubjectId == TestCity.Vendor.Id).Select(e => e.Reason).SingleAsync()));
        HtmlAssert.Status(HttpStatusCode.NotFound, await administrator.Get(Addresses.Account(Guid.CreateVersion7()) + "/data"));
        using var officer = await app.SignedIn(TestCity.Officer);
        HtmlAssert.Status(HttpStatusCode.Forbidden, await officer.SendWithToken(address, ("Input.Reason", "Curious.")));
    }

    private static bool IsOfAnAccount(IProperty property, IEntityType accounts) =>
        property.GetContainingForeignKeys().Any(k => k.PrincipalEntityType == accounts)
        || (property.ClrType == typeof(Guid) || property.ClrType == typeof(Guid?)) && Ids().IsMatch(property.Name);

    [GeneratedRegex("(ById|AccountId|PersonId|UserId|DeputyId|PrincipalId|MentionedId|OfficerId|ReviewerId|AuditorId)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Ids();

    [GeneratedRegex("(AccountName|FrozenBy|UploadedBy|AskedBy|GivenBy|ReleasedBy|MadeBy|RecordedBy|ClosedBy|ResolvedBy|GrantedBy|^By)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Names();
}
