using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Npgsql;
using SmartCityPia.Data;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Notices;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Notices;

/// <summary>How I want to be told.</summary>
/// <remarks>400: a field is wrong; everything typed is kept.</remarks>
public sealed class SettingsModel(PiaDbContext db, SaveNoticeSettings save, IOptions<MailOptions> mail) : PageModel
{
    [BindProperty]
    public NoticeSettingsDetails Input { get; set; } = new();

    [TempData]
    public string? Saved { get; set; }

    public MailOptions Mail => mail.Value;

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var me = User.AccountId();
        Input = await db.NoticeSettings.AsNoTracking().SingleOrDefaultAsync(s => s.PersonId == me, cancellationToken) ?? NoticeSettings.Usual;
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!ModelState.IsValid)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return Page();
        }
        await save.Handle(Input, HttpContext.Actor(), cancellationToken);
        Saved = HttpContext.Sentence(new("", "NoticeSettingsSaved"));
        return Redirect("/notices/settings");
    }
}

/// <summary>Keeps a person's choice; it holds for what happens from now on.</summary>
public sealed class SaveNoticeSettings(PiaDbContext db)
{
    public async Task Handle(NoticeSettingsDetails details, Actor actor, CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            db.ChangeTracker.Clear();
            var settings = await db.NoticeSettings.SingleOrDefaultAsync(s => s.PersonId == actor.AccountId, cancellationToken);
            if (settings is null)
                db.Add(settings = new() { PersonId = actor.AccountId });
            db.Entry(settings).CurrentValues.SetValues(details);
            try
            {
                await db.SaveChangesAsync(cancellationToken);
                return;
            }
            catch (DbUpdateException e) when (attempt == 0 && e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
            {
                // A double click made it first.
            }
        }
    }
}
