using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Dossiers.Stakeholders;

internal sealed class Conventions : FolderConventions
{
    public override void Add(FolderPages pages)
    {
        pages.Open(Policies.ReadDescriptions);
        pages.AlsoInADescription("Index", "Stakeholder");
        // Where a row has the plural of its step, the bare address is the list; adding one gets a word of its own.
        pages.Route("Stakeholder", "descriptions/{reference}/stakeholders/new");
        pages.Route("Stakeholder", "assessments/{reference}/stakeholders/new");
    }
}
