using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Web.Frame;

namespace SmartCityPia.Web.Features.Dossiers.Services;

/// <summary>The step "Service and purposes": the description itself, and the lists of purposes and groups of people.</summary>
public sealed class IndexModel(SaveRow<ServiceDescription, ServiceDetails> save) : RowPage<ServiceDescription, ServiceDetails>(save)
{
    public override Step? Step => Domain.Dossiers.Step.Service;

    protected override IReadOnlyList<ServiceDescription> Rows => [Dossier.Service];

    protected override ServiceDescription NewRow(Guid id) => new() { Id = id, OwnerId = Dossier.Service.OwnerId, Revision = Dossier.Service.Revision };

    protected override string Back => "service";

    protected override string NameOf(ServiceDetails details) => details.Name;

    protected internal override void Loaded() => Id = Dossier.Service.Id;
}
