using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Domain.Reviews;

/// <summary>The subject of a comment: a step or one of its rows, and the fields that can be selected.</summary>
/// <param name="Row">Null if the comment is about the step.</param>
/// <param name="Details">The type that has the fields; null for a step.</param>
/// <param name="Name">The row's display name; empty for a step.</param>
public sealed record CommentPlace(Step Step, RowPointer? Row, Type? Details, string Name)
{
    public Guid? RowId => Row?.Id;

    public IEnumerable<string> Fields => Details is null ? [] : DossierDiff.FieldsOf(Details).Select(p => p.Name);

    /// <returns>Null if the row is not in this dossier or belongs to another step.</returns>
    public static CommentPlace? Find(Dossier dossier, Step step, Guid? rowId) => rowId is not { } id
        ? Enum.IsDefined(step) ? new(step, null, null, "") : null
        : Rows(dossier).FirstOrDefault(p => p.RowId == id && p.Step == step);

    private static IEnumerable<CommentPlace> Rows(Dossier d) =>
        RowKinds.All.Where(kind => kind.CanComment).SelectMany(kind => kind.Row switch
    {
        // These kinds of rows are stored with the first answer. People can comment before that.
        var row when row == typeof(FindingDisposition) => d.AllFindings.Select(f =>
            Answer(d, kind, d.Dispositions.FirstOrDefault(r => r.FindingKey == f.Key), f.Key,
                $"{FindingWords.Actor(d, f.ActorId)} {FindingWords.Tell(d, f.TypeId)}")),
        var row when row == typeof(PrincipleAnswer) => d.Catalogue.Principles.Select(p =>
            Answer(d, kind, d.Principles.FirstOrDefault(r => r.PrincipleId == p.Id), p.Id, p.Name)),
        var row when row == typeof(RightAnswer) => d.Catalogue.Rights.Select(r =>
            Answer(d, kind, d.Rights.FirstOrDefault(a => a.RightId == r.Id), r.Id, r.Name)),
        var row when row == typeof(Choice) => d.Groups.Select(g =>
            Answer(d, kind, d.Choices.FirstOrDefault(r => r.GroupId == g.Id), g.Id.ToString(), g.Name)),
        _ => kind.RowsOf(d).Select(row => new CommentPlace(kind.Step, RowPointer.To(row), kind.Details, kind.NameOf(d, row))),
    });

    private static CommentPlace Answer(Dossier d, RowKind kind, IRow? row, string key, string name) =>
        new(kind.Step, new(kind.Name, row?.Id ?? DerivedId.Of(d.Head.AssessmentId, key), key), kind.Details, name);
}
