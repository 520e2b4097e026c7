using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using SmartCityPia.Data;
using SmartCityPia.Domain.Reviews;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Reviews;

/// <summary>Prior consultation of the supervisory authority: whether, why, and the result.</summary>
public sealed class ConsultModel(PiaDbContext db, ReviewPeople people, ActOnReview act,
    IStringLocalizerFactory localizers) : ReviewFormPage(db, people, act, localizers)
{
    [BindProperty]
    public ConsultationDetails Input { get; set; } = new();

    protected override string PostPolicy => Policies.RecordConsultation;

    protected override ReviewRole Role => ReviewRole.Reviewer;

    protected override string DoneKey => "Consult.Done";

    protected override string? Reason => Input.ConsultationReason;

    protected override bool FitsIn(ReviewState state) => Review!.HighResidualRisks > 0
        && state is not (ReviewState.ChangesRequested or ReviewState.Withdrawn);

    protected override void Prefill()
    {
        if (Review is not { } review)
            return;
        Input = new()
        {
            Consulted = review.Consulted,
            ConsultationReason = review.ConsultationReason,
            ConsultedOn = review.ConsultedOn,
            ConsultationReference = review.ConsultationReference,
            AdviceOn = review.AdviceOn,
            Advice = review.Advice,
        };
    }

    protected override Task Act(ReviewContext scene, CancellationToken cancellationToken)
    {
        scene.Review.Consult(scene.By, Input, scene.Today);
        return Task.CompletedTask;
    }
}
