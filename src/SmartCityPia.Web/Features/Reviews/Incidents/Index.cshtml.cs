using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Domain.Reviews;
using SmartCityPia.Web.Frame;
using SmartCityPia.Web.Infrastructure.Forms;

namespace SmartCityPia.Web.Features.Reviews.Incidents;

/// <summary>All incidents of an assessment, latest first.</summary>
public sealed class IndexModel(PiaDbContext db) : DossierPage
{
    [BindProperty(SupportsGet = true, Name = "p")]
    public int PageNumber { get; set; } = 1;

    public PagedList<Incident> Incidents { get; private set; } = null!;

    public Pager Pager => Pager.For(Incidents, At("incidents"), new Dictionary<string, string?>(StringComparer.Ordinal));

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        ModelState.Clear();
        Incidents = await PagedList.Read(db.Incidents.AsNoTracking().Where(i => i.OwnerId == Assessment.Id)
            .OrderByDescending(i => i.NoticedOn).ThenByDescending(i => i.Id), PageNumber, cancellationToken);
    }
}
