using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Domain.Reviews;

/// <summary>What a comment can be about: a step, or a row of it, with the fields that can be named.</summary>
/// <param name="Row">Null for the step itself.</param>
/// <param name="Details">The type whose fields can be named; null for a step.</param>
/// <param name="Name">How people call the row; empty for a step.</param>
public sealed record CommentPlace(Step Step, RowPointer? Row, Type? Details, string Name)
{
    public Guid? RowId => Row?.Id;

    public IEnumerable<string> Fields => Details?.GetProperties().Where(p => p.CanWrite && p.DeclaringType == Details).Select(p => p.Name) ?? [];

    /// <returns>Null where the row is not one of this dossier, or belongs to another step.</returns>
    public static CommentPlace? Find(Dossier dossier, Step step, Guid? rowId) => rowId is not { } id
        ? Enum.IsDefined(step) ? new(step, null, null, "") : null
        : Rows(dossier).FirstOrDefault(p => p.RowId == id && p.Step == step);

    private static IEnumerable<CommentPlace> Rows(Dossier d) =>
    [
        RowOf<ServiceDetails>(Step.Service, d.Service, d.Service.Name),
        .. d.Purposes.Select(r => RowOf<PurposeDetails>(Step.Service, r, r.Name)),
        .. d.Groups.Select(r => RowOf<PeopleGroupDetails>(Step.Service, r, r.Name)),
        .. d.Stakeholders.Select(r => RowOf<StakeholderDetails>(Step.Stakeholders, r, d.OrganisationName(r.OrganisationId))),
        .. d.Tensions.Select(r => RowOf<TensionDetails>(Step.Stakeholders, r, r.Subject)),
        .. d.Datasets.Select(r => RowOf<DatasetDetails>(Step.Data, r, r.Name)),
        .. d.Items.Select(r => RowOf<DataItemDetails>(Step.Data, r, d.Term(r.TypeId).Name)),
        .. d.Flows.Select(r => RowOf<DataFlowDetails>(Step.Flows, r, r.Name)),
        .. d.AllFindings.Select(f => new CommentPlace(Step.Findings,
            RowPointer.To<FindingDisposition>(d.Dispositions.FirstOrDefault(r => r.FindingKey == f.Key)?.Id ?? DerivedId.Of(d.Head.AssessmentId, f.Key), f.Key), typeof(FindingDispositionDetails), $"{FindingWords.Actor(d, f.ActorId)} {FindingWords.Tell(d, f.TypeId)}")),
        .. d.Catalogue.Principles.Select(p => new CommentPlace(Step.Principles,
            RowPointer.To<PrincipleAnswer>(d.Principles.FirstOrDefault(r => r.PrincipleId == p.Id)?.Id ?? DerivedId.Of(d.Head.AssessmentId, p.Id), p.Id), typeof(PrincipleAnswerDetails), p.Name)),
        .. d.Groups.Select(g => new CommentPlace(Step.Principles,
            RowPointer.To<Choice>(d.Choices.FirstOrDefault(r => r.GroupId == g.Id)?.Id ?? DerivedId.Of(d.Head.AssessmentId, g.Id.ToString("D")), g.Id.ToString()), typeof(ChoiceDetails), g.Name)),
        .. d.Risks.Select(r => RowOf<RiskDetails>(Step.Risks, r, r.Title)),
        .. d.Measures.Select(r => RowOf<MeasureDetails>(Step.Measures, r, r.Name)),
        .. d.Actions.Select(r => RowOf<ActionItemDetails>(Step.Measures, r, r.What)),
    ];

    private static CommentPlace RowOf<TDetails>(Step step, IRow row, string name) => new(step, RowPointer.To(row), typeof(TDetails), name);
}
