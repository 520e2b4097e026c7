using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Dossiers.Versions;

internal sealed class Conventions : FolderConventions
{
    public override void Add(FolderPages pages)
    {
        pages.Open(Policies.ReadAssessments);
        pages.Open(Policies.EditHere, "Restore");
        pages.Open(Policies.Release, "Releases");
    }
}
