using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using SmartCityPia.Data;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Reviews;
using SmartCityPia.Web.Frame;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Reviews;

/// <summary>
/// The page of one review action. A subclass says which action, in which role and in which states. Errors are handled here for all of them.
/// </summary>
/// <remarks>
/// 400: a field or the password is invalid; all input except the password is kept. 403: not this person's action; the page says why. 404:
/// no version under review. 409: the review has changed, for example because another person decided first.
/// </remarks>
public abstract class ReviewFormPage(PiaDbContext db, ReviewPeople people, ActOnReview act, IStringLocalizerFactory localizers,
    SignOff? signOff = null) : DossierPage
{
    protected abstract string PostPolicy { get; }

    public override Access Access => new() { PostPolicy = PostPolicy };

    /// <summary>The row version of the review on the page.</summary>
    [BindProperty]
    public uint? Seen { get; set; }

    /// <summary>The review of the newest version.</summary>
    public Review? Review { get; private set; }

    /// <summary>The person for whom this person acts as a deputy; null otherwise.</summary>
    public Capacity? Capacity { get; private set; }

    /// <summary>Why the form is not offered; null if it is.</summary>
    public FieldError? Obstacle { get; private set; }

    protected PiaDbContext Db => db;

    protected abstract ReviewRole Role { get; }

    /// <summary>Key of the confirmation text in <c>Reviews.resx</c>.</summary>
    protected abstract string DoneKey { get; }

    /// <summary>Reason to record in the trail.</summary>
    protected virtual string? Reason => null;

    /// <summary>Redirect target after success, relative to the assessment.</summary>
    protected virtual string Back => "review";

    public string BackUrl => At(Back);

    protected abstract bool FitsIn(ReviewState state);

    protected abstract Task Act(ReviewContext scene, CancellationToken cancellationToken);

    /// <summary>Loads what the page shows besides the form.</summary>
    /// <returns>False if the address names something that isn't in this review; the response is 404.</returns>
    protected virtual Task<bool> Prepare(CancellationToken cancellationToken) => Task.FromResult(true);

    /// <summary>The initial content of the form.</summary>
    protected virtual void Prefill()
    {
    }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (!await Load(cancellationToken))
            return NotFound();
        Prefill();
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!await Load(cancellationToken) || Review is null)
            return NotFound();
        if (Seen is not { } seen)
            return BadRequest();
        if (Obstacle is { } obstacle)
            return await Refuse(obstacle, obstacle.Rule is "NobodyReviewsOwnWork"
                or "NotYourRole" ? StatusCodes.Status403Forbidden : StatusCodes.Status409Conflict, cancellationToken);
        if (!ModelState.IsValid)
            return this.Answer(StatusCodes.Status400BadRequest);
        var actor = HttpContext.Actor();
        if (signOff is not null && this is ISignedPage signed)
        {
            if (await signOff.Check(HttpContext, signed.Signature, actor, cancellationToken) is { } wrong)
            {
                this.TellSignature(wrong);
                return this.Answer(StatusCodes.Status400BadRequest);
            }
            actor = actor with { SignedWith = signed.Signature.Used };
        }
        switch (await act.Handle(Assessment.Id, seen, Role, scene => Act(scene, cancellationToken), actor, cancellationToken, Reason))
        {
            case Outcome.Done:
                Saved = Texts[DoneKey];
                return Redirect(BackUrl);
            case Outcome.Invalid invalid when invalid is not Outcome.Taken:
                return await Refuse(invalid.Errors[0], StatusCodes.Status400BadRequest, cancellationToken);
            case Outcome.Forbidden forbidden:
                return await Refuse(forbidden.Error, StatusCodes.Status403Forbidden, cancellationToken);
            default:
                await Load(cancellationToken);
                return await Refuse(new("", "ReviewMovedOn"), StatusCodes.Status409Conflict, cancellationToken);
        }
    }

    private async Task<PageResult> Refuse(FieldError error, int status, CancellationToken cancellationToken)
    {
        var field = error.Field.Length == 0 ? "" : $"Input.{error.Field}";
        ModelState.AddModelError(field, status == StatusCodes.Status409Conflict
            ? Texts["LostRace", Domain.Foundation.Words.Of(Review!.State), await LastBy(cancellationToken)] : HttpContext.Sentence(error));
        return this.Answer(status);
    }

    protected Texts Texts => new(localizers, "Reviews");

    protected async Task<bool> Load(CancellationToken cancellationToken)
    {
        var (me, authors) = (User.AccountId(), people.Authors(Assessment));
        var newest = await db.Reviews.AsNoTracking().Where(r => r.OwnerId == Assessment.Id).OrderByDescending(r => r.VersionNumber)
            .Select(r => new { Review = r, IsAuthor = authors.Contains(me) }).FirstOrDefaultAsync(cancellationToken);
        Review = newest?.Review;
        Capacity = await people.CapacityOf(me, Role, cancellationToken, Assessment);
        Obstacle = Review is null ? new("", "NothingToReview")
            : Role != ReviewRole.Author && newest!.IsAuthor ? new("", "NobodyReviewsOwnWork")
            : Capacity is null ? new("", "NotYourRole")
            : !FitsIn(Review.State) ? new("", "ReviewMovedOn")
            : null;
        if (HttpMethods.IsGet(Request.Method))
            Seen = Review?.Version;
        return await Prepare(cancellationToken);
    }

    private async Task<string> LastBy(CancellationToken cancellationToken) =>
        await db.ReviewEvents.Where(e => e.ReviewId == Review!.Id).OrderByDescending(e => e.At).ThenByDescending(e => e.Id)
            .Select(e => e.AccountName).FirstOrDefaultAsync(cancellationToken) ?? "";
}

/// <summary>A page for a signed action. It asks for the password.</summary>
public interface ISignedPage
{
    SignatureDetails Signature { get; }
}
