using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Reviews;
using SmartCityPia.Web.Frame;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Dossiers.Submit;

/// <summary>The step "Check and submit": what is missing, everything on one page, and the button that freezes a version.</summary>
/// <remarks>400: the statement is missing, the password is wrong, or something still blocks. 409: somebody saved meanwhile.</remarks>
public sealed class IndexModel(PiaDbContext db, SubmitAssessment submit, StartNewDraft startNewDraft, SignOff signOff, Microsoft.Extensions.Localization.IStringLocalizerFactory localizers)
    : DossierPage
{
    private readonly Texts texts = new(localizers, "Submit");

    public sealed record Submitted(int Number, DateTimeOffset At, string By, string Statement, string Sha256);

    [BindProperty]
    public SubmissionDetails Input { get; set; } = new();

    [BindProperty]
    public SignatureDetails Signature { get; set; } = new();

    /// <summary>What the law asks, beside what the record holds.</summary>
    public IReadOnlyList<LawLine> Law { get; private set; } = [];

    /// <summary>The state of the newest version's review; null while nothing is frozen.</summary>
    public ReviewState? InReview { get; private set; }

    /// <summary>The state of the assessment that the person saw.</summary>
    [BindProperty]
    public uint? Seen { get; set; }

    public Submitted? Newest { get; private set; }

    public override Step? Step => Domain.Dossiers.Step.Check;

    public override bool NeedsCity => true;

    public override Access Access => new() { PostPolicy = Policies.EditAssessments };

    public bool MayStartDraft => Assessment.IsReadOnly && InReview is not (ReviewState.InReview or ReviewState.DpoOpinion) && MayLead;

    public bool IsReady => CanEdit && MayLead && !Gaps.Any(g => g.Blocks);

    public IEnumerable<IGrouping<Step, Gap>> Missing => Gaps.Where(g => g.Blocks || g.Attention)
        .OrderByDescending(g => g.Attention).GroupBy(g => g.Step).OrderBy(g => g.Key);

    /// <summary>A full assessment is needed, or may be: nothing is optional for the reason that none is.</summary>
    public bool IsNeeded => Domain.Dossiers.Screening.Evaluate(Dossier.Catalogue, Dossier.Screening, Dossier.Head.Overruled).Decided != ScreeningOutcome.NotNeeded;

    public IEnumerable<Gap> Notes => Gaps.Where(g => !g.Blocks && !g.Attention);

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Input.Statement = texts["Statement.Prefilled", Dossier.Service.Name, Dossier.Head.Agency];
        await Show(cancellationToken);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (Assessment.IsSetAside)
            return StatusCode(StatusCodes.Status403Forbidden);
        // A second click on an old page finds the version that the first one froze.
        if (Assessment.IsReadOnly)
            return Redirect(VersionPage(Assessment.Versions));
        if (!CanEdit || Seen is not { } seen)
            return StatusCode(CanEdit ? StatusCodes.Status400BadRequest : StatusCodes.Status403Forbidden);
        if (!ModelState.IsValid)
            return await Again(StatusCodes.Status400BadRequest, cancellationToken);
        var actor = HttpContext.Actor();
        if (await signOff.Check(HttpContext, Signature, actor, cancellationToken) is { } wrong)
        {
            this.TellSignature(wrong);
            return await Again(StatusCodes.Status400BadRequest, cancellationToken);
        }
        switch (await submit.Handle(Assessment.Id, seen, Input.Statement, actor with { SignedWith = Signature.Used }, cancellationToken))
        {
            case Outcome.Done<int> frozen:
                Saved = texts["Submitted", frozen.What];
                return Redirect(VersionPage(frozen.What));
            case Outcome.Blocked<IReadOnlyList<Gap>> blocked:
                Gaps = blocked.Why;
                ModelState.AddModelError("", texts.Count("Blocked", Gaps.Count(g => g.Blocks)));
                return await Again(StatusCodes.Status400BadRequest, cancellationToken);
            default:
                ModelState.AddModelError("", texts["Changed"]);
                return await Again(StatusCodes.Status409Conflict, cancellationToken);
        }
    }

    public async Task<IActionResult> OnPostDraftAsync(CancellationToken cancellationToken)
    {
        ModelState.Clear();
        switch (await startNewDraft.Handle(Assessment.Id, User, HttpContext.Actor(), cancellationToken))
        {
            case DraftStart.NotYours:
                return StatusCode(StatusCodes.Status403Forbidden);
            case DraftStart.NotNow:
                return Redirect(At(Assessment.IsSetAside ? "archive" : "review/withdraw"));
        }
        Saved = texts["DraftStarted"];
        return Redirect(At(""));
    }

    public string Sentence(Gap gap) => texts["Gap." + gap.Rule, [.. gap.Arguments]];

    private string VersionPage(int number) => At(string.Create(CultureInfo.InvariantCulture, $"versions/{number}"));

    private async Task<IActionResult> Again(int status, CancellationToken cancellationToken)
    {
        Response.StatusCode = status;
        await Show(cancellationToken);
        return Page();
    }

    private async Task Show(CancellationToken cancellationToken)
    {
        // The dossier shown was read after this row version, so nothing newer than what is shown can slip through.
        Seen = Assessment.Version;
        ModelState.Remove(nameof(Seen));
        LawReview? review = null;
        if (Assessment.IsReadOnly)
        {
            InReview = await db.Reviews.Where(r => r.OwnerId == Assessment.Id && r.VersionNumber == Assessment.Versions).Select(r => (ReviewState?)r.State).SingleOrDefaultAsync(cancellationToken);
            review = await ReviewOf(Assessment.Versions, cancellationToken);
            Newest = await db.AssessmentVersions.AsNoTracking().Where(v => v.AssessmentId == Assessment.Id).OrderByDescending(v => v.Number)
                .Select(v => new Submitted(v.Number, v.FrozenAt, v.FrozenBy, v.Statement, v.Sha256)).FirstOrDefaultAsync(cancellationToken);
        }
        Law = LawTable.Of(Dossier, review);
    }

    private async Task<LawReview?> ReviewOf(int version, CancellationToken cancellationToken) =>
        await db.Reviews.AsNoTracking().Where(r => r.OwnerId == Assessment.Id && r.VersionNumber == version).Select(r => new
        {
            r.Consulted,
            Advice = r.Events.Where(e => e.Opinion != null).OrderBy(e => e.At).Select(e => new { e.Opinion, e.AccountName, e.At }).ToList(),
        }).SingleOrDefaultAsync(cancellationToken) is not { } review ? null : new(
            [.. review.Advice.Select(e => texts["Law.Opinion", Words.Of(e.Opinion!), e.AccountName, e.At.InCity().ToString("d", CultureInfo.CurrentCulture)])],
            review.Consulted is { } consulted ? Words.Of(consulted) : null);
}
