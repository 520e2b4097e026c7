using System.ComponentModel.DataAnnotations;

namespace SmartCityPia.Data.Accounts;

/// <summary>What ended a session before its time.</summary>
public enum SessionEnd { SignedOut, Ended, SignedInAgain, PasswordChanged, FactorChanged, RoleChanged, Deactivated, KeysRotated, ByProvider }

/// <summary>One person signed in on one device. The cookie holds its id; whether it still counts is said here alone.</summary>
public sealed class Session
{
    /// <summary>Without a click for so long it is over.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromHours(8);

    /// <summary>However busy, it is over then.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(12);

    public const int DeviceMaxLength = 100;

    public required Guid Id { get; init; }

    public required Guid AccountId { get; init; }

    /// <summary>In words, such as "Firefox on Windows".</summary>
    [MaxLength(DeviceMaxLength)]
    public required string Device { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Within some minutes.</summary>
    public required DateTimeOffset LastSeenAt { get; set; }

    public DateTimeOffset? EndedAt { get; set; }

    public SessionEnd? EndedBy { get; set; }

    public const int ProviderMaxLength = 30;

    private const int ClaimMaxLength = 255;

    /// <summary>At which provider the person signed in; none where they did so here.</summary>
    [MaxLength(ProviderMaxLength)]
    public string? Provider { get; init; }

    /// <summary>Who they are there.</summary>
    [MaxLength(ClaimMaxLength)]
    public string? ProviderSubject { get; init; }

    /// <summary>Which session it is there.</summary>
    [MaxLength(ClaimMaxLength)]
    public string? ProviderSession { get; init; }

    /// <summary>The provider's token, sealed, as a hint when signing out there.</summary>
    public string? SealedToken { get; init; }

    /// <summary>When the person last confirmed there who they are. One signature uses it up.</summary>
    public DateTimeOffset? ConfirmedAt { get; set; }
}
