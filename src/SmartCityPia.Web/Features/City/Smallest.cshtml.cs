using Microsoft.AspNetCore.Mvc;
using SmartCityPia.Analysis.Coalitions;
using SmartCityPia.Data.City;
using SmartCityPia.Domain.City;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Findings;
using SmartCityPia.Web.Frame.City;
using SmartCityPia.Web.Infrastructure;
using SmartCityPia.Web.Infrastructure.Forms;

namespace SmartCityPia.Web.Features.City;

/// <summary>Who would have to come together to tell something: the smallest groups that can.</summary>
public sealed class SmallestModel(CityReader city, CityRuns runs) : CityPage(city, runs)
{
    public const int LargestSize = 3;

    /// <summary>An attribute type.</summary>
    [BindProperty(SupportsGet = true, Name = "type")]
    public string? Type { get; set; }

    [BindProperty(SupportsGet = true, Name = "size")]
    public int Size { get; set; } = LargestSize;

    [BindProperty(SupportsGet = true, Name = "p")]
    public int PageNumber { get; set; } = 1;

    /// <summary>The gravest first.</summary>
    public IReadOnlyList<Option> Types { get; private set; } = [];

    /// <summary>Null while nothing was asked.</summary>
    public SmallestCoalitions? Found { get; private set; }

    public PagedList<IReadOnlyList<Guid>> Rows { get; private set; } = PagedList.Of<IReadOnlyList<Guid>>([], 1);

    public Pager Pager => Pager.For(Rows, Addresses.CitySmallest, new Dictionary<string, string?>(StringComparer.Ordinal) { ["type"] = Type, ["size"] = Size.ToString(System.Globalization.CultureInfo.InvariantCulture) });

    public async Task<IActionResult> OnGetAsync()
    {
        ModelState.Clear();
        Size = Size == 2 ? 2 : LargestSize;
        Types = [.. Graph.Catalogue.Types.Where(t => Graph.Model.Types.Contains(t.Id, StringComparer.Ordinal)).OrderByDescending(t => Graph.GravityOf(t.Id)).ThenBy(t => t.Name, StringComparer.CurrentCulture).Select(t => new Option(t.Id, t.Name))];
        if (string.IsNullOrEmpty(Type))
            return Page();
        if (Types.All(t => t.Value != Type))
            return NotFound();
        Found = await Compute(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"smallest {Graph.Key} {Type} {Size}"), (_, cancel) => Graph.Model.SmallestCoalitionsFor(Type, Size, cancel: cancel));
        if (Found is null)
            return Waiting!;
        Rows = PagedList.Of<IReadOnlyList<Guid>>([.. Found.Coalitions.Select(c => (IReadOnlyList<Guid>)[.. c.Select(CityId.Parse)])], PageNumber);
        return Page();
    }

    /// <summary>Where one of them has it as a field, there is nothing to prove.</summary>
    public bool IsProven(IReadOnlyList<Guid> group) => group.Count > 1 || Knowledge.Of(group.Count == 0 ? null : group[0], Type!) is { Places: > 0 };

    public string Say(IReadOnlyList<Guid> group) => FindingWords.Actor(Graph, group);
}
