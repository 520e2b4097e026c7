using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Plan;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Plan;
using SmartCityPia.Web.Infrastructure;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Plan;

/// <summary>One frozen version of the plan: what it says, what changed, and its decision.</summary>
public sealed class VersionModel(PiaDbContext db, PlanReader plan, DecidePlan decide, IAuthorizationService authorization) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "number")]
    public int Number { get; set; }

    [BindProperty]
    public PlanDecisionDetails Input { get; set; } = new();

    public PlanVersion Version { get; private set; } = null!;

    public FrozenPlan Frozen { get; private set; } = null!;

    public PlanDecision? Decision { get; private set; }

    public PlanVersionState State { get; private set; }

    public bool MayDecide { get; private set; }

    /// <summary>Against the version before; empty for the first.</summary>
    public IReadOnlyList<(FrozenPoint? Before, FrozenPoint After)> Changes { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) => await Show(cancellationToken) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!(await authorization.AuthorizeAsync(User, Policies.DecidePlan)).Succeeded)
            return Forbid();
        if (ModelState.IsValid)
        {
            switch (await decide.Handle(Number, Input, HttpContext.Actor(), cancellationToken))
            {
                case Outcome.Done:
                    return Redirect(Addresses.PlanVersion(Number));
                case Outcome.Invalid invalid:
                    this.Tell(invalid.Errors);
                    break;
                case Outcome.NotFound:
                    return NotFound();
                default:
                    this.Tell([new("", "PlanDecided")]);
                    break;
            }
        }
        return await Show(cancellationToken) ? this.Answer(StatusCodes.Status400BadRequest) : NotFound();
    }

    private async Task<bool> Show(CancellationToken cancellationToken)
    {
        var versions = await db.PlanVersions.AsNoTracking().Where(v => v.Number == Number || v.Number == Number - 1).ToDictionaryAsync(v => v.Number, cancellationToken);
        if (!versions.TryGetValue(Number, out var version))
            return false;
        (Version, Frozen) = (version, version.Plan);
        if (versions.TryGetValue(Number - 1, out var before))
            Changes = [.. Frozen.ChangesSince(before.Plan)];
        Decision = await db.PlanDecisions.AsNoTracking().SingleOrDefaultAsync(d => d.Number == Number, cancellationToken);
        var inForce = await plan.InForce(cancellationToken);
        State = new PlanVersionLine(Number, version.Sha256, version.FrozenAt, version.FrozenBy, Decision).StateBeside(inForce);
        MayDecide = Decision is null && version.FrozenById != User.AccountId() && !(inForce > Number) && (await authorization.AuthorizeAsync(User, Policies.DecidePlan)).Succeeded;
        return true;
    }
}
