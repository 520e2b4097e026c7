using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SmartCityPia.Data;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Web.Infrastructure;
using SmartCityPia.Web.Infrastructure.Forms;

namespace SmartCityPia.Web.Features.Records;

/// <summary>The city's record of processing (GDPR, Article 30): the services whose assessments a person may see.</summary>
public sealed class IndexModel(PiaDbContext db) : PageModel
{
    public sealed record Row(string Reference, string Name, string Agency, DateTimeOffset ChangedAt);

    [BindProperty(SupportsGet = true, Name = "p")]
    public int PageNumber { get; set; } = 1;

    public PagedList<Row> Rows { get; private set; } = null!;

    public Pager Pager => Pager.For(Rows, Addresses.Records, new Dictionary<string, string?>(StringComparer.Ordinal));

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        // A page number that is no number shows the first page, not an error.
        ModelState.Clear();
        Rows = await PagedList.Read(
            from a in db.InRecord(User)
            join d in db.ServiceDescriptions on a.DescriptionId equals d.Id
            orderby d.Name, a.Id
            select new Row(a.Reference, d.Name, db.Organisations.Where(o => o.Id == a.AgencyId).Select(o => o.Name).Single(), a.ChangedAt),
            PageNumber, cancellationToken);
    }
}
