using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using SmartCityPia.Data;
using SmartCityPia.Domain.Trail;
using SmartCityPia.Web.Frame;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Security;
using SmartCityPia.Web.Infrastructure.Trail;

namespace SmartCityPia.Web.Features.Trail.Notes;

/// <summary>The audit notes of one assessment. Auditors add notes and correct their own by new ones.</summary>
/// <remarks>400: a field is invalid; the input is kept. 403: a post by a person who is not an auditor.</remarks>
public sealed class AssessmentModel(PiaDbContext db, WriteNote write) : DossierPage
{
    [BindProperty]
    public AuditNoteDetails Input { get; set; } = new();

    /// <summary>Generated with the empty form, so that posting it twice adds one note.</summary>
    [BindProperty]
    public Guid NewId { get; set; }

    [BindProperty(SupportsGet = true, Name = "corrects")]
    public Guid? Corrects { get; set; }

    [BindProperty(SupportsGet = true, Name = "p")]
    public int PageNumber { get; set; } = 1;

    public PagedList<NoteRow> Rows { get; private set; } = null!;

    public IReadOnlyList<Option> Versions =>
        [.. Enumerable.Range(1, Assessment.Versions).Reverse().Select(n => n.ToString(CultureInfo.InvariantCulture))
        .Select(n => new Option(n, n))];

    public Pager Pager => Pager.For(Rows, At("audit-notes"), new Dictionary<string, string?>(StringComparer.Ordinal));

    public override Access Access => new() { PostPolicy = Policies.WriteAuditNotes };

    public override ViewEvent ViewEvent => new(AuditVerbs.Opened, nameof(AuditNote), Assessment.Id, Assessment.Id);

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        ModelState.Clear();
        NewId = Guid.CreateVersion7(HttpContext.Actor().At);
        await Load(cancellationToken);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (NewId == Guid.Empty)
            return BadRequest();
        if (ModelState.IsValid)
        {
            if (await write.Handle(NewId, Assessment, Input, Corrects, HttpContext.Actor(), cancellationToken) is not { } error)
            {
                Saved = HttpContext.Sentence(new("", "NoteWritten"));
                return Redirect(At("audit-notes"));
            }
            ModelState.AddModelError(error.Field.Length > 0 ? $"{nameof(Input)}.{error.Field}" : "", HttpContext.Sentence(error));
        }
        Response.StatusCode = StatusCodes.Status400BadRequest;
        await Load(cancellationToken);
        return Page();
    }

    private async Task Load(CancellationToken cancellationToken) =>
        Rows = await PagedList.Read(db.NotesFor(User, Assessment.Id), PageNumber, cancellationToken);
}
