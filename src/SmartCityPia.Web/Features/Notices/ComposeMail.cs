using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;
using MimeKit;
using MimeKit.Utils;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Domain.Engagement;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Notices;
using SmartCityPia.Web.Features.Accounts;
using SmartCityPia.Web.Infrastructure;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Register;

namespace SmartCityPia.Web.Features.Notices;

/// <summary>The mail of one notice or of a digest: what happened and where to look, nothing of an assessment's content.</summary>
public sealed class ComposeMail(OneTimeLinks links, IOptions<MailOptions> options, LiveSettings settings, IStringLocalizerFactory texts)
{
    private readonly Texts _words = new(texts, "Notices");

    /// <summary>The sentence of a notice.</summary>
    public static string Sentence(Notice notice) =>
        string.Format(CultureInfo.CurrentCulture, Words.Of(notice.Kind), notice.By, notice.Reference);

    /// <param name="notices">To the same person; more than one is a digest.</param>
    public async Task<MimeMessage> Handle(Account account, IReadOnlyList<Notice> notices, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var mail = options.Value;
        var first = notices[0];
        // What opens an account: it is sent whatever else a person wants to be told.
        LinkKind? link = AccountLink.OfNotices.TryGetValue(first.Kind, out var carried) ? carried : null;
        var confirmed = link == LinkKind.NewAddress ? await links.AddressOf(account.Id, cancellationToken) : null;
        var invited = link is not null;
        var lead = link is { } kind ? _words["Mail." + kind, settings.Now.Identity.Name] : first.Digest ? _words["Mail.Digest", settings.Now.Identity.Name] : _words["Mail.Lead", settings.Now.Identity.Name];
        List<(string Text, string Address)> lines = [];
        foreach (var notice in notices)
        {
            // The link that opens an account is made when it is sent: it is stored nowhere.
            var path = invited ? await links.Make(account.Id, link!.Value, cancellationToken, confirmed) : Addresses.Of(notice);
            lines.Add((Plain(Sentence(notice)), mail.At(path)));
        }
        var why = invited ? "" : _words["Mail.Why", mail.At(Addresses.NoticeSettings)];
        var hello = Plain(_words["Mail.Hello", account.DisplayName]);

        var sender = MailboxAddress.Parse(settings.Now.Mail.Sender ?? mail.From!);
        var message = new MimeMessage
        {
            Subject = Plain(first.Digest ? _words.Count("Mail.DigestSubject", notices.Count) : lines[0].Text),
            Date = now,
            // A stable Message-Id, so that duplicates can be recognised.
            MessageId = $"{first.Id:N}@{sender.Domain}",
        };
        message.From.Add(new MailboxAddress(Plain(settings.Now.Identity.Name), sender.Address));
        message.To.Add(new MailboxAddress(Plain(account.DisplayName), Plain(confirmed ?? account.Email!)));
        message.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        if (!invited)
            message.Headers.Add(HeaderId.ListUnsubscribe, $"<{mail.At(Addresses.NoticeSettings)}>");

        var text = new StringBuilder().Append(hello).Append("\n\n").Append(lead).Append("\n\n");
        var html = new StringBuilder("<!DOCTYPE html><html><head><meta charset=\"utf-8\"></head><body>").Append(Paragraph(hello))
            .Append(Paragraph(lead)).Append("<ul>");
        foreach (var (line, address) in lines)
        {
            text.Append("- ").Append(line).Append("\n  ").Append(address).Append('\n');
            html.Append("<li>").Append(WebUtility.HtmlEncode(line)).Append("<br><a href=\"").Append(WebUtility.HtmlEncode(address))
                .Append("\">").Append(WebUtility.HtmlEncode(address)).Append("</a></li>");
        }
        text.Append('\n').Append(why).Append('\n');
        html.Append("</ul>").Append(Paragraph(why)).Append("</body></html>");
        message.Body = new BodyBuilder { TextBody = text.ToString(), HtmlBody = html.ToString() }.ToMessageBody();
        message.Prepare(EncodingConstraint.SevenBit);
        return message;
    }

    /// <summary>To somebody without an account: that their message is answered, and the link, nothing of what it says.</summary>
    public MimeMessage Answered(PublicQuestion question, string key, DateTimeOffset now)
    {
        var (mail, city) = (options.Value, settings.Now.Identity.Name);
        var sender = MailboxAddress.Parse(settings.Now.Mail.Sender ?? mail.From!);
        var message = new MimeMessage { Subject = Plain(_words["Mail.Answered.Subject", question.Reference]), Date = now, MessageId = $"{question.Id:N}@{sender.Domain}" };
        message.From.Add(new MailboxAddress(Plain(city), sender.Address));
        message.To.Add(new MailboxAddress("", Plain(question.Mail!)));
        message.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        var address = mail.At(Addresses.RegisterQuestion(PublicRegister.Languages[0], key));
        var (text, erased) = (_words["Mail.Answered.Text", city, question.Reference], _words["Mail.Answered.Erased"]);
        message.Body = new BodyBuilder
        {
            TextBody = $"{text}\n\n{address}\n\n{erased}\n",
            HtmlBody = $"<!DOCTYPE html><html><head><meta charset=\"utf-8\"></head><body>{Paragraph(text)}<p><a href=\"{WebUtility.HtmlEncode(address)}\">{WebUtility.HtmlEncode(address)}</a></p>{Paragraph(erased)}</body></html>",
        }.ToMessageBody();
        message.Prepare(EncodingConstraint.SevenBit);
        return message;
    }

    private static string Paragraph(string text) => text.Length == 0 ? "" : $"<p>{WebUtility.HtmlEncode(text)}</p>";

    /// <summary>Puts text on one line, so that a display name can't start another header.</summary>
    private static string Plain(string text) =>
        string.Concat(text.Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c)).Trim();
}
