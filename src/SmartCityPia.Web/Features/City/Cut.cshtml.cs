using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Localization;
using SmartCityPia.Analysis.City;
using SmartCityPia.Analysis.Cuts;
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

/// <summary>The cheapest changes after which chosen conclusions can no longer be drawn.</summary>
/// <remarks>400: a field of the question is wrong; what was chosen is kept.</remarks>
public sealed class CutModel(PiaDbContext db, IStringLocalizerFactory localizers, CityReader city, CityRuns runs) : CityPage(city, runs)
{
    public const string Everyone = "everyone";
    public const string Outsider = Findings.IndexModel.Outsider;

    private const int MostActors = 20;
    private const int MostTypes = 20;
    private const double MostPrice = 1_000_000;

    private readonly Texts texts = new(localizers, "City");

    /// <summary>Organisations, the outsider or everyone. A link that names a type and nobody means the outsider.</summary>
    [BindProperty(SupportsGet = true, Name = "actor")]
    public List<string> Actor { get; set; } = [];

    /// <summary>Several organisations are one group with their data side by side, unless each is asked about.</summary>
    [BindProperty(SupportsGet = true, Name = "each")]
    public string? Each { get; set; }

    [BindProperty(SupportsGet = true, Name = "type")]
    public List<string> Type { get; set; } = [];

    [BindProperty(SupportsGet = true, Name = "threshold")]
    public string? Threshold { get; set; }

    [BindProperty(SupportsGet = true, Name = "service")]
    public List<string> Service { get; set; } = [];

    /// <summary>Prices by kind of change.</summary>
    [BindProperty(SupportsGet = true, Name = "price")]
    public Dictionary<string, string?> Price { get; set; } = [];

    /// <summary>There only where the form was sent.</summary>
    [BindProperty(SupportsGet = true, Name = "asked")]
    public bool Asked { get; set; }

    public CutQuestion? Question { get; private set; }

    public CutAnswer? Answer { get; private set; }

    public static IReadOnlyList<string> PriceNames { get; } = [nameof(CutPrices.RemoveField), nameof(CutPrices.DropFlow), .. Enum.GetNames<Domain.Catalogue.ControlKind>()];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) => await Work() ?? Page();

    public async Task<IActionResult> OnGetCsvAsync(CancellationToken cancellationToken)
    {
        if (await Work() is { } waiting)
            return waiting;
        if (Answer is not { Cut.IsPossible: true } answer)
            return NotFound();
        await db.RecordAsync(HttpContext.Actor(), AuditVerbs.Exported, nameof(CityGraph), Guid.Empty, null, cancellationToken);
        return File(CsvText.Write(
        [
            [texts["Cut.Set"], texts["Cut.Change"], texts["Cut.Price"]],
            .. answer.Cut.Sets.SelectMany((set, i) => set.Select(o => (IReadOnlyList<string?>)[(i + 1).ToString(CultureInfo.CurrentCulture), Say(o), Number(o.Cost)])),
        ]), "text/csv; charset=utf-8", $"{texts["Cut.File"]}.csv");
    }

    private async Task<IActionResult?> Work()
    {
        ModelState.Clear();
        if (!Asked && Type.Count == 0 && Actor.Count == 0)
            return null;
        Question = Read();
        if (!ModelState.IsValid)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return null;
        }
        // A link may say whose, and leave the conclusion to be chosen.
        if (Question is null)
            return null;
        Answer = await Compute($"cut {Graph.Key} {Question.Key}", (_, cancel) => Question.Answer(Graph, cancel));
        return Answer is null ? Waiting : null;
    }

    private CutQuestion? Read()
    {
        void Wrong(string field, string key, params object[] arguments) => ModelState.AddModelError(field, texts[key, arguments]);
        var types = Type.Distinct(StringComparer.Ordinal).ToList();
        if (types.Exists(t => !Graph.Catalogue.Types.Contains(t)))
            Wrong("type", "Cut.UnknownType");
        else if (types.Count > MostTypes)
            Wrong("type", "Cut.TooManyTypes", MostTypes);
        else if (types.Count == 0 && Asked)
            Wrong("type", "Cut.NoType");

        var actors = new List<IReadOnlyList<Guid>>();
        if (Actor.Contains(Everyone, StringComparer.Ordinal))
        {
            actors = [[], .. Graph.Model.Organisations.Select(o => new[] { CityId.Parse(o) })];
        }
        else
        {
            var members = Actor.Where(a => a != Outsider).Distinct(StringComparer.Ordinal).ToList();
            var ids = members.Select(a => Guid.TryParse(a, out var id) && Graph.Organisations.ContainsKey(id) ? id : Guid.Empty).Where(id => id != Guid.Empty).ToList();
            if (ids.Count < members.Count)
                Wrong("actor", "Cut.UnknownActor");
            else if (ids.Count > MostActors)
                Wrong("actor", "Cut.TooManyActors", MostActors);
            else if (Actor.Count == 0 && Asked)
                Wrong("actor", "Cut.NoActor");
            if (Each == "true")
                actors.AddRange(ids.Select(id => new[] { id }));
            else if (ids.Count > 0)
                actors.Add(ids);
            if (Actor.Contains(Outsider, StringComparer.Ordinal) || Actor.Count == 0)
                actors.Add([]);
        }

        var services = Service.Distinct(StringComparer.Ordinal).Select(s => Graph.Parts.FirstOrDefault(p => p.ServiceId.ToString() == s)?.ServiceId).ToList();
        if (services.Contains(null))
            Wrong("service", "Cut.UnknownService");

        var threshold = CityModel.DefaultThreshold;
        if (!string.IsNullOrWhiteSpace(Threshold) && (!TryNumber(Threshold, out threshold) || threshold is not (> 0 and <= 1)))
            Wrong("threshold", "Cut.WrongThreshold");
        double PriceOf(string name)
        {
            if (!Price.TryGetValue(name, out var text) || string.IsNullOrWhiteSpace(text))
                return Usual(name);
            if (!TryNumber(text, out var price) || price is not (> 0 and <= MostPrice))
                Wrong($"price[{name}]", "Cut.WrongPrice", texts["Cut.Price." + name]);
            return price;
        }
        var prices = new CutPrices(PriceOf("RemoveField"), PriceOf("DropFlow"), PriceOf("Engineering"), PriceOf("Organisational"), PriceOf("Contractual"), PriceOf("Transparency"), PriceOf("Governance"));
        return types.Count == 0 || actors.Count == 0 ? null : new(actors, types, threshold, services.Count == 0 ? null : [.. services.OfType<Guid>()], prices);
    }

    private static bool TryNumber(string text, out double number) =>
        double.TryParse(text.Trim().Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);

    private static double Usual(string name) => name switch
    {
        nameof(CutPrices.RemoveField) => CutPrices.Usual.RemoveField,
        nameof(CutPrices.DropFlow) => CutPrices.Usual.DropFlow,
        _ => CutPrices.Usual.Of(Enum.Parse<Domain.Catalogue.ControlKind>(name)),
    };

    public string PriceText(string name) => Price.GetValueOrDefault(name) ?? Number(Usual(name));

    public IReadOnlyList<string> ErrorsOf(string field) => [.. ModelState[field]?.Errors.Select(e => e.ErrorMessage) ?? []];

    public static string Number(double number) => number.ToString("0.##", CultureInfo.CurrentCulture);

    public string CsvUrl => QueryHelpers.AddQueryString(HttpContext.Request.Path + HttpContext.Request.QueryString.ToString(), "handler", "Csv");

    public string Say(CutOption option) => WhatIfModel.Say(WhatIfEdit.Of(option.Edit), texts, id => Graph.Holding(id) is { } h ? $"{h.Code} {h.Name}" : texts["WhatIf.NoName"], Graph.Catalogue, _ => "");

    public static string? Try(IReadOnlyList<CutOption> set) => set.Count is 0 or > WhatIf.MostEdits ? null : CityAddress.WhatIf(set.Select(o => WhatIfEdit.Of(o.Edit)));

    public string Say(CutTarget target) => $"{FindingWords.Actor(Graph, [.. target.Actor.Select(CityId.Parse)])} {FindingWords.Tell(Graph, target.Attribute)}";

    public IReadOnlyList<Option> Actors =>
    [
        new(Everyone, texts["Cut.Everyone"]), new(Outsider, FindingWords.Actor(Graph, (Guid?)null)),
        .. Graph.Model.Organisations.Select(CityId.Parse).Select(id => new Option(id.ToString(), Graph.OrganisationName(id))).OrderBy(o => o.Text, StringComparer.CurrentCulture),
    ];

    /// <summary>What anybody can infer in the city, the gravest first.</summary>
    public IReadOnlyList<Option> Types =>
    [
        .. Knowledge.Known.Where(k => k.Places > 0).Select(k => k.TypeId).Concat(Knowledge.Together.Select(t => t.TypeId)).Concat(Type.Where(Graph.Catalogue.Types.Contains)).Distinct(StringComparer.Ordinal)
            .Select(Graph.Catalogue.Type).OrderByDescending(t => t.IsSpecial).ThenByDescending(t => t.Identifying).ThenBy(t => t.Name, StringComparer.CurrentCulture)
            .Select(t => new Option(t.Id, t.Name, Group: texts[t.IsSpecial ? "Changes.Special" : t.Identifying ? "Changes.Identifies" : "Cut.OtherTypes"])),
    ];
}
