using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using SmartCityPia.Data;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Trail;
using SmartCityPia.Reports.Tables;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Trail.Notes;

/// <summary>Downloads the audit notes a person may see. The download is on the trail.</summary>
public sealed class CsvModel(PiaDbContext db, IStringLocalizerFactory localizers) : PageModel
{
    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        await db.RecordAsync(HttpContext.Actor(), AuditVerbs.Exported, nameof(AuditNote), Guid.Empty, null, cancellationToken);
        var rows = await db.NotesFor(User).ToListAsync(cancellationToken);
        var texts = new Texts(localizers, "Notes");
        string Label(string property) => Words.Label(typeof(AuditNoteDetails), property);
        string[] heading = [texts["When"], texts["By"], texts["Assessment"], Label("VersionNumber"), Label("Step"), Label("Text"),
            Label("ForAgency")];
        return File(CsvText.Write([heading, .. rows.Select(r => new[]
        {
            r.Note.At.UtcDateTime.ToString("u", CultureInfo.InvariantCulture), r.Note.AccountName, r.Reference,
            r.Note.VersionNumber?.ToString(CultureInfo.InvariantCulture),
            r.Note.Step is { } step ? Words.Of(step) : "", r.Note.Text, texts[r.Note.ForAgency ? "Yes" : "No"],
        })]), "text/csv; charset=utf-8", "audit-notes.csv");
    }
}
