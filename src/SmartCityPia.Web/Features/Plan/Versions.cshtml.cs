using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SmartCityPia.Data.Plan;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Plan;
using SmartCityPia.Web.Infrastructure;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Plan;

/// <summary>The frozen versions of the plan, the newest first. The next one is frozen here.</summary>
public sealed class VersionsModel(PlanReader plan, FreezePlan freeze, IAuthorizationService authorization) : PageModel
{
    [BindProperty]
    public PlanVersionDetails Input { get; set; } = new();

    [BindProperty(SupportsGet = true, Name = "p")]
    public int PageNumber { get; set; } = 1;

    public PagedList<PlanVersionLine> Rows { get; private set; } = null!;

    public int? InForce { get; private set; }

    public Pager Pager => Pager.For(Rows, Addresses.PlanVersions, new Dictionary<string, string?>(StringComparer.Ordinal));

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        ModelState.Clear();
        await Show(cancellationToken);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!(await authorization.AuthorizeAsync(User, Policies.EditCity)).Succeeded)
            return Forbid();
        if (ModelState.IsValid)
        {
            if (await freeze.Handle(Input.Statement, HttpContext.Actor(), cancellationToken) is { } number)
                return Redirect(Addresses.PlanVersion(number));
            this.Tell([new(nameof(Input.Statement), "PlanFrozenMeanwhile")]);
        }
        await Show(cancellationToken);
        return this.Answer(StatusCodes.Status400BadRequest);
    }

    private async Task Show(CancellationToken cancellationToken)
    {
        Rows = await PagedList.Read(plan.Versions, PageNumber, cancellationToken);
        InForce = await plan.InForce(cancellationToken);
    }
}
