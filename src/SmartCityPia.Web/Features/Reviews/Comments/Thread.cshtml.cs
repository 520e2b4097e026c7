using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Domain.Reviews;
using SmartCityPia.Web.Frame;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Reviews.Comments;

/// <summary>One thread: its comments, a reply, and resolving or reopening it. Auditors can only read.</summary>
/// <remarks>400: a field is invalid; the input is kept. 404: the thread is not in this assessment.</remarks>
public sealed class ThreadModel(PiaDbContext db, WriteComment write, ResolveThread resolve, ReviewPeople people) : DossierPage
{
    public sealed record Line(Comment Comment, string? Mentioned);

    [FromRoute(Name = "id")]
    public Guid Id { get; set; }

    [BindProperty]
    public CommentDetails Input { get; set; } = new();

    [BindProperty]
    public Guid NewId { get; set; }

    [BindProperty(SupportsGet = true, Name = "p")]
    public int PageNumber { get; set; } = int.MaxValue;

    public CommentThread Thread { get; private set; } = null!;

    /// <summary>The place it is about; null if the row has been removed.</summary>
    public CommentPlace? Place { get; private set; }

    public PagedList<Line> Lines { get; private set; } = null!;

    public IReadOnlyList<Option> People { get; private set; } = [];

    public Pager Pager => Pager.For(Lines, At($"comments/{Id}"), new Dictionary<string, string?>(StringComparer.Ordinal));

    public override Access Access => new() { PostPolicy = Policies.Comment };

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        ModelState.Clear();
        NewId = Guid.CreateVersion7(HttpContext.Actor().At);
        return await Load(cancellationToken) ? Page() : NotFound();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!await Load(cancellationToken))
            return NotFound();
        if (NewId == Guid.Empty)
            return BadRequest();
        if (ModelState.IsValid)
        {
            if (await write.Handle(NewId, Assessment, Thread, Input, HttpContext.Actor(), cancellationToken) is not { } error)
                return Redirect(At($"comments/{Id}"));
            ModelState.AddModelError($"Input.{error.Field}", HttpContext.Sentence(error));
        }
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return Page();
    }

    public Task<IActionResult> OnPostResolveAsync(CancellationToken cancellationToken) => Set(true, cancellationToken);

    public Task<IActionResult> OnPostReopenAsync(CancellationToken cancellationToken) => Set(false, cancellationToken);

    private async Task<IActionResult> Set(bool resolved, CancellationToken cancellationToken)
    {
        if (!await Load(cancellationToken))
            return NotFound();
        await resolve.Handle(Assessment.Id, Id, resolved, HttpContext.Actor(), cancellationToken);
        return Redirect(At($"comments/{Id}"));
    }

    private async Task<bool> Load(CancellationToken cancellationToken)
    {
        var found = await db.CommentThreads.AsNoTracking().Where(t => t.Id == Id && t.OwnerId == Assessment.Id)
            .Select(t => new { Thread = t, Comments = db.Comments.Count(c => c.ThreadId == t.Id) }).SingleOrDefaultAsync(cancellationToken);
        if (found is null)
            return false;
        Thread = found.Thread;
        Place = CommentPlace.Find(Dossier, Thread.Step, Thread.RowId);
        // Without a page number, show the last page, which has the newest comments.
        PageNumber = Math.Min(PageNumber, Math.Max(1, (found.Comments + PagedList.Size - 1) / PagedList.Size));
        Lines = await PagedList.Read(db.Comments.AsNoTracking().Where(c => c.ThreadId == Id).OrderBy(c => c.Id)
            .Select(c => new Line(c, db.Users.Where(u => u.Id == c.MentionedId).Select(u => u.DisplayName).FirstOrDefault())), PageNumber, cancellationToken);
        People = await people.WhoMaySee(Assessment).Reachable().AsOptions(db, cancellationToken);
        return true;
    }
}
