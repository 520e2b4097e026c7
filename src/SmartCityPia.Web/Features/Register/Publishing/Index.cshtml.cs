using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Register;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Accounts;
using SmartCityPia.Domain.Register;
using SmartCityPia.Web.Features.Reviews;
using SmartCityPia.Web.Frame;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Register.Publishing;

/// <summary>What the register tells or would tell of this service, field by field. An officer holds back, a reviewer publishes.</summary>
/// <remarks>400: a choice that is not offered. 404: nothing is approved. 409: somebody decided otherwise meanwhile; the choices are kept.</remarks>
public sealed class IndexModel(PiaDbContext db, SaveRedactions save, ReviewPeople people) : DossierPage
{
    public override Access Access => new() { Posts = Posts.OfEditorsAlways };

    /// <summary>By the field's key: a reason, or <see cref="SaveRedactions.Tell"/>. Read from the form as it is: a binder takes no more than a thousand.</summary>
    public IReadOnlyDictionary<string, string?> Choice { get; private set; } = new Dictionary<string, string?>(StringComparer.Ordinal);

    [BindProperty]
    public string? Seen { get; set; }

    public EntryInHand? Hand { get; private set; }

    public IReadOnlyList<PublicField> Fields { get; private set; } = [];

    public bool MayPublish { get; private set; }

    public bool CanRedact => MayEdit && !Assessment.IsSetAside;

    /// <summary>As it was typed, else as it is stored; null where a vendor's mark waits for a decision.</summary>
    public string? ChoiceOf(PublicField field) =>
        Choice.TryGetValue(field.Key, out var typed) && !string.IsNullOrEmpty(typed) ? typed
        : Hand!.Redactions.FirstOrDefault(r => r.Key == field.Key) is { } stored ? stored.Reason?.ToString() ?? SaveRedactions.Tell
        : IsOpen(field) ? null : SaveRedactions.Tell;

    public bool IsOpen(PublicField field) => Hand!.Marked.ContainsKey(field.Key) && Hand.Redactions.All(r => r.Key != field.Key);

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        ModelState.Clear();
        await Load(cancellationToken);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        await Load(cancellationToken);
        if (Hand is null)
            return NotFound();
        ModelState.Clear();
        Choice = Request.Form.Where(f => f.Key.StartsWith("Choice[", StringComparison.Ordinal) && f.Key[^1] == ']').ToDictionary(f => f.Key["Choice[".Length..^1], f => (string?)f.Value.ToString(), StringComparer.Ordinal);
        var outcome = await save.Handle(Assessment, Choice, Seen, HttpContext.Actor(), cancellationToken);
        switch (outcome)
        {
            case Outcome.Done:
                Saved = HttpContext.Sentence(new("", "RedactionsSaved"));
                return Redirect(At("register"));
            case Outcome.Invalid invalid:
                this.Tell(invalid.Errors);
                return this.Answer(StatusCodes.Status400BadRequest);
            default:
                await Load(cancellationToken);
                this.Tell([new("", "RedactionsMoved")]);
                return this.Answer(StatusCodes.Status409Conflict);
        }
    }

    private async Task Load(CancellationToken cancellationToken)
    {
        Hand = await db.EntryInHand(Assessment, cancellationToken);
        Fields = [.. Hand?.Record.Fields.OrderBy(f => f.Part) ?? Enumerable.Empty<PublicField>()];
        var me = User.AccountId();
        // Whether it is this entry is asked where it is published.
        MayPublish = Hand is not null && (User.May(Permission.Review) || await people.Active().AnyAsync(d => d.DeputyId == me, cancellationToken));
    }
}
