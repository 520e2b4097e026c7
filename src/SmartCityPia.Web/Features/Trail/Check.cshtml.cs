using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Trail;
using SmartCityPia.Domain.Trail;
using SmartCityPia.Web.Infrastructure;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Trail;

/// <summary>Checks the chain on demand and shows earlier results.</summary>
public sealed class CheckModel(PiaDbContext db, RunningCheck check) : PageModel
{
    /// <summary>Size limit of an anchor file, which has a few hundred bytes.</summary>
    private const int AnchorLimit = 4096;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public sealed record Earlier(DateTimeOffset At, string By, CheckOutcome Outcome);

    public IReadOnlyList<Earlier> Outcomes { get; private set; } = [];

    public (long Seen, long Total)? Progress { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellationToken) => await Load(cancellationToken);

    public async Task<IActionResult> OnPostAsync(IFormFile? anchor, CancellationToken cancellationToken)
    {
        TrailAnchor? kept = null;
        if (anchor is { Length: > 0 })
        {
            using var reader = new StreamReader(anchor.OpenReadStream());
            kept = anchor.Length <= AnchorLimit ? TrailAnchor.Read(await reader.ReadToEndAsync(cancellationToken)) : null;
            if (kept is null)
            {
                ModelState.AddModelError("anchor", HttpContext.Sentence(new("", "NoAnchor")));
                Response.StatusCode = StatusCodes.Status400BadRequest;
                await Load(cancellationToken);
                return Page();
            }
        }
        // A short chain is checked within the request. For a long one the page shows the progress.
        await Task.WhenAny(check.Start(kept, HttpContext.Actor()), Task.Delay(Patience, cancellationToken));
        return Redirect(Addresses.HistoryCheck);
    }

    private async Task Load(CancellationToken cancellationToken)
    {
        Progress = check.Progress;
        var events = await db.AuditEvents.AsNoTracking().Where(e => e.Verb == AuditVerbs.Verified && e.After != null)
            .OrderByDescending(e => e.At).ThenByDescending(e => e.Id).Take(10).ToListAsync(cancellationToken);
        Outcomes = [.. events.Select(e => (Event: e, Outcome: CheckOutcome.Read(e.After!))).Where(e => e.Outcome is not null)
            .Select(e => new Earlier(e.Event.At, e.Event.AccountName, e.Outcome!))];
    }
}
