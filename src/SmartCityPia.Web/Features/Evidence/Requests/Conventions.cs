using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Evidence.Requests;

internal sealed class Conventions : FolderConventions
{
    public override void Add(FolderPages pages)
    {
        // Anybody may be asked; the page shows each person what is theirs.
        pages.Open(Policies.SignedIn);
    }
}
