namespace SmartCityPia.Domain.Dossiers;

/// <summary>The kinds of rows in a dossier: the one table that everything reads which goes through them.</summary>
public static class RowKinds
{
    /// <summary>In the order of steps. A row of a description comes after those it names, flows excepted.</summary>
    public static IReadOnlyList<RowKind> All { get; } =
    [
        new RowKind<ScreeningAnswer, ScreeningAnswerDetails>(d => d.Screening, (d, rows) => d with { Screening = rows }, (d, r) => d.Term(r.QuestionId).Name)
        {
            // One form with its outcome: single answers are not put back.
            Step = Step.Screening, List = nameof(Dossier.Screening), Key = r => r.QuestionId, TermField = nameof(ScreeningAnswer.QuestionId), CanRestore = false, CanComment = false,
        },
        new RowKind<ServiceDescription, ServiceDetails>(d => [d.Service], (d, rows) => d with { Service = rows.Single() }, (_, r) => r.Name)
        {
            Step = Step.Service, List = nameof(Dossier.Service), Key = _ => nameof(ServiceDescription),
        },
        new RowKind<Purpose, PurposeDetails>(d => d.Purposes, (d, rows) => d with { Purposes = rows }, (_, r) => r.Name)
        {
            Step = Step.Service, List = nameof(Dossier.Purposes), Letter = "P",
            OfCity =
            [
                nameof(Purpose.Proportionality), nameof(Purpose.Weighed), nameof(Purpose.OutsideTasks), nameof(Purpose.SpecialCondition), nameof(Purpose.OffenceGround), nameof(Purpose.SpecialReference),
                nameof(Purpose.FurtherUse), nameof(Purpose.Compatibility),
            ],
            Make = (id, owner, _) => new() { Id = id, OwnerId = owner },
        },
        new RowKind<PeopleGroup, PeopleGroupDetails>(d => d.Groups, (d, rows) => d with { Groups = rows }, (_, r) => r.Name)
        {
            Step = Step.Service, List = nameof(Dossier.Groups), Letter = "G", Make = (id, owner, _) => new() { Id = id, OwnerId = owner },
        },
        new RowKind<AlikeService, AlikeServiceDetails>(d => d.Alike, (d, rows) => d with { Alike = rows }, (_, r) => r.Name)
        {
            Step = Step.Service, List = nameof(Dossier.Alike),
        },
        new RowKind<LegalNote, LegalNoteDetails>(d => d.LegalNotes, (d, rows) => d with { LegalNotes = rows }, (_, r) => r.Title)
        {
            Step = Step.Service, List = nameof(Dossier.LegalNotes),
        },
        new RowKind<Stakeholder, StakeholderDetails>(d => d.Stakeholders, (d, rows) => d with { Stakeholders = rows }, (d, r) => d.OrganisationName(r.OrganisationId))
        {
            Step = Step.Stakeholders, List = nameof(Dossier.Stakeholders), IsProcessing = true,
            OfCity = [nameof(Stakeholder.Agreement), nameof(Stakeholder.AgreementReference), nameof(Stakeholder.AgreedUntil), nameof(Stakeholder.SubProcessors), nameof(Stakeholder.Agreed)],
            Same = (_, r) => r.OrganisationId?.ToString() ?? "", Make = (id, owner, _) => new() { Id = id, OwnerId = owner },
        },
        new RowKind<Tension, TensionDetails>(d => d.Tensions, (d, rows) => d with { Tensions = rows }, (_, r) => r.Subject)
        {
            Step = Step.Stakeholders, List = nameof(Dossier.Tensions), Letter = "T",
        },
        new RowKind<Hearing, HearingDetails>(d => d.Hearings, (d, rows) => d with { Hearings = rows }, (_, r) => r.Who)
        {
            Step = Step.Stakeholders, List = nameof(Dossier.Hearings), Letter = "H", Links = [new(nameof(Hearing.GroupIds), typeof(PeopleGroup))],
        },
        new RowKind<Dataset, DatasetDetails>(d => d.Datasets, (d, rows) => d with { Datasets = rows }, (_, r) => r.Name)
        {
            Step = Step.Data, List = nameof(Dossier.Datasets), Letter = "D", Subject = SubjectKind.Dataset, IsProcessing = true,
            Links = [new(nameof(Dataset.GroupIds), typeof(PeopleGroup))], OfCity = [nameof(Dataset.Deletion), nameof(Dataset.DeletionProof)],
            Make = (id, owner, _) => new() { Id = id, OwnerId = owner },
        },
        new RowKind<DataItem, DataItemDetails>(d => d.Items, (d, rows) => d with { Items = rows }, (d, r) => d.Term(r.TypeId).Name)
        {
            Step = Step.Data, List = nameof(Dossier.Items), IsProcessing = true, Parent = new(typeof(Dataset), r => ((DataItem)r).DatasetId, Owns: true),
            TermField = nameof(DataItem.TypeId), Same = (_, r) => r.TypeId, Make = (id, owner, dataset) => new() { Id = id, OwnerId = owner, DatasetId = dataset },
        },
        new RowKind<DataFlow, DataFlowDetails>(d => d.Flows, (d, rows) => d with { Flows = rows }, (_, r) => r.Name)
        {
            Step = Step.Flows, List = nameof(Dossier.Flows), Letter = "F", Subject = SubjectKind.Flow, IsProcessing = true,
            Links = [new(nameof(DataFlow.SourceDatasetId), typeof(Dataset)), new(nameof(DataFlow.SourceFlowId), typeof(DataFlow)), new(nameof(DataFlow.PurposeId), typeof(Purpose))],
            OfCity = [nameof(DataFlow.LegalReference), nameof(DataFlow.TransferInstrument), nameof(DataFlow.TransferAssessment)],
            Make = (id, owner, _) => new() { Id = id, OwnerId = owner },
        },
        new RowKind<FindingDisposition, FindingDispositionDetails>(d => d.Dispositions, (d, rows) => d with { Dispositions = rows }, (d, r) => d.Term(r.FindingKey[(r.FindingKey.LastIndexOf('|') + 1)..]).Name)
        {
            // A decision is about the proof it was made on; where there is another now, it has to be looked at again.
            Step = Step.Findings, List = nameof(Dossier.Dispositions), Key = r => r.FindingKey, TermField = nameof(FindingDisposition.FindingKey),
            Restored = (row, then) => row.ProofHash = then.ProofHash,
        },
        new RowKind<PrincipleAnswer, PrincipleAnswerDetails>(d => d.Principles, (d, rows) => d with { Principles = rows }, (d, r) => d.Term(r.PrincipleId).Name)
        {
            Step = Step.Principles, List = nameof(Dossier.Principles), Key = r => r.PrincipleId, TermField = nameof(PrincipleAnswer.PrincipleId),
            Subject = SubjectKind.Principle,
        },
        new RowKind<Choice, ChoiceDetails>(d => d.Choices, (d, rows) => d with { Choices = rows }, (d, r) => d.Groups.FirstOrDefault(g => g.Id == r.GroupId)?.Name ?? "")
        {
            Step = Step.Principles, List = nameof(Dossier.Choices), Subject = SubjectKind.Choice, Parent = new(typeof(PeopleGroup), r => ((Choice)r).GroupId, Owns: false),
        },
        new RowKind<RightAnswer, RightAnswerDetails>(d => d.Rights, (d, rows) => d with { Rights = rows }, (d, r) => d.Term(r.RightId).Name)
        {
            Step = Step.Principles, List = nameof(Dossier.Rights), Key = r => r.RightId, TermField = nameof(RightAnswer.RightId),
        },
        new RowKind<Risk, RiskDetails>(d => d.Risks, (d, rows) => d with { Risks = rows }, (_, r) => r.Title)
        {
            Step = Step.Risks, List = nameof(Dossier.Risks), Letter = "R", Subject = SubjectKind.Risk,
        },
        new RowKind<Measure, MeasureDetails>(d => d.Measures, (d, rows) => d with { Measures = rows }, (_, r) => r.Name)
        {
            Step = Step.Measures, List = nameof(Dossier.Measures), Letter = "M", Subject = SubjectKind.Measure,
            Links =
            [
                new(nameof(Measure.DatasetId), typeof(Dataset), Owns: true), new(nameof(Measure.FlowId), typeof(DataFlow), Owns: true), new(nameof(Measure.RiskIds), typeof(Risk)),
            ],
            OfCity = [nameof(Measure.RiskIds)], Described = r => r.DatasetId is not null || r.FlowId is not null,
            Same = (d, r) => $"{d.DatasetOf(r.DatasetId)?.Name ?? d.FlowOf(r.FlowId)?.Name}/{r.ControlId ?? r.Name}", Make = (id, owner, _) => new() { Id = id, OwnerId = owner },
        },
        new RowKind<ActionItem, ActionItemDetails>(d => d.Actions, (d, rows) => d with { Actions = rows }, (_, r) => r.What)
        {
            Step = Step.Measures, List = nameof(Dossier.Actions), Letter = "A", Subject = SubjectKind.Action, Links = [new(nameof(ActionItem.MeasureId), typeof(Measure))],
        },
        new RowKind<EvidenceItem, EvidenceDetails>(d => d.Evidence, (d, rows) => d with { Evidence = rows }, (_, r) => r.Title)
        {
            // It is shown with what it is about. Its files are not in a version, so that it is not put back.
            Step = Step.Service, List = nameof(Dossier.Evidence), CanRestore = false, CanComment = false,
        },
    ];

    private static readonly Dictionary<Type, RowKind> ByRow = All.ToDictionary(k => k.Row);
    private static readonly Dictionary<string, RowKind> ByName = All.ToDictionary(k => k.Name, StringComparer.Ordinal);

    /// <summary>Those that a vendor describes, without the service's own row.</summary>
    public static IReadOnlyList<RowKind> OfDescriptions { get; } = [.. All.Where(k => k.IsDescription)];

    public static RowKind Of(IRow row) => ByRow[row.GetType()];

    /// <returns>Null for a type that is no row of a dossier.</returns>
    public static RowKind? Find(Type row) => ByRow.GetValueOrDefault(row);

    public static RowKind? Find(string name) => ByName.GetValueOrDefault(name);
}
