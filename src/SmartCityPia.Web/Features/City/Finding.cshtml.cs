using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;
using SmartCityPia.Data;
using SmartCityPia.Data.City;
using SmartCityPia.Domain.City;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Findings;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Pictures;
using SmartCityPia.Pictures.Dossiers;
using SmartCityPia.Web.Features.Findings;
using SmartCityPia.Web.Frame.City;

namespace SmartCityPia.Web.Features.City;

/// <summary>One conclusion that somebody in the city can draw, with its proof through all services.</summary>
public sealed class FindingModel(PiaDbContext db, CityReader city, CityRuns runs) : CityPage(city, runs)
{
    /// <summary>Who, repeated for several; none for the outsider.</summary>
    [BindProperty(SupportsGet = true, Name = "actor")]
    public List<Guid> Actor { get; set; } = [];

    /// <summary>What, an attribute type.</summary>
    [BindProperty(SupportsGet = true, Name = "type")]
    public string? Type { get; set; }

    /// <summary>About whose people; empty for where it is surest.</summary>
    [BindProperty(SupportsGet = true, Name = "holding")]
    public Guid? About { get; set; }

    public Finding Finding { get; private set; } = null!;

    public Proof Proof { get; private set; } = null!;

    public Holding? Holding => Graph.Holding(Finding.HoldingId);

    /// <summary>What the proof rests on, by service.</summary>
    public IReadOnlyList<(CityPart Part, string? Url)> Services { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        Guid[] actor = [.. Actor.Distinct()];
        if (!ModelState.IsValid || Type is null || actor.Length > CoalitionDetails.MostMembers || CityKnowledge.Explain(Graph, actor, Type, About) is not { } finding)
            return NotFound();
        Finding = finding;
        var parts = finding.Proof.SelectMany(s => new[] { s.HoldingId, s.OtherHoldingId ?? s.HoldingId }).Distinct().Select(Graph.PartOf).OfType<CityPart>().DistinctBy(p => p.ServiceId).ToList();
        var visible = await Visible(db, parts, cancellationToken);
        Services = [.. parts.Select(p => (p, visible(p)))];
        string? Url(Guid holding) => Graph.PartOf(holding) is { } part ? visible(part) : null;
        Proof = new(
            ProofText.Of(Graph, finding), finding, Graph.ControlsAgainst(finding),
            new HtmlString(SvgWriter.Write(FindingDrawings.ProofOf(Graph, finding, href: Url), "proof")), Url, Graph)
        { MostOffered = int.MaxValue };
        return Page();
    }
}
