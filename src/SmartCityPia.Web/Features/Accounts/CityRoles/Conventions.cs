using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Accounts.CityRoles;

internal sealed class Conventions : FolderConventions
{
    public override void Add(FolderPages pages)
    {
        pages.Open(Policies.ManageAccounts);
        pages.Route("Edit", "accounts/roles/new");
    }
}
