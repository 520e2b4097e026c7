using System.ComponentModel.DataAnnotations;

namespace SmartCityPia.Data.Accounts;

/// <summary>What ended a session before its time.</summary>
public enum SessionEnd { SignedOut, Ended, SignedInAgain, PasswordChanged, FactorChanged, RoleChanged, Deactivated, KeysRotated }

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
}
