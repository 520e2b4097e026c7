using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Organisations;
using SmartCityPia.Domain.Trail;
using SmartCityPia.Web.Infrastructure;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Notices;

/// <summary>
/// Daily job: what the product holds about the people who use it goes when its period (<see cref="RetentionPeriods"/>) is over. Each run is
/// an event with ids and counts.
/// </summary>
public sealed class CarryOutPeriods(PiaDbContext db, LiveSettings settings, SignInBudget budget, TimeProvider clock)
{
    /// <summary>Ends the address of an emptied account: no mail goes there (RFC 2606).</summary>
    public const string NoAddress = "@emptied.invalid";

    public async Task Handle(CancellationToken cancellationToken)
    {
        db.ChangeTracker.Clear();
        var (now, periods) = (clock.GetUtcNow(), settings.Now.Retention);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var begun = now.AddDays(-periods.SessionDays!.Value);
        var sessions = await db.Sessions.Where(s => s.CreatedAt < begun).ExecuteDeleteAsync(cancellationToken);
        var told = now.AddDays(-periods.NoticeDays!.Value);
        var notices = await db.Notices.Where(n => n.At < told).ExecuteDeleteAsync(cancellationToken);
        var left = now.AddMonths(-periods.AccountMonths!.Value);
        var accounts = await db.Users.Where(u => u.DeactivatedAt < left && !u.Email!.EndsWith(NoAddress)).OrderBy(u => u.Id).Select(u => u.Id).ToListAsync(cancellationToken);
        foreach (var id in accounts)
            await Empty(id, cancellationToken);
        var answered = now.AddMonths(-periods.QuestionMonths!.Value);
        var questions = await db.PublicQuestions.Where(q => q.AnsweredAt < answered && q.PublishedAt == null).ExecuteDeleteAsync(cancellationToken);
        // What could not be told in a month is not told any more: mail is off, or the address takes none.
        var tried = now.AddMonths(-1);
        await db.PublicQuestions.Where(q => q.Mail != null && q.AnsweredAt < tried).ExecuteUpdateAsync(q => q.SetProperty(x => x.Mail, (string?)null).SetProperty(x => x.MailDue, (DateTimeOffset?)null), cancellationToken);
        await db.SpentTokens.Where(t => t.Until < now).ExecuteDeleteAsync(cancellationToken);
        await budget.Forget(cancellationToken);
        await db.RecordAsync(Actor.System("periods", now), AuditVerbs.PeriodsEnded, nameof(CitySettings), CitySettings.TheOne, null, cancellationToken,
            after: JsonSerializer.Serialize(new { sessions, notices, accounts, questions }));
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Leaves the name, for what the person signed, and where they worked.</summary>
    private async Task Empty(Guid id, CancellationToken cancellationToken)
    {
        var none = id.ToString("N") + NoAddress;
        var key = none.ToUpperInvariant();
        await db.Users.Where(u => u.Id == id).ExecuteUpdateAsync(u => u
            .SetProperty(x => x.Email, none).SetProperty(x => x.NormalizedEmail, key).SetProperty(x => x.UserName, none).SetProperty(x => x.NormalizedUserName, key)
            .SetProperty(x => x.PasswordHash, (string?)null).SetProperty(x => x.PhoneNumber, (string?)null).SetProperty(x => x.TwoFactorEnabled, false)
            .SetProperty(x => x.Language, (string?)null).SetProperty(x => x.TimeZone, (string?)null).SetProperty(x => x.LastSignInAt, (DateTimeOffset?)null), cancellationToken);
        await db.Authenticators.Where(a => a.AccountId == id).ExecuteDeleteAsync(cancellationToken);
        await db.RecoveryCodes.Where(c => c.AccountId == id).ExecuteDeleteAsync(cancellationToken);
        await db.UserPasskeys.Where(p => p.UserId == id).ExecuteDeleteAsync(cancellationToken);
        await db.UserLogins.Where(l => l.UserId == id).ExecuteDeleteAsync(cancellationToken);
        await db.AccountLinks.Where(l => l.AccountId == id).ExecuteDeleteAsync(cancellationToken);
        await db.DirectoryPeople.Where(p => p.AccountId == id).ExecuteDeleteAsync(cancellationToken);
        await db.NoticeSettings.Where(n => n.PersonId == id).ExecuteDeleteAsync(cancellationToken);
        await db.Notices.Where(n => n.PersonId == id).ExecuteDeleteAsync(cancellationToken);
        await db.Sessions.Where(s => s.AccountId == id).ExecuteDeleteAsync(cancellationToken);
    }
}
