using System.Globalization;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Localization;
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

/// <summary>Which holdings join through which key: filters that the picture's page, the list and the file share.</summary>
public abstract class LinksPage(CityReader city, CityRuns runs) : CityPage(city, runs)
{
    /// <summary>The reference of one side's assessment.</summary>
    [BindProperty(SupportsGet = true, Name = "a")]
    public string? First { get; set; }

    /// <summary>The other side's.</summary>
    [BindProperty(SupportsGet = true, Name = "b")]
    public string? Second { get; set; }

    [BindProperty(SupportsGet = true, Name = "org")]
    public Guid? Organisation { get; set; }

    /// <summary>An attribute type.</summary>
    [BindProperty(SupportsGet = true, Name = "key")]
    public string? Key { get; set; }

    public CityLinks Links { get; private set; } = null!;

    public bool IsFiltered => !string.IsNullOrEmpty(First) || !string.IsNullOrEmpty(Second) || Organisation is not null || !string.IsNullOrEmpty(Key);

    public Dictionary<string, string?> Query => new(StringComparer.Ordinal) { ["a"] = First, ["b"] = Second, ["org"] = Organisation?.ToString(), ["key"] = Key };

    /// <returns>Null where it is not worked out yet: answer with <see cref="CityPage.Waiting"/>.</returns>
    protected async Task<CityLinks?> Find() =>
        Links = (await Compute($"links {Graph.Key}", (progress, cancel) => CityLinks.Of(Graph, progress, cancel)))!;

    /// <summary>As the filters say, at most so many; null where they name no service of the city.</summary>
    protected async Task<IReadOnlyList<HoldingLink>?> Pairs(int most)
    {
        ModelState.Clear();
        var (a, b) = (PartOf(First), PartOf(Second));
        if ((a is null && !string.IsNullOrEmpty(First)) || (b is null && !string.IsNullOrEmpty(Second)))
            return [];
        var key = string.IsNullOrEmpty(Key) ? null : Key;
        return await Compute(string.Create(CultureInfo.InvariantCulture, $"pairs {Graph.Key} {a?.ServiceId} {b?.ServiceId} {Organisation} {key} {most}"), (_, cancel) =>
            (IReadOnlyList<HoldingLink>)[.. Links.Pairs(a, b, Organisation, key).TakeWhile(_ => !cancel.IsCancellationRequested).Take(most)
                .OrderByDescending(l => l.Today).ThenByDescending(l => l.Strength).ThenBy(l => l.First.Code, StringComparer.Ordinal).ThenBy(l => l.Second.Code, StringComparer.Ordinal).ThenBy(l => l.Key, StringComparer.Ordinal)]);
    }

    private CityPart? PartOf(string? reference) => Graph.Parts.FirstOrDefault(p => p.Reference == reference);
}

/// <summary>Services by services: how surely their data joins, and by how many pairs of holdings.</summary>
public sealed class LinksModel(IStringLocalizerFactory localizers, CityReader city, CityRuns runs) : LinksPage(city, runs)
{
    /// <summary>As many as fit side by side on a page.</summary>
    private const int AtATime = 12;

    /// <summary>Which page of services down.</summary>
    [BindProperty(SupportsGet = true, Name = "p")]
    public int Down { get; set; } = 1;

    /// <summary>Which page of services across.</summary>
    [BindProperty(SupportsGet = true, Name = "c")]
    public int Across { get; set; } = 1;

    public IReadOnlyList<CityPart> Rows { get; private set; } = [];

    public IReadOnlyList<CityPart> Columns { get; private set; } = [];

    public Dictionary<(Guid Row, Guid Column), ServiceLink> Cells { get; } = [];

    public int Pages => Math.Max(1, (Graph.Parts.Count + AtATime - 1) / AtATime);

    public HtmlString Drawing => new(SvgWriter.Write(HeatMapDrawing.Draw(Picture()), "links"));

    public async Task<IActionResult> OnGetAsync()
    {
        ModelState.Clear();
        if (await Find() is null)
            return Waiting!;
        (Down, Across) = (Math.Clamp(Down, 1, Pages), Math.Clamp(Across, 1, Pages));
        Rows = [.. Graph.Parts.Skip((Down - 1) * AtATime).Take(AtATime)];
        Columns = [.. Graph.Parts.Skip((Across - 1) * AtATime).Take(AtATime)];
        foreach (var (row, column) in Rows.SelectMany(r => Columns.Select(c => (r, c))))
        {
            if (Links.Between(row, column) is { } link)
                Cells[(row.ServiceId, column.ServiceId)] = link;
        }
        return Page();
    }

    public string PageUrl(int down, int across) => string.Create(CultureInfo.InvariantCulture, $"{Addresses.CityLinks}?p={down}&c={across}");

    public static string UrlOf(CityPart row, CityPart column) => QueryHelpers.AddQueryString(QueryHelpers.AddQueryString(Addresses.CityLinkPairs, "a", row.Reference), "b", column.Reference);

    private HeatMapPicture Picture()
    {
        var texts = new Texts(localizers, "City");
        var cells = new List<HeatMapCell>();
        for (var row = 0; row < Rows.Count; row++)
        {
            for (var column = 0; column < Columns.Count; column++)
            {
                if (Cells.TryGetValue((Rows[row].ServiceId, Columns[column].ServiceId), out var link))
                {
                    cells.Add(new(
                        row, column, HeatLevel.Of(link.Strongest),
                        link.Sure.InFigures(), texts.Count("Links.Pairs", link.Count),
                        texts["Links.Cell", Rows[row].Service, Columns[column].Service, link.Sure.BriefBetween(), link.Count, link.Today], UrlOf(Rows[row], Columns[column])));
                }
            }
        }
        return new(
            texts["Links.Map"], texts["Links.Description", Rows.Count, Columns.Count, cells.Count],
            [.. Rows.Select(r => r.Service)], [.. Columns.Select(c => c.Service)], cells)
        {
            Words = new() { High = texts["Links.High"], Medium = texts["Links.Medium"], Low = texts["Links.Low"], Nothing = texts["Links.Nothing"] },
        };
    }
}

/// <summary>The pairs of holdings one by one.</summary>
public sealed class LinkPairsModel(CityReader city, CityRuns runs) : LinksPage(city, runs)
{
    /// <summary>Nobody reads more; the filters make the list shorter.</summary>
    public const int Most = 5000;

    [BindProperty(SupportsGet = true, Name = "p")]
    public int PageNumber { get; set; } = 1;

    public PagedList<HoldingLink> Rows { get; private set; } = null!;

    public IReadOnlyList<Option> Services { get; private set; } = [];

    public IReadOnlyList<Option> Organisations { get; private set; } = [];

    public IReadOnlyList<Option> Keys { get; private set; } = [];

    public Pager Pager => Pager.For(Rows, Addresses.CityLinkPairs, Query);

    public string CsvUrl => QueryHelpers.AddQueryString(Addresses.CityLinksCsv, Query.Where(q => !string.IsNullOrEmpty(q.Value)));

    public async Task<IActionResult> OnGetAsync()
    {
        if (await Find() is null || await Pairs(Most) is not { } pairs)
            return Waiting!;
        Rows = PagedList.Of(pairs, PageNumber);
        Services = [.. Graph.Parts.Select(p => new Option(p.Reference, p.Service)).OrderBy(o => o.Text, StringComparer.CurrentCulture)];
        Organisations = [.. Graph.Holdings.Values.Select(h => h.HolderId).OfType<Guid>().Distinct().Select(o => new Option(o.ToString(), FindingWords.Actor(Graph, o))).OrderBy(o => o.Text, StringComparer.CurrentCulture)];
        Keys = [.. Links.Keys.Select(k => new Option(k, Graph.Term(k).Name)).OrderBy(o => o.Text, StringComparer.CurrentCulture)];
        return Page();
    }
}

/// <summary>The pairs as a file. Taking it out leaves a trace.</summary>
public sealed class LinksCsvModel(PiaDbContext db, IStringLocalizerFactory localizers, CityReader city, CityRuns runs) : LinksPage(city, runs)
{
    private const int Most = 50_000;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (await Find() is null || await Pairs(Most) is not { } pairs)
            return Waiting!;
        var texts = new Texts(localizers, "City");
        await db.RecordAsync(HttpContext.Actor(), AuditVerbs.Exported, nameof(CityGraph), Guid.Empty, null, cancellationToken);
        string[] heading =
        [
            texts["Service"], texts["Csv.Holding"], texts["Links.Holder"], texts["Service"], texts["Csv.Holding"], texts["Links.Holder"],
            texts["Links.Key"], texts["Links.Domain"], texts["Links.Strength"], texts["Csv.Score"], texts["Links.When"],
        ];
        return File(CsvText.Write([heading, .. pairs.Select(l => (string[])
        [
            .. Side(l.First), .. Side(l.Second), Graph.Term(l.Key).Name, l.Domain ?? "", ProofText.HowSureOf(l.Strength), l.Strength.ToString("0.####", CultureInfo.CurrentCulture), texts[l.Today ? "Links.Today" : "Links.IfTogether"],
        ])]), "text/csv; charset=utf-8", $"{texts["Links.File"]}.csv");

        string[] Side(Holding holding) => [holding.Service, $"{holding.Code} {holding.Name}", holding.IsPublic ? texts["Links.Public"] : FindingWords.Actor(Graph, holding.HolderId ?? Guid.Empty)];
    }
}
