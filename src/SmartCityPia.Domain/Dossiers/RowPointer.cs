namespace SmartCityPia.Domain.Dossiers;

/// <summary>Points at a row by its kind and its id; which page shows it is the Web's business.</summary>
/// <param name="Kind">The name of the row's class.</param>
/// <param name="Key">What names it where it need not be stored yet or stands inside another: a finding's key, a principle's, a group's or a dataset's id.</param>
public sealed record RowPointer(string Kind, Guid Id, string? Key = null)
{
    public static RowPointer To<TRow>(Guid id, string? key = null) => new(typeof(TRow).Name, id, key);

    public static RowPointer To(IRow row) => new(row.GetType().Name, row.Id, RowKinds.Find(row.GetType())?.Parent is { Owns: true } parent ? parent.IdOf(row).ToString() : null);
}
