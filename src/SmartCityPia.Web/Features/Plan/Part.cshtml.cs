using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SmartCityPia.Data.Plan;
using SmartCityPia.Domain.Catalogue;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Plan;
using SmartCityPia.Web.Infrastructure;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Plan;

/// <summary>The points of one part of the plan. What the records say is confirmed here, several at once.</summary>
public sealed class PartModel(PlanReader plan, ConfirmPoints confirm, TimeProvider clock, IAuthorizationService authorization) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "part")]
    public PlanPart Part { get; set; }

    /// <summary>The points that are confirmed.</summary>
    [BindProperty]
    public List<string> Points { get; set; } = [];

    [TempData]
    public string? Saved { get; set; }

    public PlanPartState State { get; private set; } = null!;

    public DateOnly Today { get; private set; }

    public bool MayEdit { get; private set; }

    public IReadOnlyDictionary<Guid, string> Owners { get; private set; } = new Dictionary<Guid, string>();

    /// <summary>Points that wait for somebody to agree with what the records say.</summary>
    public bool AnyProposed => State.Points.Any(p => p.State is PlanPointState.Proposed or PlanPointState.Moved);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (!ModelState.IsValid || !Enum.IsDefined(Part))
            return NotFound();
        await Show(cancellationToken);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!ModelState.IsValid || !Enum.IsDefined(Part))
            return NotFound();
        if (!(await authorization.AuthorizeAsync(User, Policies.EditCity)).Succeeded)
            return Forbid();
        if (Points.Count == 0)
        {
            ModelState.AddModelError(nameof(Points), HttpContext.Sentence(new("", "NothingChosen")));
            await Show(cancellationToken);
            return this.Answer(StatusCodes.Status400BadRequest);
        }
        var done = await confirm.Handle(Points, HttpContext.Actor(), cancellationToken);
        Saved = HttpContext.Sentence(new("", "PlanConfirmed", done.ToString(CultureInfo.CurrentCulture)));
        return Redirect(Addresses.PlanPart(Part));
    }

    private async Task Show(CancellationToken cancellationToken)
    {
        Today = clock.Today();
        State = (await plan.Read(PiaCatalogue.Current, Today, cancellationToken)).Parts.Single(p => p.Part == Part);
        MayEdit = (await authorization.AuthorizeAsync(User, Policies.EditCity)).Succeeded;
        Owners = await plan.Owners(State.Points, cancellationToken);
    }
}
