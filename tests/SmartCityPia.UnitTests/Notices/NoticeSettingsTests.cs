using SmartCityPia.Domain.Notices;
using Xunit;

namespace SmartCityPia.UnitTests.Notices;

public sealed class NoticeSettingsTests
{
    private static readonly TimeZoneInfo Athens = TimeZoneInfo.FindSystemTimeZoneById("Europe/Athens");

    [Theory]
    [InlineData("2026-03-02T04:59:00Z", "2026-03-02T05:00:00Z")]
    [InlineData("2026-03-02T05:00:00Z", "2026-03-03T05:00:00Z")]
    [InlineData("2026-03-02T23:30:00Z", "2026-03-03T05:00:00Z")]
    // Daylight saving time starts between the two.
    [InlineData("2026-03-28T06:00:00Z", "2026-03-29T04:00:00Z")]
    public void MailDue_Daily_IsTheNextHourOfTheCity(string at, string due)
    {
        var settings = new NoticeSettings { PersonId = Guid.Empty, Comments = Delivery.Daily, DigestHour = 7 };

        Assert.Equal(Time(due), settings.MailDue(NoticeKind.Commented, Time(at), Athens));
    }

    [Fact]
    public void MailDue_HourThatIsSkipped_IsTheNextOne()
    {
        var settings = new NoticeSettings { PersonId = Guid.Empty, Comments = Delivery.Daily, DigestHour = 3 };

        Assert.Equal(Time("2026-03-29T01:00:00Z"), settings.MailDue(NoticeKind.Commented, Time("2026-03-28T20:00:00Z"), Athens));
    }

    [Fact]
    public void DeliveryOf_EveryKind_BelongsToOneChoice()
    {
        var each = new NoticeSettings { PersonId = Guid.Empty, Reviews = Delivery.ListOnly, Comments = Delivery.AtOnce, Evidence = Delivery.AtOnce, Deadlines = Delivery.AtOnce };

        Assert.Equal(
            [NoticeKind.Submitted, NoticeKind.ChangesRequested, NoticeKind.OpinionAsked, NoticeKind.OpinionGiven, NoticeKind.Approved, NoticeKind.ApprovedWithConditions, NoticeKind.Rejected, NoticeKind.Withdrawn, NoticeKind.Judged, NoticeKind.IncidentRecorded, NoticeKind.DueAgain, NoticeKind.Delegated, NoticeKind.DelegationEnded, NoticeKind.MailWaits],
            Enum.GetValues<NoticeKind>().Where(k => each.DeliveryOf(k) == Delivery.ListOnly));
        Assert.Equal(Delivery.AtOnce, new NoticeSettings { PersonId = Guid.Empty, Deadlines = Delivery.ListOnly }.DeliveryOf(NoticeKind.Invited));
    }

    [Fact]
    public void PutOff_AgainAndAgain_WaitsLongerButNeverGivesUp()
    {
        var notice = new Notice { Id = Guid.CreateVersion7(), PersonId = Guid.Empty, At = Time("2026-03-02T05:00:00Z"), Kind = NoticeKind.Commented, SubjectId = Guid.Empty };
        var waits = Enumerable.Range(0, 40).Select(_ =>
        {
            notice.PutOff(notice.At);
            return (notice.MailDue!.Value - notice.At).TotalMinutes;
        }).ToList();

        Assert.Equal([1, 2, 4, 8, 16, 32, 60, 60], waits.Take(8));
        Assert.All(waits.Skip(8), wait => Assert.Equal(60, wait));
    }

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
