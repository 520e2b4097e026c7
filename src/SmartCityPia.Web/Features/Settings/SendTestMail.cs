using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;
using MimeKit;
using MimeKit.Utils;
using SmartCityPia.Data;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Organisations;
using SmartCityPia.Domain.Trail;
using SmartCityPia.Web.Features.Notices;
using SmartCityPia.Web.Infrastructure;
using SmartCityPia.Web.Infrastructure.Forms;

namespace SmartCityPia.Web.Features.Settings;

/// <summary>Sends a mail that says that mails arrive, past the outbox.</summary>
public sealed class SendTestMail(PiaDbContext db, LiveSettings settings, IOptions<MailOptions> options, IStringLocalizerFactory texts)
{
    /// <returns>Why the mail server did not take it; null where it did.</returns>
    public async Task<string?> Handle(string address, Actor actor, CancellationToken cancellationToken)
    {
        var (city, words) = (settings.Now, new Texts(texts, "Settings"));
        var sender = MailboxAddress.Parse(city.Mail.Sender ?? options.Value.From!);
        var message = new MimeMessage { Subject = words["TestMail.Subject"], Date = actor.At, MessageId = MimeUtils.GenerateMessageId(sender.Domain) };
        message.From.Add(new MailboxAddress(city.Identity.Name, sender.Address));
        message.To.Add(MailboxAddress.Parse(address));
        message.Body = new TextPart("plain") { Text = words["TestMail.Text", city.Identity.Name, options.Value.At("")] };
        string? refused = null;
        await using (var mails = new MailSender(options.Value))
        {
            try
            {
                await mails.Send(message, cancellationToken);
            }
            catch (MailRefusedException e)
            {
                refused = e.Message;
            }
        }
        await db.RecordAsync(actor, AuditVerbs.MailTested, nameof(CitySettings), CitySettings.TheOne, null, cancellationToken,
            after: System.Text.Json.JsonSerializer.Serialize(new { isTaken = refused is null }));
        return refused;
    }
}
