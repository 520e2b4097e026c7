using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Trail;

internal sealed class Conventions : FolderConventions
{
    public override void Add(FolderPages pages)
    {
        pages.Open(Policies.ReadTrail, "Index", "Lines", "Check", "Anchor");
        pages.Open(Policies.ReadAssessments, "Assessment", "AssessmentLines");
    }
}
