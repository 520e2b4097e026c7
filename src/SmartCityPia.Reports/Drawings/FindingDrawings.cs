using System.Globalization;
using SmartCityPia.Domain.Ecosystem;
using SmartCityPia.Domain.Risks;
using SmartCityPia.Reports.Content;

namespace SmartCityPia.Reports.Drawings;

/// <summary>The proof of a finding as a picture, the same on screen and on paper.</summary>
public static class FindingDrawings
{
    /// <param name="href">The local address of a dataset's or flow's row; null on paper.</param>
    public static Drawing ProofOf(IHoldings holdings, Finding finding, CultureInfo? culture = null, Func<Guid, string?>? href = null)
    {
        var steps = finding.Proof.Select(step => StepOf(holdings, step, culture, href)).ToList();
        steps.Add(new(
            ProofText.SentenceOf(holdings, finding, culture).TrimEnd('.'), null, ProofStepKind.Conclusion, [finding.Proof.Count - 1], ProofText.HowSureOf(finding, culture)));
        return ProofDrawing.Draw(new(Text("Drawing.Title", ProofText.SentenceOf(holdings, finding, culture)), steps)
        {
            Words = new()
            {
                Field = Text("Drawing.Field"),
                Rule = Text("Drawing.RuleWord"),
                Link = Text("Drawing.Link"),
                Conclusion = Text("Drawing.Conclusion"),
                Description = Text("Drawing.Description"),
            },
        });

        string Text(string key, params object[] arguments) => ProofText.Text(key, culture, arguments);
    }

    private static ProofStep StepOf(IHoldings holdings, Domain.Risks.ProofStep step, CultureInfo? culture, Func<Guid, string?>? href)
    {
        var number = ProofText.Number(step.Score, culture);
        switch (step.Kind)
        {
            case Domain.Risks.ProofStepKind.Field:
                return new(holdings.Term(step.TypeId).Name, Holder(holdings, step.HoldingId, culture), ProofStepKind.Field, [], step.Score < 1 ? number : null, href?.Invoke(step.HoldingId));
            case Domain.Risks.ProofStepKind.Rule:
                var rule = holdings.Term(step.Via ?? "");
                return new(
                    rule.Text, ProofText.Text("Drawing.Rule", culture, rule.Name, holdings.Term(step.TypeId).Name), ProofStepKind.Rule, step.Premises,
                    rule.Estimate ? ProofText.Text("Drawing.Estimate", culture, number) : number);
            case Domain.Risks.ProofStepKind.Link:
                return new(
                    ProofText.Text("Drawing.Joined", culture, holdings.Term(step.Via ?? "").Name), holdings.Term(step.TypeId).Name, ProofStepKind.Link, step.Premises,
                    ProofText.Text("Drawing.Estimate", culture, number));
            default:
                throw new ArgumentOutOfRangeException(nameof(step), step.Kind, "A kind of proof step this picture does not know.");
        }
    }

    private static string Holder(IHoldings holdings, Guid id, CultureInfo? culture)
    {
        if (holdings.Holding(id) is not { } holding)
            return "";
        return $"{FindingWords.Actor(holdings, holding.IsPublic ? null : holding.HolderId ?? Guid.Empty, culture)}, {holding.Code}";
    }
}
