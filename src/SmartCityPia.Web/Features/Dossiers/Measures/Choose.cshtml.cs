using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Web.Frame;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Dossiers.Measures;

public sealed class SafeguardChoiceDetails
{
    [MaxLength(Limits.Choices)]
    public List<string> Controls { get; set; } = [];

    public MeasureState State { get; set; } = MeasureState.Planned;

    /// <summary>An organisation with a part in the service.</summary>
    public Guid? ResponsibleId { get; set; }
}

/// <summary>Puts controls of the catalogue on a dataset or flow: each becomes a safeguard there.</summary>
/// <remarks>400: nothing chosen, or a control that is not on offer. 403: closed. 404: no such dataset or flow. 409: it went meanwhile.</remarks>
public sealed class ChooseModel(AddSafeguards add, IStringLocalizerFactory localizers) : DossierPage
{
    private readonly Texts texts = new(localizers, "Measures");

    [FromRoute(Name = "on")]
    public Guid On { get; set; }

    [BindProperty]
    public SafeguardChoiceDetails Input { get; set; } = new();

    public Holding? Place => Dossier.DatasetOf(On) is null && Dossier.FlowOf(On) is null ? null : Dossier.Holding(On);

    public override Step? Step => Place?.IsFlow == true ? Domain.Dossiers.Step.Flows : Domain.Dossiers.Step.Data;

    public override Access Access => new() { Posts = Posts.OfEditorsAlways };

    public string BackUrl => Place!.IsFlow ? At($"flows/{On}#safeguards") : At($"datasets/{On}#safeguards");

    public IReadOnlySet<string> Present => Dossier.SafeguardsOn(On).Select(m => m.ControlId).OfType<string>().ToHashSet(StringComparer.Ordinal);

    public IActionResult OnGet() => Place is null ? NotFound() : CanEdit ? Page() : StatusCode(StatusCodes.Status403Forbidden);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (Place is null)
            return NotFound();
        if (ModelState.IsValid && Input.Controls.Count == 0)
            this.Tell([new(nameof(Input.Controls), "NoSafeguard")]);
        if (Input.ResponsibleId is { } responsible && Dossier.Stakeholders.All(s => s.OrganisationId != responsible))
            this.Tell([new(nameof(Input.ResponsibleId), "NotOffered")]);
        if (!ModelState.IsValid)
            return this.Answer(StatusCodes.Status400BadRequest);
        switch (await add.Handle(Assessment, On, Input.Controls, Input.State, Input.ResponsibleId, HttpContext.Actor(), cancellationToken))
        {
            case Outcome.Done<int> added:
                Saved = texts.Count("Choose.Added", added.What);
                return Redirect(BackUrl);
            case Outcome.Invalid invalid:
                this.Tell(invalid.Errors.Select(e => e with { Field = e.Field == nameof(MeasureDetails.State) ? e.Field : nameof(Input.Controls) }));
                return this.Answer(StatusCodes.Status400BadRequest);
            case Outcome.Closed:
                ModelState.AddModelError("", HttpContext.Sentence(new("", "AssessmentClosed")));
                return this.Answer(StatusCodes.Status403Forbidden);
            default:
                return this.Answer(StatusCodes.Status409Conflict);
        }
    }
}
