using SmartCityPia.Domain.Assessments;
using SmartCityPia.Web.Infrastructure.Dossiers;

namespace SmartCityPia.Web.Features.Assessments;

/// <summary>The task list of one assessment.</summary>
public sealed class OverviewModel : DossierPage
{
    public int StepsDone => Enum.GetValues<Step>().Count(s => Steps.StateOf(s, Dossier, Gaps) == StepState.Complete);

    public IEnumerable<Gap> OfStep(Step step) => Gaps.Where(g => g.Step == step && (g.Blocks || g.Attention));
}
