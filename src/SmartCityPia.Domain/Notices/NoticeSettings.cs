using System.ComponentModel.DataAnnotations;

namespace SmartCityPia.Domain.Notices;

/// <summary>How a person gets notices, apart from the list.</summary>
public enum Delivery { AtOnce, Daily, ListOnly }

public class NoticeSettingsDetails
{
    [Required]
    public Delivery? Reviews { get; set; } = Delivery.AtOnce;

    [Required]
    public Delivery? Comments { get; set; } = Delivery.Daily;

    [Required]
    public Delivery? Evidence { get; set; } = Delivery.AtOnce;

    [Required]
    public Delivery? Deadlines { get; set; } = Delivery.Daily;

    /// <summary>Hour of the daily mail, in the city's time zone.</summary>
    [Required, Range(0, 23)]
    public int? DigestHour { get; set; } = 7;
}

/// <summary>A person's settings. Without a row, the defaults above apply.</summary>
public sealed class NoticeSettings : NoticeSettingsDetails
{
    public static readonly NoticeSettings Defaults = new() { PersonId = Guid.Empty };

    public required Guid PersonId { get; init; }

    public Delivery DeliveryOf(NoticeKind kind) => kind switch
    {
        // What opens an account, or says that somebody has changed it, does not wait.
        NoticeKind.Invited or NoticeKind.PasswordForgotten or NoticeKind.AddressToConfirm or NoticeKind.PersonToConfirm or NoticeKind.HandedOver or NoticeKind.LeftWithWork or NoticeKind.RoleChanged or NoticeKind.SignInLinked or NoticeKind.AskedIn or NoticeKind.PartEnded or NoticeKind.Released or NoticeKind.ReleaseWithdrawn or NoticeKind.FactorReset or NoticeKind.FactorChanged => Delivery.AtOnce,
        // The mail server is what fails here, so this goes to the list only.
        NoticeKind.MailWaits => Delivery.ListOnly,
        <= NoticeKind.DelegationEnded => Reviews!.Value,
        <= NoticeKind.ThreadResolved => Comments!.Value,
        <= NoticeKind.DescriptionWithdrawn => Evidence!.Value,
        _ => Deadlines!.Value,
    };

    /// <summary>The time from which a notice of this kind may be mailed; null if it is not mailed.</summary>
    /// <param name="zone">The city's time zone.</param>
    public DateTimeOffset? MailDue(NoticeKind kind, DateTimeOffset at, TimeZoneInfo zone) => DeliveryOf(kind) switch
    {
        Delivery.AtOnce => at,
        Delivery.Daily => NextDigest(at, zone),
        _ => null,
    };

    private DateTimeOffset NextDigest(DateTimeOffset at, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(at, zone).DateTime;
        var next = local.Date.AddHours(DigestHour!.Value);
        if (next <= local)
            next = next.AddDays(1);
        // Daylight saving skips one hour in spring.
        if (zone.IsInvalidTime(next))
            next = next.AddHours(1);
        return new DateTimeOffset(next, zone.GetUtcOffset(next)).ToUniversalTime();
    }
}
