using Microsoft.AspNetCore.Mvc;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Submissions;
using SmartCityPia.Web.Frame;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Submissions;

/// <summary>An officer changes a request that was sent, or reminds the vendor of it.</summary>
/// <remarks>400: a field is wrong. 409: another person acted first, or it isn't the vendor's turn.</remarks>
public sealed class EditModel(ChangeRequest change) : DossierPage
{
    [BindProperty]
    public RequestChangeDetails Input { get; set; } = new();

    [BindProperty]
    public uint? Seen { get; set; }

    public override Access Access => new() { PostPolicy = Policies.AskVendors, BeforeSubmission = true };

    public void OnGet()
    {
        Input = new() { Message = Asked!.Message, DueOn = Asked.DueOn };
        Seen = Asked.Version;
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (Input.DueOn is { } due && due < Today && due != Asked!.DueOn)
            ModelState.AddModelError("Input.DueOn", HttpContext.Sentence(new("", "DayPast")));
        if (DescriptionRequestDetails.AreTooMany(Input.QuestionLines))
            ModelState.AddModelError("Input.MoreQuestions", HttpContext.Sentence(new("", "QuestionsTooMany")));
        if (Seen is not { } seen || !ModelState.IsValid)
            return this.Answer(StatusCodes.Status400BadRequest);
        switch (await change.Handle(Assessment.Id, seen, Input, HttpContext.Actor(), cancellationToken))
        {
            case Outcome.Done:
                Saved = HttpContext.Sentence(new("", "RequestChanged"));
                return Redirect(At(""));
            case Outcome.Invalid invalid:
                this.Tell(invalid.Errors);
                return this.Answer(StatusCodes.Status400BadRequest);
            default:
                return Moved();
        }
    }

    public async Task<IActionResult> OnPostRemindAsync(CancellationToken cancellationToken)
    {
        ModelState.Clear();
        if (Seen is not { } seen)
            return BadRequest();
        if (await change.Remind(Assessment.Id, seen, HttpContext.Actor(), cancellationToken) is not Outcome.Done)
        {
            OnGet();
            return Moved();
        }
        Saved = HttpContext.Sentence(new("", "VendorReminded"));
        return Redirect(At(""));
    }

    private Microsoft.AspNetCore.Mvc.RazorPages.PageResult Moved()
    {
        ModelState.AddModelError("", HttpContext.Sentence(new("", "DescriptionMoved")));
        return this.Answer(StatusCodes.Status409Conflict);
    }
}
