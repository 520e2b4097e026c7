using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Engagement;

internal sealed class Conventions : FolderConventions
{
    /// <summary>Who may read an assessment reads what people asked about it; answering asks for the right to edit (<see cref="QuestionModel"/>).</summary>
    public override void Add(FolderPages pages) => pages.Open(Policies.ReadAssessments);
}
