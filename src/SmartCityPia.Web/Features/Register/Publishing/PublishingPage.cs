using Microsoft.AspNetCore.Mvc;
using SmartCityPia.Data;
using SmartCityPia.Data.Register;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Reviews;
using SmartCityPia.Web.Features.Reviews;
using SmartCityPia.Web.Frame;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Register.Publishing;

/// <summary>A signed act of a reviewer on the entry of the register.</summary>
/// <remarks>400: a field or the password is invalid. 403: an author, or no reviewer. 404: nothing to act on. 409: the entry has changed meanwhile.</remarks>
public abstract class PublishingPage(PiaDbContext db, SignOff signOff) : DossierPage, ISignedPage
{
    public override Access Access => new() { PostPolicy = Policies.Publish };

    [BindProperty]
    public SignatureDetails Signature { get; set; } = new();

    [BindProperty]
    public string? Seen { get; set; }

    public EntryInHand Hand { get; private set; } = null!;

    protected abstract string DoneKey { get; }

    protected virtual bool Fits(EntryInHand hand) => true;

    protected abstract Task<Outcome> Act(Actor actor, CancellationToken cancellationToken);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        ModelState.Clear();
        return await Load(cancellationToken) ? Page() : NotFound();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!await Load(cancellationToken))
            return NotFound();
        if (!ModelState.IsValid)
            return this.Answer(StatusCodes.Status400BadRequest);
        var actor = HttpContext.Actor();
        if (await signOff.Check(HttpContext, Signature, actor, cancellationToken) is { } wrong)
        {
            this.TellSignature(wrong);
            return this.Answer(StatusCodes.Status400BadRequest);
        }
        switch (await Act(actor with { SignedWith = Signature.Used }, cancellationToken))
        {
            case Outcome.Done:
                Saved = HttpContext.Sentence(new("", DoneKey));
                return Redirect(At("register"));
            case Outcome.Invalid invalid:
                this.Tell(invalid.Errors);
                return this.Answer(StatusCodes.Status400BadRequest);
            case Outcome.Forbidden forbidden:
                this.Tell([forbidden.Error]);
                return this.Answer(StatusCodes.Status403Forbidden);
            default:
                await Load(cancellationToken);
                this.Tell([new("", "EntryMoved")]);
                return this.Answer(StatusCodes.Status409Conflict);
        }
    }

    private async Task<bool> Load(CancellationToken cancellationToken)
    {
        if (await db.EntryInHand(Assessment, cancellationToken) is not { } hand || !Fits(hand))
            return false;
        Hand = hand;
        return true;
    }
}
