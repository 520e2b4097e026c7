using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using SmartCityPia.Data;
using SmartCityPia.Domain.Reviews;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Reviews;

/// <summary>The reviewer asks for the data protection officer's opinion.</summary>
public sealed class AskOpinionModel(PiaDbContext db, ReviewPeople people, ActOnReview act,
    IStringLocalizerFactory localizers) : ReviewFormPage(db, people, act, localizers)
{
    [BindProperty]
    public ReasonDetails Input { get; set; } = new();

    protected override string PostPolicy => Policies.AskOpinion;

    protected override ReviewRole Role => ReviewRole.Reviewer;

    protected override string DoneKey => "AskOpinion.Done";

    protected override string? Reason => Input.Reason;

    protected override bool FitsIn(ReviewState state) => state == ReviewState.InReview;

    protected override Task Act(ReviewContext scene, CancellationToken cancellationToken)
    {
        scene.Review.AskOpinion(scene.By, Input.Reason);
        return Task.CompletedTask;
    }
}
