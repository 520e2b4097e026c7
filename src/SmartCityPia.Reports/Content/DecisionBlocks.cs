using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Reviews;

namespace SmartCityPia.Reports.Content;

/// <summary>Opinion, conditions, signatures, and whom to ask: the same in every document.</summary>
internal static class DecisionBlocks
{
    /// <summary>The data protection officer's opinion in full, and whether the supervisory authority was consulted.</summary>
    /// <param name="length">Of the question and of what is said about the consultation.</param>
    public static void WriteOpinion(ReportDraft d, VersionStanding standing, int length)
    {
        var w = d.Words;
        if (standing.Decision.Opinions is [.., var last])
        {
            d.Add(new Callout(last.Opinion switch { Opinion.Favourable => CalloutKind.Good, Opinion.Unfavourable => CalloutKind.Bad, _ => CalloutKind.Caution },
                w["Opinion.Title", w.Of(last.Opinion), DecisionWords.Name(d, last.By), w.Day(last.At)], last.Text));
            if (!string.IsNullOrWhiteSpace(last.Question))
                d.Note("Opinion.Question", ReportDraft.Excerpt(last.Question, length));
            if (last.Opinion == Opinion.Unfavourable && standing.Decision.Outcome is ReviewState.Approved or ReviewState.ApprovedWithConditions && standing.IsDecided)
                d.Say("Opinion.NotFollowed", ReportDraft.Excerpt(w.Or(standing.Decision.Reason), length));
        }
        else
        {
            d.Note(standing.State == ReviewState.DpoOpinion ? "Opinion.Asked" : "Opinion.None");
        }
        if (standing.Decision.Consultation is not { } consultation)
            return;
        d.Add(new Paragraph(string.Join(' ', new[]
        {
            w[consultation.Consulted == PriorConsultation.NotConsulted ? "Consultation.Not" : "Consultation.On", w.Day(consultation.On), w.Or(consultation.Reference)],
            ReportDraft.Excerpt(consultation.Reason ?? "", length),
            consultation.AdviceOn is { } advised ? w["Consultation.Advice", w.Day(advised), ReportDraft.Excerpt(w.Or(consultation.Advice), length)] : null,
        }.Where(t => !string.IsNullOrWhiteSpace(t)))));
    }

    /// <summary>Each condition with its state as of the document's day.</summary>
    /// <param name="length">Of a condition's text; the record of the decision has all of it.</param>
    /// <param name="most">Conditions; those that are met come last.</param>
    public static void WriteConditions(ReportDraft d, VersionStanding standing, int length, int most)
    {
        var w = d.Words;
        if (standing.Conditions.Count == 0)
        {
            d.Note(standing.IsDecided ? "Conditions.None" : "Conditions.Undecided");
            return;
        }
        d.Table("Conditions.Table", [d.Column("Conditions.What", 4.2), d.Column("Conditions.Who", 1.8), d.Column("Conditions.Due", 1.5), d.Column("Conditions.State", 2.3)],
            standing.Conditions.OrderBy(c => c.State == ConditionState.Done).Take(most).Select(c => (IReadOnlyList<string>)
            [
                ReportDraft.Excerpt(c.Condition.Text, length), c.Condition.Responsible, w.Day(c.Condition.DueOn),
                c.ClosedAt is { } closed ? w["Conditions.Closed", State(d, c.State), w.Day(closed), ReportDraft.Excerpt(c.Note ?? "", length / 2)] : State(d, c.State),
            ]), w.Day(standing.AsOf));
        if (standing.Conditions.Count > most)
            d.Note("Paper.More", standing.Conditions.Count - most);
    }

    private static string State(ReportDraft d, ConditionState state) => d.Words[$"Conditions.{state}"];

    /// <summary>For example "Done: 1 · Overdue: 1 · Open: 1".</summary>
    public static string Count(ReportDraft d, VersionStanding standing) => string.Join(" · ", new[] { ConditionState.Overdue, ConditionState.Open, ConditionState.Done }
        .Select(state => (State: state, Count: standing.Conditions.Count(c => c.State == state))).Where(x => x.Count > 0).Select(x => d.Words["Conditions.Count", State(d, x.State), x.Count]));

    public static void WriteSignatures(ReportDraft d, VersionStanding standing)
    {
        var w = d.Words;
        d.Table("Signatures.Table", [d.Column("Signatures.Who", 2.4), d.Column("Signatures.Role", 2), d.Column("Signatures.What", 1.4), d.Column("Signatures.With", 1.8), d.Column("Signatures.When", 2.4)],
            standing.Decision.Signatures.Select(s => (IReadOnlyList<string>)
                [DecisionWords.Name(d, s.By), w.Of(s.By.Role), w.Of(s.Act), w.Of(s.With), w.Moment(s.At)]));
    }

    /// <summary>Whom to ask, where to complain, and how to see that the file is genuine.</summary>
    public static IReadOnlyList<Fact> Contact(ReportDraft d)
    {
        var (w, contact) = (d.Words, d.Version.Contact);
        var authority = d.Dossier.Stakeholders.Where(s => s.Role == StakeholderRole.SupervisoryAuthority).Select(s => d.Dossier.OrganisationName(s.OrganisationId)).FirstOrDefault(n => !string.IsNullOrWhiteSpace(n));
        return
        [
            d.Fact("Contact.Questions", w["Contact.QuestionsText", string.IsNullOrWhiteSpace(contact.Contact) ? d.Dossier.Head.Agency : contact.Contact, d.Dossier.Head.Reference]),
            d.Fact("Contact.Officer", string.Join(", ", new[] { contact.OfficerName, contact.OfficerContact }.Where(t => !string.IsNullOrWhiteSpace(t))) is { Length: > 0 } officer ? officer : w["Contact.OfficerSomewhere", d.City]),
            d.Fact("Contact.Complain", authority is null ? w["Contact.ComplainText"] : w["Contact.ComplainTo", authority]),
            d.Fact("Contact.Verify", d.Version.VerifyAt is { } at ? w["Contact.VerifyAt", at] : w["Contact.VerifySomewhere"]),
        ];
    }
}
