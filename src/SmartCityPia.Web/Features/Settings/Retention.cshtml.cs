using SmartCityPia.Data;
using SmartCityPia.Data.Organisations;
using SmartCityPia.Domain.Organisations;
using SmartCityPia.Web.Infrastructure;

namespace SmartCityPia.Web.Features.Settings;

public sealed class RetentionModel(PiaDbContext db, LiveSettings settings, SaveCitySettings save) : SettingsPage<RetentionPeriods>(db, settings, save);
