using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SmartCityPia.Data;
using SmartCityPia.Domain.Trail;
using SmartCityPia.Web.Infrastructure;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Security;
using SmartCityPia.Web.Infrastructure.Trail;

namespace SmartCityPia.Web.Features.Trail.Notes;

/// <summary>All audit notes a person may see, newest first.</summary>
public sealed class IndexModel(PiaDbContext db) : PageModel, ILoggedView
{
    [BindProperty(SupportsGet = true, Name = "p")]
    public int PageNumber { get; set; } = 1;

    public PagedList<NoteRow> Rows { get; private set; } = null!;

    public Pager Pager => Pager.For(Rows, Addresses.AuditNotes, new Dictionary<string, string?>(StringComparer.Ordinal));

    public ViewEvent ViewEvent => new(AuditVerbs.Opened, nameof(AuditNote), Guid.Empty, null);

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        ModelState.Clear();
        Rows = await PagedList.Read(db.NotesFor(User), PageNumber, cancellationToken);
    }
}
