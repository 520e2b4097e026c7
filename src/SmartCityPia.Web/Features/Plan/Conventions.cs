using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Plan;

internal sealed class Conventions : FolderConventions
{
    public override void Add(FolderPages pages)
    {
        // Freezing, deciding and confirming are acts on pages that others read: each asks again.
        pages.Open(Policies.EditCity, "Question", "Participant");
        pages.OpenOthers(Policies.ReadCity, "Question", "Participant");
    }
}
