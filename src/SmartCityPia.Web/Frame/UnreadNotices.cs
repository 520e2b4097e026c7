using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Domain.Notices;
using SmartCityPia.Web.Infrastructure.Faults;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Frame;

/// <summary>
/// The number of unread notices in the page header: a short query, or part of the query that reads an assessment. None if nobody is signed
/// in.
/// </summary>
public sealed class UnreadNotices(PiaDbContext db)
{
    private const int Most = 100;

    /// <summary>Set if another query has read the number.</summary>
    public int? Known { get; set; }

    /// <summary>The unread notices of an account.</summary>
    public IQueryable<Notice> Of(Guid me) => db.Notices.Where(n => n.PersonId == me && n.ReadAt == null).OrderBy(n => n.Id).Take(Most);

    /// <returns>"3", "99+", or null if there are none or the database is unavailable.</returns>
    public async Task<string?> Count(HttpContext http)
    {
        if (http.User.Identity?.IsAuthenticated != true || InsteadOfThePage.IsShown(http))
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
