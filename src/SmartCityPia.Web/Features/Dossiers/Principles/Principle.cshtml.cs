using SmartCityPia.Domain.Catalogue;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Web.Frame;

namespace SmartCityPia.Web.Features.Dossiers.Principles;

/// <summary>How the service meets one principle. The address has the principle's id; there is at most one answer to it.</summary>
public sealed class PrincipleModel(SaveRow<PrincipleAnswer, PrincipleAnswerDetails> save) : AnswerPage<PrincipleAnswer, PrincipleAnswerDetails>(save)
{
    public override Step? Step => Domain.Dossiers.Step.Principles;

    public PrivacyPrinciple Principle => Dossier.Catalogue.Principles.ById[PrincipleId];

    public PrivacyPrinciple? Previous => Neighbour(-1);

    public PrivacyPrinciple? Next => Neighbour(1);

    protected override IReadOnlyList<PrincipleAnswer> Rows => Dossier.Principles;

    protected override bool ParentExists => Dossier.Catalogue.Principles.ById.ContainsKey(PrincipleId);

    protected override PrincipleAnswer NewRow(Guid id) => new() { Id = id, OwnerId = Dossier.Head.AssessmentId, PrincipleId = PrincipleId };

    protected override string Back => "principles";

    protected override string NameOf(PrincipleAnswerDetails details) => Principle.Name;

    protected override string Key => PrincipleId;

    protected override PrincipleAnswer? Row => Rows.FirstOrDefault(r => r.PrincipleId == PrincipleId);

    private string PrincipleId => (string)RouteData.Values["principle"]!;

    private PrivacyPrinciple? Neighbour(int step)
    {
        var all = Dossier.Catalogue.Principles.ToList();
        return all.ElementAtOrDefault(all.FindIndex(p => p.Id == PrincipleId) + step);
    }
}
