using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using SmartCityPia.Data;
using SmartCityPia.Domain.Reviews;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Reviews;

/// <summary>The reviewer returns the assessment to its authors.</summary>
public sealed class RequestChangesModel(PiaDbContext db, ReviewPeople people, ActOnReview act,
    IStringLocalizerFactory localizers) : ReviewFormPage(db, people, act, localizers)
{
    [BindProperty]
    public ReasonDetails Input { get; set; } = new();

    protected override string PostPolicy => Policies.RequestChanges;

    protected override ReviewRole Role => ReviewRole.Reviewer;

    protected override string DoneKey => "RequestChanges.Done";

    protected override string? Reason => Input.Reason;

    protected override bool FitsIn(ReviewState state) => Review.IsWaiting(state);

    protected override Task Act(ReviewContext scene, CancellationToken cancellationToken)
    {
        scene.Review.RequestChanges(scene.Assessment, scene.By, Input.Reason);
        return Task.CompletedTask;
    }
}
