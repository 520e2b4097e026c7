using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SmartCityPia.Data;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Notices;
using SmartCityPia.Web.Infrastructure;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Notices;

/// <summary>My notice settings.</summary>
/// <remarks>400: a field is invalid; the input is kept.</remarks>
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
        Input = await db.NoticeSettings.AsNoTracking().SingleOrDefaultAsync(s => s.PersonId == me, cancellationToken)
            ?? NoticeSettings.Defaults;
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
        return Redirect(Addresses.NoticeSettings);
    }
}
