using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Notices;

namespace SmartCityPia.Web.Features.Notices;

/// <summary>Marks one or all notices of a person as read.</summary>
public sealed class ReadNotices(PiaDbContext db)
{
    /// <returns>False if the person has no such notice.</returns>
    public async Task<bool> Handle(Guid? id, Actor actor, CancellationToken cancellationToken)
    {
        var mine = db.Notices.Where(n => n.PersonId == actor.AccountId && (id == null || n.Id == id));
        var changed = await mine.Where(n => n.ReadAt == null)
            .ExecuteUpdateAsync(u => u.SetProperty(n => n.ReadAt, actor.At), cancellationToken);
        return changed > 0 || id is null || await mine.AnyAsync(cancellationToken);
    }
}
