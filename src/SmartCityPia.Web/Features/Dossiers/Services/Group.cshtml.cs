using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Web.Frame;

namespace SmartCityPia.Web.Features.Dossiers.Services;

public sealed class GroupModel(SaveRow<PeopleGroup, PeopleGroupDetails> save) : RowPage<PeopleGroup, PeopleGroupDetails>(save)
{
    public override Step? Step => Domain.Dossiers.Step.Service;

    protected override IReadOnlyList<PeopleGroup> Rows => Dossier.Groups;

    protected override PeopleGroup NewRow(Guid id) => new() { Id = id, OwnerId = Dossier.Service.Id };

    protected override string Back => "service#groups";

    protected override string NameOf(PeopleGroupDetails details) => details.Name;
}
