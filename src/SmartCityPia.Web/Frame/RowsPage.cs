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
/// A form of many rows of one kind, saved together. A subclass says which rows and which of their fields; the others are on each row's own
/// page. Errors are handled here for all of them.
/// </summary>
/// <remarks>
/// 400: a field is invalid; everything typed is kept and nothing saved. 404: a row that isn't in this assessment. 409: somebody else saved
/// some of the rows meanwhile; both texts are shown, nothing is saved, and saving again settles it.
/// </remarks>
public abstract class RowsPage<TRow, TDetails>(SaveRows<TRow, TDetails> save) : DossierPage, IRowsPage
    where TRow : class, TDetails, IRow
    where TDetails : class, new()
{
    // Named, because a dictionary without entries would otherwise be bound from all the other fields.
    [BindProperty(Name = nameof(Rows))]
    public Dictionary<Guid, TypedRow<TDetails>> Rows { get; set; } = [];

    /// <summary>More are on further pages.</summary>
    [BindProperty(SupportsGet = true, Name = "p")]
    public int PageNumber { get; set; } = 1;

    public override Access Access => new() { Posts = Posts.OfEditorsAlways };

    public IReadOnlyList<RowsConflict> Conflicts { get; private set; } = [];

    /// <summary>The rows that the form is about, stored or not.</summary>
    protected abstract IReadOnlyList<(Guid Id, TRow? Row)> Known { get; }

    /// <summary>The fields that stand in the form.</summary>
    protected virtual IReadOnlyList<PropertyInfo> Fields { get; } = [.. DossierDiff.FieldsOf(typeof(TDetails))];

    /// <summary>An empty row with its ids, where answering here adds it.</summary>
    protected virtual Func<Guid, TRow>? Make => null;

    protected abstract string NameOf(Guid id);

    /// <summary>The id of the row of a key; as long as there is none, the one that <see cref="AnswerPage{TRow,TDetails}"/> gives it.</summary>
    protected Guid IdOf(string key, TRow? row) => row?.Id ?? DerivedId.Of(Dossier.Head.AssessmentId, key);

    /// <summary>The address of the form inside the assessment.</summary>
    protected abstract string Here { get; }

    /// <summary>What the confirmation says was saved.</summary>
    protected abstract string What { get; }

    public string BackUrl => At(Step!.Value);

    public Pager Pager => Pager.For(OnPage, At(Here), new Dictionary<string, string?>(StringComparer.Ordinal));

    /// <summary>The ids of the rows on this page of the form, in their order.</summary>
    public IEnumerable<Guid> Order => OnPage.Items.Select(r => r.Id).Where(Rows.ContainsKey);

    private PagedList<(Guid Id, TRow? Row)> OnPage => PagedList.Of(Known, PageNumber);

    public virtual IActionResult OnGet()
    {
        ModelState.Clear();
        Rows = OnPage.Items.ToDictionary(r => r.Id, r => AsStored(r.Row));
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var known = OnPage.Items.Select(r => r.Id).ToHashSet();
        if (!Rows.Keys.All(known.Contains))
            return NotFound();
        // The rest of a row is not in the form, and stays as it is.
        var asked = Fields.Select(f => f.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var key in ModelState.Keys.Where(k => k.StartsWith(nameof(Rows), StringComparison.Ordinal) && k.Contains(".Given.", StringComparison.Ordinal) && !asked.Contains(k[(k.LastIndexOf('.') + 1)..])).ToList())
            ModelState.Remove(key);
        NameTheRows();
        if (!ModelState.IsValid)
            return this.Answer(StatusCodes.Status400BadRequest);
        var actor = HttpContext.Actor();
        switch (await save.Handle(Dossier, Assessment, Fields, Rows, Make, actor, cancellationToken))
        {
            case Outcome.Done:
                Saved = HttpContext.Sentence(new("", "Saved", What, actor.At.InCity().ToString("t", CultureInfo.CurrentCulture)));
                return Redirect(NextOr(PageNumber > 1 ? string.Create(CultureInfo.InvariantCulture, $"{Here}?p={PageNumber}") : Here, Here));
            case Outcome.Invalid invalid:
                foreach (var (id, field, error) in invalid.Errors.Select(e => (Id: Guid.Parse(e.Field.Split('.')[0], CultureInfo.InvariantCulture), Field: e.Field.Split('.')[1], Error: e)))
                    ModelState.AddModelError($"{nameof(Rows)}[{id}].Given.{field}", Named(id, HttpContext.Sentence(error)));
                return this.Answer(StatusCodes.Status400BadRequest);
            case Outcome.Disputed<RowsDispute<TRow>> { Between: var dispute }:
                ShowBoth(dispute);
                return this.Answer(StatusCodes.Status409Conflict);
            case Outcome.Closed:
                ModelState.AddModelError("", HttpContext.Sentence(new("", "AssessmentClosed")));
                // The button stays, because the same form can be sent again once there is a new draft.
                CanEdit = true;
                return this.Answer(StatusCodes.Status403Forbidden);
            case Outcome.Gone:
                ModelState.AddModelError("", HttpContext.Sentence(new("", "RowsGone")));
                return this.Answer(StatusCodes.Status409Conflict);
            case Outcome.NotFound:
                return NotFound();
            default:
                ModelState.AddModelError("", HttpContext.Sentence(new("", "SaveAgain")));
                return this.Answer(StatusCodes.Status409Conflict);
        }
    }

    private TypedRow<TDetails> AsStored(TRow? row)
    {
        var given = new TDetails();
        foreach (var field in Fields.Where(_ => row is not null))
            field.SetValue(given, field.GetValue(row));
        return new() { Given = given, Version = row?.Version, Seen = FieldPrint.Of(Fields, row) };
    }

    /// <summary>Takes in what others saved to rows this person left alone, and the versions of the rest, so that saving again settles it.</summary>
    private void ShowBoth(RowsDispute<TRow> dispute)
    {
        foreach (var (id, mine) in Rows.ToList())
        {
            var now = AsStored(dispute.Stored.GetValueOrDefault(id));
            if (FieldPrint.Of(Fields, mine.Given) != mine.Seen)
                now.Given = mine.Given;
            Rows[id] = now;
        }
        ModelState.Clear();
        Conflicts =
        [
            .. Order.Where(dispute.By.ContainsKey).Select(id => new RowsConflict($"row-{id}", NameOf(id), dispute.By[id],
            [
                .. Fields.Select(f => new ConflictField(f.Name, Words.Label(typeof(TDetails), f.Name), Show(f, dispute.Stored.GetValueOrDefault(id)), Show(f, Rows[id].Given))).Where(f => f.Theirs != f.Yours),
            ])),
        ];
    }

    private static string Show(PropertyInfo field, TDetails? details) => (details is null ? null : field.GetValue(details)) switch
    {
        null => "",
        Enum value => Words.Of(value),
        bool value => Words.Of(value ? Answer.Yes : Answer.No),
        IFormattable value => value.ToString(null, CultureInfo.CurrentCulture),
        var value => value.ToString() ?? "",
    };

    /// <summary>"What is missing: at most 4,000 characters" eleven times over helps nobody: each message says whose.</summary>
    private void NameTheRows()
    {
        foreach (var id in Rows.Keys)
        {
            foreach (var (key, entry) in ModelState.Where(e => e.Key.StartsWith($"{nameof(Rows)}[{id}].", StringComparison.OrdinalIgnoreCase) && e.Value!.Errors.Count > 0).ToList())
            {
                var messages = entry!.Errors.Select(e => Named(id, e.ErrorMessage)).ToList();
                entry.Errors.Clear();
                messages.ForEach(m => ModelState.AddModelError(key, m));
            }
        }
    }

    private string Named(Guid id, string message) => HttpContext.Sentence(new("", "AtRow", NameOf(id), message));
}

/// <summary>The members of a form of many rows that the shared partials use.</summary>
public interface IRowsPage
{
    string BackUrl { get; }

    Pager Pager { get; }

    IReadOnlyList<RowsConflict> Conflicts { get; }
}

/// <summary>One row that two people changed.</summary>
/// <param name="Anchor">Of the row in the form.</param>
/// <param name="By">Empty where nobody knows.</param>
public sealed record RowsConflict(string Anchor, string Name, string By, IReadOnlyList<ConflictField> Fields);
