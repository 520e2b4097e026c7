using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using SmartCityPia.Data;
using SmartCityPia.Domain.Reviews;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Reviews;

/// <summary>One condition of an approval, and the reviewer's confirmation that it is met.</summary>
public sealed class CloseConditionModel(PiaDbContext db, ReviewPeople people, ActOnReview act,
    IStringLocalizerFactory localizers) : ReviewFormPage(db, people, act, localizers)
{
    [BindProperty]
    public ReasonDetails Input { get; set; } = new();

    [FromRoute(Name = "id")]
    public Guid ConditionId { get; set; }

    public ReviewCondition Condition { get; private set; } = null!;

    public ConditionClosure? Closure { get; private set; }

    public ConditionState State => ReviewCondition.StateOf(Condition.DueOn, Closure is not null, Today);

    protected override string PostPolicy => Policies.CloseConditions;

    protected override ReviewRole Role => ReviewRole.Reviewer;

    protected override string DoneKey => "CloseCondition.Done";

    protected override string? Reason => Input.Reason;

    protected override string Back => "review#conditions";

    /// <summary>Conditions can be closed in any state of the assessment.</summary>
    protected override bool FitsIn(ReviewState state) => true;

    protected override async Task<bool> Prepare(CancellationToken cancellationToken)
    {
        var found = await Db.ReviewConditions.AsNoTracking().Where(c => c.Id == ConditionId && c.OwnerId == Assessment.Id)
            .Select(c => new { Condition = c, Closure = Db.ConditionClosures.FirstOrDefault(x => x.ConditionId == c.Id) })
                .SingleOrDefaultAsync(cancellationToken);
        if (found is null)
            return false;
        (Condition, Closure) = (found.Condition, found.Closure);
        return true;
    }

    // A unique constraint allows one closure per condition; the second of two concurrent ones is refused.
    protected override Task Act(ReviewContext scene, CancellationToken cancellationToken)
    {
        Db.Add(Condition.Close(scene.By, Input.Reason));
        return Task.CompletedTask;
    }
}
