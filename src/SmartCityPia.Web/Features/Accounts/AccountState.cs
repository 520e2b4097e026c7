using SmartCityPia.Data.Accounts;

namespace SmartCityPia.Web.Features.Accounts;

/// <summary>Where an account stands.</summary>
public enum AccountState { Active, Invited, Lapsed, WithoutLink, AwaitsConfirmation, Deactivated }

public static class AccountStates
{
    /// <param name="linkUntil">Of the invitation's link; none where it is made when the mail goes out, or was withdrawn.</param>
    public static AccountState Of(Account account, DateTimeOffset? linkUntil, DateTimeOffset now) =>
        Of(account.DeactivatedAt is not null, account.PasswordHash is not null, account.AwaitsConfirmation, linkUntil, now);

    public static AccountState Of(bool deactivated, bool hasPassword, bool awaitsConfirmation, DateTimeOffset? linkUntil, DateTimeOffset now) =>
        deactivated ? AccountState.Deactivated
        : hasPassword ? AccountState.Active
        : awaitsConfirmation ? AccountState.AwaitsConfirmation
        : linkUntil is null ? AccountState.WithoutLink
        : linkUntil > now ? AccountState.Invited : AccountState.Lapsed;
}
