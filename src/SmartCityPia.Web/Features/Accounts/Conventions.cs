using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Accounts;

internal sealed class Conventions : FolderConventions
{
    public override void Add(FolderPages pages)
    {
        pages.Open(Policies.SignedIn);
        pages.Open(Policies.ManageAccounts, "Index", "Invite", "Person", "AccessReview");
    }
}
