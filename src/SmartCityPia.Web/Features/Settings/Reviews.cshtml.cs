using SmartCityPia.Data;
using SmartCityPia.Data.Organisations;
using SmartCityPia.Domain.Organisations;
using SmartCityPia.Web.Infrastructure;

namespace SmartCityPia.Web.Features.Settings;

public sealed class ReviewsModel(PiaDbContext db, LiveSettings settings, SaveCitySettings save) : SettingsPage<ReviewPeriods>(db, settings, save);
