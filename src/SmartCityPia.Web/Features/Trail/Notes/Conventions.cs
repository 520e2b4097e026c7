using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Trail.Notes;

internal sealed class Conventions : FolderConventions
{
    public override void Add(FolderPages pages)
    {
        pages.Open(Policies.ReadAuditNotes);
        pages.Open(Policies.ReadAssessments, "Assessment");
    }
}
