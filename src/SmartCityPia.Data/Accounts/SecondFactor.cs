using System.ComponentModel.DataAnnotations;

namespace SmartCityPia.Data.Accounts;

/// <summary>An app of an account that shows codes (TOTP, RFC 6238).</summary>
public sealed class Authenticator
{
    public required Guid AccountId { get; init; }

    /// <summary>The key that the app has too, sealed by the key ring.</summary>
    [MaxLength(512)]
    public required byte[] SealedKey { get; set; }

    public required DateTimeOffset SetAt { get; set; }

    /// <summary>The half minute of the last code that was taken: it and all before it are refused.</summary>
    public required long LastStep { get; set; }
}

/// <summary>A code that stands in once for a second factor that was lost. Only its hash is kept.</summary>
public sealed class RecoveryCode
{
    public required Guid AccountId { get; init; }

    [MaxLength(32)]
    public required byte[] Hash { get; init; }
}

/// <summary>What works once and was used: the answer of a passkey, a message of a provider. Kept until it would be too old anyhow.</summary>
public sealed class SpentToken
{
    [MaxLength(32)]
    public required byte[] Hash { get; init; }

    public required DateTimeOffset Until { get; init; }
}
