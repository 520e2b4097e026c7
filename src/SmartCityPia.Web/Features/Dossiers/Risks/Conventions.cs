using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Dossiers.Risks;

internal sealed class Conventions : FolderConventions
{
    public override void Add(FolderPages pages)
    {
        pages.Open(Policies.ReadAssessments);
        // Where a row has the plural of its step, the bare address is the list; adding one gets a word of its own.
        pages.Route("Risk", "assessments/{reference}/risks/new");
    }
}
