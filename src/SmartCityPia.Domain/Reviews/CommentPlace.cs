using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Domain.Reviews;

/// <summary>What a comment can be about: a step, or a row of it, with the fields that can be named.</summary>
/// <param name="Path">The row's page inside the assessment.</param>
/// <param name="Details">The type whose fields can be named; null for a step.</param>
/// <param name="Name">How people call the row; empty for a step.</param>
public sealed record CommentPlace(Step Step, Guid? RowId, string Path, Type? Details, string Name)
{
    public IEnumerable<string> Fields => Details?.GetProperties().Where(p => p.CanWrite && p.DeclaringType == Details).Select(p => p.Name) ?? [];

    /// <returns>Null where the row is not one of this dossier, or belongs to another step.</returns>
    public static CommentPlace? Find(Dossier dossier, Step step, Guid? rowId) => rowId is not { } id
        ? Enum.IsDefined(step) ? new(step, null, step.ToString().ToLowerInvariant(), null, "") : null
        : Rows(dossier).FirstOrDefault(p => p.RowId == id && p.Step == step);

    private static IEnumerable<CommentPlace> Rows(Dossier d) =>
    [
        new(Step.Service, d.Service.Id, "service", typeof(ServiceDetails), d.Service.Name),
        .. d.Purposes.Select(r => Row<PurposeDetails>(Step.Service, r, "purposes", r.Name)),
        .. d.Groups.Select(r => Row<PeopleGroupDetails>(Step.Service, r, "groups", r.Name)),
        .. d.Stakeholders.Select(r => Row<StakeholderDetails>(Step.Stakeholders, r, "stakeholders", d.OrganisationName(r.OrganisationId))),
        .. d.Tensions.Select(r => Row<TensionDetails>(Step.Stakeholders, r, "tensions", r.Subject)),
        .. d.Datasets.Select(r => Row<DatasetDetails>(Step.Data, r, "datasets", r.Name)),
        .. d.Items.Select(r => Row<DataItemDetails>(Step.Data, r, $"data/{r.DatasetId}/items", d.Term(r.TypeId).Name)),
        .. d.Flows.Select(r => Row<DataFlowDetails>(Step.Flows, r, "flows", r.Name)),
        .. d.AllFindings.Select(f => new CommentPlace(Step.Findings, d.Dispositions.FirstOrDefault(r => r.FindingKey == f.Key)?.Id ?? DerivedId.Of(d.Head.AssessmentId, f.Key),
            $"findings/{f.Key.Replace('|', '.')}", typeof(FindingDispositionDetails), $"{FindingWords.Actor(d, f.ActorId)} {FindingWords.Tell(d, f.TypeId)}")),
        .. d.Catalogue.Principles.Select(p => new CommentPlace(Step.Principles, d.Principles.FirstOrDefault(r => r.PrincipleId == p.Id)?.Id ?? DerivedId.Of(d.Head.AssessmentId, p.Id),
            $"principles/{p.Id}", typeof(PrincipleAnswerDetails), p.Name)),
        .. d.Groups.Select(g => new CommentPlace(Step.Principles, d.Choices.FirstOrDefault(r => r.GroupId == g.Id)?.Id ?? DerivedId.Of(d.Head.AssessmentId, g.Id.ToString("D")),
            $"choice/{g.Id}", typeof(ChoiceDetails), g.Name)),
        .. d.Risks.Select(r => Row<RiskDetails>(Step.Risks, r, "risks", r.Title)),
        .. d.Measures.Select(r => Row<MeasureDetails>(Step.Measures, r, "measures", r.Name)),
        .. d.Actions.Select(r => Row<ActionItemDetails>(Step.Measures, r, "actions", r.What)),
    ];

    private static CommentPlace Row<TDetails>(Step step, IRow row, string path, string name) => new(step, row.Id, $"{path}/{row.Id}", typeof(TDetails), name);
}
