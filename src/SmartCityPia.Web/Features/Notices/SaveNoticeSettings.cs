using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Notices;

namespace SmartCityPia.Web.Features.Notices;

/// <summary>Keeps a person's choice; it holds for what happens from now on.</summary>
public sealed class SaveNoticeSettings(PiaDbContext db)
{
    public async Task Handle(NoticeSettingsDetails details, Actor actor, CancellationToken cancellationToken)
    {
        // A double click may have made the row first: then it is changed.
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
