using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Dossiers.Stakeholders;

internal sealed class Conventions : FolderConventions
{
    public override void Add(FolderPages pages)
    {
        pages.Open(Policies.ReadDescriptions);
        pages.AlsoInADescription("Index", "Stakeholder");
        // The list has the plain address because the row has the same name as its step; adding one has a separate address.
        pages.Route("Stakeholder", "descriptions/{reference}/stakeholders/new");
        pages.Route("Stakeholder", "assessments/{reference}/stakeholders/new");
    }
}
