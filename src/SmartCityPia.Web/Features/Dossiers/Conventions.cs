using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Dossiers;

internal sealed class Conventions : FolderConventions
{
    public override void Add(FolderPages pages)
    {
        pages.OpenOthers(Policies.ReadAssessments, "Unseen");
        pages.Open(Policies.ReadDescriptions, "Unseen");
        pages.AlsoInADescription("Unseen");
        pages.Open(Policies.EditAssessments, "New", "NewParts", "Lead");
    }
}
