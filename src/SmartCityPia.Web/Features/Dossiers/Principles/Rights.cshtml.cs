using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using SmartCityPia.Domain.Catalogue;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Web.Frame;
using SmartCityPia.Web.Infrastructure.Forms;

namespace SmartCityPia.Web.Features.Dossiers.Principles;

/// <summary>All rights of people in one form.</summary>
public sealed class RightsModel(SaveRows<RightAnswer, RightAnswerDetails> save, IStringLocalizerFactory localizers) : RowsPage<RightAnswer, RightAnswerDetails>(save)
{
    public override Step? Step => Domain.Dossiers.Step.Principles;

    protected override IReadOnlyList<(Guid Id, RightAnswer? Row)> Known =>
        [.. Dossier.Catalogue.Rights.Select(r => (IdOf(r), AnswerOf(r)))];

    protected override Func<Guid, RightAnswer> Make => id => new() { Id = id, OwnerId = Dossier.Head.AssessmentId, RightId = RightOf(id).Id };

    protected override string Here => "rights";

    protected override string What => new Texts(localizers, "Principles")["Rights.Title"];

    protected override string NameOf(Guid id) => RightOf(id).Name;

    /// <summary>The right that a row of the form is about.</summary>
    public PeoplesRight RightOf(Guid id) => Dossier.Catalogue.Rights.First(r => IdOf(r) == id);

    public override IActionResult OnGet() => CanEdit ? base.OnGet() : Redirect(At("principles#rights"));

    private RightAnswer? AnswerOf(PeoplesRight right) => Dossier.Rights.FirstOrDefault(a => a.RightId == right.Id);

    private Guid IdOf(PeoplesRight right) => IdOf(right.Id, AnswerOf(right));
}
