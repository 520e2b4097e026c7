using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SmartCityPia.Data;
using SmartCityPia.Data.Organisations;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Organisations;
using SmartCityPia.Web.Features.Notices;
using SmartCityPia.Web.Infrastructure;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Settings;

public sealed class MailModel(PiaDbContext db, LiveSettings settings, SaveCitySettings save, IOptions<MailOptions> mail, SendTestMail test) : SettingsPage<MailSettings>(db, settings, save)
{
    public MailOptions Server => mail.Value;

    public string? Mine { get; private set; }

    public string? TestFailed { get; private set; }

    public override async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        await LoadMine(cancellationToken);
        return await base.OnGetAsync(cancellationToken);
    }

    public override async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        await LoadMine(cancellationToken);
        return await base.OnPostAsync(cancellationToken);
    }

    /// <summary>Sends a mail to oneself, at once.</summary>
    public async Task<IActionResult> OnPostTestAsync(CancellationToken cancellationToken)
    {
        ModelState.Clear();
        await OnGetAsync(cancellationToken);
        if (Mine is null || !Server.IsOn)
            return this.Answer(StatusCodes.Status400BadRequest);
        TestFailed = await test.Handle(Mine, HttpContext.Actor(), cancellationToken);
        if (TestFailed is not null)
            return this.Answer(StatusCodes.Status502BadGateway);
        Saved = HttpContext.Sentence(new("", "TestMailSent", Mine));
        return Redirect(Request.Path);
    }

    protected override IEnumerable<FieldError> Check(MailSettings input)
    {
        if (Server.IsOn && input.Sender is null && Server.From is null)
            yield return new(nameof(input.Sender), "SenderMissing");
    }

    private async Task LoadMine(CancellationToken cancellationToken)
    {
        var me = User.AccountId();
        Mine = await Db.Users.Where(u => u.Id == me).Select(u => u.Email).SingleAsync(cancellationToken);
    }
}
