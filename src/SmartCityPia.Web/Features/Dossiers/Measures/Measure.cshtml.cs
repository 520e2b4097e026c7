using System.Reflection;
using Microsoft.AspNetCore.Mvc;
using SmartCityPia.Domain.Catalogue;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Web.Frame;
using SmartCityPia.Web.Infrastructure.Forms;

namespace SmartCityPia.Web.Features.Dossiers.Measures;

public sealed class MeasureModel(SaveRow<Measure, MeasureDetails> save) : RowPage<Measure, MeasureDetails>(save)
{
    /// <summary>The catalogue control a new measure begins as.</summary>
    [FromQuery(Name = "control")]
    public string? ControlId { get; set; }

    /// <summary>The dataset or flow a new measure begins on.</summary>
    [FromQuery(Name = "on")]
    public Guid? Place { get; set; }

    /// <summary>In a vendor's description a safeguard belongs to the data that it is on.</summary>
    public override Step? Step => !IsDescription ? Domain.Dossiers.Step.Measures : Input.FlowId is null ? Domain.Dossiers.Step.Data : Domain.Dossiers.Step.Flows;

    public bool IsShown => Rows.FirstOrDefault(m => m.Id == Id) is { } stored && Dossier.IsShown(stored);

    public static IReadOnlyList<Option> StateOptions => [.. MeasureDetails.States.Select(s => new Option(s.ToString(), Words.Of(s), Words.HintOf(s)))];

    public IReadOnlyList<Option> DatasetOptions => [.. Dossier.Datasets.Select(d => new Option(d.Id.ToString(), $"{Dossier.Code(d.Id)} {d.Name}"))];

    public IReadOnlyList<Option> FlowOptions => [.. Dossier.Flows.Select(f => new Option(f.Id.ToString(), $"{Dossier.Code(f.Id)} {f.Name}"))];

    public Control? Control => Dossier.Catalogue.Controls.ById.GetValueOrDefault(Input.ControlId ?? "");

    public IReadOnlyList<Option> ControlOptions(Texts texts) =>
        [.. Dossier.Catalogue.Controls.OrderBy(c => c.Kind).ThenBy(c => c.Id, StringComparer.Ordinal).Select(c => new Option(c.Id, c.Name, c.Plain, texts["Kind." + c.Kind]))];

    public IReadOnlyList<Option> ResponsibleOptions => BodiesOf(Dossier);

    /// <summary>Who can carry out a measure: the organisations with a part in the service.</summary>
    internal static IReadOnlyList<Option> BodiesOf(Dossier dossier) =>
        [.. dossier.Stakeholders.Select(s => s.OrganisationId).OfType<Guid>().Distinct().Select(id => new Option(id.ToString(), dossier.OrganisationName(id)))];

    public IReadOnlyList<Option> RiskOptions => [.. Dossier.Risks.Select(r => new Option(r.Id.ToString(), $"{Dossier.Code(r.Id)} {r.Title}"))];

    public IEnumerable<ActionItem> Actions => Dossier.Actions.Where(a => Id is not null && a.MeasureId == Id);

    protected override IReadOnlyList<Measure> Rows => Dossier.Measures;

    protected override Measure NewRow(Guid id) => new() { Id = id, OwnerId = Dossier.Service.Id };

    protected override string Back => !IsDescription ? "measures#list" : Input.FlowId is { } flow ? $"flows/{flow}#safeguards" : Input.DatasetId is { } dataset ? $"datasets/{dataset}#safeguards" : "data";

    protected override string NameOf(MeasureDetails details) => details.Name;

    protected override MeasureDetails Prefill() => Dossier.Catalogue.Controls.ById.TryGetValue(ControlId ?? "", out var control)
        ? new() { Name = control.Name, ControlId = control.Id, Description = control.Plain, State = MeasureState.Proposed }
        : new();

    public override IActionResult OnGet()
    {
        var result = base.OnGet();
        if (IsNew && Place is { } place)
            (Input.DatasetId, Input.FlowId) = (Dossier.DatasetOf(place)?.Id, Dossier.FlowOf(place)?.Id);
        return result;
    }

    public override Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (IsDescription && Input.DatasetId is null && Input.FlowId is null)
            this.Tell([new(nameof(MeasureDetails.DatasetId), "SafeguardNowhere")]);
        return base.OnPostAsync(cancellationToken);
    }

    protected override string Show(PropertyInfo property, MeasureDetails details) =>
        property.Name == nameof(MeasureDetails.ControlId) && details.ControlId is { Length: > 0 } control ? Dossier.Term(control).Name : base.Show(property, details);
}
