using Microsoft.AspNetCore.Mvc;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Web.Frame;
using SmartCityPia.Web.Infrastructure;
using SmartCityPia.Web.Infrastructure.Trail;

namespace SmartCityPia.Web.Features.Dossiers.Submit;

/// <summary>Leads to the next thing that stands in the way of submitting, after the place that was left; to the check when nothing does.</summary>
public sealed class NextModel : DossierPage
{
    /// <summary>The place that was left, inside the assessment.</summary>
    [BindProperty(SupportsGet = true, Name = "after")]
    public string? After { get; set; }

    /// <summary>The step of that place: where it is settled now, the rest of the step comes next.</summary>
    [BindProperty(SupportsGet = true, Name = "of")]
    public Step? Of { get; set; }

    /// <summary>The list of findings that was left, with its filter.</summary>
    [BindProperty(SupportsGet = true, Name = "list")]
    public string? List { get; set; }

    public override bool NeedsCity => HttpContext.Request.Query["of"] == nameof(Domain.Dossiers.Step.Findings);

    /// <summary>It shows nothing.</summary>
    public override ViewEvent? ViewEvent => null;

    public IActionResult OnGet()
    {
        if (Of == Domain.Dossiers.Step.Findings && Findings.IndexModel.NextUndecided(Dossier, List, After) is { } finding)
            return Redirect(At(Addresses.Finding(finding.Key) + Findings.FindingList.Remember(Findings.FindingList.Recall(List))));
        List<Gap> open = [.. Gaps.Where(g => g.Blocks || g.Attention).OrderBy(g => g.Step)];
        var last = open.FindLastIndex(g => PathOf(g) == After);
        var next = last >= 0
            ? open.Skip(last + 1).Concat(open.Take(last)).FirstOrDefault(g => PathOf(g) != After) ?? open[last]
            : open.Find(g => Of is null || g.Step >= Of) ?? open.FirstOrDefault();
        return Redirect(At(next is null ? Addresses.Of(Domain.Dossiers.Step.Check) : Places.Of(next)));
    }

    private static string PathOf(Gap gap) => Places.Of(gap).Split('#', '?')[0];
}
