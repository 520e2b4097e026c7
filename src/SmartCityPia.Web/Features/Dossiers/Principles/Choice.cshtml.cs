using System.Globalization;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Web.Frame;

namespace SmartCityPia.Web.Features.Dossiers.Principles;

/// <summary>Anonymity and choice of one group of people. The address has the group's id.</summary>
public sealed class ChoiceModel(SaveRow<Choice, ChoiceDetails> save) : AnswerPage<Choice, ChoiceDetails>(save)
{
    public override Step? Step => Domain.Dossiers.Step.Principles;

    public PeopleGroup? Group => Dossier.Groups.FirstOrDefault(g => g.Id == GroupId);

    protected override IReadOnlyList<Choice> Rows => Dossier.Choices;

    protected override bool ParentExists => Group is not null;

    protected override Choice NewRow(Guid id) => new() { Id = id, OwnerId = Dossier.Head.AssessmentId, GroupId = GroupId };

    protected override string Back => "principles#choices";

    protected override string NameOf(ChoiceDetails details) => Group!.Name;

    protected override string Key => GroupId.ToString("D");

    protected override Choice? Row => Rows.FirstOrDefault(r => r.GroupId == GroupId);

    private Guid GroupId => Guid.Parse((string)RouteData.Values["group"]!, CultureInfo.InvariantCulture);
}
