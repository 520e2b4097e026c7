using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Web.Features.Dossiers.Screening;

/// <summary>Somebody else gave other answers to the same questions meanwhile. Nothing was saved.</summary>
/// <param name="Stored">Every answer as it is stored now, by question.</param>
/// <param name="Questions">Who changed each question in dispute, by question id.</param>
/// <param name="Now">The overruling as it is stored now.</param>
/// <param name="DecisionDiffers">The overruling is in dispute too.</param>
public sealed record ScreeningDispute(
    IReadOnlyDictionary<string, ScreeningAnswer> Stored,
    IReadOnlyDictionary<string, string> Questions,
    ScreeningDecisionDetails Now,
    bool DecisionDiffers);

/// <summary>
/// Saves the answers of the screening page and whether they are overruled, and keeps the outcome with the assessment.
/// All or nothing: where one answer is in dispute none is saved, so that the outcome is never one that nobody saw.
/// </summary>
public sealed class SaveScreening(PiaDbContext db)
{
    /// <param name="dossier">As read in this request: gives the catalogue and the assessment.</param>
    /// <param name="input">Questions that are not in it stay as they are.</param>
    public Task<Outcome> Handle(Dossier dossier, Assessment assessment, ScreeningInput input, Actor actor, CancellationToken cancellationToken) =>
        db.Try(() => Write(dossier, assessment, input, actor, cancellationToken));

    private async Task<Outcome> Write(Dossier dossier, Assessment assessment, ScreeningInput input, Actor actor, CancellationToken cancellationToken)
    {
        if (Check(dossier, input).ToList() is { Count: > 0 } errors)
            return new Outcome.Invalid(errors);

        db.ChangeTracker.Clear();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (!await assessment.Touch(db, actor, cancellationToken))
            return new Outcome.Closed();
        // Read after the touch: it holds the assessment's row lock, so these are the last word until the commit, and
        // it has moved the assessment's row version.
        var current = await db.Assessments.SingleAsync(a => a.Id == assessment.Id, cancellationToken);
        var stored = await db.ScreeningAnswers.Where(a => a.OwnerId == assessment.Id).ToDictionaryAsync(a => a.QuestionId, StringComparer.Ordinal, cancellationToken);

        var disputed = input.Answers.Where(a => IsDisputed(a.Value, stored.GetValueOrDefault(a.Key))).Select(a => a.Key).ToList();
        var decisionDisputed = Seen.Of(current) != input.DecisionSeen && Seen.Of(input.Decision) != input.DecisionSeen && Seen.Of(input.Decision) != Seen.Of(current);
        if (disputed.Count > 0 || decisionDisputed)
            return new Outcome.Disputed<ScreeningDispute>(new(stored, await Names(stored, disputed, cancellationToken), current, decisionDisputed));

        foreach (var (questionId, answer) in input.Answers.Where(a => IsTouched(a.Value)))
            Apply(stored, assessment.Id, questionId, answer.Given, actor);
        if (Seen.Of(input.Decision) != input.DecisionSeen)
            (current.Overruled, current.OverruleReason, current.DpoView) = (input.Decision.Overruled, input.Decision.OverruleReason, input.Decision.DpoView);
        var result = Domain.Dossiers.Screening.Evaluate(dossier.Catalogue, stored.Values, current.Overruled);
        // Asked only of who decides: somebody else's answer must not be refused for an older decision. The check names it.
        if (input.Decision.Overruled && result.Rule?.Binding == true)
            return new Outcome.Invalid([new($"{nameof(input.Decision)}.{nameof(input.Decision.Overruled)}", "CannotOverrule", result.Rule.Source)]);
        if (input.Decision.Overruled && result.Computed == ScreeningOutcome.Needed && string.IsNullOrWhiteSpace(input.Decision.DpoView))
            return new Outcome.Invalid([new($"{nameof(input.Decision)}.{nameof(input.Decision.DpoView)}", "OverruleDpo")]);
        current.Outcome = result.Decided;
        // The page shows all questions with their notes.
        var looked = stored.Values.Where(a => input.Answers.ContainsKey(a.QuestionId)).Select(a => a.Id).ToHashSet();
        current.Unseen = [.. current.Unseen.Where(id => !looked.Contains(id))];
        await db.SaveAsync(actor, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new Outcome.Done();
    }

    private static IEnumerable<FieldError> Check(Dossier dossier, ScreeningInput input)
    {
        var known = dossier.Catalogue.Screening.Questions.Select(q => q.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var id in input.Answers.Keys.Where(id => !known.Contains(id)))
            yield return new("", "UnknownQuestion", id);
        if (input.Decision.Overruled && string.IsNullOrWhiteSpace(input.Decision.OverruleReason))
            yield return new($"{nameof(input.Decision)}.{nameof(input.Decision.OverruleReason)}", "OverruleWhy");
    }

    private static bool IsTouched(AnswerInput input) => Seen.Of(input.Given) != input.Seen;

    /// <summary>Both changed it since the page was opened, and not to the same: a double click is no dispute.</summary>
    private static bool IsDisputed(AnswerInput input, ScreeningAnswer? stored) =>
        IsTouched(input) && stored?.Version != input.Version && Seen.Of(stored) != Seen.Of(input.Given);

    private void Apply(Dictionary<string, ScreeningAnswer> stored, Guid assessmentId, string questionId, ScreeningAnswerDetails given, Actor actor)
    {
        if (Seen.Of(stored.GetValueOrDefault(questionId)) == Seen.Of(given))
            return;
        if (!stored.TryGetValue(questionId, out var row))
            db.Add(stored[questionId] = row = new() { Id = Guid.CreateVersion7(actor.At), OwnerId = assessmentId, QuestionId = questionId });
        (row.Answer, row.Note) = (given.Answer, given.Note);
    }

    private async Task<Dictionary<string, string>> Names(Dictionary<string, ScreeningAnswer> stored, List<string> disputed, CancellationToken cancellationToken)
    {
        var changedBy = disputed.Where(stored.ContainsKey).Select(id => stored[id].ChangedById).ToHashSet();
        var names = await db.Users.Where(u => changedBy.Contains(u.Id)).ToDictionaryAsync(u => u.Id, u => u.DisplayName, cancellationToken);
        return disputed.ToDictionary(id => id, id => stored.TryGetValue(id, out var row) ? names.GetValueOrDefault(row.ChangedById, "") : "", StringComparer.Ordinal);
    }
}
