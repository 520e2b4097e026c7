using System.Globalization;
using System.Reflection;
using Microsoft.AspNetCore.Mvc;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Frame;

/// <summary>The form of one row: what was typed, the conflict with a stored version, and the responses when it isn't saved.</summary>
/// <remarks><see cref="RowPage{TRow, TDetails}"/> has the handlers of plain rows. A page that differs from it writes its own.</remarks>
public abstract class RowForm<TRow, TDetails> : DossierPage, IRowPage
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

    /// <summary>Redirect target after saving or removing, relative to the assessment.</summary>
    protected abstract string Back { get; }

    /// <summary>The row's display name, in the confirmation and the title.</summary>
    protected abstract string NameOf(TDetails details);

    public string BackUrl => At(Back);

    public virtual bool OffersAnother => false;

    public bool GoesOn => !IsDescription;

    /// <summary>Shows the stored row.</summary>
    protected void Read(TRow row)
    {
        Input = new();
        foreach (var property in Fields())
            property.SetValue(Input, property.GetValue(row));
        Version = row.Version;
    }

    /// <summary>In a conflict, replaces one field of the input by the stored text.</summary>
    protected IActionResult Take(TRow? row, string? field)
    {
        if (row is null || Fields().FirstOrDefault(p => p.Name == field) is not { } property)
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

    private static IEnumerable<PropertyInfo> Fields() => DossierDiff.FieldsOf(typeof(TDetails));

    /// <summary>Where saving leads: back, to the next empty form or to the next thing undecided, as the button says.</summary>
    protected RedirectResult SavedRow() => OffersAnother && Request.Form.ContainsKey("another")
        ? Redirect(Request.Path) : Redirect(NextOr(Back, Request.Path.Value![(At("").Length + 1)..]));

    protected RedirectResult Redirected(string verb, string name)
    {
        Undo = verb == "Removed" ? Id : null;
        Saved = HttpContext.Sentence(new("", verb, name, HttpContext.Actor().At.InCity().ToString("t", CultureInfo.CurrentCulture)));
        return verb == "Removed" ? Redirect(BackUrl) : SavedRow();
    }
}
