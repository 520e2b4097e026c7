using Microsoft.EntityFrameworkCore;
using NpgsqlTypes;
using SmartCityPia.Data.Search;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Engagement;
using SmartCityPia.Domain.Register;

namespace SmartCityPia.Data.Register;

/// <summary>A service in the list of the register.</summary>
public sealed record RegisterLine(string Slug, string Name, string Agency, string? ArchetypeId, string? Place, DateTimeOffset PublishedAt);

/// <summary>An entry with what became of it since. Of a withdrawn one there is no text.</summary>
/// <param name="Newest">The number of the service's newest entry.</param>
/// <param name="Conditions">By id, as they stand now.</param>
public sealed record PublishedEntry(Publication Publication, int Newest, PublicationWithdrawal? Withdrawal, IReadOnlyDictionary<Guid, ConditionNow> Conditions);

/// <param name="ClosedAt">When it was found to be met.</param>
public sealed record ConditionNow(Guid Id, DateOnly DueOn, DateTimeOffset? ClosedAt);

/// <summary>What everybody may read. Each question is one query.</summary>
public static class RegisterReader
{
    /// <summary>The newest entry of each service that is not withdrawn.</summary>
    private static IQueryable<Publication> Current(this PiaDbContext db) => db.Publications.AsNoTracking()
        .Where(p => p.Number == db.Publications.Where(q => q.ServiceId == p.ServiceId).Max(q => q.Number) && !db.PublicationWithdrawals.Any(w => w.ServiceId == p.ServiceId && w.UpTo >= p.Number));

    /// <summary>All lines, each with whether the words are found in what it tells. A city has hundreds of services, not millions.</summary>
    public static async Task<IReadOnlyList<(RegisterLine Line, bool Found)>> RegisterLines(this PiaDbContext db, string[] words, CancellationToken cancellationToken)
    {
        var all = words.Length == 0;
        var lines = await db.Current().OrderBy(p => p.Name).ThenBy(p => p.Id)
            .Select(p => new { Line = new RegisterLine(p.Slug, p.Name, p.Agency, p.ArchetypeId, p.Place, p.PublishedAt), Found = all || EF.Property<NpgsqlTsVector>(p, "Vector").Matches(SearchEntry.Query(words)) })
            .ToListAsync(cancellationToken);
        return [.. lines.Select(l => (l.Line, l.Found))];
    }

    /// <param name="number">Null for the newest.</param>
    public static async Task<PublishedEntry?> RegisterEntry(this PiaDbContext db, string slug, int? number, CancellationToken cancellationToken)
    {
        var found = await db.Publications.AsNoTracking().Where(p => p.Slug == slug && (number == null || p.Number == number)).OrderByDescending(p => p.Number).Take(1).Select(p => new
        {
            Publication = p,
            Newest = db.Publications.Where(q => q.ServiceId == p.ServiceId).Max(q => q.Number),
            Withdrawal = db.PublicationWithdrawals.Where(w => w.ServiceId == p.ServiceId && w.UpTo >= p.Number).OrderBy(w => w.At).FirstOrDefault(),
            Conditions = db.ReviewConditions.Where(c => c.OwnerId == p.OwnerId)
                .Select(c => new ConditionNow(c.Id, c.DueOn, db.ConditionClosures.Where(x => x.ConditionId == c.Id).Select(x => (DateTimeOffset?)x.At).FirstOrDefault())).ToList(),
        }).AsSingleQuery().FirstOrDefaultAsync(cancellationToken);
        return found is null ? null : new(found.Publication, found.Newest, found.Withdrawal, found.Conditions.ToDictionary(c => c.Id));
    }

    /// <summary>What was asked about a service and is published, the newest answer first; nothing of a withdrawn one.</summary>
    /// <returns>Null for no such service.</returns>
    public static async Task<(string Service, IReadOnlyList<PublishedAnswer> Answers)?> RegisterAnswers(this PiaDbContext db, string slug, CancellationToken cancellationToken)
    {
        var found = await db.Publications.AsNoTracking().Where(p => p.Slug == slug).OrderByDescending(p => p.Number).Take(1).Select(p => new
        {
            p.Name,
            Answers = db.PublicQuestions.Where(q => q.Slug == slug && q.PublishedAt != null && !db.PublicationWithdrawals.Any(w => w.ServiceId == p.ServiceId && w.UpTo >= p.Number)).OrderByDescending(q => q.AnsweredAt)
                .Select(q => new PublishedAnswer(q.Reference, q.Kind, q.Text, q.AskedAt, q.Outcome!.Value, q.Answer!, q.Effect, q.AnsweredAt!.Value)).ToList(),
        }).AsSingleQuery().FirstOrDefaultAsync(cancellationToken);
        return found is null ? null : (found.Name, found.Answers);
    }

    /// <summary>The newest changes of the register, entries and withdrawals alike.</summary>
    public static async Task<IReadOnlyList<RegisterChange>> RegisterChanges(this PiaDbContext db, int most, CancellationToken cancellationToken)
    {
        var entries = from p in db.Publications
                      where !db.PublicationWithdrawals.Any(w => w.ServiceId == p.ServiceId && w.UpTo >= p.Number)
                      select new { p.Id, p.Slug, p.Number, p.Name, At = p.PublishedAt, Withdrawn = (string?)null };
        var withdrawals = from w in db.PublicationWithdrawals
                          join p in db.Publications on new { w.ServiceId, Number = w.UpTo } equals new { p.ServiceId, p.Number }
                          select new { w.Id, p.Slug, p.Number, p.Name, w.At, Withdrawn = (string?)w.Reason };
        return [.. (await entries.Concat(withdrawals).OrderByDescending(c => c.At).Take(most).ToListAsync(cancellationToken)).Select(c => new RegisterChange(c.Id, c.Slug, c.Number, c.Name, c.At, c.Withdrawn))];
    }
}

/// <param name="Withdrawn">Why, where it was withdrawn.</param>
public sealed record RegisterChange(Guid Id, string Slug, int Number, string Name, DateTimeOffset At, string? Withdrawn);

/// <summary>A message and its answer, without who wrote either.</summary>
public sealed record PublishedAnswer(string Reference, QuestionKind Kind, string Text, DateTimeOffset AskedAt, QuestionOutcome Outcome, string Answer, string? Effect, DateTimeOffset AnsweredAt);
