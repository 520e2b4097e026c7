using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Reviews;
using SmartCityPia.Web.Frame;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Reviews;

/// <summary>One reason for another review, and the officer's answer that no new assessment is needed.</summary>
/// <remarks>400: the reason is missing. 409: events were added, or another person answered first.</remarks>
public sealed class AnswerModel(FindReasonsToReview find, AnswerTrigger answer, IStringLocalizerFactory localizers) : DossierPage
{
    /// <summary>Longer lists are collapsed, so that the question below stays visible.</summary>
    public const int AtOnce = 20;

    [FromRoute]
    public TriggerKind Kind { get; set; }

    [BindProperty]
    public ReasonDetails Input { get; set; } = new();

    [BindProperty]
    public string? Seen { get; set; }

    /// <summary>Null if there is nothing to answer.</summary>
    public ReviewTrigger? Trigger { get; private set; }

    public override bool NeedsCity => Kind == TriggerKind.CityFindings;

    public override Access Access => new() { PostPolicy = Policies.EditAssessments };

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (!Enum.IsDefined(Kind))
            return NotFound();
        await Load(cancellationToken);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!Enum.IsDefined(Kind))
            return NotFound();
        if (!ModelState.IsValid)
            return await ShowAgain(StatusCodes.Status400BadRequest, cancellationToken);
        if (!await answer.Handle(Dossier, Kind, Seen ?? "", Input.Reason, HttpContext.Actor(), cancellationToken))
        {
            ModelState.AddModelError("", HttpContext.Sentence(new FieldError("", "TriggerChanged")));
            ModelState.Remove(nameof(Seen));
            return await ShowAgain(StatusCodes.Status409Conflict, cancellationToken);
        }
        Saved = new Texts(localizers, "Reviews")["Answer.Done"];
        return Redirect(At("review"));
    }

    private async Task Load(CancellationToken cancellationToken)
    {
        Trigger = (await find.OnPage(this, User.AccountId(), cancellationToken)).Triggers.FirstOrDefault(t => t.Kind == Kind);
        Seen = Trigger?.Seen;
    }

    private async Task<Microsoft.AspNetCore.Mvc.RazorPages.PageResult> ShowAgain(int status, CancellationToken cancellationToken)
    {
        await Load(cancellationToken);
        Response.StatusCode = status;
        return Page();
    }
}
