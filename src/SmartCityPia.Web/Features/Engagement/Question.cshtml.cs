using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Engagement;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Web.Infrastructure;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Engagement;

/// <summary>One question with the form of its answer.</summary>
/// <remarks>400: a field is invalid. 403: the person may only read. 404: no such question, or its assessment is not theirs. 409: answered meanwhile; what was typed stays.</remarks>
public sealed class QuestionModel(PiaDbContext db, AnswerQuestion answer, IAuthorizationService authorization, TimeProvider clock) : PageModel
{
    [BindProperty]
    public QuestionAnswerDetails Input { get; set; } = new();

    [TempData]
    public string? Saved { get; set; }

    public PublicQuestion Question { get; private set; } = null!;

    public string Service { get; private set; } = "";

    /// <summary>The assessment's reference.</summary>
    public string Reference { get; private set; } = "";

    public bool MayAnswer { get; private set; }

    public DateOnly Today => clock.Today();

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken) => await Load(id, cancellationToken) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancellationToken)
    {
        if (!await Load(id, cancellationToken))
            return NotFound();
        if (!MayAnswer)
            return Forbid();
        return ModelState.IsValid ? await Told(id, await answer.Handle(id, Input, HttpContext.Actor(), cancellationToken), "QuestionAnswered", cancellationToken) : this.Answer(StatusCodes.Status400BadRequest);
    }

    public async Task<IActionResult> OnPostUnpublishAsync(Guid id, CancellationToken cancellationToken)
    {
        ModelState.Clear();
        if (!await Load(id, cancellationToken))
            return NotFound();
        return MayAnswer ? await Told(id, await answer.Unpublish(id, HttpContext.Actor(), cancellationToken), "AnswerTakenOff", cancellationToken) : Forbid();
    }

    private async Task<IActionResult> Told(Guid id, Outcome outcome, string done, CancellationToken cancellationToken)
    {
        switch (outcome)
        {
            case Outcome.Done:
                Saved = HttpContext.Sentence(new("", done));
                return Redirect(Addresses.Question(id));
            case Outcome.Invalid invalid:
                this.Tell(invalid.Errors);
                return this.Answer(StatusCodes.Status400BadRequest);
            default:
                await Load(id, cancellationToken);
                this.Tell([new("", "QuestionAnsweredMeanwhile")]);
                return this.Answer(StatusCodes.Status409Conflict);
        }
    }

    private async Task<bool> Load(Guid id, CancellationToken cancellationToken)
    {
        var found = await (from q in db.PublicQuestions.AsNoTracking()
                           where q.Id == id
                           join a in db.Assessments.VisibleTo(User) on q.OwnerId equals a.Id
                           select new { Question = q, a.Reference, Service = db.Publications.Where(p => p.Slug == q.Slug).OrderByDescending(p => p.Number).Select(p => p.Name).First() }).SingleOrDefaultAsync(cancellationToken);
        if (found is null)
            return false;
        (Question, Reference, Service) = (found.Question, found.Reference, found.Service);
        MayAnswer = (await authorization.AuthorizeAsync(User, Policies.EditAssessments)).Succeeded;
        return true;
    }
}
