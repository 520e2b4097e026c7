using System.Globalization;
using System.Reflection;
using Microsoft.AspNetCore.Mvc;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Frame;

/// <summary>
/// The page that adds, changes or removes one row. A subclass says which row, where to go afterwards, and what its lists offer. Errors are
/// handled here for all of them.
/// </summary>
/// <remarks>
/// 400: a field is invalid; the input is kept. 404: no such row in this assessment. 409: another person saved or removed the row meanwhile;
/// both texts are shown and nothing is lost.
/// </remarks>
public abstract class RowPage<TRow, TDetails>(SaveRow<TRow, TDetails> save) : DossierPage, IRowPage
    where TRow : class, TDetails, IRow
    where TDetails : class, new()
{
    /// <summary>The row's id from the address; null on the page that adds a row.</summary>
    [FromRoute(Name = "id")]
    public Guid? Id { get; set; }

    [BindProperty]
    public TDetails Input { get; set; } = new();

    /// <summary>The row version on the page; null for a new row.</summary>
    [BindProperty]
    public uint? Version { get; set; }

    /// <summary>Generated with the empty form, so that posting it twice adds one row.</summary>
    [BindProperty]
    public Guid? NewId { get; set; }

    public Conflict? Conflict { get; private set; }

    public bool IsNew => Id is null;

    public override Access Access => new() { Posts = Posts.OfEditorsAlways };

    /// <summary>The rows of this kind in the dossier.</summary>
    protected abstract IReadOnlyList<TRow> Rows { get; }

    /// <summary>An empty row with its ids.</summary>
    protected abstract TRow NewRow(Guid id);

    /// <summary>Redirect target after saving or removing, relative to the assessment.</summary>
    protected abstract string Back { get; }

    /// <summary>The initial content of a new row.</summary>
    protected virtual TDetails Prefill() => new();

    /// <summary>Sets fields that aren't in the form, on the stored or new row, before it is saved.</summary>
    protected virtual void Complete(TRow row)
    {
    }

    /// <summary>False if the address names a parent that isn't in this dossier; the response is 404.</summary>
    protected virtual bool ParentExists => true;

    /// <summary>The row's display name, in the confirmation and the title.</summary>
    protected abstract string NameOf(TDetails details);

    public string BackUrl => At(Back);

    public virtual IActionResult OnGet()
    {
        if (!ParentExists)
            return NotFound();
        if (IsNew)
        {
            if (!CanEdit)
                return StatusCode(StatusCodes.Status403Forbidden);
            NewId = Guid.CreateVersion7(HttpContext.Actor().At);
            Input = Prefill();
            return Page();
        }
        if (Rows.FirstOrDefault(r => r.Id == Id) is not { } row)
            return NotFound();
        Input = Copy(row);
        Version = row.Version;
        return Page();
    }

    public virtual async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!ParentExists || (Id ?? NewId) is not { } id || id == Guid.Empty)
            return NotFound();
        if (!ModelState.IsValid)
            return this.Answer(StatusCodes.Status400BadRequest);
        var result = await save.Handle(Dossier, Assessment, NewRow(id), Input, Version, HttpContext.Actor(), cancellationToken, Complete);
        return result is Outcome.Done ? Redirected("Saved", NameOf(Input)) : Explain(result);
    }

    public virtual async Task<IActionResult> OnPostRemoveAsync(CancellationToken cancellationToken)
    {
        if (!ParentExists || Id is not { } id || Rows.FirstOrDefault(r => r.Id == id) is not { } row)
            return NotFound();
        ModelState.Clear();
        var result = await save.Remove(Dossier, Assessment, NewRow(id), Version, HttpContext.Actor(), cancellationToken);
        if (result is Outcome.Done)
            return Redirected("Removed", NameOf(row));
        Input = Copy(row);
        Version = row.Version;
        return Explain(result);
    }

    /// <summary>In a conflict, replaces one field of the input by the stored text.</summary>
    public IActionResult OnPostTake(string? field)
    {
        // The form of a new row can be in conflict with the row it has added itself.
        if (!ParentExists || (Id ?? NewId) is not { } id || Rows.FirstOrDefault(r => r.Id == id) is not { } row
            || Property(field) is not { } property)
            return NotFound();
        property.SetValue(Input, property.GetValue(row));
        ModelState.Clear();
        Version = row.Version;
        ShowConflict(row, null);
        return this.Answer(StatusCodes.Status200OK);
    }

    /// <summary>Shows the page again with the reason why the row wasn't saved or removed.</summary>
    protected IActionResult Explain(Outcome result)
    {
        switch (result)
        {
            case Outcome.Invalid invalid:
                this.Tell(invalid.Errors);
                return this.Answer(StatusCodes.Status400BadRequest);
            case Outcome.Conflict conflict:
                Id ??= conflict.Theirs.Id;
                Version = conflict.Theirs.Version;
                ModelState.Remove(nameof(Version));
                ShowConflict((TRow)conflict.Theirs, conflict.ChangedBy);
                return this.Answer(StatusCodes.Status409Conflict);
            case Outcome.Changed:
                this.Tell([new("", "SaveAgain")]);
                return this.Answer(StatusCodes.Status409Conflict);
            case Outcome.Gone:
                (NewId, Version) = (Guid.CreateVersion7(HttpContext.Actor().At), null);
                ModelState.Clear();
                ModelState.AddModelError("", HttpContext.Sentence(new("", "RowGone")));
                return this.Answer(StatusCodes.Status409Conflict);
            case Outcome.Closed:
                ModelState.AddModelError("", HttpContext.Sentence(new("", "AssessmentClosed")));
                // The button stays, because the same form can be sent again once there is a new draft.
                CanEdit = true;
                return this.Answer(StatusCodes.Status403Forbidden);
            default:
                return NotFound();
        }
    }

    private void ShowConflict(TRow theirs, string? by) => Conflict = Conflict.Between<TDetails>(by, theirs.ChangedAt, theirs, Input, Show);

    /// <summary>Display text of a value. Pages with lists of ids override it.</summary>
    protected virtual string Show(PropertyInfo property, TDetails details) => property.GetValue(details) switch
    {
        null => "",
        Enum value => Words.Of(value),
        IEnumerable<string> ids => string.Join(", ", ids.Select(id => Dossier.Term(id).Name)),
        System.Collections.IEnumerable items and not string => string.Join(", ", items.Cast<object>().Select(Named)),
        Guid id => Named(id),
        IFormattable value => value.ToString(null, CultureInfo.CurrentCulture),
        var value => value.ToString() ?? "",
    };

    private string Named(object value) => value is not Guid id ? value.ToString() ?? ""
        : Dossier.OrganisationName(id) is { Length: > 0 } organisation ? organisation
        : Dossier.Code(id) is { Length: > 0 } code ? code
        : id.ToString();

    private static PropertyInfo? Property(string? name) => name is { Length: > 0 } && typeof(TDetails)
        .GetProperty(name) is { CanWrite: true } property ? property : null;

    private static TDetails Copy(TDetails from)
    {
        var copy = new TDetails();
        foreach (var property in typeof(TDetails).GetProperties().Where(p => p.CanWrite))
            property.SetValue(copy, property.GetValue(from));
        return copy;
    }

    private RedirectResult Redirected(string verb, string name)
    {
        Saved = HttpContext.Sentence(new("", verb, name, HttpContext.Actor().At.ToLocalTime().ToString("t", CultureInfo.CurrentCulture)));
        return Redirect(BackUrl);
    }
}

/// <summary>The members of a row page that the shared partials use.</summary>
public interface IRowPage
{
    Guid? Id { get; }
    uint? Version { get; }
    Guid? NewId { get; }
    bool IsNew { get; }
    string BackUrl { get; }
    Conflict? Conflict { get; }
}

/// <summary>The stored and the typed values of one row.</summary>
public sealed record Conflict(string? ChangedBy, DateTimeOffset ChangedAt, IReadOnlyList<ConflictField> Fields)
{
    /// <summary>The fields whose display texts differ.</summary>
    public static Conflict Between<TDetails>(string? by, DateTimeOffset at, TDetails theirs, TDetails yours,
        Func<PropertyInfo, TDetails, string> show) => new(by, at,
    [
        .. typeof(TDetails).GetProperties().Where(p => p.CanWrite && show(p, theirs) != show(p, yours))
            .Select(p => new ConflictField(p.Name, Words.Label(typeof(TDetails), p.Name), show(p, theirs), show(p, yours))),
    ]);
}

public sealed record ConflictField(string Name, string Label, string Theirs, string Yours);
