using SmartCityPia.Domain.Catalogue;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Domain.Dossiers;

/// <summary>What the record holds on a point of the law. Whether that is enough is for people to judge.</summary>
public enum LawState
{
    Held,
    Partly,
    Missing,

    /// <summary>Nothing in the record calls for it.</summary>
    NotAsked,
}

/// <summary>A place of the record.</summary>
/// <param name="Kind">The name of a kind of row, or <see cref="LawTable.InReview"/>.</param>
/// <param name="RowId">Null where there is no row yet.</param>
/// <param name="Key">As in <see cref="RowPointer"/>.</param>
/// <param name="Field">The field that is missing, or what is missing in the review; null for the row itself.</param>
/// <param name="Name">What people call the row.</param>
public sealed record LawPlace(string Kind, Guid? RowId, string? Key, string? Field, string Name)
{
    /// <summary>For example "Legal basis: P2 Evidence on request"; where there is no row, the sentence that says so.</summary>
    public string Text(System.Globalization.CultureInfo? culture = null) =>
        Kind == LawTable.InReview ? Field is null ? Name : Words.Find(typeof(LawTable), Field, culture) ?? Field
        : RowId is null ? Words.Find(typeof(DossierDiff), $"Kinds.{Kind}.None", culture) ?? Kind
        : Field is null ? Name
        : $"{Words.Label(RowKinds.Find(Kind)!.Details, Field, culture)}: {Name}";
}

/// <summary>A point of the law and what the record holds on it.</summary>
/// <param name="NotAsked">The key of the sentence that says why nothing calls for it.</param>
public sealed record LawLine(LawPoint Point, LawState State, IReadOnlyList<LawPlace> Held, IReadOnlyList<LawPlace> Missing, string? NotAsked = null)
{
    public string? WhyNotAsked(System.Globalization.CultureInfo? culture = null) => NotAsked is null ? null : Words.Find(typeof(LawTable), $"NotAsked.{NotAsked}", culture) ?? NotAsked;

    /// <summary>What is held, kind by kind: "Purposes: P1, P2".</summary>
    public IEnumerable<string> HeldText(Dossier dossier, System.Globalization.CultureInfo? culture = null) => Held.GroupBy(p => p.Kind, StringComparer.Ordinal).Select(g =>
        g.Key == LawTable.InReview ? string.Join("; ", g.Select(p => p.Name))
        : $"{Words.Find(typeof(DossierDiff), $"Kinds.{g.Key}", culture) ?? g.Key}: {string.Join(", ", g.Select(p => p.RowId is { } id && dossier.Code(id) is { Length: > 0 } code ? code : p.Name).Distinct(StringComparer.Ordinal))}");
}

/// <summary>What a review adds to the record of a version.</summary>
/// <param name="Advice">The opinions of the data protection officer, each as it is called.</param>
/// <param name="Consultation">Whether the supervisory authority is consulted, as it is called; null while nobody has said.</param>
public sealed record LawReview(IReadOnlyList<string> Advice, string? Consultation);

/// <summary>What Article 35(7) and Annex 2 of WP248 ask, point by point, beside what the record holds. It never says that the law is kept.</summary>
public static class LawTable
{
    /// <summary>A place in the review, which is no row of the dossier.</summary>
    public const string InReview = "Review";

    /// <param name="dossier">Live, or frozen with its own points.</param>
    /// <param name="review">Null where no review has begun.</param>
    public static IReadOnlyList<LawLine> Of(Dossier dossier, LawReview? review = null) => [.. (dossier.Law ?? dossier.Catalogue.Law).Select(p => LineOf(p, dossier, review))];

    private static LawLine LineOf(LawPoint point, Dossier d, LawReview? review)
    {
        List<Seen> looks = [.. point.Looks.Select(look => LookAt(look, d, review)), .. point.Principles.Select(id => Principle(d, id)), .. point.Rights.Select(id => Right(d, id))];
        List<Seen> asked = [.. looks.Where(l => l.NotAsked is null)];
        if (asked.Count == 0)
            return new(point, LawState.NotAsked, [], [], looks[0].NotAsked);
        List<LawPlace> held = [.. asked.SelectMany(l => l.Held).Distinct()];
        List<LawPlace> missing = [.. asked.SelectMany(l => l.Missing).Distinct()];
        return new(point, missing.Count == 0 ? LawState.Held : held.Count == 0 ? LawState.Missing : LawState.Partly, held, missing);
    }

    private sealed record Seen(IReadOnlyList<LawPlace> Held, IReadOnlyList<LawPlace> Missing, string? NotAsked = null);

    private static Seen LookAt(LawLook look, Dossier d, LawReview? review) => look switch
    {
        LawLook.Summary => Rows(d, [d.Service], (nameof(ServiceDetails.Summary), s => Said(s.Summary))),
        LawLook.Scale => Rows(d, [d.Service], (nameof(ServiceDetails.PeopleCount), s => s.PeopleCount is not null), (nameof(ServiceDetails.Area), s => Said(s.Area)),
            (nameof(ServiceDetails.Duration), s => Said(s.Duration)), (nameof(ServiceDetails.Place), s => Said(s.Place))),
        LawLook.Alternatives => Rows(d, [d.Service], (nameof(ServiceDetails.Alternatives), s => Said(s.Alternatives))),
        LawLook.Purposes => Rows(d, d.Purposes),
        LawLook.PurposeTexts => Rows(d, d.Purposes, (nameof(PurposeDetails.Description), p => Said(p.Description))),
        LawLook.LegalBasis => Rows(d, d.Purposes, (nameof(PurposeDetails.LegalBasis), p => p.LegalBasis is not null), (nameof(PurposeDetails.LegalReference), p => !p.NamesNoLaw()),
            (nameof(PurposeDetails.SpecialCondition), p => p.SpecialCondition is not null || d.SpecialUsesOf(p.Id, p.Intended).All(u => u.Offences)),
            (nameof(PurposeDetails.OffenceGround), p => p.OffenceGround is not null || !d.SpecialUsesOf(p.Id, p.Intended).Any(u => u.Offences)),
            (nameof(PurposeDetails.FurtherUse), p => p.FurtherUse is not null || !d.IsFurther(p.Id))),
        LawLook.Necessity => Rows(d, d.Purposes, (nameof(PurposeDetails.Necessity), p => Said(p.Necessity)),
            (nameof(PurposeDetails.Proportionality), p => Said(p.Proportionality)), (nameof(PurposeDetails.Weighed), p => Said(p.Weighed))),
        LawLook.Groups => Rows(d, d.Groups),
        LawLook.Information => Rows(d, d.Groups, (nameof(PeopleGroupDetails.HowInformed), g => Said(g.HowInformed))),
        LawLook.Data => Rows(d, d.Datasets, (nameof(DatasetDetails.Name), s => d.ItemsOf(s.Id).Any())),
        LawLook.Retention => Rows(d, d.Datasets, (nameof(DatasetDetails.Retention), s => Said(s.Retention)), (nameof(DatasetDetails.Deletion), s => Said(s.Deletion))),
        LawLook.Storage => Rows(d, d.Datasets, (nameof(DatasetDetails.Storage), s => Said(s.Storage))),
        LawLook.Recipients => Rows(d, d.Flows),
        LawLook.FlowBasis => Rows(d, d.Flows, (nameof(DataFlowDetails.PurposeId), f => f.PurposeId is not null), (nameof(DataFlowDetails.LegalBasis), f => d.BasisOf(f) is not null),
            (nameof(DataFlowDetails.LegalReference), f => !d.Differs(f) || Said(f.LegalReference))),
        LawLook.Transfers => d.Flows.Any(f => f.CrossesBorder) ? Rows(d, d.Flows.Where(f => f.CrossesBorder), (nameof(DataFlowDetails.Transfer), f => Said(f.Transfer)), (nameof(DataFlowDetails.TransferInstrument), f => f.TransferInstrument is not null),
            (nameof(DataFlowDetails.TransferAssessment), f => !f.NeedsTransferAssessment || Said(f.TransferAssessment))) : None("Transfers"),
        LawLook.Processors => d.Stakeholders.Where(s => s.IsProcessor).ToList() is { Count: > 0 } processors
            ? Rows(d, processors, (nameof(StakeholderDetails.Agreement), s => s.Agreement is AgreementState.Agreed or AgreementState.NotNeeded), (nameof(StakeholderDetails.SubProcessors), s => s.SubProcessors is not null || s.Agreement == AgreementState.NotNeeded)) : None("Processors"),
        LawLook.Choices => Choices(d),
        LawLook.Risks => Rows(d, d.Risks, (nameof(RiskDetails.WhatCouldHappen), r => Said(r.WhatCouldHappen))),
        LawLook.RiskSources => Rows(d, d.Risks, (nameof(RiskDetails.Source), r => Said(r.Source))),
        LawLook.RiskThreats => Rows(d, d.Risks, (nameof(RiskDetails.Threat), r => r.Threat is not null)),
        LawLook.RiskRatings => Rows(d, d.Risks, (nameof(RiskDetails.InherentSeverity), r => r.InherentSeverity is not null), (nameof(RiskDetails.InherentLikelihood), r => r.InherentLikelihood is not null),
            (nameof(RiskDetails.ResidualSeverity), r => r.ResidualSeverity is not null), (nameof(RiskDetails.ResidualLikelihood), r => r.ResidualLikelihood is not null)),
        LawLook.Treatment => Rows(d, d.Risks, (nameof(RiskDetails.Treatment), r => r.Treatment is not null)),
        LawLook.Measures => Rows(d, d.Measures.Where(m => m.State is not (MeasureState.Rejected or MeasureState.Proposed))),
        LawLook.PriorConsultation => PriorConsultation(d, review),
        LawLook.Advice => review?.Advice.Count > 0 ? new([.. review.Advice.Select(a => Review(a))], []) : new([], [Review("", "NoAdvice")]),
        LawLook.Views => Views(d),
        LawLook.Codes => d.LegalNotes.Where(n => n.Kind is LegalNoteKind.CodeOfConduct or LegalNoteKind.Certification).ToList() is { Count: > 0 } codes
            ? Rows(d, codes, (nameof(LegalNoteDetails.Meaning), n => Said(n.Meaning))) : None("Codes"),
        _ => throw new ArgumentOutOfRangeException(nameof(look), look, null),
    };

    /// <summary>Each row that has one of the fields is held, and each field that is not there is missing.</summary>
    private static Seen Rows<TRow>(Dossier d, IEnumerable<TRow> rows, params (string Field, Func<TRow, bool> IsThere)[] fields) where TRow : IRow
    {
        var all = rows.ToList();
        return all.Count == 0 ? new([], [new(typeof(TRow).Name, null, null, null, "")])
            : new(
                [.. all.Where(r => fields.Length == 0 || fields.Any(f => f.IsThere(r))).Select(r => Place(d, r, null))],
                [.. all.SelectMany(r => fields.Where(f => !f.IsThere(r)).Select(f => Place(d, r, f.Field)))]);
    }

    internal static LawPlace Place(Dossier d, IRow row, string? field)
    {
        var (kind, pointer) = (RowKinds.Of(row), RowPointer.To(row));
        var (code, name) = (d.Code(row.Id), kind.NameOf(d, row));
        return new(kind.Name, row.Id, pointer.Key, field, code.Length > 0 ? $"{code} {name}" : name);
    }

    private static Seen Principle(Dossier d, string id)
    {
        var answer = d.Principles.FirstOrDefault(p => p.PrincipleId == id);
        var place = new LawPlace(nameof(PrincipleAnswer), answer?.Id ?? DerivedId.Of(d.Head.AssessmentId, id), id, null, d.Term(id).Name);
        return answer?.State is not null ? new([place], []) : new([], [place with { Field = nameof(PrincipleAnswerDetails.State) }]);
    }

    private static Seen Right(Dossier d, string id)
    {
        var answer = d.Rights.FirstOrDefault(r => r.RightId == id);
        var place = new LawPlace(nameof(RightAnswer), answer?.Id ?? DerivedId.Of(d.Head.AssessmentId, id), id, null, d.Term(id).Name);
        List<string> missing = answer?.State switch
        {
            null => [nameof(RightAnswerDetails.State)],
            RightState.DoesNotApply => [.. Said(answer.Restriction) ? Array.Empty<string>() : [nameof(RightAnswerDetails.Restriction)]],
            _ => [.. Said(answer.How) ? Array.Empty<string>() : [nameof(RightAnswerDetails.How)], .. Said(answer.AnsweredBy) ? Array.Empty<string>() : [nameof(RightAnswerDetails.AnsweredBy)]],
        };
        return new(answer?.State is null ? [] : [place], [.. missing.Select(field => place with { Field = field })]);
    }

    private static Seen Choices(Dossier d)
    {
        if (d.Groups.Count == 0)
            return new([], [new(nameof(PeopleGroup), null, null, null, "")]);
        var answered = d.Choices.Where(c => c.CanRefuse is not null).Select(c => c.GroupId).ToHashSet();
        return new([.. d.Groups.Where(g => answered.Contains(g.Id)).Select(g => Of(g, null))], [.. d.Groups.Where(g => !answered.Contains(g.Id)).Select(g => Of(g, nameof(ChoiceDetails.CanRefuse)))]);

        LawPlace Of(PeopleGroup group, string? field) => new(nameof(Choice), DerivedId.Of(group.Id, "choice"), group.Id.ToString(), field, $"{d.Code(group.Id)} {group.Name}");
    }

    private static Seen PriorConsultation(Dossier d, LawReview? review)
    {
        if (d.Risks.Count == 0 || d.Risks.Any(r => d.ZoneOf(r.ResidualSeverity, r.ResidualLikelihood) is null))
            return LookAt(LawLook.RiskRatings, d, review);
        return d.Risks.All(r => d.ZoneOf(r.ResidualSeverity, r.ResidualLikelihood) != RiskZone.High) ? None("PriorConsultation")
            : review?.Consultation is { } consultation ? new([Review(consultation)], [])
            : new([], [Review("", "NoConsultation")]);
    }

    /// <summary>What was said and answered, or why somebody was not heard.</summary>
    private static Seen Views(Dossier d)
    {
        List<Seen> kinds =
        [
            .. Of(h => h.Way != HearingWay.NotHeard, (nameof(HearingDetails.HeardOn), h => h.HeardOn is not null), (nameof(HearingDetails.Said), h => Said(h.Said)), (nameof(HearingDetails.Answer), h => h.Answer is not null)),
            .. Of(h => h.Way == HearingWay.NotHeard, (nameof(HearingDetails.Reason), h => Said(h.Reason))),
        ];
        return kinds.Count == 0 ? Rows<Hearing>(d, []) : new([.. kinds.SelectMany(k => k.Held)], [.. kinds.SelectMany(k => k.Missing)]);

        IEnumerable<Seen> Of(Func<Hearing, bool> which, params (string Field, Func<Hearing, bool> IsThere)[] fields) =>
            d.Hearings.Where(which).ToList() is { Count: > 0 } rows ? [Rows(d, rows, fields)] : [];
    }

    private static LawPlace Review(string name, string? missing = null) => new(InReview, null, null, missing, name);

    private static Seen None(string why) => new([], [], why);

    private static bool Said(string? text) => !string.IsNullOrWhiteSpace(text);
}
