using SmartCityPia.Data;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Web.Frame;

/// <summary>Saves and removes the rows of a dossier, while its assessment is a draft.</summary>
public sealed class SaveRow<TRow, TDetails>(PiaDbContext db, Save<TRow, TDetails> save, Remove<TRow> remove)
    where TRow : class, TDetails, IRow
    where TDetails : class
{
    /// <param name="dossier">The dossier the row belongs to, as read in this request.</param>
    /// <param name="assessment">Its assessment; touched, so that a submit at the same time notices.</param>
    /// <param name="row">An empty row with its ids: added where none is stored under its id.</param>
    /// <param name="version">The version the person saw; null where they were adding.</param>
    /// <param name="complete">Sets what is not typed, on the row that will be written.</param>
    /// <param name="reason">Why, where the trail should say more than that it was changed.</param>
    public Task<Outcome> Handle(Dossier dossier, Assessment assessment, TRow row, TDetails details, uint? version, Actor actor, CancellationToken cancellationToken, Action<TRow>? complete = null, string? reason = null) =>
        save.Handle(row, details, version, actor, cancellationToken, new()
        {
            Open = () => assessment.Touch(db, actor, cancellationToken),
            Belongs = stored => stored.OwnerId == row.OwnerId,
            Check = stored => details is IChecked<TRow> rules ? rules.Check(dossier, stored) : [],
            Complete = complete,
            Reason = reason,
        });

    /// <param name="row">An empty row with the ids of the one to remove.</param>
    /// <param name="version">The version the person saw: what somebody else wrote meanwhile is not removed unseen.</param>
    public Task<Outcome> Remove(Dossier dossier, Assessment assessment, TRow row, uint? version, Actor actor, CancellationToken cancellationToken) =>
        remove.Handle(row.Id, version, actor, cancellationToken, new()
        {
            Open = () => assessment.Touch(db, actor, cancellationToken),
            Belongs = stored => stored.OwnerId == row.OwnerId,
            Check = _ => dossier.RestOn(row.Id) ? [new("", "StillUsed")] : [],
        });
}
