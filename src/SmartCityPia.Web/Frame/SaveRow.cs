using SmartCityPia.Data;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Web.Frame;

/// <summary>Saves and removes rows of a dossier while its assessment is a draft.</summary>
public sealed class SaveRow<TRow, TDetails>(PiaDbContext db, Save<TRow, TDetails> save, Remove<TRow> remove)
    where TRow : class, TDetails, IRow
    where TDetails : class
{
    /// <param name="dossier">The dossier of the row, as read in this request.</param>
    /// <param name="assessment">Touched, so that a concurrent submit notices.</param>
    /// <param name="row">An empty row with its ids. It is added if no row with its id is stored.</param>
    /// <param name="version">The row version on the page; null for a new row.</param>
    /// <param name="complete">Sets fields that aren't in the form, on the row to be saved.</param>
    /// <param name="reason">A reason for the trail, if there is one.</param>
    public Task<Outcome> Handle(Dossier dossier, Assessment assessment, TRow row, TDetails details, uint? version, Actor actor,
        CancellationToken cancellationToken, Action<TRow>? complete = null, string? reason = null) =>
        save.Handle(row, details, version, actor, cancellationToken, new()
        {
            Open = async () =>
            {
                if (!await assessment.Touch(db, actor, cancellationToken))
                    return false;
                if (dossier.IsUnseen(row.Id))
                    await assessment.Saw(db, [row.Id], cancellationToken);
                return true;
            },
            Belongs = stored => stored.OwnerId == row.OwnerId,
            Check = stored => details is IChecked<TRow> rules ? rules.Check(dossier, stored) : [],
            Complete = complete,
            Reason = reason,
        });

    /// <param name="row">An empty row with the ids of the row to remove.</param>
    /// <param name="version">The row version on the page. A newer version is not removed.</param>
    public Task<Outcome> Remove(Dossier dossier, Assessment assessment, TRow row, uint? version, Actor actor,
        CancellationToken cancellationToken) =>
        remove.Handle(row.Id, version, actor, cancellationToken, new()
        {
            Open = () => assessment.Touch(db, actor, cancellationToken),
            Belongs = stored => stored.OwnerId == row.OwnerId,
            Check = _ => dossier.RestOn(row.Id) ? [new("", "StillUsed")] : [],
        });
}
