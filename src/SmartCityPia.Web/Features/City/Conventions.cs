using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.City;

internal sealed class Conventions : FolderConventions
{
    public override void Add(FolderPages pages)
    {
        // How far a computation is: also of one that an assessment's findings wait for.
        pages.Open(Policies.ReadAssessments, "Run");
        pages.OpenOthers(Policies.ReadCity, "Run");
        pages.Open(Policies.EditCity, "Coalition");
        pages.Route("Coalition", "city/coalitions/new");
        pages.Route("Organisation", "city/outsider");
    }
}
