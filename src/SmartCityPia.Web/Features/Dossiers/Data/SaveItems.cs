using System.Reflection;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Web.Features.Dossiers.Data;

/// <summary>Saves a page of a dataset's table: all its rows or none.</summary>
public sealed class SaveItems(PiaDbContext db)
{
    /// <returns>Closed where the assessment is no draft, Gone where a row is not in the dataset any more, Disputed with the versions of rows that somebody changed to something else meanwhile.</returns>
    public Task<Outcome> Handle(Assessment assessment, Guid dataset, IReadOnlyList<ItemRow> rows, Actor actor, CancellationToken cancellationToken) => db.Try(async () =>
    {
        db.ChangeTracker.Clear();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (!await assessment.Touch(db, actor, cancellationToken))
            return new Outcome.Closed();
        var ids = rows.Select(r => r.Id).ToList();
        var stored = await db.DataItems.Where(i => i.DatasetId == dataset && i.OwnerId == assessment.DescriptionId && ids.Contains(i.Id)).ToDictionaryAsync(i => i.Id, cancellationToken);
        if (rows.Any(r => !stored.ContainsKey(r.Id)))
            return new Outcome.Gone();
        var changed = rows.Where(r => !Same(r.Given, stored[r.Id])).ToList();
        var disputed = changed.Where(r => stored[r.Id].Version != r.Version).ToDictionary(r => r.Id, r => stored[r.Id].Version);
        if (disputed.Count > 0)
            return new Outcome.Disputed<IReadOnlyDictionary<Guid, uint>>(disputed);
        await assessment.Saw(db, ids, cancellationToken);
        foreach (var row in changed)
            Copy(row.Given, stored[row.Id]);
        await db.SaveAsync(actor, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new Outcome.Done();
    });

    internal static DataItemCells CellsOf(DataItem item)
    {
        var cells = new DataItemCells();
        foreach (var field in TableModel.Fields)
            field.SetValue(cells, Of(field).GetValue(item));
        return cells;
    }

    private static bool Same(DataItemCells cells, DataItem item) => TableModel.Fields.All(f => Equals(f.GetValue(cells), Of(f).GetValue(item)));

    private static void Copy(DataItemCells cells, DataItem item)
    {
        foreach (var field in TableModel.Fields)
            Of(field).SetValue(item, field.GetValue(cells));
    }

    private static PropertyInfo Of(PropertyInfo field) => typeof(DataItemDetails).GetProperty(field.Name)!;
}
