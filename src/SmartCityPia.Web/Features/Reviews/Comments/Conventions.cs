using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Reviews.Comments;

internal sealed class Conventions : FolderConventions
{
    public override void Add(FolderPages pages)
    {
        pages.Open(Policies.ReadAssessments);
        pages.Open(Policies.Comment, "New");
    }
}
