using Microsoft.AspNetCore.Mvc;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Web.Frame;

/// <summary>The page of a row of which an assessment has at most one per key, such as the answer to a principle. The address has the key.</summary>
public abstract class AnswerPage<TRow, TDetails>(SaveRow<TRow, TDetails> save) : RowPage<TRow, TDetails>(save)
    where TRow : class, TDetails, IRow
    where TDetails : class, new()
{
    /// <summary>The key in the address, as <see cref="DerivedId"/> takes it.</summary>
    protected abstract string Key { get; }

    /// <summary>The row of the key; null if it isn't answered yet.</summary>
    protected abstract TRow? Row { get; }

    public sealed override bool OffersAnother => false;

    protected internal sealed override void Loaded()
    {
        Id = Row?.Id;
        NewId = DerivedId.Of(Dossier.Head.AssessmentId, Key);
    }

    public sealed override IActionResult OnGet() =>
        // People who may only read still see the question.
        ParentExists && IsNew && !CanEdit ? Page() : base.OnGet();
}
