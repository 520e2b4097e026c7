using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Accounts;

namespace SmartCityPia.Web.Infrastructure.Security;

/// <summary>
/// How often somebody may guess. After a few wrong passwords each further guess has to wait longer, counted by the address
/// that was typed together with the network it came from: nobody can shut out somebody else. A device on which the person
/// has signed in before has a budget of its own. Counted are addresses without an account too, so that nothing can be told from it.
/// </summary>
public sealed class SignInBudget(PiaDbContext db, TimeProvider clock)
{
    /// <summary>So many guesses are free, from one network or device.</summary>
    public const int Free = 5;

    /// <summary>So many from all networks together, but for known devices: guessing from many places is slowed too.</summary>
    public const int FreeFromAnywhere = 100;

    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan LongestFromAnywhere = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Forgotten = TimeSpan.FromDays(1);
    private const string Anywhere = "anywhere";

    /// <summary>Counts a guess before it is looked at, so that many at once are as good as one after the other.</summary>
    /// <param name="key">The address as accounts are found by.</param>
    /// <returns>False where this guess is too early and does not count.</returns>
    public async Task<bool> Take(string key, IPAddress? from, Guid? device, CancellationToken cancellationToken) => device is { } known
        ? await Take(Subject(key), "device " + known, Free, Longest, cancellationToken)
        : await Take(Subject(key), Network(from), Free, Longest, cancellationToken) && await Take(Subject(key), Anywhere, FreeFromAnywhere, LongestFromAnywhere, cancellationToken);

    /// <summary>The guess was right.</summary>
    public Task<int> GiveBack(string key, IPAddress? from, Guid? device, CancellationToken cancellationToken)
    {
        var (subject, place) = (Subject(key), device is { } known ? "device " + known : Network(from));
        return db.SignInAttempts.Where(a => a.Subject == subject && (a.From == place || a.From == Anywhere)).ExecuteDeleteAsync(cancellationToken);
    }

    /// <summary>Deletes what no longer counts.</summary>
    public Task<int> Forget(CancellationToken cancellationToken)
    {
        var old = clock.GetUtcNow() - Forgotten;
        return db.SignInAttempts.Where(a => a.LastAt < old).ExecuteDeleteAsync(cancellationToken);
    }

    internal static byte[] Subject(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));

    /// <summary>What one household or office has: the address, of version 6 the first 64 bits.</summary>
    public static string Network(IPAddress? address)
    {
        if (address is null)
            return "network ?";
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        if (address.AddressFamily == AddressFamily.InterNetworkV6)
        {
            var bytes = address.GetAddressBytes();
            bytes.AsSpan(8).Clear();
            address = new(bytes);
        }
        return "network " + address;
    }

    private async Task<bool> Take(byte[] subject, string from, int free, TimeSpan longest, CancellationToken cancellationToken)
    {
        var (now, old, most) = (clock.GetUtcNow(), clock.GetUtcNow() - Forgotten, longest.TotalSeconds);
        // Two seconds after the last free guess, then twice as long each time. It is worked out where the row is locked.
        return await db.Database.ExecuteSqlAsync($"""
            INSERT INTO sign_in_attempts AS a (subject, "from", failures, last_at) VALUES ({subject}, {from}, 1, {now})
            ON CONFLICT (subject, "from") DO UPDATE SET failures = CASE WHEN a.last_at < {old} THEN 1 ELSE a.failures + 1 END, last_at = {now}
            WHERE a.failures < {free} OR a.last_at + make_interval(secs => least({most}, power(2, least(a.failures - {free} + 1, 20)))) <= {now}
            """, cancellationToken) == 1;
    }
}

public static class AttemptsOfAccount
{
    public static IQueryable<SignInAttempt> ForAccount(this IQueryable<SignInAttempt> attempts, Account account)
    {
        var subject = SignInBudget.Subject(account.NormalizedEmail ?? "");
        return attempts.Where(a => a.Subject == subject);
    }
}
