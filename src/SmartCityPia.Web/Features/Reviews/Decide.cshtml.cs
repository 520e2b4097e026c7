using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using SmartCityPia.Data;
using SmartCityPia.Domain.Reviews;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Reviews;

/// <summary>The reviewer's signed decision on the version under review.</summary>
public sealed class DecideModel(PiaDbContext db, ReviewPeople people, ActOnReview act, IStringLocalizerFactory localizers,
    SignOff signOff) : ReviewFormPage(db, people, act, localizers, signOff), ISignedPage
{
    private const int BlankConditions = 2;

    [BindProperty]
    public DecisionDetails Input { get; set; } = new();

    [BindProperty]
    public SignatureDetails Signature { get; set; } = new();

    protected override string PostPolicy => Policies.DecideReviews;

    protected override ReviewRole Role => ReviewRole.Reviewer;

    protected override string DoneKey => "Decide.Done";

    protected override string? Reason => Input.Reason;

    protected override bool FitsIn(ReviewState state) => state == ReviewState.InReview;

    protected override Task<bool> Prepare(CancellationToken cancellationToken)
    {
        if (Input.Conditions.Count == 0)
            Input.Conditions = [.. Enumerable.Range(0, BlankConditions).Select(_ => new ConditionDetails())];
        return Task.FromResult(true);
    }

    protected override void Prefill() => Input.Statement = Texts["Decide.Statement", Review?.VersionNumber, Dossier.Service.Name];

    /// <summary>Adds an empty condition to the form. Nothing is decided.</summary>
    public async Task<IActionResult> OnPostMoreAsync(CancellationToken cancellationToken)
    {
        await Load(cancellationToken);
        ModelState.Clear();
        if (Input.Conditions.Count < DecisionDetails.MostConditions)
            Input.Conditions.Add(new());
        return Page();
    }

    protected override Task Act(ReviewContext scene, CancellationToken cancellationToken)
    {
        scene.Review.Decide(scene.By, Input, scene.All, scene.Today);
        return Task.CompletedTask;
    }
}
