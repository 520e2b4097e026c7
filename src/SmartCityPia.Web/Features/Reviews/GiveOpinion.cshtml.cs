using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using SmartCityPia.Data;
using SmartCityPia.Domain.Reviews;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Reviews;

/// <summary>The data protection officer's signed opinion on the version under review.</summary>
public sealed class GiveOpinionModel(PiaDbContext db, ReviewPeople people, ActOnReview act, IStringLocalizerFactory localizers,
    SignOff signOff) : ReviewFormPage(db, people, act, localizers, signOff), ISignedPage
{
    [BindProperty]
    public OpinionDetails Input { get; set; } = new();

    [BindProperty]
    public SignatureDetails Signature { get; set; } = new();

    /// <summary>The reviewer's question.</summary>
    public ReviewEvent? Question { get; private set; }

    protected override string PostPolicy => Policies.GiveOpinion;

    protected override ReviewRole Role => ReviewRole.DataProtectionOfficer;

    protected override string DoneKey => "GiveOpinion.Done";

    protected override string? Reason => Input.Text;

    protected override bool FitsIn(ReviewState state) => state == ReviewState.DpoOpinion;

    protected override async Task<bool> Prepare(CancellationToken cancellationToken)
    {
        if (Review is { } review)
            Question = await Db.ReviewEvents.AsNoTracking().Where(e => e.ReviewId == review.Id && e.ToState == ReviewState.DpoOpinion)
                .OrderByDescending(e => e.At).FirstOrDefaultAsync(cancellationToken);
        return true;
    }

    protected override void Prefill() => Input.Statement = Texts["GiveOpinion.Statement", Review?.VersionNumber, Dossier.Service.Name];

    protected override Task Act(ReviewContext scene, CancellationToken cancellationToken)
    {
        scene.Review.GiveOpinion(scene.By, Input.Opinion!.Value, Input.Text, Input.Statement);
        return Task.CompletedTask;
    }
}
