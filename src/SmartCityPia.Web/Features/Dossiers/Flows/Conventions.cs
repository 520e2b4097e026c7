using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Dossiers.Flows;

internal sealed class Conventions : FolderConventions
{
    public override void Add(FolderPages pages)
    {
        pages.Open(Policies.ReadDescriptions);
        pages.AlsoInADescription("Index", "Flow", "Csv");
        // Where a row has the plural of its step, the bare address is the list; adding one gets a word of its own.
        pages.Route("Flow", "descriptions/{reference}/flows/new");
        pages.Route("Flow", "assessments/{reference}/flows/new");
    }
}
