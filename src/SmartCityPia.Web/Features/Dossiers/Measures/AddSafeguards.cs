using SmartCityPia.Data;
using SmartCityPia.Data.Dossiers;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Web.Features.Dossiers.Measures;

/// <summary>Puts controls on one dataset or flow of a draft: all of them or none. What is there already is left as it is.</summary>
public sealed class AddSafeguards(PiaDbContext db, DossierReader reader)
{
    /// <returns>How many were added; Closed where the assessment is no draft, Gone where the dataset or flow is no longer there, Invalid with the rules that a control breaks.</returns>
    public Task<Outcome> Handle(Assessment assessment, Guid place, IReadOnlyList<string> controls, MeasureState state, Guid? responsible, Actor actor, CancellationToken cancellationToken) =>
        db.Try(async () =>
        {
            db.ChangeTracker.Clear();
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            if (!await assessment.Touch(db, actor, cancellationToken) || await reader.Read(assessment.Id, cancellationToken) is not { } dossier)
                return new Outcome.Closed();
            if (dossier.DatasetOf(place) is null && dossier.FlowOf(place) is null)
                return new Outcome.Gone();
            var added = Of(dossier, place, controls, state, StartAssessment.RisingIds(actor.At), responsible);
            if (added.SelectMany(m => m.Check(dossier, m)).ToList() is { Count: > 0 } errors)
                return new Outcome.Invalid(errors);
            db.AddRange(added);
            await db.SaveAsync(actor, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return new Outcome.Done<int>(added.Count);
        });

    /// <summary>A measure for each control that is not at the place yet.</summary>
    internal static List<Measure> Of(Dossier dossier, Guid place, IEnumerable<string> controls, MeasureState state, Func<Guid> newId, Guid? responsible = null)
    {
        var present = dossier.SafeguardsOn(place).Select(m => m.ControlId).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. controls.Distinct(StringComparer.Ordinal).Where(id => !present.Contains(id)).Select(id => new Measure
            {
                Id = newId(), OwnerId = dossier.Service.Id, Name = dossier.Term(id).Name, ControlId = id, State = state, ResponsibleId = responsible,
                DatasetId = dossier.DatasetOf(place)?.Id, FlowId = dossier.FlowOf(place)?.Id,
            }),
        ];
    }
}
