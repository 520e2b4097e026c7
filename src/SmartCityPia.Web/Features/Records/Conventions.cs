using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Records;

internal sealed class Conventions : FolderConventions
{
    public override void Add(FolderPages pages) => pages.Open(Policies.ReadAssessments);
}
