using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Web.Frame;

namespace SmartCityPia.Web.Features.Dossiers.Measures;

/// <summary>What is set on several actions at once; an empty field leaves them as they are.</summary>
public sealed record ActionChange(string? Responsible, DateOnly? DueOn, bool? Done);

/// <summary>Changes several actions, each saved for itself as its own page does.</summary>
public sealed class ChangeActions(SaveRow<ActionItem, ActionItemDetails> save)
{
    /// <returns>For each action what came of it.</returns>
    public async Task<IReadOnlyList<(ActionItem Action, Outcome Outcome)>> Handle(Dossier dossier, Assessment assessment, IReadOnlyCollection<Guid> chosen, ActionChange change, DateOnly today, Actor actor, CancellationToken cancellationToken)
    {
        var results = new List<(ActionItem, Outcome)>();
        foreach (var action in dossier.Actions.Where(a => chosen.Contains(a.Id)))
        {
            // The dossier's rows are everybody's: what is saved is a copy.
            var details = new ActionItemDetails();
            foreach (var field in DossierDiff.FieldsOf(typeof(ActionItemDetails)))
                field.SetValue(details, field.GetValue(action));
            details.Responsible = change.Responsible ?? details.Responsible;
            details.DueOn = change.DueOn ?? details.DueOn;
            details.DoneOn = change.Done switch { true => details.DoneOn ?? today, false => null, _ => details.DoneOn };
            results.Add((action, await save.Handle(dossier, assessment, new() { Id = action.Id, OwnerId = action.OwnerId }, details, action.Version, actor, cancellationToken)));
        }
        return results;
    }
}
