using System.ComponentModel.DataAnnotations;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Web.Infrastructure.Security;

/// <summary>Sign-in at the city's own directory (OpenID Connect), from the section <c>SignOn</c>.</summary>
public sealed record SignOnOptions : IValidatableObject
{
    public IReadOnlyList<SignOnProvider> Providers { get; init; } = [];

    /// <summary>Nobody signs in with a password or passkey of ours, but for <see cref="BreakGlass"/>.</summary>
    public bool Only { get; init; }

    /// <summary>E-mail address of the administrator who gets in when the directory is away.</summary>
    public string? BreakGlass { get; init; }

    public SignOnProvider? Find(string? key) => Providers.FirstOrDefault(p => p.Key == key);

    public bool IsBreakGlass(string? email) => !string.IsNullOrWhiteSpace(BreakGlass) && email is not null && MailAddresses.Key(email) == MailAddresses.Key(BreakGlass);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Only && (Providers.Count == 0 || string.IsNullOrWhiteSpace(BreakGlass)))
            yield return new("SignOn:Only needs a provider and, in SignOn:BreakGlass, the e-mail address of an administrator who can sign in when it is away.");
        if (Providers.Select(p => p.Key).Distinct(StringComparer.Ordinal).Count() < Providers.Count)
            yield return new("SignOn:Providers: each needs a Key of its own.");
        foreach (var provider in Providers)
        {
            if (provider.Key.Length is 0 or > Session.ProviderMaxLength || !provider.Key.All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-'))
                yield return new($"SignOn:Providers: the Key \"{provider.Key}\" stands in addresses: small letters, digits and hyphens, at most {Session.ProviderMaxLength}.");
            if (!Uri.TryCreate(provider.Authority, UriKind.Absolute, out var authority) || (authority.Scheme != "https" && !authority.IsLoopback))
                yield return new($"SignOn:Providers: the Authority of \"{provider.Key}\" has to be its https address.");
            if (string.IsNullOrWhiteSpace(provider.ClientId))
                yield return new($"SignOn:Providers: \"{provider.Key}\" needs a ClientId.");
            if (provider.Groups.FirstOrDefault(g => g.Role is not null && !Roles.All.Contains(g.Role, StringComparer.Ordinal)) is { } unknown)
                yield return new($"SignOn:Providers: \"{provider.Key}\" gives the role \"{unknown.Role}\"; there are {string.Join(", ", Roles.All)}, and with MadeRole those that the city made.");
            if (provider.Groups.Any(g => g.Role is not null && g.MadeRole is not null))
                yield return new($"SignOn:Providers: a group of \"{provider.Key}\" has Role and MadeRole; it gives one role.");
            if (provider.Groups.FirstOrDefault(g => g.MadeRole is not null && Roles.All.Contains(g.MadeRole, StringComparer.OrdinalIgnoreCase)) is { } builtIn)
                yield return new($"SignOn:Providers: \"{provider.Key}\" has the MadeRole \"{builtIn.MadeRole}\", which is built in: say Role.");
        }
    }
}

public sealed record SignOnProvider
{
    /// <summary>Stands in its addresses.</summary>
    public string Key { get; init; } = "";

    /// <summary>As people call it.</summary>
    public string Name { get; init; } = "";

    public string Authority { get; init; } = "";

    public string ClientId { get; init; } = "";

    public string? ClientSecret { get; init; }

    /// <summary>Scopes beside <c>openid profile email</c>, separated by blanks.</summary>
    public string Scopes { get; init; } = "";

    /// <summary>The claim that an account is found by; the <c>externalId</c> of SCIM has to be the same. Entra ID: <c>oid</c>.</summary>
    public string KeyClaim { get; init; } = "sub";

    /// <summary>The claim that lists a person's groups.</summary>
    public string GroupsClaim { get; init; } = "groups";

    /// <summary>What groups give, the first that fits. Without a role nobody gets in.</summary>
    public IReadOnlyList<SignOnGroup> Groups { get; init; } = [];

    /// <summary>The organisation of whoever is in no group that names one.</summary>
    public string? Organisation { get; init; }

    /// <summary>Makes an account for whoever comes for the first time.</summary>
    public bool MakesAccounts { get; init; }

    /// <summary>Takes the account of the same e-mail address at the first time, where the provider says that it verified the address.</summary>
    public bool MatchesVerifiedMail { get; init; }

    /// <summary>What <c>acr</c> has to be at sign-off, separated by blanks; none asks for a fresh sign-in alone.</summary>
    public string StepUp { get; init; } = "";

    /// <summary>What these groups give, in the order of the configuration.</summary>
    public IReadOnlyList<SignOnGroup> Given(IReadOnlySet<string> groups) => [.. Groups.Where(g => groups.Contains(g.Group))];

    public string Scheme => "sign-on-" + Key;

    public string At(string path = "") => $"{Addresses.SignOn}/{Key}{path}";
}

public sealed record SignOnGroup
{
    public string Group { get; init; } = "";

    public string? Role { get; init; }

    /// <summary>The name of a role that the city made, in place of a built-in one. While there is none of this name it gives nothing.</summary>
    public string? MadeRole { get; init; }

    /// <summary>The name of an organisation of the city.</summary>
    public string? Organisation { get; init; }

    public bool CityWide { get; init; }
}
