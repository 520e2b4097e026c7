using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Web.Frame;

namespace SmartCityPia.Web.Features.Dossiers.Stakeholders;

public sealed class TensionModel(SaveRow<Tension, TensionDetails> save) : RowPage<Tension, TensionDetails>(save)
{
    public override Step? Step => Domain.Dossiers.Step.Stakeholders;

    /// <summary>Suggestions for who could settle it: the names of the stakeholders.</summary>
    public IReadOnlyList<string> Deciders =>
        [.. Dossier.Stakeholders.Select(s => Dossier.OrganisationName(s.OrganisationId)).Where(n => n.Length > 0)];

    protected override IReadOnlyList<Tension> Rows => Dossier.Tensions;

    protected override Tension NewRow(Guid id) => new() { Id = id, OwnerId = Assessment.Id };

    protected override string Back => "stakeholders#tensions";

    protected override string NameOf(TensionDetails details) => details.Subject;
}
