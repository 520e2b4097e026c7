using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Trail;
using SmartCityPia.Web.Features.Accounts;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Directories;

/// <summary>
/// Groups of a provider's directory. What a group gives stands in the configuration, by its name or its external id, as at sign-in; who comes in
/// or goes out has or lacks it at once.
/// </summary>
public sealed class ScimGroups(PiaDbContext db, ScimDesk scim, GiveByGroups give)
{
    private sealed record Row(DirectoryGroup Group, IReadOnlyList<Member> Members);

    private sealed record Member(Guid GroupId, Guid AccountId, string Name);

    public async Task<JsonObject> Find(ScimCall call, Guid id, bool members) => Show((await Read(Of(call).Where(g => g.Id == id), call, members)).SingleOrDefault() ?? throw ScimException.NotFound());

    public async Task<(int Total, IReadOnlyList<JsonObject> Page)> List(ScimCall call, ScimFilter? filter, int start, int count, bool members)
    {
        var groups = Of(call);
        if (filter?.Demands("displayName") is { } name)
        {
            var key = KeyOf(name);
            groups = groups.Where(g => g.NameKey == key);
        }
        if (filter?.Demands("externalId") is { } external)
            groups = groups.Where(g => g.ExternalId == external);
        if (filter?.Demands("id") is { } asked)
        {
            var id = Guid.TryParse(asked, out var parsed) ? parsed : Guid.Empty;
            groups = groups.Where(g => g.Id == id);
        }
        groups = groups.OrderBy(g => g.CreatedAt).ThenBy(g => g.Id);
        if (filter is null)
            return (await groups.CountAsync(call.Cancellation), [.. (await Read(groups.Skip(start - 1).Take(count), call, members)).Select(Show)]);
        var rows = await Read(groups.Take(ScimEndpoints.MaxScanned + 1), call, members: true);
        if (rows.Count > ScimEndpoints.MaxScanned)
            throw ScimException.TooMany("Please ask by displayName or externalId.");
        var fitting = rows.Select(Show).Where(filter.Fits).ToList();
        return (fitting.Count, [.. fitting.Skip(start - 1).Take(count)]);
    }

    public Task<JsonObject> Create(ScimCall call, JsonObject body) => scim.Write(call, async () =>
    {
        var said = ScimPatch.Whole(ScimShape.Group, body);
        var group = new DirectoryGroup { Id = Guid.CreateVersion7(call.Actor.At), Provider = call.Provider.Key, Name = NameOf(said), NameKey = KeyOf(NameOf(said)), CreatedAt = call.Actor.At, ChangedAt = call.Actor.At };
        db.Add(group);
        await Save(call, group, said, []);
        await db.RecordAsync(call.Actor, AuditVerbs.Added, nameof(DirectoryGroup), group.Id, null, call.Cancellation);
        return await Find(call, group.Id, members: true);
    });

    public Task<JsonObject> Replace(ScimCall call, Guid id, JsonObject body) => Change(call, id, _ => ScimPatch.Whole(ScimShape.Group, body));

    public Task<JsonObject> Patch(ScimCall call, Guid id, JsonObject body) => Change(call, id, said =>
    {
        ScimPatch.Apply(ScimShape.Group, said, body);
        return said;
    });

    public Task<JsonObject> Delete(ScimCall call, Guid id) => scim.Write(call, async () =>
    {
        var (group, shown) = await Load(call, id);
        var members = Members(shown);
        await db.DirectoryMembers.Where(m => m.GroupId == id).ExecuteDeleteAsync(call.Cancellation);
        db.Remove(group);
        await db.SaveChangesAsync(call.Cancellation);
        if (Gives(call, group.Name, group.ExternalId))
            await Give(call, members);
        await db.RecordAsync(call.Actor, AuditVerbs.Removed, nameof(DirectoryGroup), id, null, call.Cancellation);
        return [];
    });

    private Task<JsonObject> Change(ScimCall call, Guid id, Func<JsonObject, JsonObject> change) => scim.Write(call, async () =>
    {
        var (group, shown) = await Load(call, id);
        var before = Members(shown);
        var said = new JsonObject();
        foreach (var attribute in ScimShape.Group.Kept)
            said[attribute.Name] = shown[attribute.Name]?.DeepClone();
        await Save(call, group, change(said), before);
        await db.RecordAsync(call.Actor, AuditVerbs.Changed, nameof(DirectoryGroup), id, null, call.Cancellation);
        return await Find(call, id, members: true);
    });

    private async Task<(DirectoryGroup Group, JsonObject Shown)> Load(ScimCall call, Guid id)
    {
        var shown = await Find(call, id, members: true);
        call.Expect(shown);
        return (await db.DirectoryGroups.SingleAsync(g => g.Id == id, call.Cancellation), shown);
    }

    private async Task Save(ScimCall call, DirectoryGroup group, JsonObject said, HashSet<Guid> before)
    {
        var gave = Gives(call, group.Name, group.ExternalId);
        var (name, external, after) = (NameOf(said), Words(said["externalId"]), Members(said));
        var renamed = name != group.Name || external != group.ExternalId;
        (group.Name, group.NameKey, group.ExternalId, group.ChangedAt) = (name, KeyOf(name), external, call.Actor.At);
        await db.SaveChangesAsync(call.Cancellation);
        var (come, gone) = (after.Except(before).ToList(), before.Except(after).ToList());
        if (await db.DirectoryPeople.CountAsync(p => p.Provider == call.Provider.Key && p.DeletedAt == null && come.Contains(p.AccountId), call.Cancellation) != come.Count)
            throw ScimException.Value("members has somebody who is nobody of this directory; groups in groups are not taken.");
        await db.DirectoryMembers.Where(m => m.GroupId == group.Id && gone.Contains(m.AccountId)).ExecuteDeleteAsync(call.Cancellation);
        db.AddRange(come.Select(account => new DirectoryMember { GroupId = group.Id, AccountId = account }));
        await db.SaveChangesAsync(call.Cancellation);
        if (gave || Gives(call, group.Name, group.ExternalId))
            await Give(call, renamed ? [.. before, .. after] : [.. come, .. gone]);
    }

    private static bool Gives(ScimCall call, string name, string? external) => call.Provider.Groups.Any(g => g.Group == name || (external is not null && g.Group == external));

    private async Task Give(ScimCall call, IEnumerable<Guid> people)
    {
        foreach (var id in people.Distinct())
        {
            var account = await db.Users.SingleAsync(u => u.Id == id, call.Cancellation);
            if (!await give.Handle(account, call.Provider, await db.GroupsOf(id, call.Cancellation), call.Actor, call.Cancellation))
                throw ScimException.Forbidden("The city would be left without an administrator.");
            call.Touched.Add(id);
        }
    }

    private IQueryable<DirectoryGroup> Of(ScimCall call) => db.DirectoryGroups.AsNoTracking().Where(g => g.Provider == call.Provider.Key);

    private async Task<IReadOnlyList<Row>> Read(IQueryable<DirectoryGroup> groups, ScimCall call, bool members)
    {
        var rows = await groups.ToListAsync(call.Cancellation);
        var ids = rows.ConvertAll(g => g.Id);
        var people = members
            ? (await db.DirectoryMembers.Where(m => ids.Contains(m.GroupId)).Join(db.Users, m => m.AccountId, u => u.Id, (m, u) => new Member(m.GroupId, u.Id, u.DisplayName)).ToListAsync(call.Cancellation)).OrderBy(m => m.AccountId).ToLookup(m => m.GroupId)
            : Enumerable.Empty<Member>().ToLookup(m => m.GroupId);
        return rows.ConvertAll(g => new Row(g, [.. people[g.Id]]));
    }

    private JsonObject Show(Row row)
    {
        var (group, shown) = (row.Group, new JsonObject { ["schemas"] = new JsonArray(ScimPath.Group), ["id"] = row.Group.Id.ToString() });
        if (group.ExternalId is not null)
            shown["externalId"] = group.ExternalId;
        shown["displayName"] = group.Name;
        if (row.Members.Count > 0)
            shown["members"] = new JsonArray([.. row.Members.Select(m => new JsonObject { ["value"] = m.AccountId.ToString(), ["$ref"] = scim.At(ScimAddresses.Users, m.AccountId), ["display"] = m.Name, ["type"] = "User" })]);
        return scim.WithMeta(shown, ScimShape.Group, ScimAddresses.Groups, group.Id, group.CreatedAt, group.ChangedAt);
    }

    private static HashSet<Guid> Members(JsonObject said) => [.. (said["members"] as JsonArray ?? []).Select(m => Guid.TryParse(Words(m!["value"]), out var id) ? id : throw ScimException.Value("A member has no value that is an id of ours."))];

    private static string NameOf(JsonObject said) => Words(said["displayName"]) ?? throw ScimException.Value("displayName is missing.");

    private static string? Words(JsonNode? node) => node?.GetValue<string>() is { } text && !string.IsNullOrWhiteSpace(text) ? text : null;

    private static string KeyOf(string name) => ComeBySignOn.Line(name).ToUpperInvariant();
}
