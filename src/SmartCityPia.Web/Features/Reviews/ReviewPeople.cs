using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Data.Dossiers;
using SmartCityPia.Domain.Accounts;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Reviews;

namespace SmartCityPia.Web.Features.Reviews;

/// <summary>The capacity in which a person acts: on behalf of another one, or, if empty, in their own role.</summary>
public sealed record Capacity(Guid? OnBehalfOfId = null, string? OnBehalfOf = null, DateOnly? Until = null);

/// <summary>Who may act in which role on a review. Each question goes to the database once per request.</summary>
public sealed class ReviewPeople(PiaDbContext db, DossierReader reader, TimeProvider clock)
{
    /// <summary>Policies, links and the form of one page ask the same question.</summary>
    private readonly Dictionary<(Guid AccountId, ReviewRole Role, Guid? AssessmentId), Capacity?> _known = [];

    public DateOnly Today => clock.Today();

    /// <summary>The person with their role, and whether they are an author.</summary>
    public async Task<ReviewActor> ActorOf(Assessment assessment, ReviewRole role, Actor actor, CancellationToken cancellationToken)
    {
        var capacity = await CapacityOf(actor.AccountId, role, cancellationToken, assessment);
        return new(actor, capacity is null ? null : role, await HasAuthored(assessment, actor.AccountId, cancellationToken),
            capacity?.OnBehalfOfId, capacity?.OnBehalfOf);
    }

    /// <param name="assessment">The assessment under review. A deputy can't act for one of its authors.</param>
    /// <returns>Null if the account has the role neither itself nor as a deputy today.</returns>
    public async Task<Capacity?> CapacityOf(Guid accountId, ReviewRole role, CancellationToken cancellationToken,
        Assessment? assessment = null)
    {
        // A person's own role doesn't depend on the assessment.
        if (_known.TryGetValue((accountId, role, null), out var capacity) && capacity is { OnBehalfOfId: null })
            return capacity;
        if (!_known.TryGetValue((accountId, role, assessment?.Id), out capacity))
            _known[(accountId, role, assessment?.Id)] = capacity = await ReadCapacity(accountId, role, assessment, cancellationToken);
        return capacity;
    }

    private async Task<Capacity?> ReadCapacity(Guid accountId, ReviewRole role, Assessment? assessment, CancellationToken cancellationToken)
    {
        if (await Holders(role).AnyAsync(u => u.Id == accountId, cancellationToken))
            return new();
        if (role == ReviewRole.Author)
            return null;
        var principals = Holders(role);
        if (assessment is not null)
        {
            var authors = Authors(assessment);
            principals = principals.Where(u => !authors.Contains(u.Id));
        }
        return await Active().Where(d => d.DeputyId == accountId).OrderBy(d => d.Id)
            .Join(principals, d => d.PrincipalId, u => u.Id, (d, u) => new Capacity(u.Id, u.DisplayName, d.LastDay))
                .FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>Everyone who has the role today, as a holder or a deputy. For use in a query.</summary>
    public IQueryable<Guid> Acting(ReviewRole role) =>
        Holders(role).Select(u => u.Id)
            .Concat(Active().Where(d => Holders(role).Any(u => u.Id == d.PrincipalId)).Select(d => d.DeputyId!.Value));

    public Task<bool> HasAuthored(Assessment assessment, Guid accountId, CancellationToken cancellationToken) =>
        Authors(assessment).AnyAsync(id => id == accountId, cancellationToken);

    /// <summary>
    /// Everyone who has the role and is not an author. If there is nobody, the review can't be decided. For use in a query.
    /// </summary>
    public IQueryable<Guid> Free(Assessment assessment, ReviewRole role)
    {
        var (authors, holders) = (Authors(assessment), Holders(role));
        var free = holders.Where(u => !authors.Contains(u.Id)).Select(u => u.Id);
        return free.Concat(Active().Where(d => free.Contains(d.PrincipalId) && !authors.Contains(d.DeputyId!.Value))
            .Select(d => d.DeputyId!.Value));
    }

    /// <summary>Everyone who may see the assessment.</summary>
    public IQueryable<Account> WhoMaySee(Assessment assessment) => Visibility.WhoMaySee(db, assessment, Today);

    /// <summary>Possible deputies of a reviewer: other reviewers, and officers of the whole city.</summary>
    public IQueryable<Account> PossibleDeputies(Guid principalId)
    {
        var possible = InRole(Roles.Reviewer).Select(u => u.Id).Concat(InRole(Roles.Officer).Where(u => u.CityWide).Select(u => u.Id));
        return db.Users.Reachable().Where(u => u.Id != principalId && possible.Contains(u.Id));
    }

    /// <summary>The delegations in force today.</summary>
    public IQueryable<Delegation> Active()
    {
        var today = Today;
        return db.Delegations.AsNoTracking().Where(d => d.RevokedAt == null && d.FirstDay <= today && d.LastDay >= today);
    }

    /// <summary>The authors. For use in a query.</summary>
    public IQueryable<Guid> Authors(Assessment assessment) =>
        reader.Authorship(assessment.Id, assessment.DescriptionId).Select(e => e.AccountId)
            .Concat(db.AssessmentVersions.Where(v => v.AssessmentId == assessment.Id).Select(v => v.FrozenById))
            .Concat(db.Assessments.Where(a => a.Id == assessment.Id).Select(a => a.OwnerId));

    private IQueryable<Account> Holders(ReviewRole role) => role switch
    {
        ReviewRole.Author => db.Who(Permission.EditAssessments),
        ReviewRole.Reviewer => InRole(Roles.Reviewer),
        ReviewRole.DataProtectionOfficer => InRole(Roles.Reviewer).Where(u => u.DataProtectionOfficer),
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, null),
    };

    private IQueryable<Account> InRole(string role) => db.InRole(role);
}
