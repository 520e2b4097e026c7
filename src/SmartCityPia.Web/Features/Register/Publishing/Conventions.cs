using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Register.Publishing;

internal sealed class Conventions : FolderConventions
{
    public override void Add(FolderPages pages)
    {
        pages.Open(Policies.Publish, "Publish", "Withdraw");
        pages.OpenOthers(Policies.ReadAssessments, "Publish", "Withdraw");
    }
}
