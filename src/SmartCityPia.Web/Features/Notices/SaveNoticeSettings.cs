using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Notices;

namespace SmartCityPia.Web.Features.Notices;

/// <summary>Saves a person's notice settings. They apply to future events.</summary>
public sealed class SaveNoticeSettings(PiaDbContext db)
{
    public async Task Handle(NoticeSettingsDetails details, Actor actor, CancellationToken cancellationToken)
    {
        // A double click may have inserted the row; update it then.
        if (!(await db.Try(Write)).WasFirst())
            await Write();

        async Task<Outcome> Write()
        {
            db.ChangeTracker.Clear();
            var settings = await db.NoticeSettings.SingleOrDefaultAsync(s => s.PersonId == actor.AccountId, cancellationToken);
            if (settings is null)
                db.Add(settings = new() { PersonId = actor.AccountId });
            db.Entry(settings).CurrentValues.SetValues(details);
            await db.SaveChangesAsync(cancellationToken);
            return new Outcome.Done();
        }
    }
}
