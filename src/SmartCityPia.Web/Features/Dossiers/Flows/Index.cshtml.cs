using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Pictures;
using SmartCityPia.Pictures.Diagrams;
using SmartCityPia.Pictures.Dossiers;
using SmartCityPia.Web.Frame;
using SmartCityPia.Web.Infrastructure.Forms;

namespace SmartCityPia.Web.Features.Dossiers.Flows;

/// <summary>
/// The step "Data flows": the picture and the table beside it. Where the service has more flows than one picture can
/// show, the picture is of one dataset and where its data ends up; the table is always of all.
/// </summary>
public sealed class IndexModel : DossierPage
{
    public override Step? Step => Domain.Dossiers.Step.Flows;

    [BindProperty(SupportsGet = true, Name = "p")]
    public int PageNumber { get; set; } = 1;

    /// <summary>Draw only this dataset.</summary>
    [BindProperty(SupportsGet = true, Name = "dataset")]
    public Guid? DatasetId { get; set; }

    public PagedList<DataFlow> Flows => PagedList.Of(Dossier.Flows, PageNumber);

    public Pager Pager => Pager.For(Flows, At("flows"), new Dictionary<string, string?>(StringComparer.Ordinal) { ["dataset"] = DatasetId?.ToString() });

    public bool TooManyForOnePicture => Dossier.Flows.Count > DossierDrawings.MostFlows;

    /// <summary>The dataset the picture is of; null where it shows all.</summary>
    public Guid? Drawn => Dossier.Datasets.Any(d => d.Id == DatasetId) ? DatasetId
        : TooManyForOnePicture ? DossierDrawings.Busiest(Dossier)
        : null;

    /// <summary>Even the one dataset has more flows than can be shown.</summary>
    public bool IsCut => Drawn is { } dataset && Dossier.Flows.Count(f => Dossier.OriginOf(f) == dataset) > DossierDrawings.MostFlows;

    public IHtmlContent Picture => new HtmlString(Kept.Drawing($"flows {Drawn}",
        dossier => SvgWriter.Write(DataFlowDiagram.Draw(DossierDrawings.Flows(dossier, AddressOf, Drawn)), "flows")));

    public void OnGet() => ModelState.Clear();

    private string? AddressOf(IRow row) => row switch
    {
        Dataset => At($"datasets/{row.Id}"),
        DataFlow => At($"flows/{row.Id}"),
        Stakeholder => At($"stakeholders/{row.Id}"),
        PeopleGroup => At($"groups/{row.Id}"),
        _ => null,
    };
}

/// <summary>The ends of a flow in words.</summary>
internal static class FlowEnds
{
    /// <summary>The dataset, or the copy of it that an earlier flow delivered.</summary>
    public static string SourceOf(this Dossier dossier, DataFlowDetails flow) =>
        flow.SourceDatasetId is { } dataset ? $"{dossier.Code(dataset)} {dossier.DatasetOf(dataset)?.Name}"
        : flow.SourceFlowId is { } earlier ? $"{dossier.Code(earlier)} {dossier.OrganisationName(dossier.FlowOf(earlier)?.RecipientId)}"
        : "";
}
