using Microsoft.AspNetCore.Mvc;
using SmartCityPia.Data;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Evidence;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Web.Frame;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Evidence;

/// <summary>Adds a piece of evidence with its first file.</summary>
/// <remarks>404: <c>?for=</c> names no row of this assessment. 400, 503, 507: the file is refused; the input is kept.</remarks>
[AcceptsFile]
public sealed class NewModel(PiaDbContext db, ReceiveFile receive, StoreFile store) : DossierPage, IRowPage
{
    public override Access Access => new() { Posts = Posts.OfEditorsAlways };

    [FromQuery(Name = "for")]
    public Guid? For { get; set; }

    [BindProperty]
    public EvidenceDetails Input { get; set; } = new();

    [BindProperty]
    public Guid? NewId { get; set; }

    [BindProperty(Name = "File")]
    public IFormFile? Upload { get; set; }

    public Guid? Id => null;

    public uint? Version => null;

    public bool IsNew => true;

    public string BackUrl => At("evidence");

    public Conflict? Conflict => null;

    public IActionResult OnGet()
    {
        if (EvidenceSubject.Find(Dossier, For) is null)
            return NotFound();
        if (!CanEdit)
            return StatusCode(StatusCodes.Status403Forbidden);
        NewId = Guid.CreateVersion7(HttpContext.Actor().At);
        Input.SubjectId = For;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (NewId is not { } id || id == Guid.Empty)
            return NotFound();
        var actor = HttpContext.Actor();
        var item = new EvidenceItem
        {
            Id = id,
            OwnerId = Assessment.Id,
            Title = Input.Title,
            Note = Input.Note,
            SubjectId = Input.SubjectId,
            SubjectKind = EvidenceSubject.Find(Dossier, Input.SubjectId)?.Kind ?? default
        };
        foreach (var error in Input.Check(Dossier, item))
            ModelState.AddModelError($"{nameof(Input)}.{error.Field}", HttpContext.Sentence(error));
        try
        {
            var file = await receive.Handle(Upload, cancellationToken);
            if (ModelState.IsValid)
            {
                if (await store.Handle(item, file, () => Assessment.Touch(db, actor, cancellationToken), actor, cancellationToken))
                {
                    Saved = HttpContext.Sentence(new("", "Saved", Input.Title,
                        actor.At.InCity().ToString("t", System.Globalization.CultureInfo.CurrentCulture)));
                    return Redirect(At($"evidence/{id}"));
                }
                ModelState.AddModelError("", HttpContext.Sentence(new("", "AssessmentClosed")));
                CanEdit = true;
                return this.Answer(StatusCodes.Status403Forbidden);
            }
        }
        catch (RefusedFileException e)
        {
            var error = e.ErrorAt("File");
            ModelState.AddModelError("File", HttpContext.Sentence(error));
            return this.Answer(error.StatusOf());
        }
        return this.Answer(StatusCodes.Status400BadRequest);
    }
}

/// <summary>The rows that evidence can be about, as options. The empty option is the whole service.</summary>
public static class EvidenceSubjects
{
    public static IReadOnlyList<Option> Subjects(Domain.Dossiers.Dossier dossier) =>
        [.. EvidenceSubject.All(dossier).Where(s => s.Id is not null).Select(s => new Option(s.Id!.Value.ToString(), s.Text, Group: Words.Of(s.Kind)))];
}
