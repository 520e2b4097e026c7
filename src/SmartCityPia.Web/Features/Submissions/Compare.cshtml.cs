using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Submissions;
using SmartCityPia.Web.Frame;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Submissions;

/// <summary>Compares the last submitted description with the city's, change by change. Officers accept or return it here.</summary>
/// <remarks>
/// 404: nothing was submitted. 400: nothing chosen, no reason, or a chosen change breaks a rule. 409: another person acted first.
/// </remarks>
public sealed class CompareModel(PiaDbContext db, CompareDescription compare, AcceptDescription accept, FinishDescription finish, ReturnDescription giveBack,
    Microsoft.Extensions.Localization.IStringLocalizerFactory localizers)
    : DossierPage
{
    private readonly Texts _texts = new(localizers, "Submissions");

    [BindProperty]
    public List<Guid> Chosen { get; set; } = [];

    /// <summary>Fields in conflict for which the vendor's text is taken.</summary>
    [BindProperty]
    public List<string> Settled { get; set; } = [];

    [BindProperty]
    public uint? Seen { get; set; }

    [BindProperty]
    public uint? SeenTarget { get; set; }

    [BindProperty]
    public ReturnDetails Input { get; set; } = new();

    [BindProperty(SupportsGet = true, Name = "p")]
    public int PageNumber { get; set; } = 1;

    public DescriptionDiff Diff { get; private set; } = null!;

    public PagedList<RowChange> Rows { get; private set; } = null!;

    public Pager Pager => Pager.For(Rows, At("compare"), new Dictionary<string, string?>(StringComparer.Ordinal));

    public IReadOnlyList<MergeRefusal> Refusals { get; private set; } = [];

    public Assessment? Target { get; private set; }

    public bool MayDecide => Asked!.State == DescriptionState.Submitted;

    public override Access Access => new() { PostPolicy = Policies.AskVendors, BeforeSubmission = true };

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        ModelState.Clear();
        return await Load(cancellationToken) ? Page() : NotFound();
    }

    public Task<IActionResult> OnPostAllAsync(CancellationToken cancellationToken) => Accept(all: true, cancellationToken);

    /// <summary>What is open is not taken.</summary>
    public async Task<IActionResult> OnPostFinishAsync(CancellationToken cancellationToken)
    {
        ModelState.Clear();
        if (Seen is not { } seen)
            return BadRequest();
        if (await finish.Handle(Assessment.Id, seen, HttpContext.Actor(), cancellationToken) is not Outcome.Done)
            return await ShowAgain(StatusCodes.Status409Conflict, "DescriptionMoved", cancellationToken);
        Saved = _texts["Finish.Done"];
        return Redirect(At(""));
    }

    public Task<IActionResult> OnPostAsync(CancellationToken cancellationToken) => Accept(all: false, cancellationToken);

    public async Task<IActionResult> OnPostReturnAsync(CancellationToken cancellationToken)
    {
        var valid = ModelState.IsValid;
        if (Seen is not { } seen)
            return BadRequest();
        if (!valid)
            return await ShowAgain(StatusCodes.Status400BadRequest, null, cancellationToken);
        if (!await giveBack.Handle(Assessment.Id, seen, withdraw: false, Input.Reason, HttpContext.Actor(), cancellationToken))
            return await ShowAgain(StatusCodes.Status409Conflict, "DescriptionMoved", cancellationToken);
        Saved = HttpContext.Sentence(new("", "DescriptionReturned"));
        return Redirect(At(""));
    }

    private async Task<IActionResult> Accept(bool all, CancellationToken cancellationToken)
    {
        ModelState.Clear();
        if (Seen is not { } seen)
            return BadRequest();
        if (!await Load(cancellationToken))
            return NotFound();
        var chosen = new Acceptance(all ? null : Chosen.ToHashSet(), Settled.ToHashSet(StringComparer.Ordinal));
        if (Diff.Changes.Count > 0 && (all ? Diff.Changes.All(Diff.IsAllInConflict) : Chosen.Count + Settled.Count == 0))
            return await ShowAgain(StatusCodes.Status400BadRequest, "NothingChosen", cancellationToken);
        switch (await accept.Handle(Asked!, seen, SeenTarget, chosen, HttpContext.Actor(), cancellationToken))
        {
            case Outcome.Done<AcceptedRows> { What: var done }:
                Saved = (done.Dependencies > 0 ? _texts.Count("Accepted.Along", done.Dependencies, done.Reference) : _texts["Accepted", done.Reference])
                    + (done.Left > 0 ? " " + _texts.Count("Accepted.Left", done.Left) : "");
                return Redirect(At(done.Left > 0 ? "compare" : ""));
            case Outcome.Blocked<IReadOnlyList<MergeRefusal>> refused:
                Refusals = refused.Why;
                return await ShowAgain(StatusCodes.Status400BadRequest, "MergeRefused", cancellationToken);
            case Outcome.Closed:
                return await ShowAgain(StatusCodes.Status409Conflict, "TargetClosed", cancellationToken);
            default:
                return await ShowAgain(StatusCodes.Status409Conflict, "DescriptionMoved", cancellationToken);
        }
    }

    private async Task<IActionResult> ShowAgain(int status, string? rule, CancellationToken cancellationToken)
    {
        if (!await Load(cancellationToken))
            return NotFound();
        if (rule is not null)
            ModelState.AddModelError("", HttpContext.Sentence(new("", rule)));
        Response.StatusCode = status;
        return Page();
    }

    private async Task<bool> Load(CancellationToken cancellationToken)
    {
        db.ChangeTracker.Clear();
        Asked = await db.DescriptionRequests.AsNoTracking().SingleAsync(r => r.OwnerId == Assessment.Id, cancellationToken);
        Target = await db.Assessments.AsNoTracking().SingleOrDefaultAsync(a => a.Id == Asked.TargetId, cancellationToken);
        // Read the row versions before the rows, so that a change in between is detected.
        if (await compare.Handle(Asked, cancellationToken) is not { } diff)
            return false;
        (Diff, Rows) = (diff, PagedList.Of(diff.Changes, PageNumber));
        if (!HttpMethods.IsPost(Request.Method) || Seen is null)
            (Seen, SeenTarget) = (Asked.Version, Target?.Version);
        return true;
    }
}
