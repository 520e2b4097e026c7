using Microsoft.AspNetCore.Mvc;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Web.Frame;
using SmartCityPia.Web.Infrastructure.Forms;

namespace SmartCityPia.Web.Features.Dossiers.Measures;

public sealed class ActionModel(SaveRow<ActionItem, ActionItemDetails> save) : RowPage<ActionItem, ActionItemDetails>(save)
{
    /// <summary>The measure a new action is for.</summary>
    [FromQuery(Name = "measure")]
    public Guid? MeasureId { get; set; }

    public override Step? Step => Domain.Dossiers.Step.Measures;

    public IReadOnlyList<Option> MeasureOptions => [.. Dossier.Measures.Select(m => new Option(m.Id.ToString(), $"{Dossier.Code(m.Id)} {m.Name}"))];

    protected override IReadOnlyList<ActionItem> Rows => Dossier.Actions;

    protected override ActionItem NewRow(Guid id) => new() { Id = id, OwnerId = Dossier.Head.AssessmentId };

    protected override string Back => "measures#actions";

    protected override string NameOf(ActionItemDetails details) => details.What;

    protected override ActionItemDetails Prefill() => new() { MeasureId = Dossier.Measures.Any(m => m.Id == MeasureId) ? MeasureId : null };
}
