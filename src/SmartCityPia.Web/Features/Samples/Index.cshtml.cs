using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Saving;
using SmartCityPia.Web.Infrastructure;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Samples;

/// <summary>Loads the sample services, and removes them as one after saying what goes and what stays.</summary>
/// <remarks>409: somebody changed something at the same moment.</remarks>
public sealed class IndexModel(PiaDbContext db, LoadSamples load, RemoveSamples remove) : PageModel
{
    public bool AreThere { get; private set; }

    /// <summary>The names of what would be loaded.</summary>
    public IReadOnlyList<string> Offered { get; private set; } = [];

    public IReadOnlyList<SampleAssessment> There { get; private set; } = [];

    [TempData]
    public string? Saved { get; set; }

    public async Task OnGetAsync(CancellationToken cancellationToken) => await Load(cancellationToken);

    public async Task<IActionResult> OnPostLoadAsync(CancellationToken cancellationToken)
    {
        var count = await load.Handle(HttpContext.Actor(), cancellationToken);
        if (count > 0)
            Saved = HttpContext.Sentence(new("", "SamplesLoaded", count.ToString(System.Globalization.CultureInfo.CurrentCulture)));
        return Redirect(Addresses.Samples);
    }

    public async Task<IActionResult> OnPostRemoveAsync(CancellationToken cancellationToken)
    {
        if (await remove.Handle(HttpContext.Actor(), cancellationToken) is Outcome.Done<int> { What: var count })
        {
            Saved = HttpContext.Sentence(new("", "SamplesRemoved", count.ToString(System.Globalization.CultureInfo.CurrentCulture)));
            return Redirect(Addresses.Samples);
        }
        this.Tell([new("", "SaveAgain")]);
        await Load(cancellationToken);
        return this.Answer(StatusCodes.Status409Conflict);
    }

    private async Task Load(CancellationToken cancellationToken)
    {
        AreThere = await db.SampleRows.AnyAsync(cancellationToken);
        if (AreThere)
            There = await remove.Look(cancellationToken);
        else
            Offered = [.. SampleService.All().Select(s => s.Name)];
    }
}
