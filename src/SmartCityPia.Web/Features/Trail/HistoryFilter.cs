using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Trail;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Trail;

/// <summary>The filter in the address. The list and its export share it.</summary>
/// <param name="Verb">One of <see cref="AuditVerbs"/>.</param>
/// <param name="Person">The account that acted or was the subject.</param>
/// <param name="Organisation">The organisation whose people acted or were the subject.</param>
/// <param name="To">The last day, included.</param>
public sealed record HistoryFilter(string? Verb, Guid? Person, Guid? Organisation, DateOnly? From, DateOnly? To)
{
    public bool IsFiltered => this != new HistoryFilter(null, null, null, null, null) { Scope = Scope };

    /// <summary>
    /// For an auditor of a part of the city, the assessments whose events they may read; null if the person may read all.
    /// </summary>
    [BindNever]
    public IQueryable<Assessment>? Scope { get; init; }

    /// <param name="owners">Ids of assessments and descriptions; null for everything.</param>
    public IQueryable<AuditEvent> Events(PiaDbContext db, IQueryable<Guid>? owners)
    {
        var events = db.AuditEvents.AsNoTracking();
        if (Scope is not null)
            events = events.Where(e => Scope.Any(a => a.Id == e.OwnerId || a.ServiceId == e.OwnerId
                || db.ServiceDescriptions.Any(d => d.Id == e.OwnerId && d.OwnerId == a.ServiceId)));
        if (owners is not null)
            events = events.Where(e => owners.Contains(e.OwnerId!.Value));
        if (!string.IsNullOrEmpty(Verb))
            events = events.Where(e => e.Verb == Verb);
        if (Person is { } person)
            events = events.Where(e => e.AccountId == person || e.SubjectId == person);
        if (Organisation is { } organisation)
            events = events.Where(e => e.SubjectId == organisation
                || db.Users.Any(u => u.Id == e.AccountId && u.OrganisationId == organisation));
        if (From is { } from)
            events = events.Where(e => e.At >= Begin(from));
        if (To is { } to && to < DateOnly.MaxValue)
            events = events.Where(e => e.At < Begin(to.AddDays(1)));
        return events;
    }

    /// <summary>The same filter, limited to what the person may read.</summary>
    public HistoryFilter For(PiaDbContext db, ClaimsPrincipal user) =>
        user.IsAuditorOfAPart() ? this with { Scope = db.Assessments.VisibleTo(user) } : this;

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
        // Years 1 and 9999 can't be shifted by an offset.
        return local.Year is 1 or 9999 ? new(local, TimeSpan.Zero) : new DateTimeOffset(local, TimeZoneInfo.Local.GetUtcOffset(local))
            .ToUniversalTime();
    }
}
