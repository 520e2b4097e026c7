using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Web.Frame;
using SmartCityPia.Web.Infrastructure;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Dossiers;

/// <summary>The internal note about one row.</summary>
/// <remarks>404: no such row in this assessment.</remarks>
public sealed class NoteModel(PiaDbContext db, SaveRow<InternalNote, InternalNoteDetails> save) : RowForm<InternalNote, InternalNoteDetails>
{
    private Guid _row;

    public IRow? About { get; private set; }

    private Guid NoteId => DerivedId.Of(Dossier.Head.AssessmentId, "note " + _row.ToString("N"));

    protected override string Back => About is null or ServiceDescription ? Addresses.Of(Domain.Dossiers.Step.Service) : Addresses.Of(RowPointer.To(About));

    protected override string NameOf(InternalNoteDetails details) => Words.Label(typeof(InternalNoteDetails), nameof(InternalNoteDetails.Text));

    /// <summary>The address has the row's id; the note has one of its own.</summary>
    protected internal override void Loaded()
    {
        _row = Id ?? Guid.Empty;
        About = RowKinds.All.SelectMany(k => k.RowsOf(Dossier)).FirstOrDefault(r => r.Id == _row);
        (Id, NewId) = (null, NoteId);
    }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (About is null)
            return NotFound();
        if (await Stored(cancellationToken) is { } note)
            Read(note);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (About is null)
            return NotFound();
        if (!ModelState.IsValid)
            return this.Answer(StatusCodes.Status400BadRequest);
        var row = new InternalNote { Id = NoteId, OwnerId = Assessment.Id, RowId = _row };
        var result = await save.Handle(Dossier, Assessment, row, Input, Version, HttpContext.Actor(), cancellationToken);
        return result is Outcome.Done ? Redirected("Saved", NameOf(Input)) : Explain(result);
    }

    public async Task<IActionResult> OnPostTakeAsync(string? field, CancellationToken cancellationToken) => Take(await Stored(cancellationToken), field);

    private Task<InternalNote?> Stored(CancellationToken cancellationToken) => db.InternalNotes.AsNoTracking().SingleOrDefaultAsync(n => n.Id == NoteId, cancellationToken);
}
