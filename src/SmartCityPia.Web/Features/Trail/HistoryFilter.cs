using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Domain.Accounts;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Organisations;
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
    public bool IsFiltered => this != new HistoryFilter(null, null, null, null, null) { Scope = Scope, Reader = Reader };

    /// <summary>
    /// For an auditor of a part of the city, the assessments whose events they may read; null if the person may read all.
    /// </summary>
    [BindNever]
    public IQueryable<Assessment>? Scope { get; init; }

    /// <summary>Who reads; decides what is said of the content of an event. Null in the history of a dossier, which they may open.</summary>
    [BindNever]
    public Viewer? Reader { get; init; }

    /// <summary>What administrators work with. Of all else they are told that it was done, and not what it says.</summary>
    private static readonly string[] OfAdministration = [nameof(Account), nameof(DirectoryToken), nameof(DirectoryPerson), nameof(DirectoryGroup), nameof(RolePermission), nameof(AuditorGrant), nameof(Organisation), nameof(CitySettings), nameof(Session), nameof(AuditEvent), nameof(AuditLink)];

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
        this with { Reader = user.Viewer(), Scope = user.IsAuditorOfAPart() ? db.Assessments.VisibleTo(user) : null };

    /// <summary>The owners whose events may be shown with their content; null for all.</summary>
    public IQueryable<Guid>? Open(PiaDbContext db) => Reader is null ? null : Visibility.OwnersOpenTo(db, Reader);

    /// <summary>The event without what it says of a dossier that the reader may not open. Who did it, when and what kind of act it was stay.</summary>
    public AuditEvent Shown(AuditEvent e, bool isOpen) => Reader is null || isOpen || (e.OwnerId is null && (!Reader.Has(Permission.ManageAccounts) || OfAdministration.Contains(e.Subject, StringComparer.Ordinal)))
        ? e
        : new()
        {
            Id = e.Id,
            At = e.At,
            AccountId = e.AccountId,
            AccountName = e.AccountName,
            Verb = e.Verb,
            Subject = e.Subject,
            SubjectId = e.SubjectId,
            OwnerId = e.OwnerId,
            RequestId = e.RequestId,
            Salt = null,
        };

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
        return local.Year is 1 or 9999 ? new(local, TimeSpan.Zero) : new DateTimeOffset(local, Days.Zone.GetUtcOffset(local))
            .ToUniversalTime();
    }
}
