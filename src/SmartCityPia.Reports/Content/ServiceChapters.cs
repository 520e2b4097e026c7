using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Organisations;

namespace SmartCityPia.Reports.Content;

/// <summary>The service, the criteria, the assessors and the consultations (29134, 7.3).</summary>
internal static class ServiceChapters
{
    public static void WriteScope(ReportDraft d, bool full)
    {
        d.Chapter("Scope");
        WriteService(d);
        if (d.Dossier.Alike.Count > 0)
            WriteAlike(d);
        WritePurposes(d);
        if (d.Dossier.LegalNotes.Count > 0)
            WriteLegalNotes(d);
        WriteGroups(d);
        if (full)
            WriteCriteria(d);
        WritePeople(d);
        WriteStakeholders(d);
        if (d.Dossier.Stakeholders.Any(s => s.NeedsAgreement))
            WriteAgreements(d);
        if (full)
            WriteTensions(d);
        WriteHearings(d);
    }

    private static void WriteService(ReportDraft d)
    {
        var (w, s) = (d.Words, d.Dossier.Service);
        d.Section("Scope.Service");
        d.Quote(s.Summary);
        d.Facts(
            d.Field<ServiceDetails>(nameof(s.Layer), w.Of(s.Layer)),
            d.Field<ServiceDetails>(nameof(s.Place), s.Place),
            d.Field<ServiceDetails>(nameof(s.PeopleCount), s.PeopleCount is { } people ? w.Number(people) : null),
            d.Field<ServiceDetails>(nameof(s.Area), s.Area),
            d.Field<ServiceDetails>(nameof(s.Duration), s.Duration),
            d.Field<ServiceDetails>(nameof(s.Alternatives), s.Alternatives));
    }

    /// <summary>Which other services the assessment stands for, and why one is enough (GDPR, Article 35(1)).</summary>
    private static void WriteAlike(ReportDraft d)
    {
        d.Section("Scope.Alike");
        d.Say("Scope.Alike.Text", d.Dossier.Service.Name);
        d.Table("Scope.Alike.Table", [d.Column("Scope.Alike.Name", 2), d.Column("Scope.Alike.Place", 2), d.Column("Scope.Alike.Why", 4)],
            d.Dossier.Alike.Select(a => (IReadOnlyList<string>)[a.Name, d.Words.Or(a.Place), d.Words.Or(a.WhyAlike)]));
    }

    private static void WritePurposes(ReportDraft d)
    {
        d.Section("Scope.Purposes");
        if (d.Dossier.Purposes.Count == 0)
            d.Note("Scope.Purposes.None");
        foreach (var p in d.Dossier.Purposes)
        {
            d.Item(d.Words["CodeAndName", d.Dossier.Code(p.Id), p.Name]);
            d.Facts(
                d.Field<PurposeDetails>(nameof(p.Description), p.Description),
                d.Field<PurposeDetails>(nameof(p.LegalBasis), d.Words.Of(p.LegalBasis)),
                d.Field<PurposeDetails>(nameof(p.LegalReference), p.LegalReference),
                d.Field<PurposeDetails>(nameof(p.Necessity), p.Necessity));
            List<Fact> tests =
            [
                d.Field<PurposeDetails>(nameof(p.Proportionality), p.Proportionality),
                d.Field<PurposeDetails>(nameof(p.Weighed), p.Weighed),
                d.Field<PurposeDetails>(nameof(p.OutsideTasks), p.OutsideTasks ? d.Words.Of(Answer.Yes) : null),
                d.Field<PurposeDetails>(nameof(p.SpecialCondition), d.Words.Of(p.SpecialCondition)),
                d.Field<PurposeDetails>(nameof(p.OffenceGround), d.Words.Of(p.OffenceGround)),
                d.Field<PurposeDetails>(nameof(p.SpecialReference), p.SpecialReference),
                d.Field<PurposeDetails>(nameof(p.FurtherUse), d.Words.Of(p.FurtherUse)),
                d.Field<PurposeDetails>(nameof(p.Compatibility), p.Compatibility),
            ];
            d.FactsStated(tests);
            if (p.Intended.Count > 0)
                d.Facts(d.Field<PurposeDetails>(nameof(p.Intended), DataChapter.Names(d, p.Intended)));
        }
    }

    private static void WriteGroups(ReportDraft d)
    {
        var w = d.Words;
        d.Section("Scope.Groups");
        d.Table("Scope.Groups.Table",
            [d.Column("Scope.Group", 2), d.Column("Scope.Size", 1.3), d.Column("Scope.Vulnerable", 2.4), d.Column("Scope.Informed", 2.4)],
            d.Dossier.Groups.Select(g => (IReadOnlyList<string>)
                [g.Name, w.Or(g.Size), g.Vulnerable ? w["Scope.VulnerableYes", w.Or(g.WhyVulnerable)] : w["No"], w.Or(g.HowInformed)]));
    }

    private static void WriteLegalNotes(ReportDraft d)
    {
        var w = d.Words;
        d.Section("Scope.LegalNotes");
        d.Table("Scope.LegalNotes.Table", [d.Column("Scope.LegalNotes.What", 2.4), d.Column("Scope.LegalNotes.By", 2), d.Column("Scope.LegalNotes.Valid", 1.4), d.Column("Scope.LegalNotes.Meaning", 3)],
            d.Dossier.LegalNotes.Select(n => (IReadOnlyList<string>)
            [
                n.Title + "\n" + w.Of(n.Kind), w.Or(n.Reference),
                (n.Since, n.Until) switch
                {
                    (null, null) => w["NotStated"],
                    ({ } since, null) => w["Scope.LegalNotes.Since", w.Day(since)],
                    (null, { } until) => w["Scope.LegalNotes.Until", w.Day(until)],
                    var (since, until) => w["Scope.LegalNotes.Between", w.Day(since), w.Day(until)],
                },
                w.Or(n.Meaning),
            ]));
    }

    private static void WriteCriteria(ReportDraft d)
    {
        d.Section("Scope.Criteria");
        d.Say("Scope.Criteria.Text");
        d.Table("Zones.Rules", [d.Column("Zones.Zone", 1), d.Column("Zones.Rule", 3), d.Column("Zones.Consequence", 3)],
            d.Dossier.Zones.Select(z => (IReadOnlyList<string>)[z.Name, z.Rule, z.Consequence]));
    }

    private static void WritePeople(ReportDraft d)
    {
        var (w, head) = (d.Words, d.Dossier.Head);
        d.Section("Scope.People");
        d.Facts(
            d.Fact("Control.Agency", head.Agency),
            d.Fact("Control.Lead", head.LeadOfficer),
            d.Fact("Control.Contributors", w.List(head.Contributors)),
            d.Fact("Scope.Method", w["Scope.MethodText", head.CatalogueVersion]));
    }

    private static void WriteStakeholders(ReportDraft d)
    {
        var w = d.Words;
        d.Section("Scope.Stakeholders");
        d.Table("Scope.Stakeholders.Table",
            [d.Column("Scope.Organisation", 2), d.Column("Scope.Role", 1.5), d.Column("Scope.Expects", 2.6), d.Column("Scope.Fears", 2.6)],
            d.Dossier.Stakeholders.Select(s =>
            {
                var organisation = d.Dossier.OrganisationOf(s.OrganisationId);
                return (IReadOnlyList<string>)
                [
                    w.Or(organisation?.Name)
                        + (string.IsNullOrWhiteSpace(organisation?.Country) ? "" : w["InBrackets", organisation.Country]),
                    w.Of(s.Role) + (organisation is null ? "" : "\n" + w.Of(organisation.Kind)), w.Or(s.Expectations), w.Or(s.Fears),
                ];
            }));
    }

    /// <summary>Contracts with processors and arrangements between joint controllers.</summary>
    private static void WriteAgreements(ReportDraft d)
    {
        var w = d.Words;
        d.Section("Scope.Agreements");
        d.Table("Scope.Agreements.Table", [d.Column("Scope.Organisation", 2), d.Column("Scope.Agreements.State", 2.4), d.Column("Scope.Agreements.Sub", 1.8), d.Column("Scope.Agreements.What", 3)],
            d.Dossier.Stakeholders.Where(s => s.NeedsAgreement).Select(s => (IReadOnlyList<string>)
            [
                w.Or(d.Dossier.OrganisationName(s.OrganisationId)) + "\n" + w.Of(s.Role),
                string.Join("\n", new[] { w.Of(s.Agreement), s.AgreementReference, s.AgreedUntil is { } until ? w["Scope.LegalNotes.Until", w.Day(until)] : null }.Where(t => !string.IsNullOrWhiteSpace(t))),
                s.Role == StakeholderRole.JointController ? "" : w.Of(s.SubProcessors), w.Or(s.Agreed),
            ]));
    }

    private static void WriteTensions(ReportDraft d)
    {
        var w = d.Words;
        d.Section("Scope.Tensions");
        d.Say("Scope.Tensions.Text");
        if (d.Dossier.Tensions.Count == 0)
            d.Note("Scope.Tensions.None");
        foreach (var t in d.Dossier.Tensions)
        {
            d.Item(w["CodeAndName", d.Dossier.Code(t.Id), t.Subject]);
            d.Facts(
                new(w.Of(Side.Authorities), w.Or(t.Authorities)),
                new(w.Of(Side.Businesses), w.Or(t.Businesses)),
                new(w.Of(Side.People), w.Or(t.People)),
                d.Fact("Scope.Settled", t.State == TensionState.Settled
                    ? w["Scope.SettledText", w.Or(t.Settlement), w.Or(t.SettledBy)] : w["Scope.StillOpen"]));
        }
    }

    /// <summary>The records of consultations and nothing else.</summary>
    private static void WriteHearings(ReportDraft d)
    {
        var w = d.Words;
        d.Section("Scope.Hearings");
        if (d.Dossier.Hearings.Count == 0)
            d.Note("Scope.Hearings.None");
        else
            d.Say("Scope.Hearings.Text");
        foreach (var h in d.Dossier.Hearings)
        {
            d.Item(w["CodeAndName", d.Dossier.Code(h.Id), h.Who]);
            var groups = string.Join(", ", d.Dossier.Groups.Where(g => h.GroupIds.Contains(g.Id)).Select(g => w["CodeAndName", d.Dossier.Code(g.Id), g.Name]));
            if (h.Way == HearingWay.NotHeard)
            {
                d.Facts(d.Field<HearingDetails>(nameof(h.Way), w.Of(h.Way)), d.Fact("Scope.Hearings.WhyNot", h.Reason));
                d.FactsStated(d.Field<HearingDetails>(nameof(h.GroupIds), groups));
                continue;
            }
            d.Facts(
                d.Field<HearingDetails>(nameof(h.GroupIds), groups),
                d.Field<HearingDetails>(nameof(h.Way), w.Of(h.Way)),
                d.Field<HearingDetails>(nameof(h.HeardOn), w.Day(h.HeardOn)),
                d.Field<HearingDetails>(nameof(h.Said), h.Said),
                d.Field<HearingDetails>(nameof(h.Answer), w.Of(h.Answer)),
                d.Field<HearingDetails>(nameof(h.Reason), h.Reason),
                d.Field<HearingDetails>(nameof(h.Effect), h.Effect));
        }
    }
}
