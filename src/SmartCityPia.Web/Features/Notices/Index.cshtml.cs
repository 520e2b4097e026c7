using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Notices;
using SmartCityPia.Web.Infrastructure;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Notices;

/// <summary>My notices, newest first.</summary>
/// <remarks>404: not a notice of mine.</remarks>
public sealed class IndexModel(PiaDbContext db, ReadNotices read) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public bool Unread { get; set; }

    [BindProperty(SupportsGet = true, Name = "p")]
    public int PageNumber { get; set; } = 1;

    public PagedList<Notice> Rows { get; private set; } = null!;

    public Pager Pager =>
        Pager.For(Rows, Addresses.Notices, new Dictionary<string, string?>(StringComparer.Ordinal) { ["unread"] = Unread ? "true" : null });

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        ModelState.Clear();
        var me = User.AccountId();
        var mine = db.Notices.AsNoTracking().Where(n => n.PersonId == me);
        Rows = await PagedList.Read((Unread ? mine.Where(n => n.ReadAt == null) : mine).OrderByDescending(n => n.Id), PageNumber,
            cancellationToken);
    }

    public async Task<IActionResult> OnPostReadAsync(Guid id, CancellationToken cancellationToken) =>
        await read.Handle([id], HttpContext.Actor(), cancellationToken) ? Back() : NotFound();

    /// <summary>Those that are ticked; of others' nothing happens.</summary>
    public async Task<IActionResult> OnPostChosenAsync(List<Guid> chosen, CancellationToken cancellationToken)
    {
        if (chosen.Count > 0)
            await read.Handle(chosen, HttpContext.Actor(), cancellationToken);
        return Back();
    }

    public async Task<IActionResult> OnPostAllAsync(CancellationToken cancellationToken)
    {
        await read.Handle(null, HttpContext.Actor(), cancellationToken);
        return Back();
    }

    private RedirectResult Back() => Redirect(Pager.For(new PagedList<Notice>([], PageNumber, PagedList.Size, 0), Addresses.Notices,
        new Dictionary<string, string?>(StringComparer.Ordinal) { ["unread"] = Unread ? "true" : null }).Url(PageNumber));
}
