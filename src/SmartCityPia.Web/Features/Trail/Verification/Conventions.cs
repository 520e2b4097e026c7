using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Trail.Verification;

internal sealed class Conventions : FolderConventions
{
    public override void Add(FolderPages pages)
    {
        pages.Open(Policies.SignedIn);
    }
}
