using Microsoft.EntityFrameworkCore;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Trail;

namespace SmartCityPia.Data.Saving;

public static class TrySaving
{
    /// <summary>Saves like <see cref="AuditedSave.SaveAsync"/> and returns database errors as outcomes.</summary>
    public static Task<Outcome> TrySave(this PiaDbContext db, Actor actor, CancellationToken cancellationToken, string? reason = null, string verb = AuditVerbs.Changed) =>
        db.Try(async () =>
        {
            await db.SaveAsync(actor, cancellationToken, reason, verb);
            return new Outcome.Done();
        });

    /// <summary>
    /// Saves a row that another request may be saving at this moment, such as a form sent twice; a unique violation counts as done.
    /// </summary>
    public static async Task SaveOnce(this PiaDbContext db, Actor actor, CancellationToken cancellationToken, string? reason = null) =>
        (await db.TrySave(actor, cancellationToken, reason)).WasFirst();

    /// <summary>The display name of the account that made a change; empty if the account is gone.</summary>
    public static async Task<string> NameOf(this PiaDbContext db, Guid accountId, CancellationToken cancellationToken) =>
        await db.Users.Where(u => u.Id == accountId).Select(u => u.DisplayName).SingleOrDefaultAsync(cancellationToken) ?? "";
}
