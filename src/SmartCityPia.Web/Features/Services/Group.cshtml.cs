using SmartCityPia.Domain.Assessments;
using SmartCityPia.Domain.Services;
using SmartCityPia.Web.Infrastructure.Dossiers;

namespace SmartCityPia.Web.Features.Services;

public sealed class GroupModel : RowPage<PeopleGroup, PeopleGroupDetails>
{
    public override Step? Step => Domain.Assessments.Step.Service;

    protected override IReadOnlyList<PeopleGroup> Rows => Dossier.Groups;

    protected override PeopleGroup NewRow(Guid id) => new() { Id = id, OwnerId = Dossier.Service.Id };

    protected override string Back => "service#groups";

    protected override string NameOf(PeopleGroupDetails details) => details.Name;
}
