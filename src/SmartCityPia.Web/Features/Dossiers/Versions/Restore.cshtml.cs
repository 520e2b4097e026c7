using System.Globalization;
using System.Reflection;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using SmartCityPia.Data;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Reviews;
using SmartCityPia.Web.Features.Dossiers.Submit;
using SmartCityPia.Web.Frame;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Dossiers.Versions;

/// <summary>Restores one row or field from a frozen version, after showing the present and the older values.</summary>
/// <remarks>
/// 400: the row breaks a rule now; the field is named. 403: the assessment is closed, or a new draft is the lead's to start. 404: no such version, kind, row or field. 409:
/// another person changed the row meanwhile; the present values are shown.
/// </remarks>
public sealed class RestoreModel(PiaDbContext db, StartNewDraft startNewDraft, IStringLocalizerFactory localizers,
    IServiceProvider services) : DossierPage
{
    public override Access Access => new() { Posts = Posts.OfEditorsAlways };

    private readonly Texts _texts = new(localizers, "Versions");
    private RestorableRow _row = null!;
    private PropertyInfo? _property;
    private Dossier _then = null!;

    /// <summary>All fields of the row, in the older version's words: it may name rows that have been removed.</summary>
    private IReadOnlyList<FieldChange> _told = [];

    [FromRoute]
    public int Number { get; set; }

    [FromRoute]
    public string Kind { get; set; } = "";

    [FromRoute]
    public Guid Id { get; set; }

    [FromRoute]
    public string? Field { get; set; }

    /// <summary>The row version on the page; null if the row has been removed.</summary>
    [BindProperty]
    public uint? Version { get; set; }

    /// <summary>The changes; null if the draft has the same values.</summary>
    public RowChange? Change { get; private set; }

    public bool IsGone => _row.Find(Dossier, Id) is null;

    /// <summary>The version is under review, so there can't be a new draft.</summary>
    public bool InReview { get; private set; }

    public string BackUrl => At(string.Create(CultureInfo.InvariantCulture, $"versions/compare?from={Number}&to={Between.Draft}"));

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (!await Load(cancellationToken))
            return NotFound();
        Version = _row.Find(Dossier, Id)?.Version;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!await Load(cancellationToken))
            return NotFound();
        if (!CanEdit)
            return this.Answer(StatusCodes.Status403Forbidden);
        if (_row.MissingParent(Dossier, _then, Id) is { } parent)
            return Refuse(_texts["Restore.Parent", DossierDiff.Tell(_then, parent)!.Value.Name]);
        if (Change is null)
            return Redirect(BackUrl);
        var reason = string.Create(CultureInfo.InvariantCulture, $"restored from version {Number}");
        switch (await _row.Save(services, Dossier, _then, Assessment, Id, _property, Version, HttpContext.Actor(), reason,
            cancellationToken))
        {
            case Outcome.Done:
                Saved = _texts["Restore.Done", Number, Change.Name];
                return Redirect(BackUrl);
            case Outcome.Invalid invalid:
                foreach (var error in invalid.Errors)
                    ModelState.AddModelError("", error.Field.Length == 0 ? HttpContext.Sentence(error) : _texts["Restore.NoLonger",
                        Words.Label(_row.Details, error.Field), HttpContext.Sentence(error), TextThen(error.Field)]);
                return this.Answer(StatusCodes.Status400BadRequest);
            case Outcome.Conflict conflict:
                Version = conflict.Theirs.Version;
                ModelState.Clear();
                ModelState.AddModelError("", _texts["Restore.Conflict"]);
                return this.Answer(StatusCodes.Status409Conflict);
            case Outcome.Gone:
                Version = null;
                ModelState.Clear();
                ModelState.AddModelError("", _texts["Restore.Conflict"]);
                return this.Answer(StatusCodes.Status409Conflict);
            case Outcome.Closed:
                return this.Answer(StatusCodes.Status403Forbidden);
            default:
                return Refuse(_texts["Restore.Elsewhere"]);
        }
    }

    public async Task<IActionResult> OnPostDraftAsync(CancellationToken cancellationToken) =>
        !await Load(cancellationToken) ? NotFound()
        : await startNewDraft.Handle(Assessment.Id, User, HttpContext.Actor(), cancellationToken) switch
        {
            DraftStart.Started => Redirect(Request.Path),
            DraftStart.NotYours => StatusCode(StatusCodes.Status403Forbidden),
            _ => Redirect(At(Assessment.IsSetAside ? "archive" : "review/withdraw")),
        };

    private async Task<bool> Load(CancellationToken cancellationToken)
    {
        if (RestorableRow.Of(Kind) is not { } known
            || await db.AssessmentVersions.AsNoTracking().Where(v => v.AssessmentId == Assessment.Id && v.Number == Number)
                .Select(v => v.Json).SingleOrDefaultAsync(cancellationToken) is not { } json)
            return false;
        (_row, _then) = (known, CanonicalJson.Read(json));
        _property = Field is null ? null : DossierDiff.FieldsOf(known.Details).FirstOrDefault(p => p.Name == Field);
        // A removed row can only be restored as a whole, not one field of it.
        if (((Field is not null || known.Details == typeof(ServiceDetails)) && known.Find(Dossier, Id) is null)
            || (Field is not null && _property is null) || known.Find(_then, Id) is null)
            return false;
        InReview = Assessment.IsReadOnly && await db.Reviews.AnyAsync(r => r.OwnerId == Assessment.Id
            && (r.State == ReviewState.InReview || r.State == ReviewState.DpoOpinion), cancellationToken);
        _told = DossierDiff.Tell(_then, Id)!.Value.Fields;
        Change = DossierDiff.Between(Dossier, known.With(Dossier, _then, Id, _property))
            .FirstOrDefault(c => c.Kind == Kind && c.AfterId == Id) is { } change
            ? change with { Fields = [.. change.Fields.Select(f => f with { After = TextThen(f.Field) })] } : null;
        return true;
    }

    private string TextThen(string field) => _told.FirstOrDefault(f => f.Field == field)?.After ?? "";

    private PageResult Refuse(string sentence)
    {
        ModelState.AddModelError("", sentence);
        return this.Answer(StatusCodes.Status400BadRequest);
    }
}
