using System.Globalization;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using SmartCityPia.Analysis.Inference;
using SmartCityPia.Data;
using SmartCityPia.Data.City;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.City;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Findings;
using SmartCityPia.Domain.Trail;
using SmartCityPia.Pictures;
using SmartCityPia.Pictures.Diagrams;
using SmartCityPia.Reports.Tables;
using SmartCityPia.Web.Frame.City;
using SmartCityPia.Web.Infrastructure;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.City;

/// <summary>What a flow or an organisation reveals, as the ranking's pages tell it.</summary>
/// <param name="Code">What a flow is quoted by.</param>
/// <param name="Detail">Of a flow: its service; of an organisation nothing.</param>
/// <param name="Vanishing">Conclusions of single organisations that disappear if it goes.</param>
public sealed record RankedRow(string Name, string Code, string Detail, int Vanishing, int AtOthers, string? Url);

public abstract class FlowsPage(CityReader city, CityRuns runs) : CityPage(city, runs)
{
    public const string Organisations = "organisations";

    /// <summary>What is ranked: flows, or <see cref="Organisations"/>.</summary>
    [BindProperty(SupportsGet = true, Name = "by")]
    public string? By { get; set; }

    public bool ByOrganisation => By == Organisations;

    /// <summary>Most first; null where it is not worked out yet: answer with <see cref="CityPage.Waiting"/>.</summary>
    protected async Task<IReadOnlyList<Blame>?> Rank() => ByOrganisation
        ? await Compute($"organisations {Graph.Key}", (progress, cancel) => Graph.Model.RankOrganisations(progress: progress, cancel: cancel))
        : await Compute($"flows {Graph.Key}", (progress, cancel) => Graph.Model.RankFlows(progress: progress, cancel: cancel));

    protected RankedRow RowOf(Blame blame)
    {
        var id = CityId.Parse(blame.Id);
        if (ByOrganisation)
            return new(FindingWords.Actor(Graph, id), "", "", blame.Vanishing, blame.AtOthers, CityAddress.Actor(id));
        var flow = Graph.Holding(id)!;
        return new(flow.Name, flow.Code, flow.Service, blame.Vanishing, blame.AtOthers, flow.HolderId is { } to ? CityAddress.Actor(to) : null);
    }
}

/// <summary>Flows, or organisations, by what they reveal.</summary>
public sealed class FlowsModel(IStringLocalizerFactory localizers, CityReader city, CityRuns runs) : FlowsPage(city, runs)
{
    [BindProperty(SupportsGet = true, Name = "p")]
    public int PageNumber { get; set; } = 1;

    public PagedList<RankedRow> Rows { get; private set; } = null!;

    public Pager Pager => Pager.For(Rows, Addresses.CityFlows, new Dictionary<string, string?>(StringComparer.Ordinal) { ["by"] = ByOrganisation ? Organisations : null });

    /// <summary>The picture shows where a change pays most; the table has every line.</summary>
    private const int MostBars = 15;

    public string CsvUrl => ByOrganisation ? $"{Addresses.CityFlowsCsv}?by={Organisations}" : Addresses.CityFlowsCsv;

    public HtmlString Drawing
    {
        get
        {
            var texts = new Texts(localizers, "City");
            List<RankedRow> drawn = [.. Rows.Items.Take(MostBars)];
            return new(SvgWriter.Write(
                BarDrawing.Draw(new(
                    texts[ByOrganisation ? "Flows.MapOrganisations" : "Flows.Map"], texts["Flows.Description", drawn.Count, drawn[0].Vanishing, drawn[^1].Vanishing],
                    [.. drawn.Select(r => new Bar(r.Name, r.Vanishing, r.Vanishing.ToString("N0", CultureInfo.CurrentCulture), r.Url))])),
                "flows"));
        }
    }

    public async Task<IActionResult> OnGetAsync()
    {
        ModelState.Clear();
        if (await Rank() is not { } ranked)
            return Waiting!;
        var page = PagedList.Of(ranked, PageNumber);
        Rows = new([.. page.Items.Select(RowOf)], page.Page, page.PageSize, page.Total);
        return Page();
    }
}

/// <summary>The ranking as a file. Taking it out leaves a trace.</summary>
public sealed class FlowsCsvModel(PiaDbContext db, IStringLocalizerFactory localizers, CityReader city, CityRuns runs) : FlowsPage(city, runs)
{
    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (await Rank() is not { } ranked)
            return Waiting!;
        var texts = new Texts(localizers, "City");
        await db.RecordAsync(HttpContext.Actor(), AuditVerbs.Exported, nameof(CityGraph), Guid.Empty, null, cancellationToken);
        string[] heading = [texts[ByOrganisation ? "Organisation" : "Flow"], texts["Flows.Code"], texts["Service"], texts["Flows.Vanishing"], texts["Flows.AtOthers"]];
        return File(
            CsvText.Write([heading, .. ranked.Select(RowOf).Select(r => (string[])[r.Name, r.Code, r.Detail, r.Vanishing.ToString(CultureInfo.CurrentCulture), r.AtOthers.ToString(CultureInfo.CurrentCulture)])]),
            "text/csv; charset=utf-8", $"{texts["Flows.File"]}.csv");
    }
}
