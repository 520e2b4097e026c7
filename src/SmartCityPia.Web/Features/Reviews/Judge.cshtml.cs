using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using SmartCityPia.Data;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Reviews;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Reviews;

/// <summary>The reviewer's verdict on one step of the version under review.</summary>
public sealed class JudgeModel(PiaDbContext db, ReviewPeople people, ActOnReview act,
    IStringLocalizerFactory localizers) : ReviewFormPage(db, people, act, localizers)
{
    private StepVerdict? _stored;

    [BindProperty]
    public StepVerdictDetails Input { get; set; } = new();

    /// <summary>The row version of the verdict on the page; null if there is no verdict yet.</summary>
    [BindProperty]
    public uint? SeenVerdict { get; set; }

    [FromRoute(Name = "step")]
    public Step Judged { get; set; }

    protected override string PostPolicy => Policies.JudgeSteps;

    protected override ReviewRole Role => ReviewRole.Reviewer;

    protected override string DoneKey => "Judge.Done";

    protected override string Back => "review#verdicts";

    protected override bool FitsIn(ReviewState state) => Review.IsWaiting(state);

    protected override async Task<bool> Prepare(CancellationToken cancellationToken)
    {
        if ((ModelState.TryGetValue("step", out var step) && step.Errors.Count > 0) || !StepVerdict.Steps.Contains(Judged))
            return false;
        if (Review is { } review)
            _stored = await Db.StepVerdicts.AsNoTracking()
                .SingleOrDefaultAsync(v => v.ReviewId == review.Id && v.Step == Judged, cancellationToken);
        return true;
    }

    protected override void Prefill()
    {
        (Input.Verdict, Input.Text) = (_stored?.Verdict, _stored?.Text);
        SeenVerdict = _stored?.Version;
    }

    protected override async Task Act(ReviewContext scene, CancellationToken cancellationToken)
    {
        var verdict = await Db.StepVerdicts.SingleOrDefaultAsync(v => v.ReviewId == scene.Review.Id && v.Step == Judged, cancellationToken);
        if (verdict?.Version != SeenVerdict)
            throw ReviewRefusedException.Outdated();
        if (verdict is null)
            Db.Add(verdict = new()
            {
                Id = Guid.CreateVersion7(scene.By.Actor.At),
                OwnerId = scene.Assessment.Id,
                ReviewId = scene.Review.Id,
                Step = Judged
            });
        verdict.Give(scene.Review, scene.By, Input);
    }
}
