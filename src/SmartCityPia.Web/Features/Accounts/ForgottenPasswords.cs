using System.Threading.Channels;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SmartCityPia.Data;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Data.Notices;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Notices;
using SmartCityPia.Domain.Trail;
using SmartCityPia.Web.Infrastructure;

namespace SmartCityPia.Web.Features.Accounts;

/// <summary>
/// Mails a link to whoever forgot their password, where there is such a person. The page hands the address over and
/// answers: it takes the same time for every address, because nothing is looked up before the answer.
/// </summary>
public sealed class ForgottenPassword(PiaDbContext db, ILookupNormalizer normalizer, IOptions<MailOptions> mail, TimeProvider clock)
{
    /// <summary>Nobody's mailbox is filled by somebody else's clicks.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(5);

    public async Task Handle(string address, string requestId, CancellationToken cancellationToken)
    {
        var (key, now) = (normalizer.NormalizeEmail(address), clock.GetUtcNow());
        var account = await db.Users.AsNoTracking().SingleOrDefaultAsync(u => u.NormalizedEmail == key && u.DeactivatedAt == null && u.PasswordHash != null
            // Who comes by a provider has no password to forget: it would be a way around the provider.
            && !db.UserLogins.Any(l => l.UserId == u.Id), cancellationToken);
        if (account is null || !mail.Value.IsOn || await db.Notices.AnyAsync(n => n.PersonId == account.Id && n.Kind == NoticeKind.PasswordForgotten && n.At > now - Pause, cancellationToken))
            return;
        var actor = Actor.System(requestId, now);
        await new CreateNotices(db, actor, cancellationToken).Tell(NoticeKind.PasswordForgotten, account.Id, null, [account.Id]);
        await db.RecordAsync(actor, AuditVerbs.PasswordAsked, nameof(Account), account.Id, null, cancellationToken);
    }
}

/// <summary>Takes addresses from the page, and does with them what is to be done after the answer.</summary>
public sealed partial class ForgottenPasswords(IServiceScopeFactory scopes, ILogger<ForgottenPasswords> log) : BackgroundService
{
    private const int Waiting = 1000;

    private readonly Channel<(string Address, string RequestId)> asked =
        Channel.CreateBounded<(string, string)>(new BoundedChannelOptions(Waiting) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    public void Ask(string address, string requestId) => asked.Writer.TryWrite((address, requestId));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var (address, requestId) in asked.Reader.ReadAllAsync(stoppingToken))
                await Handle(address, requestId, stoppingToken);
        }
        catch (OperationCanceledException)
        {
            // The program ends.
        }
    }

    private async Task Handle(string address, string requestId, CancellationToken stoppingToken)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<ForgottenPassword>().Handle(address, requestId, stoppingToken);
        }
#pragma warning disable CA1031 // An exception that leaves a background service stops the host. Whoever waits for the mail asks again.
        catch (Exception e) when (e is not OperationCanceledException)
#pragma warning restore CA1031
        {
            NotDone(log, e.GetType().Name);
        }
    }

    [LoggerMessage(LogLevel.Warning, "A forgotten password was not dealt with: {Why}")]
    private static partial void NotDone(ILogger logger, string why);
}
