using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Submissions;

internal sealed class Conventions : FolderConventions
{
    public override void Add(FolderPages pages)
    {
        pages.Open(Policies.SeeRequests, "Overview", "Export");
        pages.Open(Policies.Describe, "Start", "Check", "Answer", "Confidential");
        pages.Open(Policies.AskVendors, "Index", "New", "Compare", "Remark", "Edit", "Withdraw", "People");
        pages.Open(Policies.ReadAssessments, "ExportAssessment");
        pages.Open(Policies.SignedIn, "Schema");
    }
}
