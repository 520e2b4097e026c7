using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using SmartCityPia.Data;
using SmartCityPia.Domain.Reviews;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Reviews;

/// <summary>The author withdraws a submission.</summary>
public sealed class WithdrawModel(PiaDbContext db, ReviewPeople people, ActOnReview act,
    IStringLocalizerFactory localizers) : ReviewFormPage(db, people, act, localizers)
{
    [BindProperty]
    public ReasonDetails Input { get; set; } = new();

    protected override string PostPolicy => Policies.WithdrawSubmissions;

    protected override ReviewRole Role => ReviewRole.Author;

    protected override string DoneKey => "Withdraw.Done";

    protected override string? Reason => Input.Reason;

    protected override bool FitsIn(ReviewState state) => Review.IsWaiting(state);

    protected override Task Act(ReviewContext scene, CancellationToken cancellationToken)
    {
        scene.Review.Withdraw(scene.Assessment, scene.By, Input.Reason);
        return Task.CompletedTask;
    }
}
