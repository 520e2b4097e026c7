using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Search;

internal sealed class Conventions : FolderConventions
{
    /// <summary>Everybody searches what they may read.</summary>
    public override void Add(FolderPages pages) => pages.Open(Policies.SignedIn);
}
