using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Trail;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Trail;

/// <summary>Which events to show, as the address says; the list and its export share it.</summary>
/// <param name="Verb">One of <see cref="AuditVerbs"/>.</param>
/// <param name="Person">Done by this account, or to it.</param>
/// <param name="Organisation">Done by this organisation's people, or to it.</param>
/// <param name="To">The last day, included.</param>
public sealed record HistoryFilter(string? Verb, Guid? Person, Guid? Organisation, DateOnly? From, DateOnly? To)
{
    public bool IsFiltered => this != new HistoryFilter(null, null, null, null, null) { Within = Within };

    /// <summary>The assessments whose events an auditor of a part of the city may read; null where the person reads all.</summary>
    [BindNever]
    public IQueryable<Assessment>? Within { get; init; }

    /// <param name="owners">Only what belongs to one of these; everything where null.</param>
    public IQueryable<AuditEvent> Events(PiaDbContext db, IQueryable<Guid>? owners)
    {
        var events = db.AuditEvents.AsNoTracking();
        if (Within is not null)
            events = events.Where(e => Within.Any(a => a.Id == e.OwnerId || a.ServiceId == e.OwnerId || db.ServiceDescriptions.Any(d => d.Id == e.OwnerId && d.OwnerId == a.ServiceId)));
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

    /// <summary>The same filter, within what the person may read of the city's trail.</summary>
    public HistoryFilter For(PiaDbContext db, ClaimsPrincipal user) =>
        user.IsInRole(Roles.Auditor) && !user.IsCityWide() ? this with { Within = db.Assessments.VisibleTo(user) } : this;

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
