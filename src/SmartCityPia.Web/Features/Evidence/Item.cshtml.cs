using System.ComponentModel.DataAnnotations;
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

/// <summary>One piece of evidence: its details and files. Editable while the assessment is a draft.</summary>
[AcceptsFile]
public sealed class ItemModel(PiaDbContext db, ReceiveFile receive, StoreFile store, RemoveFile remove,
    SaveRow<EvidenceItem, EvidenceDetails> save) : RowPage<EvidenceItem, EvidenceDetails>(save)
{
    [BindProperty(Name = "File")]
    public IFormFile? Upload { get; set; }

    /// <summary>Why the content of a file is removed.</summary>
    [BindProperty, MaxLength(Limits.Text)]
    public string? Reason { get; set; }

    public IReadOnlyList<EvidenceVersion> Files => [.. Dossier.Files.Where(f => f.EvidenceId == Id).OrderByDescending(f => f.Number)];

    /// <summary>A new one if it isn't in this assessment, for example removed while its form was open.</summary>
    public EvidenceItem Item => Rows.FirstOrDefault(r => r.Id == Id) ?? NewRow(Id ?? Guid.Empty);

    protected override IReadOnlyList<EvidenceItem> Rows => Dossier.Evidence;

    protected override EvidenceItem NewRow(Guid id) => new() { Id = id, OwnerId = Dossier.Head.AssessmentId };

    protected override string Back => "evidence";

    protected override string NameOf(EvidenceDetails details) => details.Title;

    protected override void Complete(EvidenceItem row) => row.SubjectKind = EvidenceSubject.Find(Dossier, row.SubjectId)?.Kind
        ?? row.SubjectKind;

    public async Task<IActionResult> OnPostVersionAsync(CancellationToken cancellationToken)
    {
        if (!Show())
            return NotFound();
        var actor = HttpContext.Actor();
        try
        {
            return Finish(await store.Handle(Item, await receive.Handle(Upload, cancellationToken),
                () => Assessment.Touch(db, actor, cancellationToken), actor, cancellationToken));
        }
        catch (RefusedFileException e)
        {
            var error = e.ErrorAt("File");
            ModelState.AddModelError("File", HttpContext.Sentence(error));
            return this.Answer(error.StatusOf());
        }
    }

    public async Task<IActionResult> OnPostRemoveFileAsync(int number, CancellationToken cancellationToken)
    {
        var tooLong = ModelState.TryGetValue(nameof(Reason), out var entry) && entry.Errors.Count > 0 ? entry.Errors[0].ErrorMessage : null;
        if (!Show() || Files.FirstOrDefault(f => f.Number == number && f.RemovedAt is null) is not { } file)
            return NotFound();
        if (string.IsNullOrWhiteSpace(Reason) || tooLong is not null)
        {
            ModelState.AddModelError(nameof(Reason), tooLong ?? HttpContext.Sentence(new("", "ReasonMissing")));
            return this.Answer(StatusCodes.Status400BadRequest);
        }
        var actor = HttpContext.Actor();
        return Finish(await remove.Handle(file.Id, Reason, () => Assessment.Touch(db, actor, cancellationToken), actor, cancellationToken));
    }

    /// <summary>Restores the stored details when a post is about the files.</summary>
    private bool Show()
    {
        if (Rows.FirstOrDefault(r => r.Id == Id) is not { } row)
            return false;
        ModelState.Clear();
        (Input, Version) = (new() { Title = row.Title, Note = row.Note, SubjectId = row.SubjectId }, row.Version);
        return true;
    }

    private IActionResult Finish(bool done)
    {
        if (!done)
            return Explain(new Outcome.Closed());
        Saved = HttpContext.Sentence(new("", "Saved", Input.Title,
            HttpContext.Actor().At.InCity().ToString("t", System.Globalization.CultureInfo.CurrentCulture)));
        return Redirect(At($"evidence/{Id}"));
    }
}
