using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Reviews.Incidents;

internal sealed class Conventions : FolderConventions
{
    public override void Add(FolderPages pages)
    {
        pages.Open(Policies.ReadAssessments);
        // The list has the plain address because the row has the same name as its step; adding one has a separate address.
        pages.Route("Incident", "assessments/{reference}/incidents/new");
    }
}
