using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.City;
using SmartCityPia.Domain.City;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Web.Frame.City;
using SmartCityPia.Web.Infrastructure;
using SmartCityPia.Web.Infrastructure.Forms;

namespace SmartCityPia.Web.Features.City;

/// <summary>Everything one organisation can tell, or the outsider; what it concludes first, what it is given folded away.</summary>
public sealed class OrganisationModel(PiaDbContext db, CityReader city, CityRuns runs) : CityPage(city, runs)
{
    private const int TogetherShown = 10;

    /// <summary>Null for the outsider.</summary>
    [BindProperty(SupportsGet = true, Name = "id")]
    public Guid? Id { get; set; }

    /// <summary><see cref="IndexModel.Special"/> or <see cref="IndexModel.Identifying"/>; else all.</summary>
    [BindProperty(SupportsGet = true, Name = "show")]
    public string? Show { get; set; }

    /// <summary>Part of what is concluded, or of whom it is about.</summary>
    [BindProperty(SupportsGet = true, Name = "q")]
    public string? Search { get; set; }

    [BindProperty(SupportsGet = true, Name = "p")]
    public int PageNumber { get; set; } = 1;

    public string Name { get; private set; } = "";

    public PagedList<Knowledge> Rows { get; private set; } = null!;

    public int Derived { get; private set; }

    public IReadOnlyList<Knowledge> Given { get; private set; } = [];

    /// <summary>The gravest of what it can tell with one other.</summary>
    public IReadOnlyList<TogetherKnown> Together { get; private set; } = [];

    public int AllTogether { get; private set; }

    public bool IsFiltered => !string.IsNullOrWhiteSpace(Search) || Show is IndexModel.Special or IndexModel.Identifying;

    public string Here => CityAddress.Actor(Id);

    public string CsvUrl => $"{Addresses.CityKnowledgeCsv}?org={Id?.ToString() ?? Findings.IndexModel.Outsider}";

    public Pager Pager => Pager.For(Rows, Here, new Dictionary<string, string?>(StringComparer.Ordinal) { ["show"] = Show, ["q"] = Search });

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        ModelState.Clear();
        if (Id is { } id && !Graph.Organisations.ContainsKey(id))
        {
            // Known to the city, but in no description yet: it has nothing, which is an answer.
            if (await db.Organisations.Where(o => o.Id == id).Select(o => o.Name).SingleOrDefaultAsync(cancellationToken) is not { } name)
                return NotFound();
            Name = name;
        }
        else
        {
            Name = FindingWords.Actor(Graph, Id);
        }
        var own = Knowledge.Known.Where(k => Id is { } one ? k.Actor.Contains(one) : k.Actor.Count == 0).ToList();
        var derived = own.Where(k => k.Places > 0).OrderByDescending(k => k.Beyond is not null).ThenByDescending(k => Graph.GravityOf(k.TypeId)).ThenBy(k => k.Given).ThenByDescending(k => k.Score).ThenBy(k => k.TypeId, StringComparer.Ordinal).ToList();
        Derived = derived.Count;
        Given = [.. own.Where(k => k.Given).OrderByDescending(k => Graph.GravityOf(k.TypeId)).ThenBy(k => Graph.Term(k.TypeId).Name, StringComparer.CurrentCulture)];
        Rows = PagedList.Of<Knowledge>([.. derived.Where(Fits)], PageNumber);

        var together = Id is { } member ? Knowledge.Together.Where(t => t.Members.Contains(member)).ToList() : [];
        AllTogether = together.Count;
        Together = [.. together.OrderByDescending(t => t.Of is not null).ThenByDescending(t => Graph.GravityOf(t.TypeId)).ThenByDescending(t => t.Score).Take(TogetherShown)];
        return Page();
    }

    private bool Fits(Knowledge known) =>
        (Show != IndexModel.Special || Graph.GravityOf(known.TypeId) == 2)
        && (Show != IndexModel.Identifying || Graph.Catalogue.Types.ById.GetValueOrDefault(known.TypeId)?.Identifying == true)
        && (string.IsNullOrWhiteSpace(Search) || new[] { FindingWords.Tell(Graph, known.TypeId), Graph.Holding(known.HoldingId)?.People, Graph.Holding(known.HoldingId)?.Service }
            .Any(text => text?.Contains(Search.Trim(), StringComparison.CurrentCultureIgnoreCase) == true));
}
