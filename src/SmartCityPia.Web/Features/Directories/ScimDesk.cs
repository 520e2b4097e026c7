using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SmartCityPia.Data;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Web.Infrastructure;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Directories;

/// <summary>One call of SCIM.</summary>
/// <param name="IfMatch">What the client saw; none where it does not say.</param>
public sealed record ScimCall(SignOnProvider Provider, Actor Actor, string? IfMatch, CancellationToken Cancellation)
{
    /// <summary>Accounts whose sessions may have changed.</summary>
    public HashSet<Guid> Touched { get; } = [];

    /// <exception cref="ScimException">The client saw another state of it.</exception>
    public void Expect(JsonObject resource)
    {
        if (IfMatch is { } seen && seen != "*" && !seen.Split(',', StringSplitOptions.TrimEntries).Contains(resource["meta"]!["version"]!.GetValue<string>(), StringComparer.Ordinal))
            throw new ScimException(StatusCodes.Status412PreconditionFailed, null, "The resource was changed meanwhile.");
    }
}

/// <summary>What people and groups have in common: writing, and what is said of every resource.</summary>
public sealed class ScimDesk(PiaDbContext db, SessionDesk desk, IOptions<CityOptions> city)
{
    /// <summary>Does it in one transaction; the calls of one provider come one after the other.</summary>
    public async Task<JsonObject> Write(ScimCall call, Func<Task<JsonObject>> work)
    {
        JsonObject? done = null;
        db.ChangeTracker.Clear();
        var outcome = await db.Try(async () =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync(call.Cancellation);
            var key = "scim " + call.Provider.Key;
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtext({key}))", call.Cancellation);
            done = await work();
            await transaction.CommitAsync(call.Cancellation);
            return new Outcome.Done();
        });
        foreach (var account in call.Touched)
            desk.Forget(account);
        return outcome switch
        {
            Outcome.Done => done!,
            Outcome.Taken { Constraint: Account.EmailIsUnique } => throw ScimException.Taken("An account here has this address."),
            Outcome.Taken => throw ScimException.Taken("There is a resource of this name or externalId."),
            _ => throw new ScimException(StatusCodes.Status503ServiceUnavailable, null, "Somebody else changed the same. Please try again."),
        };
    }

    public string At(string addresses, Guid id) => city.Value.At($"{addresses}/{id}");

    public JsonObject WithMeta(JsonObject resource, ScimShape shape, string addresses, Guid id, DateTimeOffset createdAt, DateTimeOffset changedAt)
    {
        var tag = ScimJson.Tag(resource);
        resource["meta"] = new JsonObject
        {
            ["resourceType"] = shape.Name,
            ["created"] = Instant(createdAt),
            ["lastModified"] = Instant(changedAt),
            ["location"] = At(addresses, id),
            ["version"] = tag,
        };
        return resource;
    }

    private static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
