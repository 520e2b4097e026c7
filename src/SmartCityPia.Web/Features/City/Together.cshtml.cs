using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using SmartCityPia.Data;
using SmartCityPia.Data.City;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.City;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Findings;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Trail;
using SmartCityPia.Reports.Tables;
using SmartCityPia.Web.Frame.City;
using SmartCityPia.Web.Infrastructure;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.City;

/// <summary>Harmless alone, harmful together: what several can tell and no fewer of them.</summary>
public abstract class TogetherPage(CityReader city, CityRuns runs) : CityPage(city, runs)
{
    /// <summary>Pairs that nothing brings together yet.</summary>
    public const string Nothing = "nothing";

    /// <summary>A <see cref="CoalitionKind"/>, or <see cref="Nothing"/>; else all.</summary>
    [BindProperty(SupportsGet = true, Name = "kind")]
    public string? Kind { get; set; }

    /// <summary>An attribute type.</summary>
    [BindProperty(SupportsGet = true, Name = "type")]
    public string? Type { get; set; }

    [BindProperty(SupportsGet = true, Name = "org")]
    public Guid? Organisation { get; set; }

    /// <summary>The filtered cards.</summary>
    protected IReadOnlyList<TogetherCard> Filtered()
    {
        ModelState.Clear();
        var kind = Enum.TryParse<CoalitionKind>(Kind, out var parsed) && Enum.IsDefined(parsed) ? parsed : (CoalitionKind?)null;
        return TogetherCard.Of(Graph, Knowledge.Together
            .Where(t => kind is null || t.Of?.Kind == kind)
            .Where(t => Kind != Nothing || t.Of is null)
            .Where(t => string.IsNullOrEmpty(Type) || t.TypeId == Type)
            .Where(t => Organisation is null || t.Members.Contains(Organisation.Value)));
    }
}

public sealed class TogetherModel(CityReader city, CityRuns runs) : TogetherPage(city, runs)
{
    [BindProperty(SupportsGet = true, Name = "p")]
    public int PageNumber { get; set; } = 1;

    public PagedList<TogetherCard> Rows { get; private set; } = null!;

    public IReadOnlyList<Option> Types { get; private set; } = [];

    public IReadOnlyList<Option> Organisations { get; private set; } = [];

    public bool IsFiltered => !string.IsNullOrEmpty(Kind) || !string.IsNullOrEmpty(Type) || Organisation is not null;

    public string CsvUrl => Pager is var pager && IsFiltered ? pager with { Path = Addresses.CityTogetherCsv } is var csv ? csv.Url(1) : "" : Addresses.CityTogetherCsv;

    public Pager Pager => Pager.For(Rows, Addresses.CityTogether, new Dictionary<string, string?>(StringComparer.Ordinal) { ["kind"] = Kind, ["type"] = Type, ["org"] = Organisation?.ToString() });

    /// <summary>The card in the words that every page uses, and what the planned safeguards do to it.</summary>
    public (CardText Card, string? Planned)? TextOf(TogetherCard card) => CityCardText.Of(Graph, card.First.Members, card.TypeId, card.First.HoldingId);

    public void OnGet()
    {
        Rows = PagedList.Of(Filtered(), PageNumber);
        Types = [.. Knowledge.Together.Select(t => t.TypeId).Distinct(StringComparer.Ordinal).Select(t => new Option(t, Graph.Term(t).Name)).OrderBy(o => o.Text, StringComparer.CurrentCulture)];
        Organisations = [.. Knowledge.Together.SelectMany(t => t.Members).Distinct().Select(o => new Option(o.ToString(), FindingWords.Actor(Graph, o))).OrderBy(o => o.Text, StringComparer.CurrentCulture)];
    }
}

/// <summary>The same lines as a file. Taking it out leaves a trace.</summary>
public sealed class TogetherCsvModel(PiaDbContext db, IStringLocalizerFactory localizers, CityReader city, CityRuns runs) : TogetherPage(city, runs)
{
    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        var texts = new Texts(localizers, "City");
        await db.RecordAsync(HttpContext.Actor(), AuditVerbs.Exported, nameof(CityGraph), Guid.Empty, null, cancellationToken);
        string[] heading =
        [
            texts["Together.Who"], texts["Together.Why"], texts["Csv.Type"], texts["Conclusion"], texts["HowSure"], texts["Csv.Effort"], texts["Csv.Score"],
            texts["About"], texts["Csv.Assumed"], texts["Csv.Planned"], texts["Service"],
        ];
        return File(
            CsvText.Write([heading, .. Filtered().SelectMany(c => c.Groups).AsParallel().AsOrdered().WithCancellation(cancellationToken).Select(t => Row(t, texts))]),
            "text/csv; charset=utf-8", $"{texts["Together.File"]}.csv");
    }

    private string[] Row(TogetherKnown known, Texts texts)
    {
        var text = CityCardText.Of(Graph, known.Members, known.TypeId, known.HoldingId);
        return
        [
            FindingWords.Actor(Graph, known.Members), known.Of is { } of ? $"{Words.Of(of.Kind)}: {of.Name}" : texts["Together.Nothing"], known.TypeId, Graph.Term(known.TypeId).Name,
            text?.Card.HowSure ?? "", text?.Card.Effort ?? "", known.Score.ToString("0.####", CultureInfo.CurrentCulture),
            text?.Card.About ?? "", text?.Card.Assumed ?? "", text?.Planned ?? "", Graph.Holding(known.HoldingId)?.Service ?? "",
        ];
    }
}
