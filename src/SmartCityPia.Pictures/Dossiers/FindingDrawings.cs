using System.Globalization;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Findings;
using SmartCityPia.Pictures.Diagrams;

namespace SmartCityPia.Pictures.Dossiers;

/// <summary>The proof of a finding as a picture, for screen and report.</summary>
public static class FindingDrawings
{
    /// <param name="href">The link of a dataset's or flow's row; null in the report.</param>
    public static Drawing ProofOf(IHoldings holdings, Finding finding, CultureInfo? culture = null, Func<Guid, string?>? href = null)
    {
        var steps = finding.Proof.Select(step => StepOf(holdings, step, culture, href)).ToList();
        steps.Add(new(
            ProofText.SentenceOf(holdings, finding, culture)
                .TrimEnd('.'), null, DrawnStepKind.Conclusion, [finding.Proof.Count - 1], ProofText.HowSureOf(finding, culture)));
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

        string Text(string key, params object[] arguments) => PictureWords.Text(key, culture, arguments);
    }

    private static DrawnStep StepOf(IHoldings holdings, ProofStep step, CultureInfo? culture, Func<Guid, string?>? href)
    {
        var number = ProofText.Number(step.Score, culture);
        switch (step.Kind)
        {
            case ProofStepKind.Field:
                return new(holdings.Term(step.TypeId).Name, Holder(holdings, step.HoldingId, culture), DrawnStepKind.Field, [],
                    step.Score < 1 ? number : null, href?.Invoke(step.HoldingId));
            case ProofStepKind.Rule:
                var rule = holdings.Term(step.Via ?? "");
                return new(
                    rule.Text, PictureWords.Text("Drawing.Rule", culture, rule.Name, holdings.Term(step.TypeId).Name), DrawnStepKind.Rule,
                    step.Premises,
                    rule.Estimate ? PictureWords.Text("Drawing.Estimate", culture, number) : number);
            case ProofStepKind.Link:
                return new(
                    PictureWords.Text("Drawing.Joined", culture, holdings.Term(step.Via ?? "").Name), holdings.Term(step.TypeId).Name,
                    DrawnStepKind.Link, step.Premises,
                    PictureWords.Text("Drawing.Estimate", culture, number));
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
