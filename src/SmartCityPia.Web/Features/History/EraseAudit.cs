using System.Globalization;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Domain.Audit;

namespace SmartCityPia.Web.Features.History;

/// <summary>The verb <c>erase-audit</c>: the city's retention of personal data in the trail, carried out.</summary>
public sealed class EraseAudit(PiaDbContext db, TimeProvider clock)
{
    public async Task<int> Handle(string[] args)
    {
        if (!CommandLine.Options(args).TryGetValue("before", out var text) || !DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return Verbs.Fail("Say up to which day: erase-audit --before 2020-01-31");
        var before = new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
        if (before > clock.GetUtcNow().AddYears(-1).AddDays(-1))
            return Verbs.Fail("Only what is older than a year can be erased.");
        var system = Actor.System("erase-audit", clock.GetUtcNow());
        var erased = (await db.Database.SqlQuery<long>($"SELECT audit_erase({before}, {system.AccountId}, {system.Name}, {system.RequestId}) AS \"Value\"").ToListAsync()).Single();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Erased the personal part of {erased} events before {day:yyyy-MM-dd}."));
        return 0;
    }
}
