using SmartCityPia.Domain.Catalogue;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Web.Frame;

namespace SmartCityPia.Web.Features.Dossiers.Principles;

/// <summary>How people use one of their rights in the service. The address has the right's id; there is at most one answer to it.</summary>
public sealed class RightModel(SaveRow<RightAnswer, RightAnswerDetails> save) : AnswerPage<RightAnswer, RightAnswerDetails>(save)
{
    public override Step? Step => Domain.Dossiers.Step.Principles;

    public PeoplesRight Right => Dossier.Catalogue.Rights.ById[RightId];

    public PeoplesRight? Previous => Neighbour(-1);

    public PeoplesRight? Next => Neighbour(1);

    /// <summary>Suggestions for who answers: the bodies that take part.</summary>
    public IReadOnlyList<string> Bodies => [.. Dossier.Stakeholders.Select(s => Dossier.OrganisationName(s.OrganisationId)).Where(n => n.Length > 0)];

    protected override IReadOnlyList<RightAnswer> Rows => Dossier.Rights;

    protected override bool ParentExists => Dossier.Catalogue.Rights.ById.ContainsKey(RightId);

    protected override RightAnswer NewRow(Guid id) => new() { Id = id, OwnerId = Dossier.Head.AssessmentId, RightId = RightId };

    protected override string Back => "principles#rights";

    protected override string NameOf(RightAnswerDetails details) => Right.Name;

    protected override string Key => RightId;

    protected override RightAnswer? Row => Rows.FirstOrDefault(r => r.RightId == RightId);

    private string RightId => (string)RouteData.Values["right"]!;

    private PeoplesRight? Neighbour(int step)
    {
        var all = Dossier.Catalogue.Rights.ToList();
        return all.ElementAtOrDefault(all.FindIndex(r => r.Id == RightId) + step);
    }
}
