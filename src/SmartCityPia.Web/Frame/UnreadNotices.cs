using Microsoft.AspNetCore.Diagnostics;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Domain.Notices;
using SmartCityPia.Web.Infrastructure.Faults;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Frame;

/// <summary>The number in every page's header: one short query, or part of the one that reads an assessment; none for those who are not signed in.</summary>
public sealed class UnreadNotices(PiaDbContext db)
{
    private const int Most = 100;

    /// <summary>Set where the number was read with something else.</summary>
    public int? Known { get; set; }

    /// <summary>Those to be counted.</summary>
    public IQueryable<Notice> Of(Guid me) => db.Notices.Where(n => n.PersonId == me && n.ReadAt == null).Take(Most);

    /// <returns>"3", "99+", or null where there is none or it cannot be said now.</returns>
    public async Task<string?> Count(HttpContext http)
    {
        // A page that tells of a fault needs no database.
        if (http.User.Identity?.IsAuthenticated != true || http.Features.Get<IExceptionHandlerFeature>() is not null)
            return null;
        var me = http.User.AccountId();
        try
        {
            var count = Known ?? await Of(me).CountAsync(http.RequestAborted);
            return count == 0 ? null : count == Most ? $"{Most - 1}+" : count.ToString(System.Globalization.CultureInfo.CurrentCulture);
        }
        catch (Exception e) when (DatabaseAway.Is(e))
        {
            return null;
        }
    }
}
