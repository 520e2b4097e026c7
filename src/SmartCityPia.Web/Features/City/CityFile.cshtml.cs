using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SmartCityPia.Analysis.City;
using SmartCityPia.Data;
using SmartCityPia.Data.City;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.City;
using SmartCityPia.Domain.Trail;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.City;

/// <summary>The live city in the documented file format, as the verb <c>analyse</c> reads it. Taking it out leaves a trace.</summary>
public sealed class CityFileModel(PiaDbContext db, CityReader reader) : PageModel
{
    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        var graph = await reader.Read(cancellationToken);
        await db.RecordAsync(HttpContext.Actor(), AuditVerbs.Exported, nameof(CityGraph), Guid.Empty, null, cancellationToken, "city.json");
        using var file = new MemoryStream();
        CityFile.Write(file, graph.Model.Input);
        return File(file.ToArray(), "application/json", "city.json");
    }
}
