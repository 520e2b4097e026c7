using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Organisations;
using SmartCityPia.Domain.Trail;

namespace SmartCityPia.Web.Features.Trail.Auditors;

/// <summary>Grants an auditor read access to a scope for a period. Posting the same form twice saves one grant.</summary>
public sealed class GrantAccess(PiaDbContext db, TimeProvider clock)
{
    /// <returns>The error; null if it was saved.</returns>
    public async Task<FieldError?> Handle(Guid id, AuditorGrantDetails details, Actor actor, CancellationToken cancellationToken)
    {
        if (details.Check(clock.Today()).FirstOrDefault() is { } error)
            return error;
        if (!await Auditors(db).AnyAsync(u => u.Id == details.AccountId, cancellationToken))
            return new(nameof(details.AccountId), "NotOffered");
        var agencies = details.Agencies.Distinct().ToList();
        if (agencies.Count > Limits.Choices
            || await Agencies(db).CountAsync(o => agencies.Contains(o.Id), cancellationToken) != agencies.Count)
            return new(nameof(details.Agencies), "NotOffered");
        var named = details.ReferenceList;
        if (named.Count > Limits.Choices)
            return new(nameof(details.References), "TooManyReferences",
                Limits.Choices.ToString(System.Globalization.CultureInfo.InvariantCulture));
        var assessments = await db.Assessments.AsNoTracking().Where(a => named.Contains(a.Reference)).Select(a => new { a.Id, a.Reference })
            .ToListAsync(cancellationToken);
        if (named.FirstOrDefault(r => assessments.TrueForAll(a => a.Reference != r)) is { } unknown)
            return new(nameof(details.References), "NoSuchAssessment", unknown);

        db.ChangeTracker.Clear();
        db.Add(new AuditorGrant
        {
            Id = id,
            AccountId = details.AccountId,
            WholeCity = details.WholeCity,
            Agencies = agencies,
            Assessments = [.. assessments.Select(a => a.Id)],
            FirstDay = details.FirstDay,
            LastDay = details.LastDay,
            Purpose = details.Purpose,
            GrantedById = actor.AccountId,
            GrantedBy = actor.Name,
            GrantedAt = actor.At,
        });
        await db.SaveOnce(actor, cancellationToken, details.Purpose);
        return null;
    }

    public static IQueryable<Account> Auditors(PiaDbContext db) =>
        db.InRole(Roles.Auditor).AsNoTracking();

    public static IQueryable<Organisation> Agencies(PiaDbContext db) =>
        db.Organisations.AsNoTracking().Where(o => o.Kind == OrganisationKind.Agency || db.Assessments.Any(a => a.AgencyId == o.Id));
}

/// <summary>Revokes a grant at once.</summary>
public sealed class RevokeAccess(PiaDbContext db)
{
    /// <returns>False if there is no such grant.</returns>
    public async Task<bool> Handle(Guid id, string reason, Actor actor, CancellationToken cancellationToken)
    {
        db.ChangeTracker.Clear();
        if (await db.AuditorGrants.SingleOrDefaultAsync(g => g.Id == id, cancellationToken) is not { } grant)
            return false;
        grant.Revoke(reason, actor.At);
        await db.SaveOnce(actor, cancellationToken, reason);
        return true;
    }
}
