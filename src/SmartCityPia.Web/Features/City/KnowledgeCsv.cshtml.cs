using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using SmartCityPia.Data;
using SmartCityPia.Data.City;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.City;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Trail;
using SmartCityPia.Reports.Tables;
using SmartCityPia.Web.Frame.City;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.City;

/// <summary>Who knows what, of all organisations or of one, as a file. Taking it out leaves a trace.</summary>
public sealed class KnowledgeCsvModel(PiaDbContext db, IStringLocalizerFactory localizers, CityReader city, CityRuns runs) : CityPage(city, runs)
{
    /// <summary>An organisation's id, or the word for the outsider; empty for all.</summary>
    [BindProperty(SupportsGet = true, Name = "org")]
    public string? Organisation { get; set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        IEnumerable<Knowledge> known = Knowledge.Known;
        if (Organisation == Findings.IndexModel.Outsider)
            known = known.Where(k => k.Actor.Count == 0);
        else if (Guid.TryParse(Organisation, out var id) && Graph.Organisations.ContainsKey(id))
            known = known.Where(k => k.Actor.Contains(id));
        else if (!string.IsNullOrEmpty(Organisation))
            return NotFound();

        var texts = new Texts(localizers, "City");
        await db.RecordAsync(HttpContext.Actor(), AuditVerbs.Exported, nameof(CityGraph), Guid.Empty, null, cancellationToken);
        string[] heading = [texts["Organisation"], texts["Csv.Type"], texts["Conclusion"], texts["Csv.Special"], texts["Csv.Identifies"], texts["Csv.How"], texts["HowSure"], texts["Csv.Score"], texts["Csv.Low"], texts["Csv.High"], texts["Csv.Places"], texts["About"], texts["Service"], texts["Csv.Holding"]];
        return File(CsvText.Write([heading, .. known.Select(k => Row(k, texts))]), "text/csv; charset=utf-8", $"{texts["Csv.File"]}.csv");
    }

    private static string Number(double value) => value.ToString("0.####", CultureInfo.CurrentCulture);

    private string[] Row(Knowledge known, Texts texts)
    {
        var holding = Graph.Holding(known.HoldingId);
        var type = Graph.Catalogue.Types.ById.GetValueOrDefault(known.TypeId);
        return
        [
            FindingWords.Actor(Graph, known.Actor), known.TypeId, Graph.Term(known.TypeId).Name, texts[type?.IsSpecial == true ? "Yes" : "No"], texts[type?.Identifying == true ? "Yes" : "No"],
            texts[known.Given ? "Csv.Given" : "Csv.Derived"], known.Given && known.Places == 0 ? "" : known.Sure.Tell(),
            Number(known.Score), Number(known.Low), Number(known.High), known.Places.ToString(CultureInfo.CurrentCulture),
            holding?.People ?? "", holding?.Service ?? "", holding is null ? "" : $"{holding.Code} {holding.Name}",
        ];
    }
}
