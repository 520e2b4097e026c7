using Microsoft.EntityFrameworkCore;
using SmartCityPia.Domain.Dossiers;

namespace SmartCityPia.Data.Dossiers;

/// <summary>Reads the rows of any kind that belong to one description or assessment, in the order they were created.</summary>
public sealed class RowsOfOwner(PiaDbContext db, Guid ownerId, CancellationToken cancellationToken, bool tracked = true) : IRowKindUse<Task<IReadOnlyList<IRow>>>
{
    public async Task<IReadOnlyList<IRow>> With<TRow, TDetails>(RowKind<TRow, TDetails> kind)
        where TRow : class, TDetails, IRow
        where TDetails : class, new()
    {
        var rows = db.Set<TRow>().Where(r => r.OwnerId == ownerId).OrderBy(r => r.Id);
        return await (tracked ? rows : rows.AsNoTracking()).ToListAsync(cancellationToken);
    }
}
