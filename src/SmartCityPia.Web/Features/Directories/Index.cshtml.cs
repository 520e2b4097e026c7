using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SmartCityPia.Data;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Domain.Reviews;
using SmartCityPia.Web.Infrastructure;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Directories;

/// <summary>The directories that may tell of people, and the token of each.</summary>
/// <remarks>400: the password is wrong, or the choice is none that is offered.</remarks>
[ResponseCache(NoStore = true)]
public sealed class IndexModel(PiaDbContext db, DirectoryTokens tokens, SignOff signOff, IOptions<SignOnOptions> options, IOptions<CityOptions> city, TimeProvider clock) : PageModel
{
    /// <param name="Token">None where it has none.</param>
    public sealed record Row(SignOnProvider Provider, DirectoryToken? Token, int People, int Groups);

    [BindProperty]
    public string? Provider { get; set; }

    [BindProperty]
    public int Days { get; set; } = DirectoryTokens.Days[^1];

    [BindProperty]
    public SignatureDetails Signature { get; set; } = new();

    [TempData]
    public string? Saved { get; set; }

    /// <summary>Shown once, right after it is made.</summary>
    [TempData]
    public string? MadeNow { get; set; }

    public IReadOnlyList<Row> Rows { get; private set; } = [];

    public string At => city.Value.At(ScimAddresses.Base);

    public DateTimeOffset Now => clock.GetUtcNow();

    public Task OnGetAsync(CancellationToken cancellationToken) => Load(cancellationToken);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var actor = HttpContext.Actor();
        if (options.Value.Find(Provider) is not { } provider || !DirectoryTokens.Days.Contains(Days))
            this.Tell([new("", "NotOffered")]);
        else if (ModelState.IsValid && await signOff.Check(HttpContext, Signature, actor, cancellationToken) is { } wrong)
            this.TellSignature(wrong);
        else if (ModelState.IsValid)
        {
            MadeNow = await tokens.Make(provider, Days, actor, cancellationToken);
            return Redirect(Addresses.Directories);
        }
        await Load(cancellationToken);
        return this.Answer(StatusCodes.Status400BadRequest);
    }

    public async Task<IActionResult> OnPostRevokeAsync(CancellationToken cancellationToken)
    {
        if (options.Value.Find(Provider) is not { } provider)
            return NotFound();
        await tokens.Revoke(provider, HttpContext.Actor(), cancellationToken);
        Saved = HttpContext.Sentence(new("", "DirectoryTokenRevoked"));
        return Redirect(Addresses.Directories);
    }

    private async Task Load(CancellationToken cancellationToken)
    {
        var known = await db.DirectoryTokens.AsNoTracking().ToDictionaryAsync(t => t.Provider, StringComparer.Ordinal, cancellationToken);
        var people = await db.DirectoryPeople.Where(p => p.DeletedAt == null).GroupBy(p => p.Provider).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, StringComparer.Ordinal, cancellationToken);
        var groups = await db.DirectoryGroups.GroupBy(g => g.Provider).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, StringComparer.Ordinal, cancellationToken);
        Rows = [.. options.Value.Providers.Select(p => new Row(p, known.GetValueOrDefault(p.Key), people.GetValueOrDefault(p.Key), groups.GetValueOrDefault(p.Key)))];
    }
}
