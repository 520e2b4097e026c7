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

/// <summary>Which organisations are looked at together: those declared, and those that follow from the descriptions.</summary>
public sealed class CoalitionsModel(PiaDbContext db, CityReader city, CityRuns runs) : CityPage(city, runs)
{
    [BindProperty(SupportsGet = true, Name = "p")]
    public int PageNumber { get; set; } = 1;

    /// <param name="Emergent">How much they can tell that no fewer of them can.</param>
    public sealed record Row(Together Group, IReadOnlyList<string> Members, int Emergent);

    public PagedList<Row> Rows { get; private set; } = null!;

    public Pager Pager => Pager.For(Rows, Addresses.Coalitions, new Dictionary<string, string?>(StringComparer.Ordinal));

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        ModelState.Clear();
        var page = PagedList.Of<Together>([.. Graph.Declared, .. Graph.Together.Where(t => t.Id is null)], PageNumber);
        // A declared member need not be in any description yet, and then only the database knows its name.
        var unnamed = page.Items.SelectMany(t => t.Members).Where(m => !Graph.Organisations.ContainsKey(m)).ToHashSet();
        var names = await db.Organisations.Where(o => unnamed.Contains(o.Id)).ToDictionaryAsync(o => o.Id, o => o.Name, cancellationToken);
        var emergent = Knowledge.Together.CountBy(t => string.Join('+', t.Members.Order())).ToDictionary(StringComparer.Ordinal);
        Rows = new(
            [.. page.Items.Select(t => new Row(
                t, [.. t.Members.Select(m => names.GetValueOrDefault(m) ?? FindingWords.Actor(Graph, m)).Order(StringComparer.CurrentCulture)],
                emergent.GetValueOrDefault(string.Join('+', t.Members.Order()))))],
            page.Page, page.PageSize, page.Total);
    }
}
