using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using SmartCityPia.Data;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Trail;
using SmartCityPia.Reports.Tables;
using SmartCityPia.Web.Frame;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Dossiers.Flows;

/// <summary>The table of all flows as a file. Taking it out leaves a trace.</summary>
public sealed class CsvModel(PiaDbContext db, IStringLocalizerFactory localizers) : DossierPage
{
    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        await db.RecordAsync(HttpContext.Actor(), AuditVerbs.Exported, nameof(DataFlow), Assessment.Id, Assessment.Id, cancellationToken);
        var texts = new Texts(localizers, "Flows");
        string Label(string property) => Words.Label(typeof(DataFlowDetails), property);
        string[] heading =
        [
            texts["Table.Flow"], Label("Name"), texts["Table.From"], texts["Table.To"], Label("Fields"), texts["Csv.Special"], Label("PurposeId"),
            Label("LegalBasis"), Label("Frequency"), texts["Safeguards"], Label("CrossesBorder"), Label("Transfer"),
        ];
        return File(CsvText.Write([heading, .. Dossier.Flows.Select(f => Row(f, texts))]), "text/csv; charset=utf-8", $"{Assessment.Reference}-{texts["Csv.File"]}.csv");
    }

    private string[] Row(DataFlow flow, Texts texts)
    {
        var fields = Dossier.Passed(flow).Select(Dossier.Term).ToList();
        return
        [
            Dossier.Code(flow.Id), flow.Name, Dossier.SourceOf(flow), Dossier.OrganisationName(flow.RecipientId), string.Join("; ", fields.Select(t => t.Name)),
            string.Join("; ", fields.Where(t => t.SpecialCategory || t.InferredSpecial).Select(t => t.Name)),
            Dossier.Purposes.FirstOrDefault(p => p.Id == flow.PurposeId)?.Name ?? "", flow.LegalBasis is { } basis ? Words.Of(basis) : "", flow.Frequency ?? "",
            string.Join("; ", Dossier.SafeguardsOn(flow.Id).Select(m => Safeguards.Tell(m))), texts[flow.CrossesBorder ? "Yes" : "No"], flow.Transfer ?? "",
        ];
    }
}
