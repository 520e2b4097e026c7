using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SmartCityPia.Data;
using SmartCityPia.Data.Accounts;

namespace SmartCityPia.Web.Infrastructure.Security;

/// <summary>
/// What a password has to be: twelve characters of any kind, none of those that are guessed first, and not the city's,
/// the product's or one's own name with little beside it (NIST SP 800-63B). There is no other rule.
/// </summary>
public sealed class PasswordRules(PiaDbContext db, LiveSettings settings, CityPasswords own) : IPasswordValidator<Account>
{
    public const int MinLength = 12;

    /// <summary>So much has to be left of it without names, digits and marks.</summary>
    private const int LeastBeside = 6;

    /// <summary>A shorter word is in too many others.</summary>
    private const int LeastWord = 4;

    private static readonly string[] Product = ["smartcitypia", "smartcity", "smart", "city", "privacy", "impact", "assessment"];

    public async Task<IdentityResult> ValidateAsync(UserManager<Account> manager, Account user, string? password)
    {
        if (password is null || password.Length < MinLength)
            return Refuse("PasswordTooShort");
        if (WellKnownPasswords.Shipped.Contains(password) || own.List?.Contains(password) == true)
            return Refuse("PasswordIsWellKnown");
        var organisation = await db.Organisations.Where(o => o.Id == user.OrganisationId).Select(o => o.Name).FirstOrDefaultAsync();
        return IsMadeOf(password, [settings.Now.Identity.Name, organisation, user.DisplayName, user.Email, .. Product]) ? Refuse("PasswordIsAName") : IdentityResult.Success;
    }

    /// <summary>Nothing much is left of it without the names and without what is no letter.</summary>
    internal static bool IsMadeOf(string password, IEnumerable<string?> names)
    {
        var rest = WellKnownPasswords.Fold(password);
        var words = names.OfType<string>().Select(WellKnownPasswords.Fold).SelectMany(name => Words(name).Append(string.Concat(Words(name)))).Where(w => w.Length >= LeastWord).Distinct(StringComparer.Ordinal).OrderByDescending(w => w.Length);
        var named = false;
        foreach (var word in words.Where(w => rest.Contains(w, StringComparison.Ordinal)))
            (rest, named) = (rest.Replace(word, " ", StringComparison.Ordinal), true);
        return named && rest.Count(char.IsLetter) < LeastBeside;
    }

    private static string[] Words(string name) =>
        string.Concat(name.Select(c => char.IsLetterOrDigit(c) ? c : ' ')).Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static IdentityResult Refuse(string code) => IdentityResult.Failed(new IdentityError { Code = code });
}

/// <summary>The longer list that a city may have named: one password on each line.</summary>
public sealed class CityPasswords
{
    public WellKnownPasswords? List { get; }

    /// <exception cref="OptionsValidationException">It cannot be read.</exception>
    public CityPasswords(IConfiguration configuration)
    {
        if (configuration["Passwords:List"] is not { Length: > 0 } path)
            return;
        try
        {
            List = WellKnownPasswords.Of(File.ReadAllLines(path).Where(l => l.Length >= PasswordRules.MinLength).ToHashSet(StringComparer.Ordinal));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new OptionsValidationException("Passwords", typeof(string), [$"Passwords:List: {path} cannot be read ({e.GetType().Name})."]);
        }
    }
}
