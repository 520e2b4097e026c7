using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Dossiers.Life;

internal sealed class Conventions : FolderConventions
{
    public override void Add(FolderPages pages)
    {
        pages.OpenOthers(Policies.EditAssessments, "End");
        pages.Open(Policies.ReadAssessments, "End");
    }
}
