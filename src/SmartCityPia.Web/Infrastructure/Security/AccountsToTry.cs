namespace SmartCityPia.Web.Infrastructure.Security;

/// <summary>Accounts that the sign-in page offers with their password. Only the demo registers any.</summary>
/// <param name="All">Which words the page has for them, and their addresses.</param>
public sealed record AccountsToTry(string Password, IReadOnlyList<AccountToTry> All);

public sealed record AccountToTry(string Key, string Email);
