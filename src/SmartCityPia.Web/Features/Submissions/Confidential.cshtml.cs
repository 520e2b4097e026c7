using Microsoft.AspNetCore.Mvc;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Submissions;
using SmartCityPia.Web.Frame;
using SmartCityPia.Web.Infrastructure;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Submissions;

/// <summary>The vendor says which fields of a row are confidential, and why. One mark for each field; saving it again changes the reason.</summary>
/// <remarks>404: no such row in this description.</remarks>
public sealed class ConfidentialModel(SaveRow<ConfidentialField, ConfidentialDetails> save) : DossierPage
{
    [FromRoute(Name = "row")]
    public Guid RowId { get; set; }

    [BindProperty]
    public ConfidentialDetails Input { get; set; } = new();

    public IRow? Row => DescriptionRows.Of(Dossier).Prepend(Dossier.Service).FirstOrDefault(r => r.Id == RowId);

    public IEnumerable<ConfidentialField> Marks => Confidential.Where(c => c.RowId == RowId);

    public IReadOnlyList<Option> Fields => [.. DescriptionRows.Fields(Row!).Select(f => new Option(f.Name, Label(f.Name)))];

    public string Name => RowKinds.Of(Row!).NameOf(Dossier, Row!);

    public string Place => At(Row is ServiceDescription ? Addresses.Of(Domain.Dossiers.Step.Service) : Addresses.Of(RowPointer.To(Row!)));

    public string Label(string field) => Words.Label(RowKinds.Of(Row!).Details, field);

    public IActionResult OnGet() => Row is null ? NotFound() : Page();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (Row is null)
            return NotFound();
        if (Input.Field is { Length: > 0 } field && Fields.All(f => f.Value != field))
            ModelState.AddModelError("Input.Field", HttpContext.Sentence(new("", "NotOffered")));
        if (!ModelState.IsValid)
            return this.Answer(StatusCodes.Status400BadRequest);
        var stored = Marks.FirstOrDefault(m => m.Field == Input.Field);
        var id = DerivedId.Of(Assessment.Id, $"confidential {RowId:N} {Input.Field}");
        return Told(await save.Handle(Dossier, Assessment, new() { Id = id, OwnerId = Assessment.Id, RowId = RowId }, Input, stored?.Version, HttpContext.Actor(), cancellationToken));
    }

    public async Task<IActionResult> OnPostRemoveAsync(Guid mark, CancellationToken cancellationToken)
    {
        ModelState.Clear();
        if (Row is null || Marks.FirstOrDefault(m => m.Id == mark) is not { } stored)
            return NotFound();
        return Told(await save.Remove(Dossier, Assessment, new() { Id = mark, OwnerId = Assessment.Id, RowId = RowId }, stored.Version, HttpContext.Actor(), cancellationToken));
    }

    private IActionResult Told(Outcome outcome)
    {
        if (outcome is Outcome.Done)
        {
            Saved = HttpContext.Sentence(new("", "ConfidentialSaved"));
            return Redirect(Place);
        }
        ModelState.AddModelError("", HttpContext.Sentence(new("", outcome is Outcome.Closed ? "DescriptionClosed" : "SaveAgain")));
        return this.Answer(StatusCodes.Status409Conflict);
    }
}
