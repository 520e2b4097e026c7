using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SmartCityPia.Data;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Accounts;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Trail;
using SmartCityPia.Web.Features.Accounts;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Directories;

/// <summary>
/// People of a provider's directory. An account that the directory makes is found by sign-in there by the same key, issuer and external id; one
/// that sign-in made is taken over by it. Accounts of others are not seen. Nothing in a person gives rights: groups do.
/// </summary>
public sealed class ScimUsers(PiaDbContext db, ScimDesk scim, NewAccounts accounts, GiveByGroups give, DeactivateAccount deactivate, KnownProviders providers, ILookupNormalizer normalizer, OneTimeLinks links, SessionDesk desk, IOptions<SignOnOptions> options)
{
    public const int TextMaxLength = DirectoryPerson.KeyMaxLength;

    private sealed record Row(DirectoryPerson Person, bool IsActive, IReadOnlyList<Membership> Groups);

    private sealed record Membership(Guid AccountId, Guid GroupId, string Name);

    public async Task<JsonObject> Find(ScimCall call, Guid id) => Show(await Read(call, id) ?? throw ScimException.NotFound());

    /// <returns>How many there are, and those of the page.</returns>
    public async Task<(int Total, IReadOnlyList<JsonObject> Page)> List(ScimCall call, ScimFilter? filter, int start, int count)
    {
        var people = Of(call);
        if (filter?.Demands("userName") is { } name)
        {
            var key = KeyOf(name);
            people = people.Where(p => p.UserNameKey == key);
        }
        if (filter?.Demands("externalId") is { } external)
            people = people.Where(p => p.ExternalId == external);
        if (filter?.Demands("id") is { } asked)
        {
            var id = Guid.TryParse(asked, out var parsed) ? parsed : Guid.Empty;
            people = people.Where(p => p.AccountId == id);
        }
        people = people.OrderBy(p => p.CreatedAt).ThenBy(p => p.AccountId);
        if (filter is null)
            return (await people.CountAsync(call.Cancellation), [.. (await Read(people.Skip(start - 1).Take(count), call)).Select(Show)]);
        var rows = await Read(people.Take(ScimEndpoints.MaxScanned + 1), call);
        if (rows.Count > ScimEndpoints.MaxScanned)
            throw ScimException.TooMany("Please ask by userName or externalId.");
        var fitting = rows.Select(Show).Where(filter.Fits).ToList();
        return (fitting.Count, [.. fitting.Skip(start - 1).Take(count)]);
    }

    public Task<JsonObject> Create(ScimCall call, JsonObject body) => scim.Write(call, async () =>
    {
        var said = ScimPatch.Whole(ScimShape.User, body);
        var (userName, external) = (NameOf(said), ExternalOf(said));
        var person = await Former(call, userName, external);
        var account = person is not null ? await db.Users.SingleAsync(u => u.Id == person.AccountId, call.Cancellation) : await Known(call, external) ?? await Add(call, said);
        if (options.Value.IsBreakGlass(account.Email))
            throw ScimException.Taken("Emergency access is apart from every directory.");
        if (person is null)
        {
            if (await db.DirectoryPeople.AnyAsync(p => p.AccountId == account.Id, call.Cancellation))
                throw ScimException.Taken("This account is another person's or another directory's.");
            db.Add(person = new() { AccountId = account.Id, Provider = call.Provider.Key, UserNameKey = KeyOf(userName), Said = "{}", CreatedAt = call.Actor.At, ChangedAt = call.Actor.At });
        }
        person.DeletedAt = null;
        await Save(call, person, account, said);
        if (await db.DirectoryGroups.AnyAsync(g => g.Provider == call.Provider.Key, call.Cancellation))
            await Give(call, account);
        await db.RecordAsync(call.Actor, AuditVerbs.Added, nameof(DirectoryPerson), account.Id, null, call.Cancellation);
        return Show((await Read(call, account.Id))!);
    });

    public Task<JsonObject> Replace(ScimCall call, Guid id, JsonObject body) => Change(call, id, _ =>
    {
        var said = ScimPatch.Whole(ScimShape.User, body);
        if (body.Get("id") is { } named && ScimJson.Text(named, "id", TextMaxLength) is { } other && (!Guid.TryParse(other, out var same) || same != id))
            throw new ScimException(StatusCodes.Status400BadRequest, "mutability", "id cannot be changed.");
        return said;
    });

    public Task<JsonObject> Patch(ScimCall call, Guid id, JsonObject body) => Change(call, id, said =>
    {
        ScimPatch.Apply(ScimShape.User, said, body);
        return said;
    });

    /// <summary>Shuts the account, and knows it no more; who it was stays on what they did.</summary>
    public Task<JsonObject> Delete(ScimCall call, Guid id) => scim.Write(call, async () =>
    {
        var (person, account) = await Load(call, id);
        await Shut(call, person, account);
        person.DeletedAt = person.ChangedAt = call.Actor.At;
        await db.SaveChangesAsync(call.Cancellation);
        await db.DirectoryMembers.Where(m => m.AccountId == id).ExecuteDeleteAsync(call.Cancellation);
        await db.RecordAsync(call.Actor, AuditVerbs.Removed, nameof(DirectoryPerson), id, null, call.Cancellation);
        return [];
    });

    private Task<JsonObject> Change(ScimCall call, Guid id, Func<JsonObject, JsonObject> change) => scim.Write(call, async () =>
    {
        var (person, account) = await Load(call, id);
        await Save(call, person, account, change(JsonNode.Parse(person.Said)!.AsObject()));
        await db.RecordAsync(call.Actor, AuditVerbs.Changed, nameof(DirectoryPerson), id, null, call.Cancellation);
        return Show((await Read(call, id))!);
    });

    private async Task<(DirectoryPerson Person, Account Account)> Load(ScimCall call, Guid id)
    {
        var person = await db.DirectoryPeople.SingleOrDefaultAsync(p => p.AccountId == id && p.Provider == call.Provider.Key && p.DeletedAt == null, call.Cancellation) ?? throw ScimException.NotFound();
        var account = await db.Users.SingleAsync(u => u.Id == id, call.Cancellation);
        if (options.Value.IsBreakGlass(account.Email))
            throw ScimException.Forbidden("Emergency access is apart from every directory.");
        call.Expect(Show((await Read(call, id))!));
        return (person, account);
    }

    /// <summary>Somebody whom the directory had deleted: the same external id, or where it sends none, the same name.</summary>
    private async Task<DirectoryPerson?> Former(ScimCall call, string userName, string? external)
    {
        var key = KeyOf(userName);
        var known = await db.DirectoryPeople.Where(p => p.Provider == call.Provider.Key && ((external != null && p.ExternalId == external) || p.UserNameKey == key)).ToListAsync(call.Cancellation);
        if (known.Exists(p => p.DeletedAt is null))
            throw ScimException.Taken("There is a person of this userName or externalId.");
        return known.Find(p => p.ExternalId == external);
    }

    /// <summary>Whoever signed in at this provider before the directory told of them.</summary>
    private async Task<Account?> Known(ScimCall call, string? external)
    {
        if (external is null)
            return null;
        var issuer = await Issuer(call);
        return await db.Users.SingleOrDefaultAsync(u => db.UserLogins.Any(l => l.LoginProvider == issuer && l.ProviderKey == external && l.UserId == u.Id), call.Cancellation);
    }

    private async Task<Account> Add(ScimCall call, JsonObject said)
    {
        var organisation = await give.Organisation(call.Provider, [], call.Cancellation)
            ?? throw ScimException.Value("The city has no organisation of the name that its setting SignOn:Providers:Organisation gives this provider.");
        var address = AddressOf(said) ?? "";
        await FreeAddress(call, address);
        var account = await accounts.Add(new InvitationDetails { Name = DisplayNameOf(said), Email = address, OrganisationId = organisation }, call.Actor.At, call.Cancellation);
        accounts.OpenByProviderAlone(account);
        await db.SaveChangesAsync(call.Cancellation);
        await db.RecordAsync(call.Actor, AuditVerbs.Added, nameof(Account), account.Id, null, call.Cancellation, call.Provider.Name);
        return account;
    }

    private async Task Save(ScimCall call, DirectoryPerson person, Account account, JsonObject said)
    {
        var (userName, external, address, name) = (NameOf(said), ExternalOf(said), AddressOf(said), DisplayNameOf(said));
        if (external != person.ExternalId || (external is not null && !await db.UserLogins.AnyAsync(l => l.ProviderKey == external && l.UserId == account.Id, call.Cancellation)))
            await Key(call, person, account, external);
        if (account.DisplayName != name || !string.Equals(account.Email, address, StringComparison.Ordinal))
        {
            if (!string.Equals(account.Email, address, StringComparison.Ordinal))
            {
                await FreeAddress(call, address ?? "");
                await links.Void(account.Id, call.Cancellation);
            }
            (account.DisplayName, account.Email, account.NormalizedEmail) = (name, address, address is null ? null : normalizer.NormalizeEmail(address));
            account.ConcurrencyStamp = Guid.CreateVersion7().ToString("N");
            await db.SaveChangesAsync(call.Cancellation);
        }
        (person.UserNameKey, person.ExternalId, person.Said, person.ChangedAt) = (KeyOf(userName), external, said.ToJsonString(), call.Actor.At);
        await db.SaveChangesAsync(call.Cancellation);
        if (said["active"] is JsonValue active && !active.GetValue<bool>())
        {
            await Shut(call, person, account);
        }
        else if (account.DeactivatedAt is not null && person.ShutByDirectory)
        {
            (account.DeactivatedAt, person.ShutByDirectory) = (null, false);
            await db.SaveChangesAsync(call.Cancellation);
            await db.RecordAsync(call.Actor, AuditVerbs.Reactivated, nameof(Account), account.Id, null, call.Cancellation, call.Provider.Name);
        }
        call.Touched.Add(account.Id);
    }

    private async Task Shut(ScimCall call, DirectoryPerson person, Account account)
    {
        if (account.DeactivatedAt is not null)
            return;
        if (await deactivate.IsLastAdministrator(account.Id, call.Cancellation))
            throw ScimException.Forbidden("This is the city's last administrator.");
        person.ShutByDirectory = true;
        await deactivate.Shut(account, call.Provider.Name, call.Actor, call.Cancellation);
        await deactivate.TellOfOpenWork(account, call.Actor, call.Cancellation);
        call.Touched.Add(account.Id);
    }

    /// <summary>By which the person is found at sign-in. Under another key the provider means another session, too.</summary>
    private async Task Key(ScimCall call, DirectoryPerson person, Account account, string? external)
    {
        var issuer = await Issuer(call);
        if (person.ExternalId is { } former && former != external)
        {
            await db.UserLogins.Where(l => l.LoginProvider == issuer && l.ProviderKey == former && l.UserId == account.Id).ExecuteDeleteAsync(call.Cancellation);
            await desk.EndAll(account.Id, SessionEnd.ByProvider, call.Cancellation);
        }
        if (external is null || await db.UserLogins.AnyAsync(l => l.LoginProvider == issuer && l.ProviderKey == external && l.UserId == account.Id, call.Cancellation))
            return;
        if (await db.UserLogins.AnyAsync(l => l.LoginProvider == issuer && (l.ProviderKey == external || l.UserId == account.Id), call.Cancellation))
            throw ScimException.Taken("The externalId is another account's, or the account has another one.");
        db.UserLogins.Add(new() { LoginProvider = issuer, ProviderKey = external, ProviderDisplayName = call.Provider.Name, UserId = account.Id });
        await db.SaveChangesAsync(call.Cancellation);
    }

    /// <summary>
    /// What a directory deleted does not stand in its way. An address of anybody else is theirs: the directory's word is no proof of who reads its
    /// mail.
    /// </summary>
    private async Task FreeAddress(ScimCall call, string address)
    {
        if (address.Length == 0)
            return;
        if (options.Value.IsBreakGlass(address))
            throw ScimException.Taken("An account here has this address.");
        var key = normalizer.NormalizeEmail(address);
        if (await db.Users.SingleOrDefaultAsync(u => u.NormalizedEmail == key, call.Cancellation) is not { } holder)
            return;
        if (!await db.DirectoryPeople.AnyAsync(p => p.AccountId == holder.Id && p.Provider == call.Provider.Key && p.DeletedAt != null, call.Cancellation))
            throw ScimException.Taken("An account here has this address. Its person signs in once at the provider, or links it on the page of their account; then the directory finds it by its externalId.");
        (holder.Email, holder.NormalizedEmail) = (null, null);
        await db.SaveChangesAsync(call.Cancellation);
    }

    private async Task Give(ScimCall call, Account account)
    {
        if (!await give.Handle(account, call.Provider, await db.GroupsOf(account.Id, call.Cancellation), call.Actor, call.Cancellation))
            throw ScimException.Forbidden("This is the city's last administrator.");
        call.Touched.Add(account.Id);
    }

    private async Task<string> Issuer(ScimCall call) => (await providers.Find(call.Provider, call.Cancellation))?.Issuer
        ?? throw new ScimException(StatusCodes.Status503ServiceUnavailable, null, "The provider's own configuration cannot be read at present. Please try again.");

    private IQueryable<DirectoryPerson> Of(ScimCall call) => db.DirectoryPeople.AsNoTracking().Where(p => p.Provider == call.Provider.Key && p.DeletedAt == null);

    private async Task<Row?> Read(ScimCall call, Guid id) => (await Read(Of(call).Where(p => p.AccountId == id), call)).SingleOrDefault();

    private async Task<IReadOnlyList<Row>> Read(IQueryable<DirectoryPerson> people, ScimCall call)
    {
        var rows = await people.Select(p => new { Person = p, IsActive = db.Users.Any(u => u.Id == p.AccountId && u.DeactivatedAt == null) }).ToListAsync(call.Cancellation);
        var ids = rows.ConvertAll(r => r.Person.AccountId);
        var groups = (await db.DirectoryMembers.Where(m => ids.Contains(m.AccountId)).Join(db.DirectoryGroups, m => m.GroupId, g => g.Id, (m, g) => new Membership(m.AccountId, g.Id, g.Name)).ToListAsync(call.Cancellation))
            .OrderBy(g => g.Name, StringComparer.Ordinal).ToLookup(g => g.AccountId);
        return rows.ConvertAll(r => new Row(r.Person, r.IsActive, [.. groups[r.Person.AccountId]]));
    }

    private JsonObject Show(Row row)
    {
        var shown = new JsonObject { ["schemas"] = new JsonArray(ScimPath.User), ["id"] = row.Person.AccountId.ToString() };
        foreach (var (name, value) in JsonNode.Parse(row.Person.Said)!.AsObject())
            shown[name] = value?.DeepClone();
        shown["active"] = row.IsActive;
        if (row.Groups.Count > 0)
            shown["groups"] = new JsonArray([.. row.Groups.Select(g => new JsonObject { ["value"] = g.GroupId.ToString(), ["$ref"] = scim.At(ScimAddresses.Groups, g.GroupId), ["display"] = g.Name, ["type"] = "direct" })]);
        return scim.WithMeta(shown, ScimShape.User, ScimAddresses.Users, row.Person.AccountId, row.Person.CreatedAt, row.Person.ChangedAt);
    }

    private static string NameOf(JsonObject said) => Words(said["userName"]) ?? throw ScimException.Value("userName is missing.");

    private static string? ExternalOf(JsonObject said) => Words(said["externalId"]);

    private static string? Words(JsonNode? node) => node?.GetValue<string>() is { } text && !string.IsNullOrWhiteSpace(text) ? text : null;

    private static string KeyOf(string name) => ComeBySignOn.Line(name).ToUpperInvariant();

    private static string DisplayNameOf(JsonObject said)
    {
        var parts = said["name"] as JsonObject ?? [];
        var name = new[] { Words(said["displayName"]), Words(parts["formatted"]), string.Join(' ', new[] { Words(parts["givenName"]), Words(parts["familyName"]) }.OfType<string>()), NameOf(said) }
            .Select(text => ComeBySignOn.Line(text ?? "")).FirstOrDefault(text => text.Length > 0 && TypedText.IsVisibleLine(text));
        return name ?? throw ScimException.Value("There is no name that can be seen.");
    }

    /// <summary>The primary one, else that of work, else the first; without any the name, where it is an address.</summary>
    private static string? AddressOf(JsonObject said)
    {
        var sent = (said["emails"] as JsonArray ?? []).OfType<JsonObject>().Where(e => Words(e["value"]) is not null).ToList();
        var chosen = sent.Find(e => e["primary"]?.GetValue<bool>() == true) ?? sent.Find(e => string.Equals(Words(e["type"]), "work", StringComparison.OrdinalIgnoreCase)) ?? sent.FirstOrDefault();
        var address = MailAddresses.Trim(Words(chosen?["value"]) ?? NameOf(said));
        if (MailAddresses.IsValid(address) && address.Length <= Limits.Name)
            return address;
        return chosen is null ? null : throw ScimException.Value("emails has no address of mail.");
    }
}
