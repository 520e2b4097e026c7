using SmartCityPia.Domain.Dossiers;

namespace SmartCityPia.Data.Dossiers;

/// <summary>The rows that go when a row goes.</summary>
public static class OwnedRows
{
    /// <returns>Tracked rows, those of others before them.</returns>
    public static async Task<IReadOnlyList<IRow>> Read(PiaDbContext db, IRow row, CancellationToken cancellationToken)
    {
        var found = new List<IRow>();
        foreach (var kind in RowKinds.All.Where(k => k.Parent is { Owns: true } parent && parent.Kind == row.GetType() || k.Links.Any(l => l.Owns && l.Kind == row.GetType())))
        {
            foreach (var child in await kind.Use(new RowsOfOwner(db, row.OwnerId, cancellationToken)))
            {
                if (!(kind.Parent is { Owns: true } parent && parent.IdOf(child) == row.Id) && !kind.Linked(child, owns: true).Contains(row.Id))
                    continue;
                found.AddRange(await Read(db, child, cancellationToken));
                found.Add(child);
            }
        }
        return found;
    }
}
