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
public abstract class RowPage<TRow, TDetails>(SaveRow<TRow, TDetails> save) : RowForm<TRow, TDetails>
    where TRow : class, TDetails, IRow
    where TDetails : class, new()
{
    /// <summary>The rows of this kind in the dossier.</summary>
    protected abstract IReadOnlyList<TRow> Rows { get; }

    /// <summary>An empty row with its ids.</summary>
    protected abstract TRow NewRow(Guid id);

    /// <summary>The initial content of a new row.</summary>
    protected virtual TDetails Prefill() => new();

    /// <summary>Sets fields that aren't in the form, on the stored or new row, before it is saved.</summary>
    protected virtual void Complete(TRow row)
    {
    }

    /// <summary>False if the address names a parent that isn't in this dossier; the response is 404.</summary>
    protected virtual bool ParentExists => true;

    public override bool OffersAnother => IsNew;

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
        Read(row);
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
        Read(row);
        return Explain(result);
    }

    public IActionResult OnPostTake(string? field) =>
        // The form of a new row can be in conflict with the row it has added itself.
        ParentExists ? Take(Rows.FirstOrDefault(r => r.Id == (Id ?? NewId)), field) : NotFound();
}

/// <summary>The members of a row page that the shared partials use.</summary>
public interface IRowPage
{
    Guid? Id { get; }
    uint? Version { get; }
    Guid? NewId { get; }
    bool IsNew { get; }
    string BackUrl { get; }

    /// <summary>Whether several are usually added one after the other.</summary>
    bool OffersAnother => false;

    /// <summary>Whether saving can lead to the next thing undecided.</summary>
    bool GoesOn => false;

    Conflict? Conflict { get; }
}

/// <summary>The stored and the typed values of one row.</summary>
public sealed record Conflict(string? ChangedBy, DateTimeOffset ChangedAt, IReadOnlyList<ConflictField> Fields)
{
    /// <summary>The fields whose display texts differ.</summary>
    public static Conflict Between<TDetails>(string? by, DateTimeOffset at, TDetails theirs, TDetails yours,
        Func<PropertyInfo, TDetails, string> show) => new(by, at,
    [
        .. DossierDiff.FieldsOf(typeof(TDetails)).Where(p => show(p, theirs) != show(p, yours))
            .Select(p => new ConflictField(p.Name, Words.Label(typeof(TDetails), p.Name), show(p, theirs), show(p, yours))),
    ]);
}

public sealed record ConflictField(string Name, string Label, string Theirs, string Yours);
