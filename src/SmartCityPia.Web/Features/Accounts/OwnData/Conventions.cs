using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Accounts.OwnData;

internal sealed class Conventions : FolderConventions
{
    public override void Add(FolderPages pages)
    {
        pages.Open(Policies.SignedIn, "Index");
        pages.Open(Policies.ManageAccounts, "OfPerson");
    }
}
