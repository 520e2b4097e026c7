using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SmartCityPia.Data;
using SmartCityPia.Data.Register;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Register;
using SmartCityPia.Domain.Reviews;
using SmartCityPia.Web.Infrastructure.Register;

namespace SmartCityPia.Web.Features.Register;

/// <summary>One service as the city has published it. Of what is held back the page has the reason, and no more.</summary>
/// <remarks>404: no such entry, or the register is not in this language.</remarks>
public sealed class EntryModel(PiaDbContext db, TimeProvider clock) : PageModel
{
    /// <param name="Key">Null where it is held back.</param>
    /// <param name="State">Of a condition, as it is today.</param>
    public sealed record Line(string? Key, string? Text, RedactionReason? HeldBack, ConditionState? State = null, DateOnly? ClosedOn = null);

    [BindProperty(SupportsGet = true, Name = "language")]
    public string Language { get; set; } = "";

    [BindProperty(SupportsGet = true, Name = "slug")]
    public string Slug { get; set; } = "";

    [BindProperty(SupportsGet = true, Name = "number")]
    public int? Number { get; set; }

    public PublishedEntry Found { get; private set; } = null!;

    public Publication Publication => Found.Publication;

    /// <summary>Null of a withdrawn one.</summary>
    public RegisterEntry? Entry { get; private set; }

    public IReadOnlyList<IGrouping<PublicPart, Line>> Parts { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        ModelState.Clear();
        if (!PublicRegister.Languages.Contains(Language, StringComparer.Ordinal) || await db.RegisterEntry(Slug, Number, cancellationToken) is not { } found)
            return NotFound();
        Found = found;
        if (found.Withdrawal is not null)
            return Page();
        Entry = found.Publication.Entry;
        var today = clock.Today();
        Parts = [.. Entry.Fields.Where(f => f.Key is not ("service.name" or "service.agency")).Select(f => (f.Part, Line: LineOf(f, today))).OrderBy(x => x.Part).GroupBy(x => x.Part, x => x.Line)];
        return Page();
    }

    public static string Tag(ConditionState state) => state switch { ConditionState.Done => "tag-good", ConditionState.Overdue => "tag-high", _ => "tag-medium" };

    private Line LineOf(EntryField field, DateOnly today)
    {
        if (field.HeldBack is not null)
            return new(null, null, field.HeldBack);
        if (field.ConditionId() is not { } id || !Found.Conditions.TryGetValue(id, out var condition))
            return new(field.Key, field.Text, null);
        return new(field.Key, field.Text, null, ReviewCondition.StateOf(condition.DueOn, condition.ClosedAt is not null, today), condition.ClosedAt?.Day());
    }
}
