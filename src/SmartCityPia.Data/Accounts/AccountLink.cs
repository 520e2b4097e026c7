using System.ComponentModel.DataAnnotations;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Notices;

namespace SmartCityPia.Data.Accounts;

/// <summary>What a one-time link is for.</summary>
public enum LinkKind { Invitation, NewPassword, NewAddress }

/// <summary>A link that opens an account once. A new one of its kind takes its place; only a hash of the secret in it is kept.</summary>
public sealed class AccountLink
{
    public required Guid AccountId { get; init; }

    public required LinkKind Kind { get; init; }

    [MaxLength(32)]
    public required byte[] SecretHash { get; set; }

    public required DateTimeOffset MadeAt { get; set; }

    public required DateTimeOffset ExpiresAt { get; set; }

    /// <summary>The address to be confirmed by it.</summary>
    [MaxLength(Limits.Name)]
    public string? Address { get; set; }

    /// <summary>The notices whose mail carries a link, and which.</summary>
    public static readonly IReadOnlyDictionary<NoticeKind, LinkKind> OfNotices = new Dictionary<NoticeKind, LinkKind>
    {
        [NoticeKind.Invited] = LinkKind.Invitation,
        [NoticeKind.PasswordForgotten] = LinkKind.NewPassword,
        [NoticeKind.AddressToConfirm] = LinkKind.NewAddress,
    };

    public static TimeSpan Lifetime(LinkKind kind) => kind == LinkKind.Invitation ? TimeSpan.FromDays(1) : TimeSpan.FromHours(1);
}
