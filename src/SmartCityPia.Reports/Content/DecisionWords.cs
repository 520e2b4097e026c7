using SmartCityPia.Domain.Reviews;

namespace SmartCityPia.Reports.Content;

/// <summary>What was decided, in the few words that stand on covers and at the foot of pages.</summary>
internal static class DecisionWords
{
    /// <summary>For example "Approved with 3 conditions on 8 November 2026 by Ines Duarte".</summary>
    public static string Status(ReportDraft d, VersionStanding standing) =>
        standing.SupersededBy is { } by ? d.Words["Status.Superseded", by.Number, d.Words.Day(by.At), Outcome(d, standing)] : Outcome(d, standing);

    private static string Outcome(ReportDraft d, VersionStanding standing)
    {
        var (w, decision) = (d.Words, standing.Decision);
        var by = decision.By.OnBehalfOf is { } principal ? w["Status.OnBehalfOf", decision.By.Name, principal] : decision.By.Name;
        return !standing.IsDecided ? w[standing.State == ReviewState.DpoOpinion ? "Status.Open.DpoOpinion" : "Status.Open"]
            : decision.Outcome == ReviewState.ApprovedWithConditions ? w.Count("Status.ApprovedWithConditions", decision.Conditions.Count, w.Day(decision.At), by)
            : w[$"Status.{decision.Outcome}", w.Day(decision.At), by];
    }

    public static IEnumerable<Fact> Cover(ReportDraft d)
    {
        if (d.Review is not { } standing)
            yield break;
        yield return new(d.Words["Status"], Status(d, standing));
        if (standing.Newer is { } newer && standing.SupersededBy is null)
            yield return new(d.Words["Status.Newer"], d.Words["Status.NewerText", newer.Number, d.Words.Day(newer.At)]);
        yield return new(d.Words["Status.AsOf"], d.Words.Day(standing.AsOf));
    }

    /// <summary>Reference, version, hash, and the state in a word.</summary>
    public static string Foot(ReportDraft d)
    {
        var foot = d.Words["RunningFoot", d.Dossier.Head.Reference, d.Version.Number, d.Version.ShortHash];
        return d.Review is not { } standing ? foot : d.Words["RunningFoot.Status", foot, standing.IsDecided ? d.Words.Of(standing.State) : d.Words["Status.Open"]];
    }
}
