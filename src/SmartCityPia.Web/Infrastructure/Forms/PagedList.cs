using Microsoft.EntityFrameworkCore;

namespace SmartCityPia.Web.Infrastructure.Forms;

/// <summary>One page of a list, with the figures for the pager.</summary>
public sealed record PagedList<T>(IReadOnlyList<T> Items, int Page, int PageSize, int Total)
{
    public int Pages => Math.Max(1, (Total + PageSize - 1) / PageSize);

    public int First => Total == 0 ? 0 : ((Page - 1) * PageSize) + 1;

    public int Last => Math.Min(Page * PageSize, Total);
}

public static class PagedList
{
    public const int Size = 25;

    /// <summary>Reads one page; a number past the end gives the last one. The order must have a tiebreak.</summary>
    public static Task<PagedList<T>> Read<T>(IQueryable<T> ordered, int page, CancellationToken cancellationToken) => Read(ordered, _ => ordered, page, cancellationToken);

    /// <summary>The same, for lists whose first rows are cheaper to read than all.</summary>
    /// <param name="all">For the count.</param>
    /// <param name="first">At least this many rows, in order.</param>
    public static async Task<PagedList<T>> Read<T>(IQueryable<T> all, Func<int, IQueryable<T>> first, int page, CancellationToken cancellationToken)
    {
        page = Math.Max(page, 1);
        // The count comes with the rows. Past the end there are no rows, so it takes another query.
        var rows = page > int.MaxValue / Size ? [] : await first(page * Size).Skip((page - 1) * Size).Take(Size).Select(row => new { Row = row, Total = all.Count() }).ToListAsync(cancellationToken);
        if (rows.Count > 0)
            return new([.. rows.Select(r => r.Row)], page, Size, rows[0].Total);
        var total = page == 1 ? 0 : await all.CountAsync(cancellationToken);
        page = Math.Max(1, (total + Size - 1) / Size);
        var items = total == 0 ? [] : await first(page * Size).Skip((page - 1) * Size).Take(Size).ToListAsync(cancellationToken);
        return new(items, page, Size, total);
    }

    public static PagedList<T> Of<T>(IReadOnlyList<T> all, int page)
    {
        page = Math.Clamp(page, 1, Math.Max(1, (all.Count + Size - 1) / Size));
        return new([.. all.Skip((page - 1) * Size).Take(Size)], page, Size, all.Count);
    }
}

/// <summary>The pager's links: the same address with another page number.</summary>
public sealed record Pager(int Page, int Pages, int First, int Last, int Total, string Path, IReadOnlyDictionary<string, string?> Query, string Name)
{
    /// <param name="name">The query parameter of the page number. A page with two lists uses two.</param>
    public static Pager For<T>(PagedList<T> list, string path, IReadOnlyDictionary<string, string?> query, string name = "p") =>
        new(list.Page, list.Pages, list.First, list.Last, list.Total, path, query, name);

    public string Url(int page) => Microsoft.AspNetCore.WebUtilities.QueryHelpers.AddQueryString(Path,
        Query.Where(q => !string.IsNullOrEmpty(q.Value)).Append(KeyValuePair.Create(Name, (string?)page.ToString(System.Globalization.CultureInfo.InvariantCulture))));
}
