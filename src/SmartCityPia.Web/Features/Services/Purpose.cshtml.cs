using SmartCityPia.Domain.Assessments;
using SmartCityPia.Domain.Services;
using SmartCityPia.Web.Infrastructure.Dossiers;

namespace SmartCityPia.Web.Features.Services;

public sealed class PurposeModel : RowPage<Purpose, PurposeDetails>
{
    public override Step? Step => Domain.Assessments.Step.Service;

    protected override IReadOnlyList<Purpose> Rows => Dossier.Purposes;

    protected override Purpose NewRow(Guid id) => new() { Id = id, OwnerId = Dossier.Service.Id };

    protected override string Back => "service#purposes";

    protected override string NameOf(PurposeDetails details) => details.Name;
}
