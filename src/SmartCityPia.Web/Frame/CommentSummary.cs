using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Domain.Dossiers;

namespace SmartCityPia.Web.Frame;

/// <summary>Open threads about the page's row, or about its step with all rows: their number and the newest.</summary>
/// <param name="RowId">Null on the page of a step.</param>
public sealed record CommentSummary(Step Step, Guid? RowId, int Open, IReadOnlyList<CommentSummary.Line> Newest)
{
    private const int Shown = 3;

    public sealed record Line(Guid Id, string About, string By, string Text, int Open);

    /// <returns>Null on a page that adds a row, because it can't have comments yet.</returns>
    internal static async Task<CommentSummary?> Of(PiaDbContext db, DossierPage page, Step step, CancellationToken cancellationToken)
    {
        var rowId = page is IRowPage row ? row.Id ?? row.NewId : null;
        if (rowId is null && page is IRowPage)
            return null;
        // The service's own row is shown on the page of its step.
        if (rowId == page.Dossier.Service.Id)
            rowId = null;
        var open = db.CommentThreads.AsNoTracking()
            .Where(t => t.OwnerId == page.Assessment.Id && t.Step == step && t.ResolvedAt == null && (rowId == null || t.RowId == rowId));
        var newest = await open.OrderByDescending(t => t.Id).Take(Shown)
            .Select(t => new
            {
                t.Id,
                t.About,
                Open = open.Count(),
                First = db.Comments.Where(c => c.ThreadId == t.Id).OrderBy(c => c.Id).First()
            })
            .Select(t => new Line(t.Id, t.About, t.First.AccountName, t.First.Text, t.Open)).ToListAsync(cancellationToken);
        return new(step, rowId, newest.Count == 0 ? 0 : newest[0].Open, newest);
    }
}
