using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using SmartCityPia.Data;
using SmartCityPia.Data.City;
using SmartCityPia.Domain.City;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Findings;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Pictures;
using SmartCityPia.Pictures.Diagrams;
using SmartCityPia.Web.Frame.City;
using SmartCityPia.Web.Infrastructure;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.City;

/// <summary>The city at a glance: who knows what, as a picture and its table, a page of organisations at a time.</summary>
public sealed class IndexModel(PiaDbContext db, IStringLocalizerFactory localizers, CityReader city, CityRuns runs) : CityPage(city, runs)
{
    public const string Gravest = "gravest";
    public const string Special = "special";
    public const string Identifying = "identifying";

    /// <summary>As many as fit side by side on a page.</summary>
    private const int ColumnsAtATime = 13;

    /// <summary>Of organisations that add nothing, so many are named; the search finds the others.</summary>
    public const int MostSilent = 50;

    /// <summary>One of the three above, or an attribute type.</summary>
    [BindProperty(SupportsGet = true, Name = "show")]
    public string? Show { get; set; }

    /// <summary>Part of an organisation's name.</summary>
    [BindProperty(SupportsGet = true, Name = "q")]
    public string? Search { get; set; }

    /// <summary>Which page of conclusions.</summary>
    [BindProperty(SupportsGet = true, Name = "c")]
    public int ColumnPage { get; set; } = 1;

    [BindProperty(SupportsGet = true, Name = "p")]
    public int PageNumber { get; set; } = 1;

    [BindProperty(SupportsGet = true, Name = "s")]
    public int ServicesPage { get; set; } = 1;

    /// <param name="Url">Null where the person may not see that assessment.</param>
    public sealed record Service(CityPart Part, string? Url);

    public sealed record Row(Guid? Organisation, string Name);

    public PagedList<Service> Services { get; private set; } = null!;

    public PagedList<Row> Rows { get; private set; } = null!;

    /// <summary>Organisations that can tell none of the conclusions shown beyond what anyone can.</summary>
    public IReadOnlyList<Row> Silent { get; private set; } = [];

    /// <summary>Attribute types, the gravest first.</summary>
    public IReadOnlyList<string> Columns { get; private set; } = [];

    public int AllColumns { get; private set; }

    public int ColumnPages => Math.Max(1, (AllColumns + ColumnsAtATime - 1) / ColumnsAtATime);

    public int Derived { get; private set; }

    public IReadOnlyList<Option> Choices { get; private set; } = [];

    public bool IsFiltered => !string.IsNullOrWhiteSpace(Search) || Show != Gravest;

    public Pager Pager => Pager.For(Rows, Addresses.City, Query(ColumnPage));

    public string ServicesUrl(int page) => $"{Addresses.City}?s={page.ToString(System.Globalization.CultureInfo.InvariantCulture)}#services";

    public string ColumnsUrl(int page) => (Pager with { Query = Query(page) }).Url(1);

    public HtmlString Drawing => new(SvgWriter.Write(HeatMapDrawing.Draw(Picture()), "knowledge"));

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        ModelState.Clear();
        // Whoever was given it need not conclude it.
        var derived = Knowledge.Known.Where(k => k.Places > 0 && !k.Given).ToList();
        Derived = derived.Count(k => k.Beyond is not null);
        var surest = derived.GroupBy(k => k.TypeId, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Max(k => k.Score), StringComparer.Ordinal);
        var given = Knowledge.Known.Where(k => k.Given).Select(k => k.TypeId).ToHashSet(StringComparer.Ordinal);
        var all = surest.Keys.Union(given, StringComparer.Ordinal).OrderByDescending(Graph.GravityOf).ThenByDescending(t => surest.GetValueOrDefault(t)).ThenBy(t => t, StringComparer.Ordinal).ToList();

        if (Show is not (Special or Identifying) && !all.Contains(Show, StringComparer.Ordinal))
            Show = Gravest;
        var columns = Show switch
        {
            Gravest => all.Where(surest.ContainsKey).ToList(),
            Special => all.Where(t => Graph.GravityOf(t) == 2).ToList(),
            Identifying => all.Where(t => Graph.Catalogue.Types.ById.GetValueOrDefault(t)?.Identifying == true).ToList(),
            _ => [Show!],
        };
        AllColumns = columns.Count;
        ColumnPage = Math.Clamp(ColumnPage, 1, ColumnPages);
        Columns = [.. columns.Skip((ColumnPage - 1) * ColumnsAtATime).Take(ColumnsAtATime)];
        Choices = [.. all.Select(t => new Option(t, Graph.Term(t).Name)).OrderBy(o => o.Text, StringComparer.CurrentCulture)];

        // What anyone can tell comes first and is not told again of everyone. Then those who can tell most of the gravest: with hundreds of organisations nobody leafs to the last page.
        var rows = Graph.Model.Organisations.Select(o => (Guid?)CityId.Parse(o)).Prepend(null)
            .Select(id => (Row: new Row(id, FindingWords.Actor(Graph, id)), Any: Columns.Any(t => Own(id, t) is not null), Knows: columns.Where(t => Own(id, t) is { Given: false }).CountBy(Graph.GravityOf).ToDictionary()))
            .Where(r => string.IsNullOrWhiteSpace(Search) || r.Row.Name.Contains(Search.Trim(), StringComparison.CurrentCultureIgnoreCase))
            .OrderByDescending(r => r.Row.Organisation is null).ThenByDescending(r => r.Knows.GetValueOrDefault(2)).ThenByDescending(r => r.Knows.GetValueOrDefault(1)).ThenByDescending(r => r.Knows.GetValueOrDefault(0))
            .ThenBy(r => r.Row.Name, StringComparer.CurrentCulture).ThenBy(r => r.Row.Organisation).ToList();
        Rows = PagedList.Of<Row>([.. rows.Where(r => r.Any || r.Row.Organisation is null || !string.IsNullOrWhiteSpace(Search)).Select(r => r.Row)], PageNumber);
        Silent = string.IsNullOrWhiteSpace(Search) ? [.. rows.Where(r => !r.Any && r.Row.Organisation is not null).Select(r => r.Row)] : [];

        var parts = PagedList.Of(Graph.Parts, ServicesPage);
        var visible = await Visible(db, parts.Items, cancellationToken);
        Services = new([.. parts.Items.Select(p => new Service(p, visible(p)))], parts.Page, parts.PageSize, parts.Total);
    }

    /// <summary>What an organisation can tell beyond anyone with public data; of the outsider, all it can tell.</summary>
    public Knowledge? Own(Guid? organisation, string typeId) => Knowledge.Of(organisation, typeId)?.Beyond;

    /// <summary>What a cell says aloud.</summary>
    public string Say(Row row, Knowledge known) => Texts["Map.Cell", row.Name, FindingWords.Tell(Graph, known.TypeId), known.Given ? Brief(known) : known.Sure.Tell()];

    /// <summary>How often it is right, in the picture; its words are said with the cell.</summary>
    public string Brief(Knowledge known) => known.Given ? Texts["Map.Given"] : known.Sure.InFigures();

    public string UrlOf(Row row, Knowledge known) =>
        known.Places > 0 ? CityAddress.Finding(known.Actor, known.TypeId, known.HoldingId) : CityAddress.Actor(row.Organisation) + "#given";

    private Texts Texts => new(localizers, "City");

    private HeatMapPicture Picture()
    {
        var cells = new List<HeatMapCell>();
        for (var row = 0; row < Rows.Items.Count; row++)
        {
            for (var column = 0; column < Columns.Count; column++)
            {
                if (Own(Rows.Items[row].Organisation, Columns[column]) is { } known)
                    cells.Add(new(row, column, LevelOf(known), Brief(known), known.Given ? null : known.Sure.IntervalInFigures(), Say(Rows.Items[row], known), UrlOf(Rows.Items[row], known)));
            }
        }
        return new(
            Texts["Map.Title"], Texts["Map.Description", Rows.Items.Count, Columns.Count, cells.Count(c => c.Level != HeatMapLevel.Given), cells.Count(c => c.Level == HeatMapLevel.Given)],
            [.. Rows.Items.Select(r => r.Name)], [.. Columns.Select(t => Graph.Term(t).Name)], cells)
        {
            Words = new() { High = Texts["Map.High"], Medium = Texts["Map.Medium"], Low = Texts["Map.Low"], Given = Texts["Map.GivenKey"], Nothing = Texts["Map.Nothing"] },
        };
    }

    private static HeatMapLevel LevelOf(Knowledge known) => known.Given ? HeatMapLevel.Given : HeatLevel.Of(known.Score);

    private Dictionary<string, string?> Query(int columns) => new(StringComparer.Ordinal)
    {
        ["show"] = Show == Gravest ? null : Show,
        ["q"] = Search,
        ["c"] = columns == 1 ? null : columns.ToString(System.Globalization.CultureInfo.InvariantCulture),
    };
}
