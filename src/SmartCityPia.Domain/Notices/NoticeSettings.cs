using System.ComponentModel.DataAnnotations;

namespace SmartCityPia.Domain.Notices;

/// <summary>How somebody wants to be told, besides on their list.</summary>
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

    /// <summary>The hour of the day, in the city's time, at which the daily mail is due.</summary>
    [Required, Range(0, 23)]
    public int? DigestHour { get; set; } = 7;
}

/// <summary>A person's own choice; where there is none, the defaults above hold.</summary>
public sealed class NoticeSettings : NoticeSettingsDetails
{
    public static readonly NoticeSettings Usual = new() { PersonId = Guid.Empty };

    public required Guid PersonId { get; init; }

    public Delivery DeliveryOf(NoticeKind kind) => kind switch
    {
        NoticeKind.Invited => Delivery.AtOnce,
        // That no mail goes out cannot be told by mail.
        NoticeKind.MailWaits => Delivery.ListOnly,
        <= NoticeKind.DelegationEnded => Reviews!.Value,
        <= NoticeKind.ThreadResolved => Comments!.Value,
        <= NoticeKind.DescriptionWithdrawn => Evidence!.Value,
        _ => Deadlines!.Value,
    };

    /// <summary>When a notice of this kind can be mailed; null for never.</summary>
    /// <param name="zone">The city's.</param>
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
        // The hour that a clock skips in spring.
        if (zone.IsInvalidTime(next))
            next = next.AddHours(1);
        return new DateTimeOffset(next, zone.GetUtcOffset(next)).ToUniversalTime();
    }
}
