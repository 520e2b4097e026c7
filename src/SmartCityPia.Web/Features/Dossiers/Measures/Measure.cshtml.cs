using Microsoft.AspNetCore.Mvc;
using SmartCityPia.Domain.Catalogue;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Web.Frame;
using SmartCityPia.Web.Infrastructure.Forms;

namespace SmartCityPia.Web.Features.Dossiers.Measures;

public sealed class MeasureModel(SaveRow<Measure, MeasureDetails> save) : RowPage<Measure, MeasureDetails>(save)
{
    /// <summary>The catalogue control a new measure begins as.</summary>
    [FromQuery(Name = "control")]
    public string? ControlId { get; set; }

    public override Step? Step => Domain.Dossiers.Step.Measures;

    public Control? Control => Dossier.Catalogue.Controls.ById.GetValueOrDefault(Input.ControlId ?? "");

    public IReadOnlyList<Option> ControlOptions(Texts texts) =>
        [.. Dossier.Catalogue.Controls.OrderBy(c => c.Kind).ThenBy(c => c.Id, StringComparer.Ordinal).Select(c => new Option(c.Id, c.Name, c.Plain, texts["Kind." + c.Kind]))];

    public IReadOnlyList<Option> ResponsibleOptions =>
        [.. Dossier.Stakeholders.Select(s => s.OrganisationId).OfType<Guid>().Distinct().Select(id => new Option(id.ToString(), Dossier.OrganisationName(id)))];

    public IReadOnlyList<Option> RiskOptions => [.. Dossier.Risks.Select(r => new Option(r.Id.ToString(), $"{Dossier.Code(r.Id)} {r.Title}"))];

    public IEnumerable<ActionItem> Actions => Dossier.Actions.Where(a => Id is not null && a.MeasureId == Id);

    protected override IReadOnlyList<Measure> Rows => Dossier.Measures;

    protected override Measure NewRow(Guid id) => new() { Id = id, OwnerId = Dossier.Head.AssessmentId };

    protected override string Back => "measures#list";

    protected override string NameOf(MeasureDetails details) => details.Name;

    protected override MeasureDetails Prefill() => Dossier.Catalogue.Controls.ById.TryGetValue(ControlId ?? "", out var control)
        ? new() { Name = control.Name, ControlId = control.Id, Description = control.Plain, State = MeasureState.Proposed }
        : new();
}
