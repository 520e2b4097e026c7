using SmartCityPia.Data;
using SmartCityPia.Data.Organisations;
using SmartCityPia.Domain.Organisations;
using SmartCityPia.Web.Infrastructure;

namespace SmartCityPia.Web.Features.Settings;

public sealed class ContactModel(PiaDbContext db, LiveSettings settings, SaveCitySettings save) : SettingsPage<CityContact>(db, settings, save);
