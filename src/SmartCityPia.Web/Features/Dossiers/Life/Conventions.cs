using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Dossiers.Life;

internal sealed class Conventions : FolderConventions
{
    public override void Add(FolderPages pages)
    {
        pages.OpenOthers(Policies.EditAssessments, "End", "Undo");
        pages.Open(Policies.ReadDescriptions, "Undo");
        pages.AlsoInADescription("Undo");
        pages.Open(Policies.ReadAssessments, "End");
    }
}
