using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Web.Frame;

namespace SmartCityPia.Web.Features.Dossiers.Services;

public sealed class PurposeModel(SaveRow<Purpose, PurposeDetails> save) : RowPage<Purpose, PurposeDetails>(save)
{
    public override Step? Step => Domain.Dossiers.Step.Service;

    protected override IReadOnlyList<Purpose> Rows => Dossier.Purposes;

    protected override Purpose NewRow(Guid id) => new() { Id = id, OwnerId = Dossier.Service.Id };

    protected override string Back => "service#purposes";

    protected override string NameOf(PurposeDetails details) => details.Name;
}
