using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Domain.Trail;
using SmartCityPia.Web.Frame;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Trail;

namespace SmartCityPia.Web.Features.Trail;

/// <summary>The history of one assessment and its service, including who read it.</summary>
public sealed class AssessmentModel(PiaDbContext db, ReadHistory history) : DossierPage
{
    public HistoryList List { get; private set; } = null!;

    public override ViewEvent ViewEvent => new(AuditVerbs.Opened, nameof(AuditEvent), Assessment.Id, Assessment.Id);

    public async Task OnGetAsync(HistoryFilter filter, [FromQuery(Name = "p")] int page, CancellationToken cancellationToken)
    {
        ModelState.Clear();
        filter = filter with { Organisation = null };
        var owners = history.OwnersOf(Assessment);
        var people = await db.Users.AsNoTracking().Where(u => db.AuditEvents.Any(e => e.AccountId == u.Id && owners.Contains(e.OwnerId!.Value)))
            .AsOptions(db, cancellationToken);
        List = new(At("history"), filter, await history.Handle(filter, owners, page, cancellationToken, Dossier), people, null);
    }
}
