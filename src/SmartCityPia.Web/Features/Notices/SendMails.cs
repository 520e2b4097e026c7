using System.Security.Cryptography;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SmartCityPia.Data;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Engagement;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Notices;
using SmartCityPia.Web.Infrastructure;

namespace SmartCityPia.Web.Features.Notices;

/// <summary>
/// Sends the mails that are due. Each is locked while it is sent and marked in the same transaction, so that concurrent workers send
/// different ones. Failed mails stay and are retried.
/// </summary>
public sealed partial class SendMails(PiaDbContext db, ComposeMail compose,
    IOptions<MailOptions> options, TimeProvider clock, ILogger<SendMails> log)
{
    /// <returns>The number of mails sent.</returns>
    public async Task<int> Handle(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (!options.Value.IsOn)
        {
            // Mails due long ago are dropped, so that a new mail server isn't flooded.
            await db.Notices.Where(n => n.MailedAt == null && n.MailDue <= now)
                .ExecuteUpdateAsync(u => u.SetProperty(n => n.MailDue, (DateTimeOffset?)null), cancellationToken);
            return 0;
        }
        await using var sender = new MailSender(options.Value);
        var sent = 0;
        while (await Next(sender, now, cancellationToken) is { } mails)
            sent += mails;
        while (await NextAnswer(sender, now, cancellationToken) is { } mails)
            sent += mails;
        return sent;
    }

    /// <returns>Null if no mail is due.</returns>
    private async Task<int?> Next(MailSender sender, DateTimeOffset now, CancellationToken cancellationToken)
    {
        db.ChangeTracker.Clear();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        // A digest is locked by its oldest notice, so that one worker sends all of it.
        var notices = await db.Notices.FromSql($"""
            select * from notices n where mailed_at is null and mail_due <= {now}
            and not (digest and exists (select 1 from notices o where o.person_id = n.person_id and o.digest and o.mailed_at is null and o.mail_due <= {now} and o.id < n.id))
            order by mail_due, id limit 1 for update skip locked
            """).ToListAsync(cancellationToken);
        if (notices is not [var first])
            return null;
        if (first.Digest)
        {
            notices = await db.Notices.FromSql($"""
                select * from notices where person_id = {first.PersonId} and digest and mailed_at is null and mail_due <= {now} order by id limit 200 for update
                """).ToListAsync(cancellationToken);
        }
        var account = await db.Users.SingleAsync(u => u.Id == first.PersonId, cancellationToken);
        var sent = 0;
        var away = false;
        if (string.IsNullOrWhiteSpace(account.Email) || account.DeactivatedAt is not null || (first.Kind == NoticeKind.Invited && (account.PasswordHash is not null || account.AwaitsConfirmation)))
        {
            notices.ForEach(n => n.MailDue = null);
        }
        else
        {
            try
            {
                await sender.Send(await compose.Handle(account, notices, now, cancellationToken), cancellationToken);
                notices.ForEach(n => n.MailedAt = now);
                sent = 1;
            }
            catch (MailRefusedException e)
            {
                away = e.IsAway;
                notices.ForEach(n => n.PutOff(now));
                NotTaken(log, e.Message, first.Id, first.Attempts);
            }
        }
        // Mark a sent mail even during shutdown.
        await db.SaveChangesAsync(CancellationToken.None);
        await transaction.CommitAsync(CancellationToken.None);
        return away ? null : sent;
    }

    /// <summary>Tells somebody without an account that their message is answered. The link is made now and stored nowhere; with the mail the address goes.</summary>
    /// <returns>Null if none is due.</returns>
    private async Task<int?> NextAnswer(MailSender sender, DateTimeOffset now, CancellationToken cancellationToken)
    {
        db.ChangeTracker.Clear();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var question = await db.PublicQuestions.FromSql($"select *, xmin from public_questions where mail_due <= {now} order by mail_due, id limit 1 for update skip locked").SingleOrDefaultAsync(cancellationToken);
        if (question is null)
            return null;
        var key = WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(32));
        var (sent, away) = (0, false);
        try
        {
            await sender.Send(compose.Answered(question, key, now), cancellationToken);
            question.MailedKeySha256 = PublicQuestion.HashOf(key);
            question.EraseMail();
            sent = 1;
        }
        catch (MailRefusedException e)
        {
            away = e.IsAway;
            question.PutOff(now);
            NotTaken(log, e.Message, question.Id, question.MailAttempts);
        }
        await db.SaveAsync(Actor.System("mails", now), CancellationToken.None);
        await transaction.CommitAsync(CancellationToken.None);
        return away ? null : sent;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A mail stays in the outbox: {Why} Notice {Notice}, attempt {Attempt}.")]
    private static partial void NotTaken(ILogger logger, string why, Guid notice, int attempt);
}
