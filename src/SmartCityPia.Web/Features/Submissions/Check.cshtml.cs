using Microsoft.AspNetCore.Mvc;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Submissions;
using SmartCityPia.Web.Features.Dossiers.Submit;
using SmartCityPia.Web.Frame;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Submissions;

/// <summary>Shows what is missing and submits the description.</summary>
/// <remarks>400: the statement is missing or a gap blocks. 409: another person saved meanwhile.</remarks>
public sealed class CheckModel(SubmitDescription submit, Microsoft.Extensions.Localization.IStringLocalizerFactory localizers) : DossierPage
{
    private readonly Texts _texts = new(localizers, "Submit");

    [BindProperty]
    public HandInDetails Input { get; set; } = new();

    [BindProperty]
    public uint? Seen { get; set; }

    public override Step? Step => Domain.Dossiers.Step.Check;

    public override Access Access => new() { PostPolicy = Policies.Describe };

    public IEnumerable<Gap> Missing => Gaps.Where(g => g.Blocks || g.Attention);

    public IEnumerable<DescriptionRemark> Unanswered => Remarks.Where(r => string.IsNullOrEmpty(r.Answer));

    public void OnGet() => Seen = Assessment.Version;

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (Seen is not { } seen || !ModelState.IsValid)
            return ShowAgain(StatusCodes.Status400BadRequest);
        switch (await submit.Handle(Assessment.Id, seen, Input.Statement, HttpContext.Actor(), cancellationToken))
        {
            case Outcome.Done:
                Saved = HttpContext.Sentence(new("", "DescriptionSubmitted"));
                return Redirect(At(""));
            case Outcome.Blocked<IReadOnlyList<Gap>> blocked:
                Gaps = blocked.Why;
                ModelState.AddModelError("", HttpContext.Sentence(new("", "DescriptionIncomplete")));
                return ShowAgain(StatusCodes.Status400BadRequest);
            default:
                ModelState.AddModelError("", _texts["Changed"]);
                return ShowAgain(StatusCodes.Status409Conflict);
        }
    }

    public string Sentence(Gap gap) => _texts["Gap." + gap.Rule, [.. gap.Arguments]];

    private Microsoft.AspNetCore.Mvc.RazorPages.PageResult ShowAgain(int status)
    {
        Seen = Assessment.Version;
        ModelState.Remove(nameof(Seen));
        Response.StatusCode = status;
        return Page();
    }
}
