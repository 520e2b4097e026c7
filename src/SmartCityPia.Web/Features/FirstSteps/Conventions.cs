using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.FirstSteps;

internal sealed class Conventions : FolderConventions
{
    public override void Add(FolderPages pages) => pages.Open(Policies.Begin);
}
