using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Reviews;

internal sealed class Conventions : FolderConventions
{
    public override void Add(FolderPages pages)
    {
        pages.Open(Policies.ReadAssessments);
        pages.Open(Policies.WithdrawSubmissions, "Withdraw");
        pages.Open(Policies.RequestChanges, "RequestChanges");
        pages.Open(Policies.AskOpinion, "AskOpinion");
        pages.Open(Policies.GiveOpinion, "GiveOpinion");
        pages.Open(Policies.DecideReviews, "Decide");
        pages.Open(Policies.JudgeSteps, "Judge");
        pages.Open(Policies.RecordConsultation, "Consult");
        pages.Open(Policies.CloseConditions, "CloseCondition");
        pages.Open(Policies.Delegate, "Deputies");
    }
}
