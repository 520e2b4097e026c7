using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Dossiers;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Records;

internal static class RecordedServices
{
    /// <summary>The assessments whose services stand in the record: those in use that the person may see.</summary>
    public static IQueryable<Assessment> InRecord(this PiaDbContext db, ClaimsPrincipal user) => db.Assessments.AsNoTracking().VisibleTo(user).InUse();
}
