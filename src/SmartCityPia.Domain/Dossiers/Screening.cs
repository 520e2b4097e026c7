using SmartCityPia.Domain.Catalogue;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Domain.Dossiers;

/// <summary>A criterion that the answers meet, and the questions that caused it.</summary>
public sealed record MetCriterion(ScreeningCriterion Criterion, IReadOnlyList<string> QuestionIds, bool OnlyUnsure);

/// <summary>What the answers alone say, and what was decided.</summary>
/// <param name="Computed">By the rules of the catalogue.</param>
/// <param name="Decided">After any overruling.</param>
/// <param name="Rule">The catalogue rule that applied; null while undecided.</param>
public sealed record ScreeningResult(ScreeningOutcome Computed, ScreeningOutcome Decided, ScreeningRule? Rule, IReadOnlyList<MetCriterion> Met, int Open);

/// <summary>
/// Whether a privacy impact assessment is needed, by the criteria and rules of the catalogue. "Unsure" counts as met: doubt leads to an assessment, not away from it.
/// </summary>
public static class Screening
{
    /// <summary>
    /// The answer that a note argues for where it is not the one that is given: the note came with the kind of service, and only the answer
    /// was changed. Null otherwise.
    /// </summary>
    public static Answer? ArguesFor(Dossier dossier, ScreeningAnswer answer) =>
        answer.Answer is { } given && dossier.Head.ArchetypeId is { } id && dossier.Catalogue.Archetypes.ById.GetValueOrDefault(id) is { } archetype
        && archetype.Screening.FirstOrDefault(s => s.Question == answer.QuestionId) is { } usual && usual.Answer != given && answer.Note?.Trim() == usual.Note?.Trim() && !string.IsNullOrWhiteSpace(answer.Note)
            ? usual.Answer : null;

    public static ScreeningResult Evaluate(PiaCatalogue catalogue, IEnumerable<ScreeningAnswer> answers, bool overruled)
    {
        var given = answers.Where(a => a.Answer is not null).ToDictionary(a => a.QuestionId, a => a.Answer!.Value, StringComparer.Ordinal);
        var caused = new Dictionary<string, List<(string Question, bool Unsure)>>(StringComparer.Ordinal);
        foreach (var question in catalogue.Screening.Questions)
        {
            if (!given.TryGetValue(question.Id, out var answer))
                continue;
            foreach (var id in answer == Answer.No ? [] : question.Criteria)
            {
                if (!caused.TryGetValue(id, out var questions))
                    caused[id] = questions = [];
                questions.Add((question.Id, answer == Answer.Unsure));
            }
        }

        if (given.GetValueOrDefault(catalogue.Screening.Gate.Id, Answer.Unsure) == Answer.No && catalogue.Screening.Rules.FirstOrDefault(r => r.GateClosed) is { } closed)
            return new(closed.Outcome, overruled ? Opposite(closed.Outcome) : closed.Outcome, closed, [], 0);

        var met = catalogue.Screening.Criteria.Where(c => caused.ContainsKey(c.Id))
            .Select(c => new MetCriterion(c, [.. caused[c.Id].Select(q => q.Question)], caused[c.Id].TrueForAll(q => q.Unsure))).ToList();
        var open = catalogue.Screening.Questions.Count(q => !given.ContainsKey(q.Id));
        var rule = catalogue.Screening.Rules.FirstOrDefault(r =>
            !r.GateClosed && (open == 0 || !r.AllAnswered) && r.When.All(w => met.Count(m => m.Criterion.Kind == w.Kind) >= w.AtLeast));
        var computed = rule?.Outcome ?? ScreeningOutcome.Undecided;
        return new(computed, overruled && rule?.Binding != true ? Opposite(computed) : computed, rule, met, open);
    }

    private static ScreeningOutcome Opposite(ScreeningOutcome outcome) => outcome switch
    {
        ScreeningOutcome.Needed => ScreeningOutcome.NotNeeded,
        ScreeningOutcome.NotNeeded => ScreeningOutcome.Needed,
        ScreeningOutcome.Undecided => ScreeningOutcome.Undecided,
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, null),
    };
}
