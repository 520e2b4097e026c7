using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Reviews;

namespace SmartCityPia.Reports.Content;

/// <summary>What was decided, in the few words that stand on covers and at the foot of pages.</summary>
internal static class DecisionWords
{
    /// <summary>For example "Approved with 3 conditions on 8 November 2026 by Ines Duarte".</summary>
    /// <param name="named">Without it, nobody is named.</param>
    public static string Status(ReportDraft d, VersionStanding standing, bool named = true) =>
        standing.SupersededBy is { } by ? d.Words["Status.Superseded", by.Number, d.Words.Day(by.At), Outcome(d, standing, named)] : Outcome(d, standing, named);

    private static string Outcome(ReportDraft d, VersionStanding standing, bool named)
    {
        var (w, decision) = (d.Words, standing.Decision);
        if (!standing.IsDecided)
            return w[standing.State == ReviewState.DpoOpinion ? "Status.Open.DpoOpinion" : "Status.Open"];
        var outcome = decision.Outcome == ReviewState.ApprovedWithConditions ? w.Count("Status.ApprovedWithConditions", decision.Conditions.Count, w.Day(decision.At))
            : w[$"Status.{decision.Outcome}", w.Day(decision.At)];
        return named ? w["Status.By", outcome, Name(d, decision.By)] : outcome;
    }

    /// <summary>What the review adds to the table of what the law asks; null where none has begun.</summary>
    public static LawReview? Law(ReportDraft d) => d.Review is not { } standing ? null : new(
        [.. standing.Decision.Opinions.Select(o => d.Words["Opinion.Title", d.Words.Of(o.Opinion), Name(d, o.By), d.Words.Day(o.At)])],
        standing.Decision.Consultation is not { } consultation ? null
            : d.Words[consultation.Consulted == PriorConsultation.NotConsulted ? "Consultation.Not" : "Consultation.On", d.Words.Day(consultation.On), d.Words.Or(consultation.Reference)]);

    public static string Name(ReportDraft d, FrozenPerson person) => person.OnBehalfOf is { } principal ? d.Words["Status.OnBehalfOf", person.Name, principal] : person.Name;

    public static IEnumerable<Fact> Cover(ReportDraft d)
    {
        if (d.Review is not { } standing)
            yield break;
        yield return new(d.Words["Status"], Status(d, standing));
        if (Newer(d, standing) is { } newer)
            yield return newer;
        yield return new(d.Words["Status.AsOf"], d.Words.Day(standing.AsOf));
    }

    /// <summary>A version that was submitted since; where it was approved, the status says so already.</summary>
    public static Fact? Newer(ReportDraft d, VersionStanding standing) =>
        standing is { Newer: { } newer, SupersededBy: null } ? new(d.Words["Status.Newer"], d.Words["Status.NewerText", newer.Number, d.Words.Day(newer.At)]) : null;

    /// <summary>Reference, version, hash, and the state in a word.</summary>
    public static string Foot(ReportDraft d)
    {
        var foot = d.Words["RunningFoot", d.Dossier.Head.Reference, d.Version.Number, d.Version.ShortHash];
        return d.Review is not { } standing ? foot : d.Words["RunningFoot.Status", foot, d.Words.Of(standing.State)];
    }
}
