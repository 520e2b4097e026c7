using Microsoft.EntityFrameworkCore;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Trail;

namespace SmartCityPia.Data.Saving;

public static class TrySaving
{
    /// <summary>Saves as <see cref="AuditedSave.SaveAsync"/> does, and tells what the database says to it.</summary>
    public static Task<Outcome> TrySave(this PiaDbContext db, Actor actor, CancellationToken cancellationToken, string? reason = null, string verb = AuditVerbs.Changed) =>
        db.Try(async () =>
        {
            await db.SaveAsync(actor, cancellationToken, reason, verb);
            return new Outcome.Done();
        });

    /// <summary>Saves what somebody may have done in the same moment, such as a form sent twice: then it is done.</summary>
    public static async Task SaveOnce(this PiaDbContext db, Actor actor, CancellationToken cancellationToken, string? reason = null) =>
        (await db.TrySave(actor, cancellationToken, reason)).WasFirst();

    /// <summary>The display name of whoever changed something; empty where the account is gone.</summary>
    public static async Task<string> NameOf(this PiaDbContext db, Guid accountId, CancellationToken cancellationToken) =>
        await db.Users.Where(u => u.Id == accountId).Select(u => u.DisplayName).SingleOrDefaultAsync(cancellationToken) ?? "";
}
