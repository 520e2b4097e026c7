using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Dossiers;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Trail;
using SmartCityPia.Reports.Content;
using SmartCityPia.Reports.Pdf;
using SmartCityPia.Reports.Tables;
using SmartCityPia.Web.Infrastructure;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Records;

/// <summary>The record of all services that the person may see, as a file. The event is written before the first byte is sent.</summary>
public sealed class FileModel(PiaDbContext db, DossierCache dossiers, LiveSettings settings) : PageModel
{
    public const string Report = "record.pdf";
    public const string Workbook = "record.xlsx";

    public async Task<IActionResult> OnGetAsync(string file, CancellationToken cancellationToken)
    {
        if (file is not (Report or Workbook))
            return NotFound();
        var (culture, actor) = (CultureInfo.CurrentUICulture, HttpContext.Actor());
        await db.RecordAsync(actor, AuditVerbs.Downloaded, nameof(ProcessingRecord), Guid.Empty, null, cancellationToken, file);
        var keys = await (from a in db.InRecord(User).WithStamps(db)
                          join d in db.ServiceDescriptions on a.Assessment.DescriptionId equals d.Id
                          orderby d.Name, a.Assessment.Id
                          select new DossierKey(a.Assessment.Id, a.Stamp, a.Directory)).ToListAsync(cancellationToken);
        var records = new List<ProcessingRecord>();
        foreach (var key in keys)
        {
            if (await dossiers.Get(key, cancellationToken) is { } known)
                records.Add(ProcessingRecord.Of(known.Dossier, culture));
        }
        var (city, contact) = (settings.Now.Identity.Name, settings.Now.Contact);
        var name = string.Create(CultureInfo.InvariantCulture, $"record-of-processing-{actor.At.InCity():yyyy-MM-dd}{Path.GetExtension(file)}");
        if (file == Workbook)
            return File(Reports.Tables.Workbook.Write(RecordSheets.Of(records, city, contact, culture)), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", name);
        using var pdf = new MemoryStream();
        PdfReportWriter.Write(RecordReport.Build(records, city, contact, DateOnly.FromDateTime(actor.At.InCity().DateTime), culture), actor.At, pdf);
        return File(pdf.ToArray(), "application/pdf", name);
    }
}
