using SmartCityPia.Domain.Catalogue;

namespace SmartCityPia.Domain.Assessments;

/// <summary>A criterion that the answers meet, and the questions that caused it.</summary>
public sealed record MetCriterion(ScreeningCriterion Criterion, IReadOnlyList<string> QuestionIds, bool OnlyUnsure);

/// <summary>What the answers alone say, and what was decided.</summary>
/// <param name="Computed">By the rules of the catalogue.</param>
/// <param name="Decided">After any overruling.</param>
/// <param name="Rule">The catalogue rule that applied; null while undecided.</param>
public sealed record ScreeningResult(ScreeningOutcome Computed, ScreeningOutcome Decided, ScreeningRule? Rule, IReadOnlyList<MetCriterion> Met, int Open);

/// <summary>
/// Whether a privacy impact assessment is needed: GDPR Article 35(3), two or more of the nine WP248 criteria, or a
/// public-space trigger with one of them. "Unsure" counts as met: doubt leads to an assessment, not away from it.
/// </summary>
public static class Screening
{
    public static ScreeningResult Evaluate(PiaCatalogue catalogue, IEnumerable<ScreeningAnswer> answers, bool overruled)
    {
        var given = answers.Where(a => a.Answer is not null).ToDictionary(a => a.QuestionId, a => a.Answer!.Value, StringComparer.Ordinal);
        var caused = new Dictionary<string, List<(string Question, bool Unsure)>>(StringComparer.Ordinal);
        foreach (var question in catalogue.Screening.Questions)
        {
            if (!given.TryGetValue(question.Id, out var answer))
                continue;
            var criteria = answer switch
            {
                Answer.Yes => question.Criteria,
                Answer.No => question.NoCriteria,
                Answer.Unsure => [.. question.Criteria, .. question.NoCriteria],
                _ => throw new ArgumentOutOfRangeException(nameof(answers), answer, null),
            };
            foreach (var id in criteria)
            {
                if (!caused.TryGetValue(id, out var questions))
                    caused[id] = questions = [];
                questions.Add((question.Id, answer == Answer.Unsure));
            }
        }

        var met = catalogue.Screening.Criteria.Where(c => caused.ContainsKey(c.Id))
            .Select(c => new MetCriterion(c, [.. caused[c.Id].Select(q => q.Question)], caused[c.Id].TrueForAll(q => q.Unsure))).ToList();
        var open = catalogue.Screening.Questions.Count(q => !given.ContainsKey(q.Id));
        var legal = met.Count(m => m.Criterion.Id[0] == 'L');
        var general = met.Count(m => m.Criterion.Id[0] == 'W');
        var publicSpace = met.Count(m => m.Criterion.Id[0] == 'T');
        var ruleId = legal > 0 ? "R1" : general >= 2 ? "R2" : publicSpace > 0 && general > 0 ? "R3" : open > 0 ? null : "R4";
        var rule = ruleId is null ? null : catalogue.Screening.Rules.Single(r => r.Id == ruleId);
        var computed = rule is null ? ScreeningOutcome.Undecided : Enum.Parse<ScreeningOutcome>(rule.Outcome);
        return new(computed, overruled ? Opposite(computed) : computed, rule, met, open);
    }

    private static ScreeningOutcome Opposite(ScreeningOutcome outcome) => outcome switch
    {
        ScreeningOutcome.Needed => ScreeningOutcome.NotNeeded,
        ScreeningOutcome.NotNeeded => ScreeningOutcome.Needed,
        ScreeningOutcome.Undecided => ScreeningOutcome.Undecided,
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, null),
    };
}
