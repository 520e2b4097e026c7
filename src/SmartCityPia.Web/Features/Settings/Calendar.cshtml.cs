using SmartCityPia.Data;
using SmartCityPia.Data.Organisations;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Organisations;
using SmartCityPia.Web.Infrastructure;
using SmartCityPia.Web.Infrastructure.Forms;

namespace SmartCityPia.Web.Features.Settings;

public sealed class CalendarModel(PiaDbContext db, LiveSettings settings, SaveCitySettings save) : SettingsPage<CityClock>(db, settings, save)
{
    public IReadOnlyList<Option> TimeZones => Option.TimeZones;

    public string OfTheMachine => TimeZoneInfo.Local.Id;

    protected override IEnumerable<FieldError> Check(CityClock input)
    {
        if (input.TimeZone is { } zone && TimeZones.All(z => z.Value != zone))
            yield return new(nameof(input.TimeZone), "NotOffered");
    }
}
