using Microsoft.EntityFrameworkCore;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Data.Saving;

public static class AssessmentTouch
{
    /// <summary>
    /// Marks the assessment as changed, if it is a draft that nobody set aside. This takes its row lock, so that writes to one dossier come
    /// one after the other and a submit that read an older state notices (its row version has moved on).
    /// </summary>
    /// <returns>False where the assessment is closed.</returns>
    public static async Task<bool> Touch(this Assessment assessment, PiaDbContext db, Actor actor, CancellationToken cancellationToken) =>
        await db.Assessments.Where(a => a.Id == assessment.Id && a.Status == AssessmentStatus.Draft && a.ArchivedAt == null && a.WithdrawnAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(a => a.ChangedAt, actor.At).SetProperty(a => a.ChangedById, actor.AccountId), cancellationToken) == 1;

    /// <summary>Somebody has looked at these rows. To be called after <see cref="Touch"/>, which holds the lock.</summary>
    public static Task Saw(this Assessment assessment, PiaDbContext db, IReadOnlyCollection<Guid> rows, CancellationToken cancellationToken) =>
        db.Database.ExecuteSqlAsync($"UPDATE assessments SET unseen = ARRAY(SELECT u FROM unnest(unseen) AS u WHERE u <> ALL ({rows.ToArray()})) WHERE id = {assessment.Id} AND unseen && {rows.ToArray()}", cancellationToken);
}
