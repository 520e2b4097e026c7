using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Web.Frame;
using SmartCityPia.Web.Infrastructure.Forms;

namespace SmartCityPia.Web.Features.Dossiers.Principles;

/// <summary>Anonymity and choice of all groups of people, side by side in one form.</summary>
public sealed class ChoicesModel(SaveRows<Choice, ChoiceDetails> save, IStringLocalizerFactory localizers) : RowsPage<Choice, ChoiceDetails>(save)
{
    public override Step? Step => Domain.Dossiers.Step.Principles;

    protected override IReadOnlyList<(Guid Id, Choice? Row)> Known =>
        [.. Dossier.Groups.Select(g => (IdOf(g), ChoiceOf(g)))];

    protected override Func<Guid, Choice> Make => id => new() { Id = id, OwnerId = Dossier.Head.AssessmentId, GroupId = GroupOf(id).Id };

    protected override string Here => "choices";

    protected override string What => new Texts(localizers, "Principles")["Choice.Title"];

    protected override string NameOf(Guid id) => GroupOf(id).Name;

    /// <summary>The group that a row of the form is about.</summary>
    public PeopleGroup GroupOf(Guid id) => Dossier.Groups.First(g => IdOf(g) == id);

    public override IActionResult OnGet() => CanEdit ? base.OnGet() : Redirect(At("principles#choices"));

    private Choice? ChoiceOf(PeopleGroup group) => Dossier.Choices.FirstOrDefault(c => c.GroupId == group.Id);

    private Guid IdOf(PeopleGroup group) => IdOf(group.Id.ToString("D"), ChoiceOf(group));
}
