using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.City;
using SmartCityPia.Domain.City;
using SmartCityPia.Domain.Trail;
using SmartCityPia.Web.Frame.City;
using SmartCityPia.Web.Infrastructure;
using SmartCityPia.Web.Infrastructure.Security;
using SmartCityPia.Web.Infrastructure.Trail;

namespace SmartCityPia.Web.Features.City;

/// <summary>A page about the whole city: the graph and who knows what in it are there before any handler runs.</summary>
/// <remarks>
/// Where the analysis takes over a second the answer is the page that shows its progress and leads back here.
/// </remarks>
public abstract class CityPage(CityReader reader, CityRuns runs) : PageModel, ILoggedView
{
    protected CityReader Reader => reader;

    /// <summary>All services as last frozen.</summary>
    public CityGraph Graph { get; private set; } = null!;

    public CityKnowledge Knowledge { get; private set; } = null!;

    public ViewEvent? ViewEvent => new(AuditVerbs.Opened, nameof(CityGraph), Guid.Empty, null);

    [TempData]
    public string? Saved { get; set; }

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        Graph = await reader.Read(HttpContext.RequestAborted);
        if (await Compute($"knowledge {Graph.Key}", (progress, cancel) => CityKnowledge.Of(Graph, progress, cancel)) is not { } knowledge)
        {
            context.Result = Waiting!;
            return;
        }
        Knowledge = knowledge;
        ViewData["City"] = this;
        await next();
    }

    /// <summary>The address of a service's version, or null where the person may not see that assessment.</summary>
    protected async Task<Func<CityPart, string?>> Visible(PiaDbContext db, IEnumerable<CityPart> parts, CancellationToken cancellationToken)
    {
        var ids = parts.Select(p => p.AssessmentId).ToHashSet();
        var visible = await db.Assessments.VisibleTo(User).Where(a => ids.Contains(a.Id)).Select(a => a.Id).ToListAsync(cancellationToken);
        return part => visible.Contains(part.AssessmentId) ? Addresses.Version(part.Reference, part.VersionNumber) : null;
    }

    /// <summary>Where a computation is not done yet: the answer that shows its progress.</summary>
    protected IActionResult? Waiting { get; private set; }

    /// <summary>The result, or null with <see cref="Waiting"/> set where it takes over a second.</summary>
    /// <param name="key">Of everything the result depends on.</param>
    protected async Task<T?> Compute<T>(string key, Func<IProgress<(int Done, int Of)>, CancellationToken, T> work) where T : class
    {
        var (result, running) = await runs.Get(key, User.AccountId(), work);
        if (running is not null)
            Waiting = running.Show(HttpContext);
        return result;
    }
}
