using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Notices;

internal sealed class Conventions : FolderConventions
{
    public override void Add(FolderPages pages)
    {
        // Everyone signed in has notices. The pages show each person their own.
        pages.Open(Policies.SignedIn);
    }
}
