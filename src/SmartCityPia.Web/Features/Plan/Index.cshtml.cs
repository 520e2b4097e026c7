using System.Globalization;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using SmartCityPia.Data.Plan;
using SmartCityPia.Domain.Catalogue;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Plan;
using SmartCityPia.Pictures;
using SmartCityPia.Pictures.Diagrams;
using SmartCityPia.Web.Infrastructure;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Plan;

/// <summary>Where the city stands in its privacy plan, and what to do next.</summary>
public sealed class IndexModel(PlanReader plan, TimeProvider clock, IStringLocalizerFactory localizers) : PageModel
{
    private const int MostSteps = 7;
    private const double Full = 3;

    public CityPlan Plan { get; private set; } = null!;

    public DateOnly Today { get; private set; }

    public IReadOnlyList<PlanPoint> NextSteps { get; private set; } = [];

    public HtmlString Drawing
    {
        get
        {
            var texts = new Texts(localizers, "Plan");
            return new(SvgWriter.Write(
                BarDrawing.Draw(new(
                    texts["Map"], texts["Map.Description", Plan.Parts.Count(p => p.IsCovered), Plan.Parts.Count],
                    [.. Plan.Parts.Select(p => new Bar(Words.Of(p.Part), p.Maturity ?? 0, Level(texts, p), Addresses.PlanPart(p.Part)))])
                { Full = Full }),
                "plan"));
        }
    }

    public static string Level(Texts texts, PlanPartState part) => part.Maturity is { } level ? texts["Level", level.ToString("0.0", CultureInfo.CurrentCulture)] : texts["Level.None"];

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Today = clock.Today();
        Plan = await plan.Read(PiaCatalogue.Current, Today, cancellationToken);
        NextSteps = [.. Plan.NextSteps(Today).Take(MostSteps)];
    }
}
