using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Released;

internal sealed class Conventions : FolderConventions
{
    public override void Add(FolderPages pages)
    {
        pages.Open(Policies.ReadReleased);
    }
}
