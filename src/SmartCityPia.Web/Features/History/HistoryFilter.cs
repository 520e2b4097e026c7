using System.Globalization;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Domain.Audit;

namespace SmartCityPia.Web.Features.History;

/// <summary>Which events to show, as the address says; the list and its export share it.</summary>
/// <param name="Verb">One of <see cref="AuditVerbs"/>.</param>
/// <param name="Person">Done by this account, or to it.</param>
/// <param name="Organisation">Done by this organisation's people, or to it.</param>
/// <param name="To">The last day, included.</param>
public sealed record HistoryFilter(string? Verb, Guid? Person, Guid? Organisation, DateOnly? From, DateOnly? To)
{
    public bool IsFiltered => this != new HistoryFilter(null, null, null, null, null);

    /// <param name="owners">Only what belongs to one of these; everything where null.</param>
    public IQueryable<AuditEvent> Events(PiaDbContext db, IReadOnlyList<Guid>? owners)
    {
        var events = db.AuditEvents.AsNoTracking();
        if (owners is not null)
            events = events.Where(e => owners.Contains(e.OwnerId!.Value));
        if (!string.IsNullOrEmpty(Verb))
            events = events.Where(e => e.Verb == Verb);
        if (Person is { } person)
            events = events.Where(e => e.AccountId == person || e.SubjectId == person);
        if (Organisation is { } organisation)
            events = events.Where(e => e.SubjectId == organisation || db.Users.Any(u => u.Id == e.AccountId && u.OrganisationId == organisation));
        if (From is { } from)
            events = events.Where(e => e.At >= Begin(from));
        if (To is { } to && to < DateOnly.MaxValue)
            events = events.Where(e => e.At < Begin(to.AddDays(1)));
        return events;
    }

    public Dictionary<string, string?> Query => new(StringComparer.Ordinal)
    {
        ["verb"] = Verb,
        ["person"] = Person?.ToString(),
        ["organisation"] = Organisation?.ToString(),
        ["from"] = From?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ["to"] = To?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
    };

    private static DateTimeOffset Begin(DateOnly day)
    {
        var local = day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Unspecified);
        // The first and last days there are have no other time zone.
        return local.Year is 1 or 9999 ? new(local, TimeSpan.Zero) : new DateTimeOffset(local, TimeZoneInfo.Local.GetUtcOffset(local)).ToUniversalTime();
    }
}
