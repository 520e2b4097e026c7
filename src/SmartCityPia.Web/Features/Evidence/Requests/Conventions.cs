using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Evidence.Requests;

internal sealed class Conventions : FolderConventions
{
    public override void Add(FolderPages pages)
    {
        // Anyone can be asked for evidence. The pages show each person their own requests.
        pages.Open(Policies.SignedIn);
    }
}
