using System.Globalization;
using System.Reflection;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Frame;

/// <summary>The page that adds, changes or removes one row of the whole city, such as an organisation: <see cref="RowPage{TRow, TDetails}"/> without an assessment.</summary>
/// <remarks>400: a field is invalid or the name is taken. 404: no such row. 409: another person saved it meanwhile; both texts are shown.</remarks>
public abstract class RecordPage<TRow, TDetails>(PiaDbContext db) : PageModel, IRowPage
    where TRow : class, TDetails, IVersioned
    where TDetails : class, new()
{
    [BindProperty(SupportsGet = true, Name = "id")]
    public Guid? Id { get; set; }

    [BindProperty]
    public TDetails Input { get; set; } = new();

    /// <summary>The row version on the page; null for a new row.</summary>
    [BindProperty]
    public uint? Version { get; set; }

    /// <summary>Generated with the empty form, so that posting it twice adds one row.</summary>
    [BindProperty]
    public Guid? NewId { get; set; }

    [TempData]
    public string? Saved { get; set; }

    public Conflict? Conflict { get; private set; }

    public bool IsNew => Id is null;

    public abstract string BackUrl { get; }

    /// <summary>The row's display name, in the confirmation.</summary>
    protected abstract string NameOf(TDetails details);

    protected abstract Task<Outcome> Save(Guid id, Actor actor, CancellationToken cancellationToken);

    /// <summary>Where to go once it is saved.</summary>
    protected virtual IActionResult Leave(Guid id) => Redirect(BackUrl);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (IsNew)
        {
            NewId = Guid.CreateVersion7(HttpContext.Actor().At);
            return Page();
        }
        if (await Stored(cancellationToken) is not { } stored)
            return NotFound();
        Read(stored);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if ((Id ?? NewId) is not { } id || id == Guid.Empty)
            return NotFound();
        if (!ModelState.IsValid)
            return this.Answer(StatusCodes.Status400BadRequest);
        return Explain(await Save(id, HttpContext.Actor(), cancellationToken), id, "Saved");
    }

    /// <summary>In a conflict, replaces one field of the input by the stored text.</summary>
    public async Task<IActionResult> OnPostTakeAsync(string field, CancellationToken cancellationToken)
    {
        Id ??= NewId;
        if (Fields().FirstOrDefault(f => f.Name == field) is not { } property || await Stored(cancellationToken) is not { } stored)
            return NotFound();
        property.SetValue(Input, property.GetValue(stored));
        ModelState.Clear();
        ShowConflict(stored, null);
        return Page();
    }

    protected Task<TRow?> Stored(CancellationToken cancellationToken) =>
        db.Set<TRow>().AsNoTracking().SingleOrDefaultAsync(r => r.Id == Id, cancellationToken);

    /// <summary>Shows the stored row.</summary>
    protected void Read(TRow stored)
    {
        Input = new();
        foreach (var field in Fields())
            field.SetValue(Input, field.GetValue(stored));
        Version = stored.Version;
    }

    /// <summary>Leaves the page, or shows it again with the reason why nothing was written.</summary>
    protected IActionResult Explain(Outcome result, Guid id, string done)
    {
        switch (result)
        {
            case Outcome.Done:
                Saved = HttpContext.Sentence(new("", done, NameOf(Input),
                    HttpContext.Actor().At.InCity().ToString("t", CultureInfo.CurrentCulture)));
                return Leave(id);
            case Outcome.Invalid invalid:
                this.Tell(invalid.Errors);
                return this.Answer(StatusCodes.Status400BadRequest);
            case Outcome.Conflict conflict:
                Id = conflict.Theirs.Id;
                ModelState.Clear();
                ShowConflict((TRow)conflict.Theirs, conflict.ChangedBy);
                return this.Answer(StatusCodes.Status409Conflict);
            default:
                return NotFound();
        }
    }

    /// <summary>Display text of a value. Pages with lists of ids override it.</summary>
    protected virtual string Show(PropertyInfo property, TDetails details) => property.GetValue(details) switch
    {
        Enum value => Words.Of(value),
        var value => value?.ToString() ?? "",
    };

    private static IEnumerable<PropertyInfo> Fields() => DossierDiff.FieldsOf(typeof(TDetails));

    private void ShowConflict(TRow theirs, string? by)
    {
        Version = theirs.Version;
        Conflict = Conflict.Between<TDetails>(by, theirs.ChangedAt, theirs, Input, Show);
    }
}
