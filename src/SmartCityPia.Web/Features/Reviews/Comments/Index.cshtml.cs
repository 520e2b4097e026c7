using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Reviews;
using SmartCityPia.Web.Frame;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Reviews.Comments;

/// <summary>All threads of an assessment, or those of one step or row. Open ones come first.</summary>
/// <remarks>404: the row is not in this assessment.</remarks>
public sealed class IndexModel(PiaDbContext db) : DossierPage
{
    public sealed record Row(CommentThread Thread, string FirstBy, string First, int Comments, DateTimeOffset LastAt);

    [BindProperty(SupportsGet = true, Name = "on")]
    public Step? On { get; set; }

    [BindProperty(SupportsGet = true, Name = "row")]
    public Guid? RowId { get; set; }

    /// <summary>Only threads that mention me.</summary>
    [BindProperty(SupportsGet = true)]
    public bool Mine { get; set; }

    [BindProperty(SupportsGet = true, Name = "p")]
    public int PageNumber { get; set; } = 1;

    /// <summary>Needed because findings across services can be commented on too.</summary>
    public override bool NeedsCity => On == Domain.Dossiers.Step.Findings && RowId is not null;

    public CommentPlace? Place { get; private set; }

    public PagedList<Row> Rows { get; private set; } = null!;

    public Pager Pager =>
        Pager.For(Rows, At("comments"), new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["on"] = On?.ToString(),
            ["row"] = RowId?.ToString(),
            ["mine"] = Mine ? "true" : null
        });

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        ModelState.Clear();
        if (On is { } step)
        {
            if ((Place = CommentPlace.Find(Dossier, step, RowId)) is null)
                return NotFound();
        }
        else if (RowId is not null)
        {
            return NotFound();
        }
        var me = User.AccountId();
        var threads = db.CommentThreads.AsNoTracking()
            .Where(t => t.OwnerId == Assessment.Id && (On == null || t.Step == On) && (RowId == null || t.RowId == RowId)
            && (!Mine || db.Comments.Any(c => c.ThreadId == t.Id && c.MentionedId == me)));
        Rows = await PagedList.Read(threads.OrderBy(t => t.ResolvedAt != null).ThenByDescending(t => t.Id)
            .Select(t => new
            {
                Thread = t,
                First = db.Comments.Where(c => c.ThreadId == t.Id).OrderBy(c => c.Id).First(),
                Count = db.Comments.Count(c => c.ThreadId == t.Id),
                LastAt = db.Comments.Where(c => c.ThreadId == t.Id).Max(c => c.At),
            })
            .Select(x => new Row(x.Thread, x.First.AccountName, x.First.Text, x.Count, x.LastAt)), PageNumber, cancellationToken);
        return Page();
    }
}
