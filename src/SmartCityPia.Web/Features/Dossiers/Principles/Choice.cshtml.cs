using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Web.Frame;

namespace SmartCityPia.Web.Features.Dossiers.Principles;

/// <summary>Anonymity and choice of one group of people; the address names the group.</summary>
public sealed class ChoiceModel(SaveRow<Choice, ChoiceDetails> save) : RowPage<Choice, ChoiceDetails>(save)
{
    public override Step? Step => Domain.Dossiers.Step.Principles;

    public PeopleGroup? Group => Dossier.Groups.FirstOrDefault(g => g.Id == GroupId);

    protected override IReadOnlyList<Choice> Rows => Dossier.Choices;

    protected override bool ParentExists => Group is not null;

    protected override Choice NewRow(Guid id) => new() { Id = id, OwnerId = Dossier.Head.AssessmentId, GroupId = GroupId };

    protected override string Back => "principles#choices";

    protected override string NameOf(ChoiceDetails details) => Group!.Name;

    protected internal override void Loaded()
    {
        Id = Rows.FirstOrDefault(r => r.GroupId == GroupId)?.Id;
        NewId = DerivedId.Of(Dossier.Head.AssessmentId, GroupId.ToString("D"));
    }

    public override IActionResult OnGet()
    {
        return ParentExists && IsNew && !CanEdit ? Page() : base.OnGet();
    }

    private Guid GroupId => Guid.Parse((string)RouteData.Values["group"]!, CultureInfo.InvariantCulture);
}
