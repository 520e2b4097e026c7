using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Accounts;

namespace SmartCityPia.Web.Infrastructure.Security;

/// <summary>The password was right, the second factor is asked for. It travels in the form and opens nothing by itself.</summary>
public sealed class HalfwayIn(PiaDbContext db, IDataProtectionProvider protection, TimeProvider clock)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    /// <param name="Stamp">A password that is changed meanwhile voids it.</param>
    private sealed record Ticket(Guid AccountId, string? Stamp, DateTimeOffset At);

    private IDataProtector Protector => protection.CreateProtector("SmartCityPia.HalfwayIn");

    public string Seal(Account account) => Protector.Protect(JsonSerializer.Serialize(new Ticket(account.Id, account.SecurityStamp, clock.GetUtcNow())));

    /// <returns>Null where it is not ours, too old or void.</returns>
    public async Task<Account?> Open(string? text, CancellationToken cancellationToken)
    {
        try
        {
            return !string.IsNullOrEmpty(text) && JsonSerializer.Deserialize<Ticket>(Protector.Unprotect(text)) is { } ticket && clock.GetUtcNow() - ticket.At < Lifetime
                ? await db.Users.SingleOrDefaultAsync(u => u.Id == ticket.AccountId && u.SecurityStamp == ticket.Stamp && u.DeactivatedAt == null, cancellationToken) : null;
        }
        catch (Exception e) when (e is CryptographicException or JsonException)
        {
            return null;
        }
    }
}
