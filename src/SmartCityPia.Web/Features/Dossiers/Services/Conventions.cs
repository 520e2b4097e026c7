using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Dossiers.Services;

internal sealed class Conventions : FolderConventions
{
    public override void Add(FolderPages pages)
    {
        pages.OpenOthers(Policies.ReadDescriptions, "Alike");
        pages.Open(Policies.ReadAssessments, "Alike");
        pages.AlsoInADescription("Index", "Purpose", "Group");
    }
}
