using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Notices;

namespace SmartCityPia.Web.Features.Notices;

/// <summary>Marks some or all notices of a person as read.</summary>
public sealed class ReadNotices(PiaDbContext db)
{
    /// <returns>False if the person has none of these.</returns>
    public async Task<bool> Handle(IReadOnlyCollection<Guid>? ids, Actor actor, CancellationToken cancellationToken)
    {
        var mine = db.Notices.Where(n => n.PersonId == actor.AccountId && (ids == null || ids.Contains(n.Id)));
        var changed = await mine.Where(n => n.ReadAt == null)
            .ExecuteUpdateAsync(u => u.SetProperty(n => n.ReadAt, actor.At), cancellationToken);
        return changed > 0 || ids is null || await mine.AnyAsync(cancellationToken);
    }
}
