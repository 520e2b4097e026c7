using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SmartCityPia.Data.Plan;
using SmartCityPia.Web.Infrastructure;
using SmartCityPia.Web.Infrastructure.Forms;

namespace SmartCityPia.Web.Features.Plan;

/// <summary>Who takes part in the plan, and what each of them accepted.</summary>
public sealed class ParticipantsModel(PlanReader plan) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "p")]
    public int PageNumber { get; set; } = 1;

    [TempData]
    public string? Saved { get; set; }

    public PagedList<ParticipantLine> Rows { get; private set; } = null!;

    public int? InForce { get; private set; }

    public Pager Pager => Pager.For(Rows, Addresses.PlanParticipants, new Dictionary<string, string?>(StringComparer.Ordinal));

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        ModelState.Clear();
        InForce = await plan.InForce(cancellationToken);
        Rows = await PagedList.Read(plan.ParticipantLines, PageNumber, cancellationToken);
    }
}
