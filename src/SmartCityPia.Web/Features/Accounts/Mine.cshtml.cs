using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Accounts;
using SmartCityPia.Domain.Trail;
using SmartCityPia.Web.Infrastructure;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Accounts;

/// <summary>My account: what I may say of myself, and the way to password and sessions.</summary>
public sealed class MineModel(PiaDbContext db, SessionDesk desk) : PageModel
{
    /// <summary>What a translation is likely to be asked for in.</summary>
    private static readonly string[] Known = ["en", "de", "fr", "nl", "es", "it", "pt", "pl", "sv", "da", "nb", "fi", "cs", "el", "hu", "ro", "bg", "hr", "uk", "tr", "ar", "ja", "ko", "zh"];

    [BindProperty]
    public OwnAccountDetails Input { get; set; } = new();

    [TempData]
    public string? Saved { get; set; }

    public Account Account { get; private set; } = null!;

    public string Organisation { get; private set; } = "";

    public string? Role { get; private set; }

    public IReadOnlyList<Option> Languages { get; } =
        [.. Known.Select(code => new Option(code, CultureInfo.GetCultureInfo(code).NativeName + " (" + CultureInfo.GetCultureInfo(code).EnglishName + ")"))];

    public IReadOnlyList<Option> TimeZones => Option.TimeZones;

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        await Load(cancellationToken);
        Input = new() { Name = Account.DisplayName, Language = Account.Language, TimeZone = Account.TimeZone };
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        await Load(cancellationToken);
        if (Input.Language is { } language && !Known.Contains(language, StringComparer.Ordinal))
            this.Tell([new(nameof(Input.Language), "NotOffered")]);
        if (Input.TimeZone is { } zone && TimeZones.All(z => z.Value != zone))
            this.Tell([new(nameof(Input.TimeZone), "NotOffered")]);
        if (!ModelState.IsValid)
            return this.Answer(StatusCodes.Status400BadRequest);
        var actor = HttpContext.Actor();
        await using (var transaction = await db.Database.BeginTransactionAsync(cancellationToken))
        {
            await db.Users.Where(u => u.Id == actor.AccountId)
                .ExecuteUpdateAsync(u => u.SetProperty(x => x.DisplayName, Input.Name).SetProperty(x => x.Language, Input.Language).SetProperty(x => x.TimeZone, Input.TimeZone), cancellationToken);
            await db.RecordAsync(actor, AuditVerbs.Changed, nameof(Account), actor.AccountId, null, cancellationToken,
                after: System.Text.Json.JsonSerializer.Serialize(new { displayName = Input.Name, language = Input.Language, timeZone = Input.TimeZone }));
            await transaction.CommitAsync(cancellationToken);
        }
        desk.Forget(actor.AccountId);
        Saved = HttpContext.Sentence(new("", "AccountSaved"));
        return Redirect(Addresses.MyAccount);
    }

    private async Task Load(CancellationToken cancellationToken)
    {
        var me = User.AccountId();
        Account = await db.Users.AsNoTracking().SingleAsync(u => u.Id == me, cancellationToken);
        Organisation = await db.Organisations.Where(o => o.Id == Account.OrganisationId).Select(o => o.Name).SingleAsync(cancellationToken);
        Role = await db.RoleOf(me, cancellationToken);
    }
}
