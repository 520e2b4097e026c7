using System.CommandLine;
using System.Globalization;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Trail;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Commands;

internal sealed class RotateKeysCommand(string[] settings)
    : DatabaseCommand<RotateKeys>("rotate-keys", "Makes new keys and ends every session and every one-time link, for example after a backup was restored or lost.", settings)
{
    protected override Task<int> Run(RotateKeys handler, ParseResult parsed, CancellationToken cancellationToken) => handler.Handle(cancellationToken);
}

/// <summary>What was sealed before opens nothing any more: cookies, kept forms, known devices.</summary>
internal sealed class RotateKeys(PiaDbContext db, IKeyManager keys, SecondFactors factors, TimeProvider clock)
{
    public async Task<int> Handle(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        Console.WriteLine("Passwords, passkeys, apps with their recovery codes and tokens of directories go on. Everybody signs in again; invitations and other one-time links have to be sent again.");
        if (await factors.CountLost(cancellationToken) is > 0 and var lost)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{lost} apps cannot be opened with the keys that are here, before and after: Keys:Certificate or Keys:File is another one than when they were set up. These people sign in with a recovery code or a passkey, or an administrator resets their second factor."));
        keys.RevokeAllKeys(now, "rotate-keys");
        keys.CreateNewKey(now, now + TimeSpan.FromDays(90));
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var ended = await db.Sessions.Where(s => s.EndedAt == null)
            .ExecuteUpdateAsync(s => s.SetProperty(x => x.EndedAt, now).SetProperty(x => x.EndedBy, SessionEnd.KeysRotated), cancellationToken);
        await db.AccountLinks.ExecuteDeleteAsync(cancellationToken);
        await db.RecordAsync(Actor.System("rotate-keys", now), AuditVerbs.KeysRotated, nameof(Session), Guid.Empty, null, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"New keys are made, {ended} sessions ended. Start every instance of the application again."));
        return 0;
    }
}
